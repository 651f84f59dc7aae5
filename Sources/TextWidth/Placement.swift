/// What becomes of a scalar in a row of cells.
package enum Placement: Equatable, Sendable {
  case narrow
  case wide
  /// Stands on the glyph before it.
  case mark
  /// Says how its neighbours join, and has no place of its own.
  case dropped
  case tab
  /// Would act on the terminal, or hide or turn text, or means nothing: shown as U+FFFD.
  case forbidden

  package init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    switch value {
    case 0x20..<0x7F, 0xA0..<0xAD, 0xAE..<0x300: self = .narrow
    case 0x09: self = .tab
    // Dashes, quotes, bullets, arrows, mathematics; lines, blocks and shapes below the first emoji.
    case 0x2010...0x2027, 0x2030...0x205E, 0x2190...0x2319, 0x2500...0x25FC: self = .narrow
    // Soft hyphen, zero-width space, joiners, variation selectors, byte order mark.
    case 0xAD, 0x200B...0x200D, 0x2060, 0xFE00...0xFE0F, 0xFEFF, 0xE0100...0xE01EF:
      self = .dropped
    // The parts of a Korean syllable that stand on its first.
    case 0x1160...0x11FF, 0xD7B0...0xD7FB: self = .mark
    default: self = Self.byCategory(scalar)
    }
  }

  private static func byCategory(_ scalar: Unicode.Scalar) -> Placement {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: .mark
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      .forbidden
    default: isWide(scalar.value) ? .wide : .narrow
    }
  }

  static func isSkinTone(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F3FB...0x1F3FF).contains(scalar.value)
  }
}
