/// The Markdown inside of `<!-- notes: … -->`.
enum NotesReader {
  static func blocks(of directive: Directive, reader: inout ContentReader) -> [Block] {
    let text = withoutCommonIndent(directive.text)
    let bytes = Array(text.utf8)
    let content = SourceText(path: reader.source.path, bytes: bytes)
    if let objection = ComplexityGuard.objection(to: content, lines: 1...content.lineCount) {
      reader.log.error(
        .tooComplex, at: directive.range, objection.message, fix: objection.fix)
      return []
    }
    guard let document = MarkdownDocument(bytes[...]) else { return [] }
    let outerOffset = reader.lineOffset
    reader.lineOffset = directive.textLine - 1
    defer { reader.lineOffset = outerOffset }
    var blocks: [Block] = []
    document.withRoot { root in blocks = reader.blocks(in: root, depth: 2) }
    return blocks
  }

  /// Authors indent what stands beneath the directive; Markdown would take that for code.
  private static func withoutCommonIndent(_ text: String) -> String {
    guard text.utf8.contains(Byte.lineFeed) else { return text }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let indent =
      lines.dropFirst()
      .filter { !$0.allSatisfy(\.isWhitespace) }
      .map { $0.utf8.prefix { $0 == Byte.space }.count }
      .min() ?? 0
    return ([String(lines.first ?? "")] + lines.dropFirst().map { String($0.dropFirst(indent)) })
      .joined(separator: "\n")
  }
}
