import Canvas
import LessonFormat

/// A program as lines of styled text.
struct CodeText {
  /// Without line numbers, marks or indentation of their own.
  let lines: [TextLine]

  init(_ text: String, language: String? = "python") {
    let plain = text.split(separator: "\n", omittingEmptySubsequences: false)
    let shown = plain.last?.isEmpty ?? false ? plain.dropLast() : plain[...]
    guard language == "python" else {
      lines = shown.map { TextLine(printable(String($0)), Style(.code)) }
      return
    }
    let bytes = Array(text.utf8)
    var lines = [TextLine()]
    for piece in PythonLexer.pieces(of: text) {
      let style = Self.style(piece.kind)
      let parts = bytes[piece.range].split(separator: 0x0A, omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { lines.append(TextLine()) }
        lines[lines.count - 1].append(
          TextRun(printable(String(decoding: part, as: UTF8.self)), style))
      }
    }
    self.lines = Array(lines.prefix(shown.count))
  }

  /// What stands before a line: a mark, and its number where lines are numbered.
  static func gutter(_ mark: String, _ style: Style, number: Int?) -> TextLine {
    var gutter = TextLine(mark, style)
    guard let number else { return gutter }
    let digits = String(number)
    let margin = String(repeating: " ", count: max(3 - digits.count, 0))
    gutter.append(TextRun(margin + digits + "  ", Style(.dim)))
    return gutter
  }

  private static func style(_ kind: PythonLexer.Kind) -> Style {
    switch kind {
    case .text: Style(.code)
    case .keyword: Style(.codeKeyword)
    case .builtin: Style(.codeBuiltin)
    case .definition: Style(.codeName)
    case .string: Style(.codeString)
    case .number: Style(.codeNumber)
    case .comment: Style(.codeComment)
    }
  }
}
