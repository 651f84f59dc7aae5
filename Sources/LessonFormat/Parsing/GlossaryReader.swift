package struct GlossaryReading: Sendable {
  package var glossary: Glossary
  package var diagnostics: [Diagnostic]
  package var links: [Link]
}

/// Reads `glossary.md`: a `##` heading for each term, its explanation beneath.
package enum GlossaryReader {
  package static func read(_ source: SourceText) -> GlossaryReading {
    var log = DiagnosticLog(file: source.path)
    guard source.isReadableText(log: &log), let bounds = FrontMatterReader.bounds(source, &log)
    else {
      return GlossaryReading(glossary: Glossary(), diagnostics: log.sorted(in: source), links: [])
    }
    _ = FrontMatterReader.pageTitle(source, bounds, example: "Glossary", log: &log)
    var reader = ContentReader(source: source, lineOffset: bounds.bodyLine - 1, log: log)
    let terms = SectionReader.sections(of: source, from: bounds.bodyLine, reader: &reader) {
      heading, _, reader in Draft(heading: heading, reader: &reader)
    }
    var lines: [String: Int32] = [:]
    for term in terms ?? [] {
      if let line = lines.updateValue(term.range.start.line, forKey: term.id.value) {
        reader.log.error(
          .duplicateID, at: source.range(ofLine: Int(term.range.start.line)),
          "the term \"\(term.id.value)\" is defined already, in line \(line)",
          fix: "Keep one of them, or give this one an id of its own")
      }
    }
    return GlossaryReading(
      glossary: Glossary(terms: terms ?? []), diagnostics: reader.log.sorted(in: source),
      links: reader.links)
  }

  private struct Draft: SectionDraft {
    var name: String
    var id: ContentID
    var blocks: [Block] = []
    let headingRange: SourceRange

    init(heading: MarkdownNode, reader: inout ContentReader) {
      headingRange = reader.mark(heading)
      name = reader.inlines(in: heading, depth: 1).plainText
      id = ContentID(value: ContentID.slug(of: name), isDerived: true)
    }

    mutating func take(_ node: MarkdownNode, reader: inout ContentReader) {
      guard node.isComment else {
        if let content = reader.content(of: node, depth: 1) {
          blocks.append(Block(content: content, range: reader.range(of: node)))
        }
        return
      }
      for directive in DirectiveReader.directives(in: node, reader: &reader) ?? [] {
        switch directive.name {
        case .comment: break
        case .id:
          if let problem = ContentID.problem(in: directive.text) {
            reader.log.error(
              .badID, at: directive.range, problem.message, fix: problem.fix,
              didYouMean: problem.meant)
          } else {
            id = ContentID(value: directive.text, isDerived: false)
          }
        case .chooser, .message, .minutes, .notes, .pause:
          directive.refuse(in: "a glossary", log: &reader.log)
        }
      }
    }

    /// A term's id may come from its name: unlike a title, a term that is renamed is another one.
    mutating func finish(end: SourcePosition, reader: inout ContentReader) -> Glossary.Term {
      if id.value.isEmpty {
        reader.log.error(
          .badID, at: headingRange, "no id can be made of this term",
          fix: "Write <!-- id: NAME --> beneath it")
      }
      if blocks.isEmpty {
        reader.log.error(
          .emptyStep, at: headingRange, "this term is not explained", fix: "Say what it means")
      }
      return Glossary.Term(
        id: id, name: name, blocks: blocks,
        range: SourceRange(start: headingRange.start, end: end))
    }
  }
}
