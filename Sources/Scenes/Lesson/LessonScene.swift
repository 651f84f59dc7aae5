import Canvas
import LessonFormat
import Narration
import Tutor

/// One step of a lesson.
extension Scene {
  mutating func drawLesson(_ lessonView: LessonView, _ view: inout ViewState) {
    guard let lesson = state.content(of: lessonView), let step = state.step(of: lessonView) else {
      drawHead([state.course.entries[lessonView.lesson].title])
      frame.put("Reading the lesson", Style(.dim), at: Point(2, 2))
      drawFoot([(.back, "back")])
      return
    }
    let (width, left) = columnOfText
    let area = body.inset(left: left, top: 1, right: 1)
    var page = page(of: step, lessonView, width: width)
    var scroll = scroll(for: page, lessonView, in: area, view)
    if let hit = lessonView.sought, let row = page.mark(hit) {
      // Once; from then on the learner scrolls.
      if scroll.shownHit != hit { scroll.bringIntoSight(row, with: 2) }
      scroll.shownHit = hit
    }
    draw(page, in: area, &scroll, focus: lessonView.focus)
    view.itemsInSight = Set(
      page.rows.dropFirst(scroll.top).prefix(area.height).flatMap(\.items))
    if frame.cursor == nil { frame.placeCursor(at: Point(0, 0), in: area) }
    view.scrolls[.lesson(lessonView.lesson, step: lessonView.step)] = scroll
    drawHead(
      [printable(lesson.title), "step \(lessonView.step + 1) of \(lesson.steps.count)"],
      right: roomWords ?? scrollWords(scroll))
    drawFoot(footEntries(lessonView, lesson, scroll))
  }

  /// How wide a step is laid out, and how far from the left.
  private var columnOfText: (width: Int, left: Int) {
    let room = frame.size.width - 4
    // Two programs stand side by side where there is room for them.
    let width = min(room, room >= 116 ? min(room, 160) : 100)
    let left = room > width ? (room - width) / 2 + 2 : 2
    return (width, left)
  }

  func page(of step: Step, _ lessonView: LessonView, width: Int) -> Page {
    var layout = layout(of: step, lessonView, width: width)
    addMistakes(of: lessonView, to: &layout)
    layout.add(state.visibleBlocks(of: lessonView))
    if state.hasMore(lessonView), state.presentation == nil {
      layout.page.gap()
      layout.say("There is more; \(layout.key(.next) ?? "going on") shows it.")
    }
    return layout.page
  }

  /// With the title, which every step begins with.
  func layout(of step: Step, _ lessonView: LessonView, width: Int) -> BlockLayout {
    var layout = BlockLayout(
      state: state, view: lessonView, width: width, options: options, keys: keys)
    layout.add(step.title, Style(.heading, .bold))
    return layout
  }

  /// What is wrong with this step, and where else something is; a room is told only of what it would
  /// miss.
  func addMistakes(of lessonView: LessonView, to layout: inout BlockLayout) {
    guard let lesson = state.content(of: lessonView) else { return }
    let mistakes =
      state.contents[lessonView.lesson]?.mistakes.filter { $0.severity == .error } ?? []
    let lines = lesson.steps[lessonView.step].range
    func isHere(_ mistake: Diagnostic) -> Bool {
      (lines.start.line...max(lines.start.line, lines.end.line)).contains(mistake.range.start.line)
    }
    let here = mistakes.filter(isHere)
    for mistake in here.prefix(5) {
      layout.say(
        "Line \(mistake.range.start.line): \(mistake.message.capitalizedFirst.asSentence) "
          + mistake.fix.asSentence, Style(.bad))
    }
    if here.count > 5 {
      layout.say("\(count(here.count - 5, "more mistake")).".capitalizedFirst, Style(.bad))
    }
    let elsewhere = mistakes.filter { !isHere($0) }.map { "\($0.range.start.line)" }
    guard !elsewhere.isEmpty, state.presentation == nil else { return }
    let listed = elsewhere.count > 5 ? Array(elsewhere.prefix(5)) + ["more"] : elsewhere
    layout.say(
      "Elsewhere in this lesson something is wrong, too, at line "
        + inWords(listed, joinedBy: "and").asSentence, Style(.bad))
  }

