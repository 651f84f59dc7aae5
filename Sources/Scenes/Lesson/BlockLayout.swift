import Canvas
import LessonFormat
import Tutor

/// Blocks of a lesson laid out one beneath the other.
struct BlockLayout {
  let state: State
  let view: LessonView?
  let options: SceneOptions
  let keys: KeyMap
  let links: [Link]
  let focus: Item?
  var page = Page()
  /// The columns that text may take, and those that code and tables may.
  let measure: Int
  let width: Int
  private var indent = 0

  /// Longer lines are hard to read.
  static let widestMeasure = 76

  /// The columns that are left for text here, and those for code.
  var textRoom: Int { measure - indent }
  var codeRoom: Int { width - indent }

  /// What is no part of a lesson has links of its own, and perhaps one with the focus.
  init(
    state: State, view: LessonView?, width: Int, options: SceneOptions, keys: KeyMap = .ordinary,
    links: [Link] = [], focus: Item? = nil
  ) {
    self.keys = keys
    self.state = state
    self.view = view
    self.options = options
    self.width = max(width, 10)
    measure = min(self.width, Self.widestMeasure)
    self.links = view.map { state.links(of: $0) } ?? links
    self.focus = view?.focus ?? focus
  }

  var lesson: Lesson? { view.flatMap { state.content(of: $0) } }

  /// The key of a command, as the learner has it.
  func key(_ command: Command) -> String? { keys.key(for: command, in: .lesson) }

  mutating func add(_ blocks: [Block]) {
    for block in blocks {
      page.gap()
      add(block)
    }
  }

  mutating func add(_ block: Block) {
    switch block.content {
    case .paragraph(let inlines): add(inlines)
    case .heading(_, let inlines): add(inlines, Style(.heading, .bold))
    case .list(let list): add(list)
    case .table(let table): add(table)
    case .quote(let blocks): quote(blocks)
    case .code(let code): add(code)
    case .callout(let callout): add(callout)
    case .question(let question): add(question)
    case .demo(let demo): add(demo)
    case .exercise(let exercise): add(exercise)
    case .chooser: addChooser()
    case .pause, .notes: break
    }
  }

  // MARK: Text

  mutating func add(
    _ inlines: [Inline], _ style: Style = .plain, first: TextLine = TextLine(),
    rest: TextLine? = nil
  ) {
    let text = InlineText(inlines, style, links: links, focus: focus)
    for (line, items) in text.lines(to: textRoom, first: first, rest: rest) {
      add(line, items: items)
    }
  }

  mutating func add(_ line: TextLine, items: [Item] = []) {
    page.add(line.indented(by: indent), items: items)
  }

  /// Words of the program's own, wrapped.
  mutating func say(_ words: String, _ style: Style = Style(.dim), indent extra: Int = 0) {
    let margin = TextLine(String(repeating: " ", count: extra))
    for line in wrap(
      [TextRun(printable(words), style)], to: textRoom, first: margin, rest: margin)
    {
      add(line)
    }
  }

  mutating func indented(by columns: Int, _ body: (inout BlockLayout) -> Void) {
    // Deep nesting must not leave a column of single letters.
    let step = indent + columns > measure / 2 ? 0 : columns
    indent += step
    body(&self)
    indent -= step
  }

  // MARK: Lists, quotes, call-outs

  private mutating func add(_ list: List) {
    for (index, item) in list.items.enumerated() {
      var mark = list.start.map { "\($0 + index). " } ?? options.sign(.bullet) + " "
      if let isChecked = item.isChecked { mark = isChecked ? "[x] " : "[ ] " }
      mark += String(repeating: " ", count: max(list.markWidth - mark.count, 0))
      let isLoose = item.blocks.count { if case .list = $0.content { false } else { true } } > 1
      if isLoose, index > 0 { page.gap() }
      hang(item.blocks, mark: TextLine(mark, Style(.dim)))
    }
  }

  /// Blocks with a mark before the first line.
  private mutating func hang(_ blocks: [Block], mark: TextLine) {
    var rest = blocks[...]
    if case .paragraph(let inlines)? = rest.first?.content {
      add(inlines, first: mark)
      rest.removeFirst()
    } else {
      add(mark)
    }
    indented(by: mark.columns) { layout in
      for block in rest {
        if case .list = block.content {} else { layout.page.gap() }
        layout.add(block)
      }
    }
  }

  private mutating func quote(_ blocks: [Block]) {
    bordered(TextLine(options.sign(.divider) + " ", Style(.rule)), blocks)
  }

  private mutating func bordered(_ border: TextLine, _ blocks: [Block]) {
    let inner = bordered { $0.add(blocks) }
    for row in inner.rows { add(row.line.prefixed(by: border), items: row.items) }
  }

  /// What stands behind a border, laid out.
  func bordered(_ body: (inout BlockLayout) -> Void) -> Page {
    nested(width: textRoom - Self.borderWidth, body)
  }

  private static let borderWidth = 2

  /// The same layout in less room.
  func nested(width: Int, _ body: (inout BlockLayout) -> Void) -> Page {
    var layout = BlockLayout(
      state: state, view: view, width: width, options: options, keys: keys, links: links,
      focus: focus)
    body(&layout)
    return layout.page
  }

  private mutating func add(_ callout: Callout) {
    let (word, role): (String, Role) =
      switch callout.kind {
      case .note: ("Note", .note)
      case .tip: ("Tip", .tip)
      case .important: ("Important", .important)
      case .warning: ("Warning", .warning)
      case .caution: ("Caution", .caution)
      }
    let border = TextLine(options.sign(.divider) + " ", Style(role))
    add(
      TextLine([
        TextRun(options.sign(.divider) + " ", Style(role)), .init(word, Style(role, .bold)),
      ])
    )
    bordered(border, callout.blocks)
  }

  // MARK: Code

  private mutating func add(_ code: CodeBlock) {
    if let title = code.title { say(title, Style(.title)) }
    if let requires = code.requires { say("Needs Python \(requires).") }
    let text = CodeText(code.text, language: code.language)
    for (index, line) in text.lines.enumerated() {
      let isFocused = code.focus.contains { $0.contains(index + 1) }
      for row in codeRows(line, number: nil, isMarked: isFocused) { add(row) }
    }
  }

  /// A line of code. One that is too long for the screen goes on beneath, further in.
  func codeRows(
    _ line: TextLine, number: Int?, isMarked: Bool = false, mark: String = "> ",
    _ role: Role = .mark
  ) -> [TextLine] {
    let gutter = CodeText.gutter(isMarked ? mark : "  ", Style(role, .bold), number: number)
    guard gutter.columns + line.columns > codeRoom else { return [gutter.appending(line.runs)] }
    let indentation = line.text.prefix { $0 == " " }.count
    let rest = min(gutter.columns + indentation + 4, codeRoom / 2)
    return wrap(
      line.runs, to: codeRoom, first: gutter, rest: TextLine(String(repeating: " ", count: rest)))
  }
}

extension List {
  /// The columns of what stands before an item's text.
  var markWidth: Int {
    guard let start else { return 2 }
    return String(start + items.count - 1).count + 2
  }
}

extension TextLine {
  func appending(_ more: [TextRun]) -> TextLine {
    var line = self
    for run in more { line.append(run) }
    return line
  }
}
