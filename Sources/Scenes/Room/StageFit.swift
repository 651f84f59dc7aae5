import Canvas
import LessonFormat
import Narration
import Tutor

/// What of a lesson would not fit at the back of a room, as warnings for its author.
///
/// The stage's own layout is asked, so a warning says what the room would see. Nothing is shrunk there:
/// text is wrapped, cut or scrolled.
package struct StageFit {
  private let lesson: Lesson
  private let file: String
  private let size: Size
  private let scene: Scene

  /// About as much as a slide holds; more is read line by line, and nobody listens meanwhile.
  static let mostParagraphRows = 6

  package init(_ lesson: Lesson, in file: String, chooser: Chooser = Chooser(), size: Size) {
    self.lesson = lesson
    self.file = file
    self.size = size
    let entry = CourseOutline.Entry(
      id: lesson.id, title: lesson.title, minutes: lesson.frontMatter.minutes, steps: [])
    var state = State(
      course: CourseOutline(entries: [entry]), chooser: chooser,
      room: .presenting(Presentation(startingAt: 0)))
    _ = reduce(&state, .loaded(lesson: 0, LessonContent(lesson: lesson)))
    scene = Scene(
      frame: Frame(size), state: state, options: SceneOptions(), keys: .ordinary,
      facts: FrameFacts(state))
  }

  /// Of all steps, or of one, by its index.
  package func warnings(inStep only: Int? = nil) -> [Diagnostic] {
    var log = DiagnosticLog(file: file)
    for (index, step) in lesson.steps.enumerated() where only == nil || index == only {
      let view = LessonView(lesson: 0, step: index)
      if let warning = firstPart(of: step, view) { log.append(contentsOf: [warning]) }
      var layout = scene.layout(of: step, view, width: area.width)
      layout.visit(step.blocks) { block, layout in
        log.append(contentsOf: warnings(on: block, in: layout))
      }
    }
    return log.sorted()
  }

  private var area: Rect { scene.stageArea }

  private func warnings(on block: Block, in layout: BlockLayout) -> [Diagnostic] {
    switch block.content {
    case .paragraph: return [longParagraph(block, in: layout)].compactMap(\.self)
    case .table(let table): return [table.unfit(block, in: layout, area, file)].compactMap(\.self)
    case .code(let code): return warnings(on: ShownCode(code, block, in: file), in: layout)
    case .exercise(let exercise): return warnings(on: ShownCode(exercise, block), in: layout)
    case .demo(let demo):
      let width = layout.programWidth(of: demo)
      return demo.mainVariants.flatMap { warnings(on: ShownCode($0), in: layout, width: width) }
        + [cutInPlayer(demo)].compactMap(\.self)
    default: return []
    }
  }

  private func warning(
    _ rule: Rule, _ file: String, _ range: SourceRange, _ message: String, fix: String
  ) -> Diagnostic {
    Diagnostic(
      rule: rule, severity: .warning, file: file, range: range, message: message, fix: fix)
  }

  // MARK: Text

  private func firstPart(of step: Step, _ view: LessonView) -> Diagnostic? {
    let rows = scene.page(of: step, view, width: area.width).rows.count
    guard rows > area.height else { return nil }
    let blocks = scene.state.visibleBlocks(of: view)
    var layout = scene.layout(of: step, view, width: area.width)
    let last = blocks.firstIndex { block in
      layout.add([block])
      return layout.page.rows.count > area.height
    }
    let takes = "the first part of this step takes \(rows) rows, and the "
    guard let last, last > 0 else {
      return warning(
        .roomFirstPart, file,
        SourceRange(line: Int(step.range.start.line), column: 1, length: 1),
        takes + "room sees \(area.height)",
        fix: "Show less of what it begins with, or divide the step")
    }
    return warning(
      .roomFirstPart, file, blocks[last].range,
      takes + "\(area.height) that the room sees end here",
      fix: "Put a pause before this, or divide the step")
  }

  private func longParagraph(_ block: Block, in layout: BlockLayout) -> Diagnostic? {
    let rows = layout.rows(of: block)
    guard rows > Self.mostParagraphRows else { return nil }
    return warning(
      .roomParagraph, file, block.range,
      "this paragraph takes \(rows) rows, and a room reads \(Self.mostParagraphRows) at once",
      fix: "Divide it, or say it in fewer words")
  }

  // MARK: Code

  /// `width` is what a program has that stands beside another one.
  private func warnings(
    on code: ShownCode, in layout: BlockLayout, width: Int? = nil
  ) -> [Diagnostic] {
    let width = width ?? layout.codeRoom
    var found: [Diagnostic] = []
    if let excess = CodeExcess(code.excess(beyond: width, in: .step)) {
      let line = excess.widest
      found.append(
        warning(
          .roomCodeWidth, line.file, line.range,
          "this line takes \(line.columns) columns, and there are \(line.room), so it is wrapped"
            + excess.wordsOnOthers,
          fix: "Break it, or shorten its names"))
    }
    let rows = code.rowCount(in: layout, width: width)
    if rows > area.height {
      found.append(
        warning(
          .roomCodeRows, file, code.place,
          "\(code.name) takes \(rows) rows, and the room sees \(area.height) at once",
          fix: code.waysToShorten))
    }
    return found
  }

  /// Of all programs of a demo at once, since they share the player's width.
  private func cutInPlayer(_ demo: Demo) -> Diagnostic? {
    let programs = demo.mainVariants.filter(\.isRun).map { ShownCode($0) }
    guard demo.views.contains(.code), !programs.isEmpty else { return nil }
    func columns(_ width: Int) -> [Rect] {
      Scene.panelColumns(for: programs.count, in: Rect(Size(width, size.height)))
    }
    func excess(_ width: Int) -> CodeExcess? {
      let columns = columns(width)
      return CodeExcess(
        programs.enumerated().flatMap { index, program in
          program.excess(
            beyond: columns.indices.contains(index) ? columns[index].width : width, in: .player)
        })
    }
    guard let found = excess(size.width) else { return nil }
    let line = found.widest
    let place = columns(size.width).count > 1 ? "beside each other" : "alone"
    let enough = (size.width...max(size.width, Self.widest)).first { excess($0) == nil }
    return warning(
      .roomPlayerWidth, line.file, line.range,
      "this line takes \(line.columns) columns, and the player has \(line.room) for it where "
        + "programs are shown \(place), so it is cut" + found.wordsOnOthers,
      fix: "Break it, shorten its names"
        + (enough.map { ", or present with \($0) columns" } ?? ", or leave code out of show="))
  }

  /// No terminal in a room is wider.
  private static let widest = 200
}

