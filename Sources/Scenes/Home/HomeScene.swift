import Canvas
import LessonFormat
import Narration
import Tutor

/// The course: its lessons, how far the learner is, and where it goes on.
extension Scene {
  mutating func drawHome(_ home: Home, _ view: inout ViewState) {
    drawHead(["Interleave"], right: "\(count(state.course.minutes, "minute")) in all")
    let width = min(frame.size.width - 4, 80)
    let left = max((frame.size.width - width) / 2, 2)
    let area = body.inset(left: left, top: 1, right: 2)
    var page = Page()
    if state.presentation == nil { page.add(wrap([TextRun(welcome)], to: width)) }
    if let review { page.add(wrap([TextRun(review, Style(.key))], to: width)) }
    page.gap()
    var selected = 0..<1
    for (index, entry) in state.course.entries.enumerated() {
      let first = page.rows.count
      add(entry, number: index + 1, isSelected: index == home.selection, width: width, to: &page)
      page.mark(choice: index, from: first)
      if index == home.selection { selected = first..<page.rows.count }
      page.gap()
    }
    var scroll = view.scrolls[.home] ?? ViewState.Scroll()
    scroll.height = area.height
    scroll.rowCount = page.rows.count
    scroll.bringIntoSight(home.selection == 0 ? 0..<selected.upperBound : selected)
    draw(page, in: area, &scroll)
    frame.placeCursor(at: Point(0, selected.lowerBound - scroll.top), in: area)
    view.scrolls[.home] = scroll
    let hasBegun = !state.records.isEmpty
    drawFoot([
      (.activate, hasBegun ? goingOn(home) : "begin"), (.down, "choose"), (.contents, "contents"),
      (.search, "search"), (.help, "keys"), (.back, "leave"),
    ])
  }

  private var welcome: String {
    let key = keys.key(for: .activate, in: .home)
    return state.records.isEmpty
      ? "You read a little, predict what a program will do, run it, and see what every task was "
        + "doing at every moment. Press \(key ?? "a key") to begin; the last line always says what comes next."
      : "Welcome back. \(key ?? "Going on") takes you to where you were."
  }

  private var review: String? {
    let due = state.dueQuestions.count
    guard due > 0, let key = keys.key(for: .review, in: .home) else { return nil }
    return "\(count(due, "question")) \(due == 1 ? "is" : "are") due for review: press \(key)."
  }

  private func goingOn(_ home: Home) -> String {
    guard state.course.entries.indices.contains(home.selection) else { return "open" }
    let entry = state.course.entries[home.selection]
    guard let place = state.records.place, place.lesson == entry.id,
      let step = entry.steps.firstIndex(where: { $0.id == place.step })
    else { return "open" }
    return "continue at step \(step + 1)"
  }

  private func add(
    _ entry: CourseOutline.Entry, number: Int, isSelected: Bool, width: Int, to page: inout Page
  ) {
    let seen = state.presentation == nil ? state.records.seenSteps(of: entry) : 0
    let progress =
      seen == 0
      ? count(entry.steps.count, "step")
      : seen == entry.steps.count
        ? "all \(seen) steps seen" : "\(seen) of \(entry.steps.count) steps"
    let figures = "\(progress), \(count(entry.minutes, "minute"))"
    let ground: Ground = isSelected ? .selection : .screen
    var title = TextLine(isSelected ? "> " : "  ", Style(.mark, on: ground, .bold))
    title.append(TextRun("\(number)  ", Style(.dim, on: ground)))
    title.append(TextRun(printable(entry.title), Style(.heading, on: ground, .bold)))
    let right = TextLine(figures, Style(seen > 0 ? .good : .dim, on: ground))
    let fitsBeside = title.columns + right.columns + 2 <= width
    if fitsBeside {
      title.append(
        TextRun(
          String(repeating: " ", count: width - title.columns - right.columns),
          Style(.text, on: ground)))
      for run in right.runs { title.append(run) }
    }
    page.add(title.fitted(to: width))
    let margin = TextLine("     ")
    if let summary = entry.summary {
      page.add(wrap([TextRun(printable(summary), Style(.dim))], to: width, first: margin))
    }
    if !fitsBeside { page.add(wrap([TextRun(figures, Style(.dim))], to: width, first: margin)) }
  }
}
