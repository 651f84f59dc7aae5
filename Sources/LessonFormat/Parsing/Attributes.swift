/// The attributes of fences and of questions, `name=value`, `name="a value"` or `name` alone.
package enum AttributeName: String, Sendable, CaseIterable {
  case alt, demo, `else`, exercise, expect, file, focus, id, lanes, lines, norun, plot, requires,
    run, runs
  case show, solution, timeout, title, trace, variant
}

/// One attribute as written.
struct Attribute {
  var name: String
  /// nil where the format has no attribute of that name.
  var known: AttributeName?
  var value: String?
  var nameRange: SourceRange
  var valueRange: SourceRange
}

/// What stands behind a fence's marks or between a question's brackets.
struct AttributeList {
  private static let maximumCount = 32
  private static let maximumLength = 1000

  /// The first word, where it is no attribute: a fence's language, a question's kind.
  private(set) var word: String?
  private(set) var wordRange: SourceRange
  private(set) var attributes: [Attribute] = []

  /// Reads `text`, whose first byte stands at `position`.
  init(_ text: ArraySlice<UInt8>, at position: SourcePosition, log: inout DiagnosticLog) {
    wordRange = SourceRange(start: position, end: position)
    var scanner = AttributeScanner(text: text, position: position)
    scanner.skipBlanks()
    if let first = scanner.readWordWithoutValue() {
      word = first.text
      wordRange = first.range
    }
    while let attribute = scanner.readAttribute(log: &log) {
      guard attributes.count < Self.maximumCount,
        attribute.value?.utf8.count ?? 0 <= Self.maximumLength
      else {
        log.error(
          .tooComplex, at: attribute.nameRange,
          "a fence has at most \(Self.maximumCount) attributes, of at most \(Self.maximumLength) bytes",
          fix: "Make it shorter; what follows was not read")
        break
      }
      if attributes.contains(where: { $0.name == attribute.name }) {
        log.error(
          .duplicateAttribute, at: attribute.nameRange,
          "the attribute \"\(attribute.name)\" is given twice", fix: "Keep one of them")
      } else {
        attributes.append(attribute)
      }
    }
  }

  func contains(_ name: AttributeName) -> Bool {
    attributes.contains { $0.known == name }
  }

  subscript(name: AttributeName) -> Attribute? {
    attributes.first { $0.known == name }
  }

  /// The value of an attribute that must have one.
  func value(_ name: AttributeName, log: inout DiagnosticLog) -> String? {
    guard let attribute = self[name] else { return nil }
    if let value = attribute.value, !value.isEmpty { return value }
    log.error(
      .badAttribute, at: attribute.nameRange, "the attribute \"\(name.rawValue)\" has no value",
      fix: "Write \(name.rawValue)=VALUE")
    return nil
  }

  /// A value that is one of a few words.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: AttributeName, log: inout DiagnosticLog
  ) -> Choice? where Choice.RawValue == String {
    guard let value = value(name, log: &log), let attribute = self[name] else { return nil }
    if let choice = Choice(rawValue: value) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    log.error(
      .badAttribute, at: attribute.valueRange, "\"\(value)\" is no value for \(name.rawValue)",
      fix: "Write \(inWords(names.map { "\(name.rawValue)=\($0)" }))",
      didYouMean: closest(to: value, among: names))
    return nil
  }

  /// A number within a range.
  func number(
    _ name: AttributeName, in range: ClosedRange<Double>, log: inout DiagnosticLog
  ) -> Double? {
    guard let value = value(name, log: &log), let attribute = self[name] else { return nil }
    if let number = Double(value), range.contains(number) { return number }
    log.error(
      .badAttribute, at: attribute.valueRange, "\"\(value)\" is no value for \(name.rawValue)",
      fix: "Write a number from \(inWords(range.lowerBound)) to \(inWords(range.upperBound))")
    return nil
  }

  /// Whether a word that is no attribute may belong to the value before it.
  private func afterBareValue(_ attribute: Attribute) -> Bool {
    guard let index = attributes.firstIndex(where: { $0.nameRange == attribute.nameRange }),
      index > 0
    else { return false }
    return attributes[..<index].contains { $0.value != nil }
  }

  /// Reports every attribute that is not among `known`. Those in `others` would make another owner
  /// of it, so a slip may have been meant for one of them.
  func refuse(
    except known: Set<AttributeName>, of owner: String, others: [AttributeName] = [],
    log: inout DiagnosticLog
  ) {
    for attribute in attributes where !(attribute.known.map(known.contains) ?? false) {
      let names = known.map(\.rawValue).sorted()
      let meant = closest(to: attribute.name, among: names + others.map(\.rawValue))
      log.error(
        .unknownAttribute, at: attribute.nameRange,
        attribute.known != nil
          ? "\(owner) has no attribute \"\(attribute.name)\""
          : "unknown attribute \"\(attribute.name)\"",
        fix: names.isEmpty
          ? "Remove it"
          : meant != nil
            ? "Correct it, or remove it"
            : attribute.value == nil && afterBareValue(attribute)
              ? "Put a value with blanks into quotation marks, as in title=\"two words\""
              : "Remove it, or write one that \(owner) knows: \(inWords(names))",
        didYouMean: meant)
    }
  }
}