extension Table {
  fileprivate func unfit(
    _ block: Block, in layout: BlockLayout, _ area: Rect, _ file: String
  ) -> Diagnostic? {
    let columns = layout.leastColumns(for: self)
    let rows = layout.rows(of: block)
    let message: String
    let fix: String
    if columns > layout.width {
      message =
        "this table needs \(columns) columns, and there are \(layout.width), so it is shown as a list"
      fix = "Give it fewer columns, or shorter words"
    } else if rows > area.height {
      message = "this table takes \(rows) rows, and the room sees \(area.height) at once"
      fix = "Divide it"
    } else {
      return nil
    }
    return Diagnostic(
      rule: .roomTable, severity: .warning, file: file, range: block.range, message: message,
      fix: fix)
  }
}

extension BlockLayout {
  /// Every block of a step with the layout that it gets, those inside of others included.
  mutating func visit(_ blocks: [Block], _ body: (Block, BlockLayout) -> Void) {
    for block in blocks {
      body(block, self)
      switch block.content {
      case .list(let list):
        for item in list.items {
          indented(by: list.markWidth) { $0.visit(item.blocks, body) }
        }
      case .quote(let inner): _ = bordered { $0.visit(inner, body) }
      case .callout(let callout): _ = bordered { $0.visit(callout.blocks, body) }
      case .question(let question):
        indented(by: 2) { layout in
          layout.visit(question.prompt, body)
          if case .choices(let choices) = question.answer {
            layout.indented(by: 4) { $0.visit(choices.flatMap(\.explanation), body) }
          }
          layout.visit(question.explanation, body)
        }
      case .paragraph, .heading, .table, .code, .demo, .exercise, .chooser, .pause, .notes: break
      }
    }
  }

  func rows(of block: Block) -> Int {
    var layout = self
    layout.page = Page()
    layout.add(block)
    return layout.page.rows.count
  }
}
