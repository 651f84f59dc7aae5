import Exports
import LessonFormat
import Narration
import Trace

/// Writes a lesson's parts as markup, and remembers what is told at the end.
struct PageWriter {
  let handout: Handout
  let anchors: Anchors
  var gathered = Gathered()
  /// The states that pictures have shown.
  var states: Set<LaneState> = []
  private var tables = 0
  /// The level of the heading before, so that none is left out.
  private var level = 2

  init(_ handout: Handout) {
    self.handout = handout
    anchors = Anchors(handout)
  }

  mutating func step(_ index: Int) -> Markup {
    let step = handout.lesson.steps[index]
    let id = anchors.step(index)
    var page = Markup()
    level = 2
    page.element("section", ["aria-labelledby": id]) { page in
      page.element("h2", ["id": id]) { page in
        page.say("\(index + 1). ")
        write(step.title, to: &page)
      }
      page.newLine()
      write(step.blocks, to: &page)
    }
    page.newLine()
    return page
  }

  // MARK: Inlines

  mutating func write(_ inlines: [Inline], to page: inout Markup) {
    for inline in inlines { write(inline, to: &page) }
  }

  private mutating func write(_ inline: Inline, to page: inout Markup) {
    switch inline.content {
    case .text(let text): page.say(text)
    case .code(let text): page.element("code", text)
    case .emphasis(let inner): page.element("em") { write(inner, to: &$0) }
    case .strong(let inner): page.element("strong") { write(inner, to: &$0) }
    case .strikethrough(let inner): page.element("del") { write(inner, to: &$0) }
    case .link(let link): write(link, to: &page)
    case .image(let image):
      if !image.description.isEmpty {
        page.element("span", ["class": "quiet"], "[\(image.description)]")
      }
    case .softBreak: page.newLine()
    case .lineBreak: page.void("br")
    }
  }

  private mutating func write(_ link: Link, to page: inout Markup) {
    if let address = address(of: link.target) {
      page.element("a", ["href": address]) { write(link.text, to: &$0) }
      return
    }
    write(link.text, to: &page)
    guard let place = handout.whereabouts(link.target), place != link.text.plainText else { return }
    page.element("span", ["class": "quiet"], " (\(place))")
  }

  private mutating func address(of target: Link.Target) -> String? {
    switch target {
    case .web(let url): return Handout.isHarmless(url) ? url : nil
    case .term(let id):
      guard let anchor = anchors.term(id) else { return nil }
      gathered.use(term: id)
      return "#\(anchor)"
    default: return handout.step(target).map { "#\(anchors.step($0))" }
    }
  }

  // MARK: Blocks

  mutating func write(_ blocks: [Block], to page: inout Markup) {
    for block in blocks {
      write(block, to: &page)
      page.newLine()
    }
  }

  private mutating func write(_ block: Block, to page: inout Markup) {
    switch block.content {
    case .paragraph(let inlines): page.element("p") { write(inlines, to: &$0) }
    case .heading(let wanted, let inlines):
      level = min(max(wanted, 3), level + 1, 6)
      page.element("h\(level)") { write(inlines, to: &$0) }
    case .list(let list): write(list, to: &page)
    case .table(let table): write(table, to: &page)
    case .quote(let blocks): page.element("blockquote") { write(blocks, to: &$0) }
    case .code(let code): write(code, to: &page)
    case .callout(let callout):
      page.element("div", ["class": "callout \(callout.kind.rawValue)", "role": "note"]) { page in
        page.element("p", ["class": "label"], callout.kind.rawValue.capitalizedFirst)
        write(callout.blocks, to: &page)
      }
    case .demo(let demo): write(demo, to: &page)
    case .question(let question): write(question, to: &page)
    case .exercise(let exercise): write(exercise, to: &page)
    case .chooser:
      page.element("p") { page in
        page.say("Here the course asks questions about a job of yours, and gives an advice. ")
        page.element("code", "interleave choose")
        page.say(" asks them.")
      }
    case .pause, .notes: break
    }
  }

  private mutating func write(_ list: List, to page: inout Markup) {
    let items = { (writer: inout PageWriter, page: inout Markup) in
      for item in list.items {
        page.element("li") { page in
          if let isChecked = item.isChecked {
            page.element(
              "span", ["role": "img", "aria-label": isChecked ? "done" : "to do"],
              isChecked ? "☑" : "☐")
            page.say(" ")
          }
          // A list of short items stands close together.
          if item.blocks.count == 1, case .paragraph(let inlines)? = item.blocks.first?.content {
            writer.write(inlines, to: &page)
          } else {
            writer.write(item.blocks, to: &page)
          }
        }
        page.newLine()
      }
    }
    guard let start = list.start else {
      let kind = list.items.contains { $0.isChecked != nil } ? "tasks" : "plain"
      return page.element("ul", ["class": kind]) { items(&self, &$0) }
    }
    page.element("ol", ["start": "\(start)"]) { items(&self, &$0) }
  }

  private mutating func write(_ table: Table, to page: inout Markup) {
    tables += 1
    // Without a heading, the first cell says what the row is of.
    let namesRows = table.header.first?.isEmpty ?? false
    func style(_ column: Int) -> String {
      guard table.alignments.indices.contains(column) else { return "" }
      return switch table.alignments[column] {
      case .left: ""
      case .center: "center"
      case .right: "right"
      }
    }
    page.element(
      "div",
      ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": "Table \(tables)"]
    ) { page in
      page.element("table") { page in
        page.element("thead") { page in
          page.element("tr") { page in
            for (column, cell) in table.header.enumerated() {
              guard !cell.isEmpty else {
                page.element("td", "")
                continue
              }
              page.element("th", ["scope": "col", "class": style(column)]) {
                write(cell, to: &$0)
              }
            }
          }
        }
        page.element("tbody") { page in
          for row in table.rows {
            page.element("tr") { page in
              for (column, cell) in row.enumerated() {
                if namesRows, column == 0, !cell.isEmpty {
                  page.element("th", ["scope": "row"]) { write(cell, to: &$0) }
                } else {
                  page.element("td", ["class": style(column)]) { write(cell, to: &$0) }
                }
              }
            }
            page.newLine()
          }
        }
      }
    }
  }

  /// A heading below that of a step, for what has a place of its own.
  mutating func heading(
    _ page: inout Markup, id: String, _ body: (inout Markup) -> Void
  ) {
    level = 3
    page.element("h3", ["id": id], body)
  }

  func say(_ narration: Narration, to page: inout Markup) {
    for line in narration.paragraphs {
      switch line {
      case .words(let words): page.element("p", words)
      case .code(let code): page.element("pre", code)
      case .gap: break
      }
    }
  }
}
