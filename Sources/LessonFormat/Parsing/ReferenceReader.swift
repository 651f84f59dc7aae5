package struct ReferenceReading: Sendable {
  package var reference = Reference()
  package var diagnostics: [Diagnostic] = []
  /// Those that lead to other files.
  package var links: [Link] = []
}

/// Reads `reference.md`: a `##` heading for each entry, and `#` headings that group them.
package enum ReferenceReader {
  package static func read(_ source: SourceText) -> ReferenceReading {
    var log = DiagnosticLog(file: source.path)
    guard source.isReadableText(log: &log), let bounds = FrontMatterReader.bounds(source, &log)
    else { return ReferenceReading(diagnostics: log.sorted(in: source)) }
    let title = FrontMatterReader.pageTitle(
      source, bounds, example: "Quick reference", log: &log)
    var reader = ContentReader(
      source: source, lineOffset: bounds.bodyLine - 1, log: log, ownLinks: .entries)
    var group: String?
    let entries =
      SectionReader.sections(
        of: source, from: bounds.bodyLine, reader: &reader,
        between: { node, reader in
          guard node.kind == .heading, node.headingLevel == 1 else { return false }
          group = reader.inlines(in: node, depth: 1).plainText
          return true
        },
        begin: { heading, _, reader in
          Draft(page: PageReader.Draft(heading: heading, reader: &reader), group: group)
        }) ?? []
    if entries.isEmpty, !reader.log.hasErrors {
      reader.log.error(
        .emptyStep, at: source.range(ofLine: 1), "this page has no entries",
        fix: "Begin each with a heading: \"## Timeouts\"")
    }
    PageReader.checkIDs(
      entries.map { ($0.id, $0.range) }, "an entry", in: source, log: &reader.log)
    let links = PageReader.checkOwnLinks(
      reader.links, to: entries.map(\.id.value), "entry", log: &reader.log
    ) { if case .entry(let id) = $0 { id } else { nil } }
    return ReferenceReading(
      reference: Reference(title: title ?? "", entries: entries),
      diagnostics: reader.log.sorted(in: source), links: links)
  }

  private struct Draft: SectionDraft {
    var page: PageReader.Draft
    let group: String?
    var messages: [String] = []

    mutating func take(_ node: MarkdownNode, reader: inout ContentReader) {
      var found: [String] = []
      page.take(node, reader: &reader, of: "the quick reference") { directive, log in
        guard directive.name == .message else { return false }
        if directive.text.contains(where: { $0.isLetter }) {
          found.append(directive.text)
        } else {
          log.error(
            .badValue, at: directive.range, "this message is empty",
            fix: "Write a part of what Python says, as <!-- message: was never awaited -->")
        }
        return true
      }
      messages += found
    }

    mutating func finish(end: SourcePosition, reader: inout ContentReader) -> Reference.Entry {
      page.checkID(log: &reader.log)
      if page.blocks.isEmpty {
        reader.log.error(
          .emptyStep, at: page.headingRange, "this entry is not explained",
          fix: "Say what it is for")
      } else if page.blocks.firstSentence.isEmpty {
        reader.log.error(
          .incompleteEntry, at: page.headingRange, "this entry does not begin with a sentence",
          fix: "Say first what it is for; lists of entries show that line")
      } else if page.blocks.lessonLink == nil {
        reader.log.error(
          .incompleteEntry, at: page.headingRange, "no step is named that teaches this",
          fix: "Add a link like [Timeouts](lesson:async-await#timeouts)")
      }
      return Reference.Entry(
        id: page.id, title: page.title, group: group, messages: messages, blocks: page.blocks,
        range: SourceRange(start: page.headingRange.start, end: end))
    }
  }
}
