import Canvas
import LessonFormat
import Narration
import Tutor

/// The quick reference over a screen: its list, which is searched as one types, and its entries.
extension Scene {
  func referencePage(_ view: ReferenceView, width: Int) -> (page: Page, focused: Range<Int>?) {
    guard let id = view.entry else { return referenceList(view, width: width) }
    let page = referenceEntry(id, link: view.link, width: width)
    return (page, view.link.flatMap { page.rows(of: .link($0)) })
  }

  func referenceFoot(_ view: ReferenceView) -> [(command: Command, words: String)] {
    guard view.entry != nil else {
      return [(.activate, "open"), (.down, "choose"), (.back, "back")]
    }
    return [
      (.activate, view.link == nil ? "the step that teaches it" : "follow the link"),
      (.nextItem, "next link"), (.pageDown, "scroll"), (.back, "back"),
    ]
  }

  private func referenceList(
    _ view: ReferenceView, width: Int
  ) -> (page: Page, focused: Range<Int>?) {
    var page = Page()
    var focused: Range<Int>?
    let entries = state.entries(of: view)
    page.add(
      TextLine([
        TextRun("Look up: ", Style(.key, .bold)),
        TextRun(printable(view.typed) + "_", Style(.text, on: .selection)),
      ]))
    page.add(wrap([TextRun(words(on: view, entries), Style(.dim))], to: width))
    page.gap()
    let names = min((entries.map { TextLine($0.id.value).columns }.max() ?? 0) + 4, width / 3)
    var group: String?
    for (index, entry) in entries.enumerated() {
      if view.typed.isEmpty, let name = entry.group, name != group {
        page.gap()
        page.add(TextLine(printable(name), Style(.heading, .bold)))
        group = name
      }
      let isSelected = index == view.selection
      let first = page.rows.count
      let ground: Ground = isSelected ? .selection : .screen
      var line = TextLine(isSelected ? "> " : "  ", Style(.mark, on: ground, .bold))
      line.append(TextRun(printable(entry.id.value), Style(.title, on: ground)))
      line.pad(to: max(names, line.columns + 2))
      let title = entry.id.isDerived ? "" : entry.title.asSentence + " "
      page.add(
        wrap(
          [TextRun(printable(title)), TextRun(printable(entry.summary), Style(.dim))], to: width,
          first: line,
          rest: TextLine(String(repeating: " ", count: names))))
      // The first entry is shown with what stands above it.
      if isSelected { focused = (index == 0 ? 0 : first)..<page.rows.count }
    }
    return (page, focused)
  }

  private func words(on view: ReferenceView, _ entries: [Reference.Entry]) -> String {
    if view.typed.isEmpty { return "Type a topic, or a part of what Python says." }
    if state.isFound(view) {
      return entries.count == 1 ? "1 entry." : "\(entries.count) entries, the best first."
    }
    return entries.isEmpty
      ? "Nothing in the quick reference says that."
      : "Nothing in the quick reference says that. Perhaps one of these is meant:"
  }

  private func referenceEntry(_ id: String, link: Int?, width: Int) -> Page {
    let blocks = state.reference.entry(id)?.blocks ?? []
    var layout = BlockLayout(
      state: state, view: nil, width: width, options: options, links: state.links(in: blocks),
      focus: link.map { .link($0) })
    guard let entry = state.reference.entry(id) else {
      layout.say("The quick reference has no entry \"\(id)\".")
      return layout.page
    }
    layout.say(entry.title, Style(.heading, .bold))
    layout.add(entry.blocks)
    return layout.page
  }
}
