/// What the pages beside the lessons have in common: the quick reference and the chooser.
struct PageReader {
  /// The part of a page that is being read: what stands under one `##` heading.
  struct Draft {
    let headingRange: SourceRange
    var title: String
    var id: ContentID
    var blocks: [Block] = []

    init(heading: MarkdownNode, reader: inout ContentReader) {
      headingRange = reader.mark(heading)
      title = reader.inlines(in: heading, depth: 1).plainText
      id = ContentID(value: ContentID.slug(of: title), isDerived: true)
    }

    /// Blocks and ids; the directives that the page alone knows are handed on.
    mutating func take(
      _ node: MarkdownNode, reader: inout ContentReader, of page: String,
      directive: (Directive, inout DiagnosticLog) -> Bool
    ) {
      guard node.isComment else {
        if let content = reader.content(of: node, depth: 1) {
          blocks.append(Block(content: content, range: reader.range(of: node)))
        }
        return
      }
      for found in DirectiveReader.directives(in: node, reader: &reader) ?? []
      where !directive(found, &reader.log) {
        switch found.name {
        case .comment: break
        case .id:
          if let problem = ContentID.problem(in: found.text) {
            reader.log.error(
              .badID, at: found.range, problem.message, fix: problem.fix,
              didYouMean: problem.meant)
          } else {
            id = ContentID(value: found.text, isDerived: false)
          }
        default: found.refuse(in: page, log: &reader.log)
        }
      }
    }

    /// An id may come from the title: what is called otherwise is another thing.
    func checkID(log: inout DiagnosticLog) {
      guard id.value.isEmpty else { return }
      log.error(
        .badID, at: headingRange, "no id can be made of this heading",
        fix: "Write <!-- id: NAME --> beneath it")
    }
  }

  /// Ids are used once.
  static func checkIDs(
    _ parts: [(id: ContentID, range: SourceRange)], _ what: String, in source: SourceText,
    log: inout DiagnosticLog
  ) {
    var lines: [String: Int32] = [:]
    for part in parts {
      guard let line = lines.updateValue(part.range.start.line, forKey: part.id.value) else {
        continue
      }
      log.error(
        .duplicateID, at: source.range(ofLine: Int(part.range.start.line)),
        "there is \(what) \"\(part.id.value)\" already, in line \(line)",
        fix: "Keep one of them, or give this one an id of its own")
    }
  }

  /// Checks the links that lead to a part of the same page, and gives those that lead elsewhere.
  /// `own` gives the part that a link leads to.
  static func checkOwnLinks(
    _ links: [Link], to ids: [String], _ what: String, log: inout DiagnosticLog,
    own: (Link.Target) -> String?
  ) -> [Link] {
    let known = Set(ids)
    return links.filter { link in
      guard let id = own(link.target) else { return true }
      if id.isEmpty || known.contains(id) { return false }
      log.error(
        .deadLink, at: link.range, "this page has no \(what) \"\(id)\"",
        fix: "Write # and the id of one of its headings", didYouMean: closest(to: id, among: ids))
      return false
    }
  }
}

extension Directive {
  func refuse(in page: String, log: inout DiagnosticLog) {
    log.error(
      .misplacedDirective, at: range, "\(name.rawValue) has no meaning in \(page)",
      fix: "Remove it")
  }
}
