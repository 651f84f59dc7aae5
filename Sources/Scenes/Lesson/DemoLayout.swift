import Canvas
import LessonFormat
import Narration
import Tutor

/// Demos as they stand in a step, with what their last run showed.
extension BlockLayout {
  mutating func add(_ demo: Demo) {
    let key = DemoKey(lesson: lesson?.id ?? "", demo: demo.id)
    let session = state.demos[key]
    let variants = demo.mainVariants
    if standSideBySide(variants) {
      addSideBySide(variants, of: demo, session)
    } else {
      for (index, variant) in variants.enumerated() {
        if index > 0 { page.gap() }
        add(variant, of: demo, session)
      }
    }
    guard demo.variants.contains(where: \.isRun) else { return }
    page.gap()
    let first = page.rows.count
    for knob in demo.knobs { add(knob, of: demo, value: session?.knobs[knob.name] ?? knob.value) }
    addRunLine(demo, session)
    guard let attempt = session?.latest else { return }
    addResult(of: attempt)
    addPredictions(about: key)
    if let run = attempt.tracks.first?.run { page.mark(result: run, atRow: first) }
  }

  // MARK: Programs

  private func standSideBySide(_ variants: [Demo.Variant]) -> Bool {
    variants.count == 2 && width >= 116
  }

  /// The columns that each program of a demo has.
  func programWidth(of demo: Demo) -> Int {
    standSideBySide(demo.mainVariants) ? (width - 3) / 2 : width
  }

  private mutating func add(_ variant: Demo.Variant, of demo: Demo, _ session: DemoSession?) {
    let width = programWidth(of: demo)
    for row in program(variant, of: demo, session, width: width).rows { page.append(row) }
  }

  private mutating func addSideBySide(
    _ variants: [Demo.Variant], of demo: Demo, _ session: DemoSession?
  ) {
    let column = programWidth(of: demo)
    let pages = variants.map { program($0, of: demo, session, width: column) }
    for index in 0..<(pages.map(\.rows.count).max() ?? 0) {
      var line = TextLine()
      for (number, page) in pages.enumerated() {
        line.pad(to: number * (column + 3))
        if number > 0 {
          line = TextLine(line.runs.dropLast())
          line.pad(to: number * (column + 3) - 2)
          line.append(TextRun(options.sign(.divider) + " ", Style(.rule)))
        }
        if index < page.rows.count {
          for run in page.rows[index].line.runs { line.append(run) }
        }
      }
      add(line)
      if pages.contains(where: { $0.rows.indices.contains(index) && $0.rows[index].isPointed }) {
        page.markLastAsPointed()
      }
    }
  }

  private func program(
    _ variant: Demo.Variant, of demo: Demo, _ session: DemoSession?, width: Int
  ) -> Page {
    nested(width: width) { layout in
      let edit = session?.edits[variant.name]
      var title = variant.title ?? (demo.mainVariants.count > 1 ? variant.name : "")
      if edit != nil { title += title.isEmpty ? "your version" : ", your version" }
      if !title.isEmpty { layout.say(title, Style(.title, .bold)) }
      if let requires = variant.requires { layout.say("Needs Python \(requires).") }
      let text = edit ?? variant.program.text(setting: session?.knobs ?? [:])
      let lines = CodeText(text).lines
      let shown = edit == nil ? variant.shownLines : nil
      for (index, line) in lines.enumerated() where shown?.contains(index + 1) ?? true {
        let isFocused = edit == nil && variant.focus.contains { $0.contains(index + 1) }
        let isPointed = state.pointedLine(demo.id, variant.name) == index + 1
        let rows = layout.codeRows(
          line, number: index + 1, isMarked: isFocused || isPointed, mark: isPointed ? ">>" : "> ")
        for row in rows {
          layout.add(isPointed ? row.pointedAt(to: layout.width) : row)
          if isPointed { layout.page.markLastAsPointed() }
        }
      }
    }
  }

  // MARK: Knobs

  private mutating func add(_ knob: Knob, of demo: Demo, value: Double) {
    let item = Item.knob(demo: demo.id, knob.name)
    let isFocused = focus == item
    let ground: Ground = isFocused ? .selection : .screen
    let typed = isFocused ? view?.typedKnob ?? "" : ""
    let range = "\(inWords(knob.range.lowerBound)) to \(inWords(knob.range.upperBound))"
    var line = TextLine([
      TextRun(isFocused ? "> " : "  ", Style(.mark, on: ground, .bold)),
      TextRun(printable(knob.name), Style(.codeName, on: ground)),
      TextRun(
        typed.isEmpty ? " < \(knob.written(value)) > " : " = \(typed)_ ",
        Style(.codeNumber, on: ground, .bold)),
    ])
    let label = knob.label.map { "\(printable($0)), " } ?? ""
    line.append(TextRun(" \(label)\(range)", Style(.dim)))
    if value != knob.value { line.append(TextRun("  (changed)", Style(.note))) }
    add(line.fitted(to: width), items: [item])
  }

  // MARK: The run

  private mutating func addRunLine(_ demo: Demo, _ session: DemoSession?) {
    let item = Item.demo(demo.id)
    let isFocused = focus == item
    let ground: Ground = isFocused ? .selection : .screen
    let variants = demo.mainVariants.filter(\.isRun)
    let what =
      session?.latest != nil
      ? "Run it again"
      : variants.count > 1 ? "Run \(variants.count == 2 ? "both" : "all")" : "Run it"
    add(
      TextLine([
        TextRun(isFocused ? "> " : "  ", Style(.mark, on: ground, .bold)),
        TextRun(what, Style(.key, on: ground, .bold)),
        TextRun(
          state.presentation == nil ? key(.run).map { "  \($0)" } ?? "" : "",
          Style(.dim, on: ground)),
      ]), items: [item])
  }

  private mutating func addResult(of attempt: DemoSession.Attempt) {
    for track in attempt.tracks {
      guard let run = state.runs[track.run] else { continue }
      let result = RunResult(run)
      var line = TextLine([
        TextRun("  \(printable(track.title))", Style(.title)),
        TextRun("  \(result.words)", Style(result.isGood ? .text : .bad)),
      ])
      line = line.fitted(to: width)
      add(line)
    }
  }

  /// They were made above the program; whoever comes back from the run stands below it.
  private mutating func addPredictions(about key: DemoKey) {
    for (label, words, isRight) in state.predictions(about: key) {
      let runs = [
        TextRun("\(label): ", Style(.key, .bold)),
        TextRun(words, Style(isRight ? .good : .bad, .bold)),
      ]
      let margin = TextLine("  ")
      for line in wrap(runs, to: measure, first: margin, rest: margin) { add(line) }
    }
  }
}
