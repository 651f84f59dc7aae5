/// Finds what a voice or a braille line could not read out: pictures drawn in characters, symbols
/// that are silent or spoken as noise, characters that nobody sees.
package enum SpeakableText {
  package struct Problem: Equatable {
    package var message: String
    package var fix: String
    /// Drawn or invisible characters lose what they say; mere symbols are only awkward.
    package var losesMeaning: Bool
    /// Where it begins, in bytes from the start of the text.
    package var offset: Int
  }

  /// In prose, runs of punctuation and arrows are problems as well; in code they are code.
  package static func problem(in text: String, asProse: Bool) -> Problem? {
    text.withBytes { utf8 in
      (hasSymbols(utf8) ? symbol(in: utf8, asProse: asProse) : nil)
        ?? (asProse ? punctuation(in: utf8) : nil)
    }
  }

  /// Whether there is anything but the letters, signs and blanks that nearly all text is made of.
  private static func hasSymbols(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    var rest = utf8
    while let index = rest.firstUnprintable() {
      if rest[index] != Byte.lineFeed, rest[index] != Byte.tab { return true }
      rest = UnsafeBufferPointer(rebasing: rest[(index + 1)...])
    }
    return false
  }

  private enum SymbolKind {
    case drawn, braille, hidden, privateUse, emoji, arrow, symbol
  }

  private static func symbol(in utf8: UnsafeBufferPointer<UInt8>, asProse: Bool) -> Problem? {
    var offset = 0
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
      defer { offset += UTF8.width(scalar) }
      guard let kind = kind(of: scalar) else { continue }
      let name = "U+" + hex(scalar.value)
      switch kind {
      case .drawn:
        return Problem(
          message: "has \"\(scalar)\" (\(name)), which draws and cannot be read out",
          fix: "Say it in words", losesMeaning: true, offset: offset)
      case .braille:
        return Problem(
          message: "has a braille pattern (\(name)), which is read as its dots",
          fix: "Say it in words", losesMeaning: true, offset: offset)
      case .hidden:
        return Problem(
          message: "has an invisible character (\(name))", fix: "Remove it", losesMeaning: true,
          offset: offset)
      case .privateUse:
        return Problem(
          message: "has a private-use character (\(name)), which few terminals show",
          fix: "Say it in words", losesMeaning: true, offset: offset)
      case .emoji where asProse:
        return Problem(
          message: "has \"\(scalar)\" (\(name)), whose name is read out in mid-sentence",
          fix: "Say it in words", losesMeaning: true, offset: offset)
      case .arrow where asProse:
        return Problem(
          message: "has the arrow \"\(scalar)\", which some voices leave out",
          fix: "Write \"to\", \"then\" or \"gives\"", losesMeaning: false, offset: offset)
      case .symbol where asProse:
        return Problem(
          message: "has \"\(scalar)\" (\(name)), which some voices leave out",
          fix: "Say it in words", losesMeaning: false, offset: offset)
      case .emoji, .arrow, .symbol:
        continue
      }
    }
    return nil
  }

  private static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(4 - digits.count, 0)) + digits
  }

  private static func kind(of scalar: Unicode.Scalar) -> SymbolKind? {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E: return nil
    case 0xAD: return .hidden
    // Stands for a byte that is no UTF-8, which has a message of its own.
    case 0xFFFD: return nil
    case 0x2500...0x259F, 0x1FB00...0x1FBFF: return .drawn
    case 0x2800...0x28FF: return .braille
    case 0xE000...0xF8FF, 0xF0000...0x10FFFF: return .privateUse
    case 0x2190...0x21FF, 0x27F0...0x27FF, 0x2900...0x297F: return .arrow
    case 0x1F000...0x1FAFF, 0x2B50, 0x2B55, 0x2705, 0x274C, 0x274E, 0x2728, 0x26A0: return .emoji
    case 0xFE0F, 0x20E3: return .emoji
    case 0xB7, 0x2022, 0x2023, 0x25E6, 0x2043: return .symbol
    // A degree, a section or a copyright sign is read by its name; so are these.
    case 0xA0...0xFF: return nil
    default: break
    }
    switch scalar.properties.generalCategory {
    case .format, .lineSeparator, .paragraphSeparator: return .hidden
    case .control: return .hidden
    case .otherSymbol, .mathSymbol: return .symbol
    default: return nil
    }
  }

  /// Rules and ASCII arrows: "====", "-->".
  private static func punctuation(in utf8: UnsafeBufferPointer<UInt8>) -> Problem? {
    // Two of them stand side by side in a row, so that looking at every second place finds it.
    var index = 1
    while index < utf8.count {
      guard isPunctuation(utf8[index]) else {
        index += 2
        continue
      }
      let start = isPunctuation(utf8[index - 1]) ? index - 1 : index
      let end = utf8[index...].firstIndex { !isPunctuation($0) } ?? utf8.count
      if let problem = problem(ofRow: start..<end, in: utf8) { return problem }
      index = end + 2
    }
    return nil
  }

  private static func problem(
    ofRow row: Range<Int>, in utf8: UnsafeBufferPointer<UInt8>
  ) -> Problem? {
    var same = 1
    for index in row.dropFirst() {
      let byte = utf8[index]
      let previous = utf8[index - 1]
      same = previous == byte ? same + 1 : 1
      if same >= 4 || index - row.lowerBound >= 4 {
        return Problem(
          message: "has a row of punctuation, which is read sign by sign", fix: "Say it in words",
          losesMeaning: true, offset: row.lowerBound)
      }
      if byte == Byte.greater, previous == Byte.dash || previous == Byte.equals {
        return Problem(
          message: "has an arrow made of signs, which is read sign by sign",
          fix: "Write \"to\", \"then\" or \"gives\", or put code in backticks",
          losesMeaning: false, offset: row.lowerBound)
      }
    }
    return nil
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  /// Whether text in a fence is a picture rather than words: it needs a description then.
  package static func looksDrawn(_ text: String, isPlainText: Bool) -> Bool {
    // Nearly all text has nothing of the kind, and to part it into lines takes longer than to look.
    guard problem(in: text, asProse: isPlainText) != nil else { return false }
    for line in text.split(whereSeparator: \.isNewline) {
      if let problem = problem(in: String(line), asProse: isPlainText),
        problem.losesMeaning || isPlainText
      {
        return true
      }
    }
    return false
  }
}
