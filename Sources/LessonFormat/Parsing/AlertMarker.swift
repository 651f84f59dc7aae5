/// `[!KIND attributes]` at the front of a quote.
struct AlertMarker {
  /// What stands beside the call-outs that code hosts know.
  static let questionKinds = ["predict", "quiz", "hint", "explanation"]

  /// In small letters.
  var name: String
  var range: SourceRange
  var attributes: AttributeList
  var hasTextBehind: Bool

  /// Read from the source line, because inside brackets cmark sees Markdown.
  init?(_ quote: MarkdownNode, reader: inout ContentReader) {
    guard let paragraph = quote.firstChild, paragraph.kind == .paragraph
    else { return nil }
    let place = reader.position(of: paragraph)
    let line = reader.source.line(Int(place.line)).dropFirst(Int(place.column) - 1)
    guard line.starts(with: "[!".utf8) else { return nil }
    guard let end = Self.closingBracket(in: line) else {
      reader.log.error(
        .unknownAlert,
        at: SourceRange(line: Int(place.line), column: Int(place.column), length: line.count),
        "this bracket is never closed", fix: "Write ] on the same line")
      return nil
    }
    range = SourceRange(
      line: Int(place.line), column: Int(place.column), length: end - line.startIndex + 1)
    let inside = line[(line.startIndex + 2)..<end]
    attributes = AttributeList(
      inside, at: SourcePosition(line: Int(place.line), column: Int(place.column) + 2),
      log: &reader.log)
    name = attributes.word?.lowercased() ?? ""
    hasTextBehind = line[(end + 1)...].contains { !Byte.isBlank($0) }
    reportSecond(in: quote, reader: &reader)
  }

  /// Without an empty line between them, two call-outs are one quote.
  private func reportSecond(in quote: MarkdownNode, reader: inout ContentReader) {
    let first = Int(range.start.line)
    let last = reader.lineOffset + quote.endLine
    guard last > first else { return }
    for number in (first + 1)...last {
      let line = reader.source.line(number)
      let words = line.drop { $0 == Byte.greater || Byte.isBlank($0) }
      guard words.starts(with: "[!".utf8), words.contains(Byte.closeBracket) else { continue }
      reader.log.error(
        .unknownAlert, at: reader.source.range(ofLine: number),
        "two call-outs stand in one quote", fix: "Put an empty line between them")
    }
  }

  private static func closingBracket(in line: ArraySlice<UInt8>) -> Int? {
    var isQuoted = false
    return line.firstIndex { byte in
      if byte == Byte.quote { isQuoted.toggle() }
      return byte == Byte.closeBracket && !isQuoted
    }
  }

  func reportUnknown(log: inout DiagnosticLog) {
    let names = Callout.Kind.allCases.map(\.rawValue) + Self.questionKinds
    log.error(
      .unknownAlert, at: range, "unknown call-out \"\(attributes.word ?? "")\"",
      fix: "Write one of \(inWords(names.map { "[!\($0.uppercased())]" }))",
      didYouMean: closest(to: name, among: names)?.uppercased())
  }
}
