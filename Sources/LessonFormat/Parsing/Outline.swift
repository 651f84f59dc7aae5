/// The `##` headings of a file, found without parsing it: what a table of contents needs.
///
/// It reads only what it is sure of. Where Markdown leaves it in doubt (an indented fence, HTML)
/// it says so, and the caller reads the file whole.
struct Outline {
  struct Section {
    var line: Int
    var title: String
    var id: String?
  }

  private(set) var sections: [Section] = []

  /// `## Title`, at the margin.
  static func isSectionHeading(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "##".utf8) else { return false }
    return line.dropFirst(2).first.map(Byte.isBlank) ?? true
  }

  /// nil where in doubt.
  init?(_ source: SourceText, from firstLine: Int) {
    var fence: Fence?
    var isInComment = false
    guard firstLine <= source.lineCount else { return }
    for number in firstLine...source.lineCount {
      let line = source.line(number)
      if isInComment {
        isInComment = !line.contains(sequence: "-->")
      } else if let open = fence {
        if open.isClosed(by: line) { fence = nil }
      } else if Self.isSectionHeading(line) {
        guard let title = Self.title(of: line) else { return nil }
        sections.append(Section(line: number, title: title))
      } else if let opened = Fence(opening: line) {
        guard opened.indent == 0 else { return nil }
        fence = opened
      } else if let start = line.firstIndex(where: { !Byte.isBlank($0) }), line[start] == Byte.less
      {
        guard start == line.startIndex, let comment = Comment(line) else { return nil }
        isInComment = !comment.isClosed
        if let id = comment.id, !sections.isEmpty, sections[sections.count - 1].id == nil {
          sections[sections.count - 1].id = id
        }
      }
    }
  }

  /// The first line of a comment that holds one directive at most.
  private struct Comment {
    var isClosed: Bool
    var id: String?

    init?(_ line: ArraySlice<UInt8>) {
      guard line.starts(with: "<!--".utf8) else { return nil }
      let inside = line.dropFirst(4)
      // "<!-->" is a comment as well, and a name may stand on the next line.
      guard let first = inside.first, first != Byte.dash, first != Byte.greater else { return nil }
      let text = inside.drop(while: Byte.isBlank)
      guard !text.isEmpty else { return nil }
      guard let end = text.firstIndex(of: "-->") else {
        isClosed = false
        if text.starts(with: "id".utf8) { return nil }
        return
      }
      guard text[(end + 3)...].allSatisfy(Byte.isBlank) else { return nil }
      isClosed = true
      guard text.starts(with: "id".utf8) else { return }
      guard text.starts(with: "id:".utf8) else { return nil }
      let words = text[..<end].dropFirst(3).split(whereSeparator: Byte.isBlank)
      guard words.count == 1 else { return nil }
      let written = String(decoding: words[0], as: UTF8.self)
      if ContentID.problem(in: written) == nil { id = written }
    }
  }

  /// The words of a heading; one with Markdown in it goes through the parser.
  private static func title(of line: ArraySlice<UInt8>) -> String? {
    let marks: [UInt8] = Array("*_`<>&\\!~#".utf8)
    var text = line.dropFirst(2)
    while let first = text.first, Byte.isBlank(first) { text = text.dropFirst() }
    while let last = text.last, Byte.isBlank(last) { text = text.dropLast() }
    // What stands in brackets may be defined anywhere in the file.
    guard !text.contains(Byte.openBracket) else { return nil }
    guard text.contains(where: marks.contains) else { return String(decoding: text, as: UTF8.self) }
    guard ComplexityGuard.isModest(line), let document = MarkdownDocument(line) else { return nil }
    return document.withRoot { root in
      guard let heading = root.children.first(where: { $0.kind == .heading }) else { return nil }
      let source = SourceText(path: "", bytes: [])
      var reader = ContentReader(source: source, lineOffset: 0, log: DiagnosticLog(file: ""))
      return reader.inlines(in: heading, depth: 1).plainText
    }
  }
}
