import Canvas
import LessonFormat
import Narration
import Tutor

/// What a room sees: large and calm, with nothing on it that is only for whoever presents.
extension Scene {
  /// Whether all else makes way for it.
  mutating func drawInsteadOfAll(_ view: inout ViewState) -> Bool {
    if let following = state.following, following.isDriving {
      drawNotes(following, &view)
      return true
    }
    guard let presentation = state.presentation else { return false }
    if presentation.isBlank {
      frame.placeCursor(at: Point(0, 0))
      return true
    }
    guard let pause = presentation.pause, view.typing == nil else { return false }
    drawBreak(pause)
    return true
  }

  /// The margins of a step on the stage: text stays where eyes expect it, whatever the room's width.
  var stageArea: Rect {
    let size = frame.size
    let margin = max(size.width / 12, 3)
    let widest = size.width >= 120 + 2 * margin ? 160 : 100
    let width = min(size.width - 2 * margin, widest)
    let left = max((size.width - width) / 2, margin)
    let top = size.height >= 30 ? 2 : 1
    return frame.area.inset(left: left, top: top, right: size.width - left - width, bottom: 2)
  }

  mutating func drawOnStage(_ lessonView: LessonView, _ view: inout ViewState) {
    defer { drawStageFoot(lessonView, view) }
    guard state.content(of: lessonView) != nil, let step = state.step(of: lessonView) else {
      return
    }
    let area = stageArea
    let page = page(of: step, lessonView, width: area.width)
    var scroll = scroll(for: page, lessonView, in: area, view)
    if let row = page.pointedRow, scroll.pointedRow != row { scroll.bringIntoSight(row, with: 3) }
    scroll.pointedRow = page.pointedRow
    draw(page, in: area, &scroll, focus: lessonView.focus)
    view.itemsInSight = Set(
      page.rows.dropFirst(scroll.top).prefix(area.height).flatMap(\.items))
    if frame.cursor == nil { frame.placeCursor(at: Point(0, 0), in: area) }
    view.scrolls[.lesson(lessonView.lesson, step: lessonView.step)] = scroll
  }

  /// Empty but for what whoever presents types, or has to be told.
  private mutating func drawStageFoot(_ lessonView: LessonView, _ view: ViewState) {
    if case .prompt(let prompt, let typed)? = view.typing {
      return drawTyping(prompt.label, typed, prompt.keys)
    }
    if state.notice != nil { return drawFoot([]) }
    guard let presentation = state.presentation, presentation.isRehearsal,
      let lesson = state.content(of: lessonView), let key = state.stepKey(of: lessonView)
    else { return }
    let pace = presentation.pace
    let words =
      "rehearsal   this step \(clockTime(pace.time(of: key, at: state.now))) of "
      + "\(clockTime(state.plannedTime(ofStep: lessonView.step, in: lesson)))   "
      + "all \(clockTime(pace.total(at: state.now))) of \(lesson.frontMatter.minutes):00"
    let row = frame.area.row(frame.size.height - 1)
    frame.put(TextLine(words, Style(.dim)).fitted(to: row.width), at: Point(1, 0), in: row)
  }

  /// The states that are seen, in place of keys.
  mutating func drawLegendFoot(_ player: Player) {
    if state.notice != nil { return drawFoot([]) }
    let row = frame.area.row(frame.size.height - 1)
    frame.fill(row, Style(.text, on: .bar))
    var line = TextLine(" ", Style(.text, on: .bar))
    for entry in LegendEntry.all {
      let sign = options.sign(of: entry.state)
      line.append(TextRun(sign + sign, Style(entry.role, on: .bar)))
      line.append(TextRun(" \(entry.word)   ", Style(.text, on: .bar)))
    }
    frame.put(line.fitted(to: row.width), at: Point(0, 0), in: row)
  }

  /// What is said in the last row; the notes of whoever presents have all of it.
  var shownNotice: String? {
    state.presentation == nil ? state.notice : state.notice.map(withoutPaths)
  }

  // MARK: A break

  private mutating func drawBreak(_ pause: Pause) {
    let left = pause.secondsLeft(at: state.now)
    let time = left > 0 ? clockTime(Int64(left) * 1000) : "0:00"
    let rows = LargeDigits.rows(time, isASCII: options.isASCII)
    let words = left > 0 ? "Break" : "The break is over"
    let height = rows.count + 3
    let top = max((frame.size.height - height) / 2, 0)
    func put(_ text: String, _ row: Int, _ style: Style) {
      let line = TextLine(text, style)
      frame.put(line, at: Point(max((frame.size.width - line.columns) / 2, 0), row))
    }
    put(words, top, Style(.heading, .bold))
    for (index, row) in rows.enumerated() { put(row, top + 2 + index, Style(.accent, .bold)) }
    frame.placeCursor(at: Point(max((frame.size.width - words.count) / 2, 0), top))
  }
}

/// Minutes and seconds, as on a clock: 3:05, or 1:02:00.
package func clockTime(_ milliseconds: Int64) -> String {
  let seconds = max(milliseconds, 0) / 1000
  func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
  let (minutes, rest) = (seconds / 60, two(seconds % 60))
  return minutes < 60 ? "\(minutes):\(rest)" : "\(minutes / 60):\(two(minutes % 60)):\(rest)"
}
