/// `<!-- pause -->`, `<!-- notes: … -->`: comments that code hosts hide and the course reads.
enum DirectiveName: String, CaseIterable {
  /// A remark for authors.
  case comment
  /// Asks the questions of the chooser here.
  case chooser
  case id
  /// A part of what Python says, by which an entry of the quick reference is found.
  case message
  case minutes, notes, pause

  var takesText: Bool { self != .pause && self != .chooser }
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
    // cmark takes the first line's indentation off; on the others nothing is missing.
    var lineStart = 1 - Int(start.column)
    while index < literal.count {
      if literal[index] == Byte.lineFeed {
        line += 1
        lineStart = index + 1
      }
      if Byte.isBlank(literal[index]) || literal[index] == Byte.lineFeed
        || literal[index] == Byte.carriageReturn
      {
        index += 1
        continue
      }
      let place = SourceRange(line: line, column: index - lineStart + 1, length: 4)
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
      if let heading = headingLine(in: inside, from: line) {
        reader.log.error(
          .unclosedComment, at: place, "this comment runs over the heading in line \(heading)",
          fix: "Write --> before it")
        return nil
      }
      if let directive = directive(inside, at: place, log: &reader.log) {
        result.append(directive)
      }
      for place in inside.indices where literal[place] == Byte.lineFeed {
        line += 1
        lineStart = place + 1
      }
      index = end + 3
    }
    return result
  }

  /// Nobody writes a step into a comment: the end of the comment was forgotten.
  private static func headingLine(in inside: ArraySlice<UInt8>, from line: Int) -> Int? {
    inside.split(separator: Byte.lineFeed, omittingEmptySubsequences: false).enumerated()
      .first { $0.offset > 0 && Outline.isSectionHeading($0.element) }
      .map { line + $0.offset }
  }

  private static func directive(
    _ inside: ArraySlice<UInt8>, at place: SourceRange, log: inout DiagnosticLog
  ) -> Directive? {
    let isSpace: (UInt8) -> Bool = {
      Byte.isBlank($0) || $0 == Byte.lineFeed || $0 == Byte.carriageReturn
    }
    var content = inside.drop(while: isSpace)
    while let last = content.last, isSpace(last) { content = content.dropLast() }
    var head = content.prefix { $0 != Byte.colon && $0 != Byte.lineFeed }
    content = content[head.endIndex...]
    while let last = head.last, isSpace(last) { head = head.dropLast() }
    let hasColon = content.first == Byte.colon
    let text = content.dropFirst().drop(while: isSpace)
    let word = String(decoding: head, as: UTF8.self)
    guard let name = DirectiveName(rawValue: word),
      name.takesText ? hasColon : content.isEmpty
    else {
      let known = DirectiveName(rawValue: word)
      log.error(
        .unknownDirective, at: place,
        known == nil
          ? "unknown directive \"\(word)\""
          : "the directive \"\(word)\" \(known?.takesText == false ? "takes no text" : "has no colon and text")",
        fix: "Write \(inWords(examples)); a remark for authors is <!-- comment: … -->",
        didYouMean: known == nil
          ? closest(to: word, among: DirectiveName.allCases.map(\.rawValue)) : nil)
      return nil
    }
    let line = inside[..<text.startIndex].count { $0 == Byte.lineFeed }
    return Directive(
      name: name, range: place, text: String(decoding: text, as: UTF8.self),
      textLine: Int(place.start.line) + line)
  }

  private static let examples = [
    "<!-- pause -->", "<!-- id: three-fetches -->", "<!-- minutes: 2 -->", "<!-- notes: … -->",
  ]

  private static func range(of mark: String, in bytes: [UInt8], from start: Int) -> Int? {
    guard start <= bytes.count, let first = mark.utf8.first else { return nil }
    return bytes.indices[start...].first {
      bytes[$0] == first && bytes[$0...].starts(with: mark.utf8)
    }
  }
}
