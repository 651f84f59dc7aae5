/// One character as a terminal draws it: what stands in the cell, and the zero-width marks on it.
package struct Glyph: Hashable, Sendable {
  package var base: Unicode.Scalar
  /// At most `Glyph.mostMarks`; ncurses has room for no more in a cell.
  package var marks: [Unicode.Scalar] = []
  /// 1, or 2 for what is wide.
  package var width: Int

  package static let mostMarks = 4

  package init(_ base: Unicode.Scalar, marks: [Unicode.Scalar] = [], width: Int = 1) {
    self.base = base
    self.marks = marks
    self.width = width
  }
}

/// A text taken apart into glyphs. It is the one place that decides what text looks like in cells:
/// controls and whatever would hide or turn the text around it become U+FFFD, a tab two spaces, a
/// mark that has nothing to stand on gets a dotted circle, joiners and variation selectors are left
/// out. So an emoji family is its members side by side, as wide as every terminal expects.
package struct Glyphs: Sequence, IteratorProtocol {
  private var scalars: String.UnicodeScalarView.Iterator
  private var held: Unicode.Scalar?
  private var owesBlank = false

  package init(_ text: some StringProtocol) {
    scalars = String.UnicodeScalarView(text.unicodeScalars).makeIterator()
  }

  package mutating func next() -> Glyph? {
    if owesBlank {
      owesBlank = false
      return Glyph(" ")
    }
    while let scalar = held ?? scalars.next() {
      held = nil
      switch Placement(scalar) {
      case .narrow: return withMarks(Glyph(scalar))
      case .wide: return withMarks(Glyph(scalar, width: 2))
      case .forbidden: return Glyph("\u{FFFD}")
      case .mark: return Glyph("\u{25CC}", marks: [scalar])
      case .tab:
        owesBlank = true
        return Glyph(" ")
      case .dropped: continue
      }
    }
    return nil
  }

  private mutating func withMarks(_ bare: Glyph) -> Glyph {
    var glyph = bare
    while let scalar = scalars.next() {
      switch Placement(scalar) {
      case .mark:
        if glyph.marks.count < Glyph.mostMarks { glyph.marks.append(scalar) }
      case .dropped: continue
      case .wide where glyph.width == 2 && Placement.isSkinTone(scalar): continue
      default:
        held = scalar
        return glyph
      }
    }
    return glyph
  }
}

/// How many columns of a terminal a text takes.
package func columns(_ text: some StringProtocol) -> Int {
  let ascii = text.utf8.withContiguousStorageIfAvailable { bytes in
    bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F } ? bytes.count : nil
  }
  if let ascii, let ascii { return ascii }
  return Glyphs(text).reduce(0) { $0 + $1.width }
}
