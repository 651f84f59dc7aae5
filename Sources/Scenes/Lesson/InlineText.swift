import Canvas
import LessonFormat
import Tutor

/// Inlines as runs of styled text, with the links that stand in them.
struct InlineText {
  private(set) var runs: [TextRun] = []
  /// Which link begins behind how many characters that are not blank.
  private var anchors: [(offset: Int, link: Int)] = []
  private var offset = 0
  private let links: [Link]
  private let focus: Item?

  /// `links` are those of the whole step, which gives them their numbers.
  init(_ inlines: [Inline], _ style: Style = .plain, links: [Link] = [], focus: Item? = nil) {
    self.links = links
    self.focus = focus
    add(inlines, style)
  }

  private mutating func add(_ inlines: [Inline], _ style: Style) {
    for inline in inlines { add(inline, style) }
  }

  private mutating func add(_ inline: Inline, _ style: Style) {
    switch inline.content {
    case .text(let text): add(text, style)
    case .code(let code):
      add(code, Style(.code, on: style.ground, style.attributes), together: true)
    case .emphasis(let inner): add(inner, style.with(.italic))
    case .strong(let inner): add(inner, style.with(.bold))
    case .strikethrough(let inner):
      add("(gone: ", Style(.dim))
      add(inner, Style(.dim))
      add(")", Style(.dim))
    case .link(let link): add(link, style)
    case .image(let image): add("[picture: \(image.description)]", Style(.dim))
    case .softBreak: add(" ", style)
    case .lineBreak: add("\n", style)
    }
  }

  private mutating func add(_ link: Link, _ style: Style) {
    var linked = Style(.link, on: style.ground, style.attributes.union(.underline))
    if case .term = link.target { linked.role = .term }
    if let number = links.firstIndex(where: { $0.target == link.target }) {
      anchors.append((offset, number))
      if focus == .link(number) { linked = linked.on(.selection) }
    }
    add(link.text, linked)
  }

  private mutating func add(_ text: String, _ style: Style, together: Bool = false) {
    let text = text == "\n" ? text : printable(text)
    offset += text.count { $0 != " " && $0 != "\n" }
    runs.append(TextRun(text, style, together: together))
  }

  /// Wrapped, each line with the links that begin in it.
  func lines(
    to width: Int, first: TextLine = TextLine(), rest: TextLine? = nil
  ) -> [(line: TextLine, items: [Item])] {
    let lines = wrap(runs, to: width, first: first, rest: rest)
    guard !anchors.isEmpty else { return lines.map { ($0, []) } }
    let indents = lines.enumerated().map { index, _ in index == 0 ? first : rest ?? TextLine() }
    var end = 0
    var left = anchors[...]
    return lines.enumerated().map { index, line in
      let ownText = line.text.count { $0 != " " } - indents[index].text.count { $0 != " " }
      end += ownText
      var items: [Item] = []
      while let anchor = left.first, anchor.offset < end {
        items.append(.link(anchor.link))
        left.removeFirst()
      }
      return (line, items)
    }
  }
}
