import Canvas
import LessonFormat
import Narration
import Tutor

/// The instructor's own screen: notes, what the room has said, the time, and what comes next.
extension Scene {
  mutating func drawNotes(_ following: Following, _ view: inout ViewState) {
    let width = min(frame.size.width - 4, 100)
    let area = body.inset(left: 2, top: 1, right: frame.size.width - 2 - width)
    guard let lessonView = state.lessonView, let lesson = state.content(of: lessonView),
      let step = state.step(of: lessonView)
    else {
      let words =
        switch (following.isConnected, following.standing) {
        case (false, _): "Looking for the presentation."
        case (true, nil): "Waiting for the presentation."
        case (true, _) where state.lessonView.map { state.content(of: $0) == nil } == true:
          "Reading the lesson."
        case (true, let standing?):
          standing.place == nil
            ? "The room sees the list of lessons." : "The room sees a lesson that is not at hand."
        }
      drawHead(["Notes", printable(following.room)], right: roomFigures(following))
      frame.put(words, Style(.dim), at: Point(0, 0), in: area)
      for (row, words) in state.words(for: following.standing).enumerated() {
        frame.put(words, Style(.note), at: Point(0, row + 1), in: area)
      }
      frame.placeCursor(at: Point(0, 0), in: area)
      return drawNotesFoot(following, view)
    }
    var layout = BlockLayout(
      state: state, view: lessonView, width: width, options: options, keys: keys)
    layout.add(step.title, Style(.heading, .bold))
    layout.addTimes(following.desk?.times)
    layout.addNext(after: lessonView, in: lesson)
    for words in state.words(for: following.standing) { layout.say(words, Style(.note)) }
    addMistakes(of: lessonView, to: &layout)
    layout.addNotes(of: step)
    layout.addQuestions(of: lessonView, in: lesson, following)
    var scroll = view.scrolls[.notes] ?? ViewState.Scroll()
    if view.notesStep != step.id.value { scroll.top = 0 }
    view.notesStep = step.id.value
    draw(layout.page, in: area, &scroll)
    view.scrolls[.notes] = scroll
    frame.placeCursor(at: Point(0, 0), in: area)
    drawHead(
      ["Notes", printable(lesson.title), "step \(lessonView.step + 1) of \(lesson.steps.count)"],
      right: roomFigures(following))
    drawNotesFoot(following, view)
  }

  private func roomFigures(_ following: Following) -> String {
    following.isConnected ? count(following.desk?.followers ?? 0, "follower") : "not connected"
  }

  private mutating func drawNotesFoot(_ following: Following, _ view: ViewState) {
    let notice = state.notice ?? following.desk?.notice
    let row = frame.area.row(frame.size.height - 1)
    frame.fill(row, Style(.text, on: .bar))
    let words =
      notice
      ?? "Keys go to the presentation; ? lists them there. J, K scroll, Ctrl-C leaves."
    let style = notice == nil ? Style(.text, on: .bar) : Style(.note, on: .bar, .bold)
    frame.put(TextLine(" " + words, style).fitted(to: row.width), at: Point(0, 0), in: row)
  }
}

extension State {
  /// What the room sees beside the step.
  fileprivate func words(for standing: Standing?) -> [String] {
    guard let standing else { return [] }
    var words: [String] = []
    if standing.isBlank { words.append("The room's screen is dark.") }
    if let pause = standing.pause {
      words.append("Break: \(clockTime(Int64(pause.secondsLeft(at: now)) * 1000)) left.")
    }
    if let watching = standing.watching {
      words.append(
        watching.motion == .live
          ? "The room watches \(printable(watching.title)) run."
          : "The room looks at \(printable(watching.title)), at \(duration(watching.cursor)).")
    }
    if let pointer = standing.pointer { words.append("The pointer is at line \(pointer.line).") }
    return words
  }
}

extension BlockLayout {
  fileprivate mutating func addTimes(_ times: Desk.Times?) {
    guard let times else { return }
    func time(_ began: Int64, _ planned: Int64) -> TextRun {
      let spent = max(state.now - began, 0)
      let isLate = planned > 0 && spent > planned
      return TextRun(
        "\(clockTime(spent)) of \(clockTime(planned))\(isLate ? ", over" : "")",
        Style(isLate ? .warning : .strong, .bold))
    }
    let hidden = Style(.dim)
    add(
      TextLine([
        TextRun("This step ", hidden), time(times.stepBegan, times.stepPlanned),
        TextRun("    the lesson ", hidden), time(times.lessonBegan, times.lessonPlanned),
      ]))
  }

  fileprivate mutating func addNotes(of step: Step) {
    let notes = step.blocks.compactMap { block in
      if case .notes(let blocks) = block.content { blocks } else { nil }
    }
    page.gap()
    guard !notes.isEmpty else { return say("This step has no notes.") }
    for blocks in notes { add(blocks) }
  }

  fileprivate mutating func addQuestions(
    of view: LessonView, in lesson: Lesson, _ following: Following
  ) {
    for question in state.questionsInSight {
      guard let tally = following.desk?.tallies[question.id.value] else { continue }
      let isShown = following.desk?.shown.contains(question.id.value) ?? false
      page.gap()
      say(question.inOneLine, Style(.title, .bold))
      say(tally.summary + (tally.total > 0 ? isShown ? " The room sees it." : " Hidden." : ""))
      for row in tally.rows where tally.total > 0 {
        say("\(row.count)  \(row.words)", Style(.text), indent: 2)
      }
      if let right = state.rightAnswerInWords(question, in: lesson) {
        say("Right: \(right)", Style(.good))
      }
    }
  }

  fileprivate mutating func addNext(after view: LessonView, in lesson: Lesson) {
    let next = view.step + 1
    let step =
      next < lesson.steps.count
      ? "Next step: \(next + 1), \(lesson.steps[next].title.plainText)" : "This is the last step."
    say(state.hasMore(view) ? "Next: more of this step. \(step)" : step)
  }
}
