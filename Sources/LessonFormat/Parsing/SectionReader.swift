/// What stands under one `##` heading, while it is read.
protocol SectionDraft {
  associatedtype Section

  mutating func take(_ node: MarkdownNode, reader: inout ContentReader)
  /// `end` is the place behind the section's last line.
  mutating func finish(end: SourcePosition, reader: inout ContentReader) -> Section
}

/// Divides the body of a lesson, or of the glossary, at its `##` headings.
enum SectionReader {
  /// nil where the text is refused; the log says why. What `between` takes belongs to no section.
  static func sections<Draft: SectionDraft>(
    of source: SourceText, from firstLine: Int, reader: inout ContentReader,
    between: (_ node: MarkdownNode, inout ContentReader) -> Bool = { _, _ in false },
    begin: (_ heading: MarkdownNode, _ number: Int, inout ContentReader) -> Draft
  ) -> [Draft.Section]? {
    guard firstLine <= source.lineCount else { return [] }
    if let objection = ComplexityGuard.objection(to: source, lines: firstLine...source.lineCount) {
      reader.log.error(.tooComplex, at: objection.range, objection.message, fix: objection.fix)
      return nil
    }
    guard let document = MarkdownDocument(source.bytes[source.offset(ofLine: firstLine)...]) else {
      reader.log.error(
        .tooComplex, at: source.range(ofLine: firstLine), "there is no memory to read this",
        fix: "Divide the lesson")
      return nil
    }
    var sections: [Draft.Section] = []
    var draft: Draft?
    document.withRoot { root in
      for node in root.children where !between(node, &reader) {
        // Taken out while it changes, so that it is not copied.
        guard var current = draft.take() else {
          if isSectionHeading(node, in: source, reader: reader) {
            draft = begin(node, 1, &reader)
          } else {
            reportOutside(node, reader: &reader)
          }
          continue
        }
        if isSectionHeading(node, in: source, reader: reader) {
          sections.append(current.finish(end: reader.position(of: node), reader: &reader))
          draft = begin(node, sections.count + 1, &reader)
        } else {
          current.take(node, reader: &reader)
          draft = current
        }
      }
    }
    let end = SourcePosition(line: source.lineCount + 1, column: 1)
    if var last = draft { sections.append(last.finish(end: end, reader: &reader)) }
    return sections
  }

  /// At the very margin and with `##`, so that the outline can find it without parsing the rest.
  private static func isSectionHeading(
    _ node: MarkdownNode, in source: SourceText, reader: ContentReader
  ) -> Bool {
    guard node.kind == .heading, node.headingLevel == 2, node.startColumn == 1 else { return false }
    return Outline.isSectionHeading(source.line(Int(reader.position(of: node).line)))
  }

  private static func reportOutside(_ node: MarkdownNode, reader: inout ContentReader) {
    if node.isComment,
      let directives = DirectiveReader.directives(in: node, reader: &reader),
      directives.allSatisfy({ $0.name == .comment })
    {
      return
    }
    let isTitle = node.kind == .heading && node.headingLevel == 1
    reader.log.error(
      .outsideStep, at: reader.mark(node),
      isTitle ? "the title stands in the front matter" : "this stands before the first ## heading",
      fix: isTitle ? "Remove this line" : "Begin with a heading like \"## What happens\"")
  }
}