  /// Follows the focus, and what was just revealed.
  func scroll(
    for page: Page, _ lessonView: LessonView, in area: Rect, _ view: ViewState
  ) -> ViewState.Scroll {
    let place = ViewState.Place.lesson(lessonView.lesson, step: lessonView.step)
    let isNew = view.scrolls[place] == nil
    var scroll = view.scrolls[place] ?? ViewState.Scroll()
    let blockCount = state.visibleBlocks(of: lessonView).count
    let oldRows = scroll.rowCount
    let judged = judgedPredictions(in: lessonView)
    scroll.height = area.height
    scroll.rowCount = page.rows.count
    if !isNew, blockCount > scroll.blockCount {
      // What is new is shown from its beginning, with a line of what stood before.
      scroll.bringIntoSight(max(oldRows - 3, 0)..<page.rows.count)
      scroll.bringIntoSight(max(oldRows - 3, 0)..<max(oldRows - 2, 1))
    } else if !isNew, let rows = newlyRevealed(in: page, scroll) {
      scroll.bringIntoSight(rows.lowerBound..<min(rows.upperBound, rows.lowerBound + area.height))
    } else if !isNew, let row = newResult(in: page, scroll, lessonView) {
      // Back from the run: what it showed, and what comes next.
      scroll.bringIntoSight(row..<min(page.rows.count, row + area.height))
    } else if !isNew, let id = judged.subtracting(scroll.judged).sorted().first,
      let rows = page.rows(ofQuestion: id)
    {
      scroll.bringIntoSight(rows.lowerBound..<min(rows.upperBound, rows.lowerBound + area.height))
    } else if !isNew, scroll.chooser != lessonView.chooser,
      let rows = page.rows(ofQuestion: BlockLayout.chooserMark)
    {
      // What the choice led to, from its beginning.
      scroll.bringIntoSight(
        rows.lowerBound..<min(page.rows.count, rows.lowerBound + area.height))
    } else if !isNew, scroll.focus != lessonView.focus,
      let answered = justAnswered(scroll.focus, lessonView),
      let rows = page.rows(ofQuestion: answered)
    {
      // What the answer led to is read before the next question is shown.
      scroll.bringIntoSight(rows.lowerBound..<min(rows.upperBound, rows.lowerBound + area.height))
    } else if !isNew, scroll.focus != lessonView.focus, let focus = lessonView.focus,
      let rows = page.rows(of: focus)
    {
      scroll.bringIntoSight(rows.lowerBound..<min(rows.upperBound, rows.lowerBound + area.height))
    }
    scroll.focus = lessonView.focus
    scroll.chooser = lessonView.chooser
    scroll.blockCount = blockCount
    scroll.judged = judged
    scroll.reveals = Set(page.reveals.keys)
    scroll.results = Set(page.results.keys)
    return scroll
  }

  /// A hint, a solution, a verdict: the uppermost, where there are several.
  private func newlyRevealed(in page: Page, _ scroll: ViewState.Scroll) -> Range<Int>? {
    page.reveals.filter { !scroll.reveals.contains($0.key) }.map(\.value)
      .min { $0.lowerBound < $1.lowerBound }
  }

  /// Where to stand after a run: at the question that was waiting for its lanes, where there is one.
  private func newResult(
    in page: Page, _ scroll: ViewState.Scroll, _ lessonView: LessonView
  ) -> Int? {
    guard let row = page.results.filter({ !scroll.results.contains($0.key) }).map(\.value).min()
    else { return nil }
    if case .lane(let question, _)? = lessonView.focus,
      let rows = page.rows(ofQuestion: question)
    {
      return rows.lowerBound
    }
    return row
  }

  private func judgedPredictions(in lessonView: LessonView) -> Set<String> {
    guard let lesson = state.content(of: lessonView) else { return [] }
    return Set(
      state.visibleBlocks(of: lessonView).compactMap { block in
        guard case .question(let question) = block.content, question.kind == .prediction,
          let verdict = state.judgement(of: question, in: lesson)?.verdict, verdict != .needsRun
        else { return nil }
        return question.id.value
      })
  }

  /// The question that had the focus, if it has been answered and judged since.
  private func justAnswered(_ before: Item?, _ lessonView: LessonView) -> String? {
    guard let id = before?.question, lessonView.focus?.question != id,
      let question = state.question(id, in: lessonView),
      let lesson = state.content(of: lessonView),
      let judgement = state.judgement(of: question, in: lesson), judgement.verdict != .needsRun
    else { return nil }
    return id
  }

  private func footEntries(
    _ lessonView: LessonView, _ lesson: Lesson, _ scroll: ViewState.Scroll
  ) -> [(command: Command, words: String)] {
    let goOn: (command: Command, words: String) = (.next, wordsForNext(lessonView, lesson, scroll))
    let turn: [(command: Command, words: String)] =
      if case .knob? = lessonView.focus {
        [(.right, "turn it up"), (.left, "down"), (.erase, "set it back")]
      } else {
        []
      }
    let rest: [(command: Command, words: String)] =
      turn + [
        (.nextItem, "next item"), (.previousStep, "step before"), (.contents, "contents"),
        (.help, "keys"), (.back, "back"),
      ]
    if let rejoin = rejoinEntry { return [rejoin, goOn] + rest }
    guard let focus = lessonView.focus, let words = wordsForEnter(focus, lessonView) else {
      return [goOn] + rest
    }
    return [(.activate, words), goOn] + rest
  }

  private func wordsForNext(
    _ lessonView: LessonView, _ lesson: Lesson, _ scroll: ViewState.Scroll
  ) -> String {
    if scroll.hasMore { return "scroll" }
    if state.hasMore(lessonView) { return "show more" }
    if lessonView.step + 1 < lesson.steps.count { return "next step" }
    return lessonView.lesson + 1 < state.course.entries.count ? "next lesson" : "end of the course"
  }

  private func wordsForEnter(_ practice: Practice) -> String? {
    switch practice {
    case .edit: "open your editor"
    case .check: "run and check"
    case .hint: "a hint"
    case .solution: "see it"
    case .compare: "run both"
    case .look: "look at that moment"
    case .reset, .reread: nil
    }
  }

  private func wordsForEnter(_ item: Item, _ lessonView: LessonView) -> String? {
    switch item {
    case .choice, .lane: "choose"
    case .number: "answer"
    case .line: "put it here"
    case .submit: "answer"
    case .demo: "run"
    case .knob: lessonView.typedKnob.isEmpty ? "run" : "set it"
    case .chooser(.choose): "choose"
    case .chooser(.back): "one question back"
    case .chooser(.again): "begin again"
    case .link: "open"
    case .practice(_, let practice): wordsForEnter(practice)
    }
  }
}
