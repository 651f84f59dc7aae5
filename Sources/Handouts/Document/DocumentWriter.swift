import LessonFormat
import Narration

/// Writes a lesson's parts as Markdown. A part is a list of lines, and between two parts stands an
/// empty one.
struct DocumentWriter {
  typealias Part = [String]

  let handout: Handout
  let isASCII: Bool
  var gathered = Gathered()

  init(_ handout: Handout, isASCII: Bool) {
    self.handout = handout
    self.isASCII = isASCII
  }

  static func joined(_ parts: [Part]) -> [String] {
    Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  mutating func step(_ index: Int) -> [Part] {
    let step = handout.lesson.steps[index]
    return [["## " + heading(ofStep: index)]] + parts(step.blocks)
  }

  private mutating func heading(ofStep index: Int) -> String {
    "\(index + 1). " + line(handout.lesson.steps[index].title)
  }

  // MARK: Inlines

  func words(_ text: String) -> String { MarkdownText.asLine(MarkdownText.escaped(text)) }

  /// All on one line, for headings and cells.
  mutating func line(_ inlines: [Inline]) -> String {
    inlines.map { inline in
      switch inline.content {
      case .softBreak, .lineBreak: " "
      default: text(inline)
      }
    }.joined()
  }

  private mutating func text(_ inlines: [Inline]) -> String {
    inlines.map { text($0) }.joined()
  }

  private mutating func text(_ inline: Inline) -> String {
    switch inline.content {
    case .text(let text): return MarkdownText.escaped(text)
    case .code(let text): return MarkdownText.code(text)
    case .emphasis(let inner): return "*\(text(inner))*"
    case .strong(let inner): return "**\(text(inner))**"
    case .strikethrough(let inner): return "~~\(text(inner))~~"
    case .link(let link): return text(link)
    case .image(let image):
      return image.description.isEmpty ? "" : MarkdownText.escaped("[\(image.description)]")
    case .softBreak: return "\n"
    case .lineBreak: return "\\\n"
    }
  }

  private mutating func text(_ link: Link) -> String {
    let words = text(link.text)
    if let address = address(of: link.target) { return "[\(words)](\(address))" }
    guard let place = handout.whereabouts(link.target), place != link.text.plainText else {
      return words
    }
    return "\(words) (\(MarkdownText.escaped(place)))"
  }

  private mutating func address(of target: Link.Target) -> String? {
    switch target {
    case .web(let url): return Handout.isHarmless(url) ? MarkdownText.address(url) : nil
    case .term(let id):
      guard let term = handout.term(id) else { return nil }
      gathered.use(term: id)
      return "#" + MarkdownText.anchor(term.name)
    default:
      return handout.step(target).map { index in
        "#" + MarkdownText.anchor("\(index + 1). \(handout.lesson.steps[index].title.plainText)")
      }
    }
  }

  mutating func paragraph(_ inlines: [Inline]) -> Part {
    text(inlines).split(separator: "\n", omittingEmptySubsequences: true).map {
      MarkdownText.asLine($0)
    }.filter { !$0.isEmpty }
  }

  // MARK: Blocks

  mutating func parts(_ blocks: [Block]) -> [Part] { blocks.flatMap { parts($0) } }

  private mutating func parts(_ block: Block) -> [Part] {
    switch block.content {
    case .paragraph(let inlines): return [paragraph(inlines)]
    case .heading(let level, let inlines):
      return [[String(repeating: "#", count: min(max(level, 3), 6)) + " " + line(inlines)]]
    case .list(let list): return [lines(list)]
    case .table(let table): return [lines(table)]
    case .quote(let blocks): return [quoted(Self.joined(parts(blocks)))]
    case .code(let code): return parts(code)
    case .callout(let callout):
      let marker = "[!\(callout.kind.rawValue.uppercased())]"
      return [quoted([marker] + Self.joined(parts(callout.blocks)))]
    case .demo(let demo): return parts(demo)
    case .question(let question): return parts(question)
    case .exercise(let exercise): return parts(exercise)
    case .chooser:
      return [
        [
          "Here the course asks questions about a job of yours, and gives an advice. "
            + "`interleave choose` asks them."
        ]
      ]
    case .pause, .notes: return []
    }
  }

  private func quoted(_ lines: [String]) -> Part {
    lines.map { $0.isEmpty ? ">" : "> " + $0 }
  }

  mutating func lines(_ list: List) -> Part {
    let isLoose = list.items.contains { $0.blocks.count > 1 }
    var result: Part = []
    for (index, item) in list.items.enumerated() {
      let marker = list.start.map { "\($0 + index). " } ?? "- "
      let box = item.isChecked.map { $0 ? "[x] " : "[ ] " } ?? ""
      let inner = Self.joined(parts(item.blocks))
      if isLoose, index > 0 { result.append("") }
      result += Self.item(marker: marker, box: box, inner)
    }
    return result
  }

  static func item(marker: String, box: String = "", _ lines: [String]) -> Part {
    let indent = String(repeating: " ", count: marker.count)
    return (lines.isEmpty ? [""] : lines).enumerated().map { index, line in
      index == 0 ? marker + box + line : line.isEmpty ? "" : indent + line
    }
  }

  private mutating func lines(_ table: Table) -> Part {
    func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let rule = table.header.indices.map { column -> String in
      guard table.alignments.indices.contains(column) else { return "---" }
      return switch table.alignments[column] {
      case .left: "---"
      case .center: ":-:"
      case .right: "--:"
      }
    }
    return [row(table.header.map { cell($0) }), row(rule)]
      + table.rows.map { cells in row(cells.map { cell($0) }) }
  }

  /// Words have their bars escaped already; those of code have to be as well.
  private mutating func cell(_ inlines: [Inline]) -> String {
    inlines.map { inline in
      if case .code(let code) = inline.content {
        return MarkdownText.code(code).replacing("|", with: "\\|")
      }
      return line([inline])
    }.joined()
  }

  // MARK: Code

  private func parts(_ code: CodeBlock) -> [Part] {
    let block = MarkdownText.fenced(
      codeLines(code.text), language: code.description == nil ? code.language ?? "" : "text")
    if let description = code.description {
      return [block, [words("\(code.title.map { "\($0): " } ?? "")\(description.asSentence)")]]
    }
    var caption = code.title ?? ""
    if let requires = code.requires {
      caption += (caption.isEmpty ? "" : ", ") + "for Python \(requires)"
    }
    return [self.caption(caption, CodeReading(code.text, marked: code.focus).markedInWords), block]
  }

  func caption(_ title: String, _ rest: String = "") -> Part {
    guard !title.isEmpty || !rest.isEmpty else { return [] }
    let strong = title.isEmpty ? "Code" : title
    return ["**\(MarkdownText.escaped(strong.capitalizedFirst))**\(MarkdownText.escaped(rest))"]
  }

  func python(
    _ text: String, _ title: String, first: Int = 1, focus: [ClosedRange<Int>] = []
  ) -> [Part] {
    let marked = CodeReading(text, first: first, marked: focus).markedInWords
    return [
      caption(title, marked), MarkdownText.fenced(codeLines(text), language: "python"),
    ]
  }

  func parts(_ narration: Narration) -> [Part] {
    narration.paragraphs.compactMap { line in
      switch line {
      case .words(let words): [self.words(words)]
      case .code(let code): MarkdownText.fenced([code], language: "text")
      case .gap: nil
      }
    }
  }
}
