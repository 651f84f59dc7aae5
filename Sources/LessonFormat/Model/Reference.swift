/// What is looked up while working: short entries, in the order of their file.
package struct Reference: Hashable, Sendable {
  package var title: String
  package var entries: [Entry]

  package init(title: String = "", entries: [Entry] = []) {
    self.title = title
    self.entries = entries
  }

  package struct Entry: Hashable, Sendable {
    package var id: ContentID
    package var title: String
    /// The heading that it stands under together with others.
    package var group: String?
    /// Parts of Python's own messages that lead here.
    package var messages: [String]
    package var blocks: [Block]
    package var range: SourceRange
  }

  package func entry(_ id: String) -> Entry? { entries.first { $0.id.value == id } }
}

extension Reference.Entry {
  /// What it is about, in a sentence.
  package var summary: String { blocks.firstSentence }

  /// The step that teaches it.
  package var lesson: Link? { blocks.lessonLink }
}

extension [Block] {
  /// The first sentence of the first paragraph.
  package var firstSentence: String {
    guard case .paragraph(let inlines)? = first?.content else { return "" }
    let text = inlines.plainText
    guard let end = text.firstRange(of: ". ") else { return text }
    return String(text[..<end.lowerBound]) + "."
  }

  /// The first link that leads to a lesson.
  package var lessonLink: Link? {
    for block in self {
      let link =
        switch block.content {
        case .paragraph(let inlines), .heading(_, let inlines): inlines.lessonLink
        case .list(let list): list.items.lazy.compactMap(\.blocks.lessonLink).first
        case .quote(let blocks): blocks.lessonLink
        case .callout(let callout): callout.blocks.lessonLink
        case .table(let table):
          ([table.header] + table.rows).joined().lazy.compactMap(\.lessonLink).first
        case .code, .demo, .question, .exercise, .chooser, .pause, .notes: nil as Link?
        }
      if let link { return link }
    }
    return nil
  }
}

extension [Inline] {
  fileprivate var lessonLink: Link? {
    for inline in self {
      switch inline.content {
      case .link(let link):
        if case .lesson(_?, _) = link.target { return link }
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner):
        if let link = inner.lessonLink { return link }
      case .text, .code, .image, .softBreak, .lineBreak: break
      }
    }
    return nil
  }
}
