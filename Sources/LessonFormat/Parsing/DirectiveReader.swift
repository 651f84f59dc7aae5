/// `<!-- pause -->`, `<!-- notes: … -->`: comments that code hosts hide and the course reads.
enum DirectiveName: String, CaseIterable {
  /// A remark for authors.
  case comment
  case id, minutes, notes, pause
}

struct Directive {
  var name: DirectiveName
  var range: SourceRange
  /// Behind the colon, without blanks around it.
  var text: String
  /// The file's line that the text begins on.
  var textLine: Int
}

enum DirectiveReader {
  /// The directives of an HTML block that begins with a comment; nil where it is not well formed.
  static func directives(in node: MarkdownNode, reader: inout ContentReader) -> [Directive]? {
    let literal = Array(node.literal.utf8)
    let start = reader.position(of: node)
    var result: [Directive] = []
    var index = 0
    var line = Int(start.line)
    while index < literal.count {
      if literal[index] == Byte.lineFeed { line += 1 }
      if Byte.isBlank(literal[index]) || literal[index] == Byte.lineFeed
        || literal[index] == Byte.carriageReturn
      {
        index += 1
        continue
      }
      let place = SourceRange(
        line: line, column: line == Int(start.line) ? Int(start.column) + index : 1, length: 4)
      guard literal[index...].starts(with: "<!--".utf8) else {
        reader.log.error(
          .misplacedDirective, at: place, "text stands behind a directive on its line",
          fix: "Write the directive on a line of its own")
        return result
      }
      guard let end = range(of: "-->", in: literal, from: index + 4) else {
        reader.log.error(
          .unclosedComment, at: place, "this comment never ends",
          fix: "Write --> behind it; what follows was not read")
        return nil
      }
      let inside = literal[(index + 4)..<end]
      if let directive = directive(inside, at: place, log: &reader.log) {
        result.append(directive)
      }
      line += inside.count { $0 == Byte.lineFeed }
      index = end + 3
    }
    return result
  }

  private static func directive(
    _ inside: ArraySlice<UInt8>, at place: SourceRange, log: inout DiagnosticLog
  ) -> Directive? {
    let text = String(decoding: inside, as: UTF8.self)
    let lead = text.prefix { $0.isWhitespace }
    let head = text.dropFirst(lead.count).prefix { $0 != ":" && !$0.isNewline }
    let word = head.prefix { !$0.isWhitespace }
    let hasColon = text.dropFirst(lead.count + head.count).first == ":"
    let isWord = head.dropFirst(word.count).allSatisfy(\.isWhitespace)
    guard let name = DirectiveName(rawValue: String(word)), isWord,
      hasColon == (name != .pause)
    else {
      let names = DirectiveName.allCases.map(\.rawValue)
      let known = DirectiveName(rawValue: String(word))
      log.error(
        .unknownDirective, at: place,
        known == nil || !isWord
          ? "unknown directive \"\(head)\""
          : "the directive \"\(word)\" has \(hasColon ? "no text" : "no colon and text behind it")",
        fix: "Write \(inWords(examples)); a remark for authors is <!-- comment: … -->",
        didYouMean: known == nil ? closest(to: String(word), among: names) : nil)
      return nil
    }
    let behind = text.dropFirst(lead.count + head.count + 1)
    let blanks = behind.prefix { $0.isWhitespace }
    let line =
      Int(place.start.line) + lead.count { $0.isNewline } + blanks.count { $0.isNewline }
    var content = behind.dropFirst(blanks.count)
    while content.last?.isWhitespace ?? false { content.removeLast() }
    return Directive(name: name, range: place, text: String(content), textLine: line)
  }

  private static let examples = [
    "<!-- pause -->", "<!-- id: three-fetches -->", "<!-- minutes: 2 -->", "<!-- notes: … -->",
  ]

  private static func range(of mark: String, in bytes: [UInt8], from start: Int) -> Int? {
    guard start <= bytes.count else { return nil }
    return bytes.indices[start...].first { bytes[$0...].starts(with: mark.utf8) }
  }
}