private struct AttributeScanner {
  var text: ArraySlice<UInt8>
  let position: SourcePosition
  let start: Int

  init(text: ArraySlice<UInt8>, position: SourcePosition) {
    self.text = text
    self.position = position
    start = text.startIndex
  }

  func range(from index: Int, to end: Int) -> SourceRange {
    SourceRange(
      line: Int(position.line), column: Int(position.column) + index - start, length: end - index)
  }

  mutating func skipBlanks() {
    text = text.drop(while: Byte.isBlank)
  }

  mutating func readWordWithoutValue() -> (text: String, range: SourceRange)? {
    let word = text.prefix { !Byte.isBlank($0) }
    guard !word.isEmpty, !word.contains(Byte.equals) else { return nil }
    text = text.dropFirst(word.count)
    return (
      String(decoding: word, as: UTF8.self), range(from: word.startIndex, to: word.endIndex)
    )
  }

  mutating func readAttribute(log: inout DiagnosticLog) -> Attribute? {
    skipBlanks()
    guard !text.isEmpty else { return nil }
    if text.first == Byte.equals {
      log.error(
        .badAttribute, at: range(from: text.startIndex, to: text.startIndex + 1),
        "blanks stand around this =", fix: "Write name=value; what follows was not read")
      text = []
      return nil
    }
    let name = text.prefix { !Byte.isBlank($0) && $0 != Byte.equals }
    text = text.dropFirst(name.count)
    let nameRange = range(from: name.startIndex, to: max(name.endIndex, name.startIndex + 1))
    let written = String(decoding: name, as: UTF8.self)
    var attribute = Attribute(
      name: written, known: AttributeName(rawValue: written), value: nil, nameRange: nameRange,
      valueRange: nameRange)
    guard text.first == Byte.equals else { return attribute }
    text = text.dropFirst()
    let valueStart = text.startIndex
    if let mark = foreignQuote {
      log.error(
        .badAttribute, at: range(from: valueStart, to: valueStart + mark.utf8.count),
        "\(mark) is not the quotation mark of an attribute",
        fix: "Write \(written)=\"…\"; what follows was not read")
      attribute.value = String(decoding: text, as: UTF8.self)
      text = []
      return attribute
    }
    attribute.value = text.first == Byte.quote ? readQuoted(log: &log) : readBare()
    attribute.valueRange = range(from: valueStart, to: max(text.startIndex, valueStart + 1))
    return attribute
  }

  /// What a word processor or another language would begin a text with.
  private var foreignQuote: String? {
    guard let first = text.first, first == Byte.apostrophe || first >= 0x80 else { return nil }
    return ["'", "\u{201C}", "\u{201E}", "\u{00AB}", "\u{2018}"].first {
      text.starts(with: $0.utf8)
    }
  }

  private mutating func readBare() -> String {
    let value = text.prefix { !Byte.isBlank($0) }
    text = text.dropFirst(value.count)
    return String(decoding: value, as: UTF8.self)
  }

  private mutating func readQuoted(log: inout DiagnosticLog) -> String {
    let start = text.startIndex
    var value: [UInt8] = []
    var index = start + 1
    while index < text.endIndex, text[index] != Byte.quote {
      if text[index] == Byte.backslash, index + 1 < text.endIndex,
        text[index + 1] == Byte.quote || text[index + 1] == Byte.backslash
      {
        index += 1
      }
      value.append(text[index])
      index += 1
    }
    if index >= text.endIndex {
      log.error(
        .badAttribute, at: range(from: start, to: text.endIndex),
        "this quotation is not closed", fix: "Write a \" at its end")
    }
    text = text[min(index + 1, text.endIndex)...]
    return String(decoding: value, as: UTF8.self)
  }
}
