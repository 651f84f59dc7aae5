import Canvas
import Tutor

/// What one moment of the session looks like.
package struct Scene {
  /// A place to click at.
  package struct Zone: Equatable, Sendable {
    enum Target: Equatable, Sendable {
      case intent(Intent)
      /// The area shows this stretch of time, from left to right.
      case time(Range<Int64>)
    }

    package var area: Rect
    var target: Target

    init(area: Rect, intent: Intent) {
      self.area = area
      target = .intent(intent)
    }

    init(area: Rect, time: Range<Int64>) {
      self.area = area
      target = .time(time)
    }

    func intent(atColumn x: Int) -> Intent {
      switch target {
      case .intent(let intent): return intent
      case .time(let window):
        let size = window.upperBound - window.lowerBound
        let column = Int64(min(max(x - area.x, 0), area.width))
        return .player(.seek(window.lowerBound + size * column / Int64(max(area.width, 1))))
      }
    }
  }

  package internal(set) var frame: Frame
  package internal(set) var zones: [Zone] = []

  let state: State
  let options: SceneOptions
  let keys: KeyMap

  /// With less room than this nothing can be laid out.
  package static let smallest = Size(40, 12)

  /// `view` is brought up to date with what there is room for.
  package static func compose(
    _ state: State, _ view: inout ViewState, size: Size, options: SceneOptions,
    keys: KeyMap = .ordinary
  ) -> Scene {
    var scene = Scene(
      frame: Frame(size), state: state, options: options, keys: keys)
    guard size.width >= smallest.width, size.height >= smallest.height else {
      scene.sayTooSmall()
      return scene
    }
    scene.draw(state.stack, &view)
    // Whoever follows the cursor is never left without a place.
    if scene.frame.cursor == nil { scene.frame.placeCursor(at: Point(0, 0), in: scene.body) }
    return scene
  }

  private mutating func sayTooSmall() {
    let words = TextRun("Interleave needs 40 columns and 12 rows; make the window larger.")
    frame.put(wrap([words], to: max(frame.size.width, 1)), in: frame.area)
    frame.placeCursor(at: Point(0, 0))
  }

  private mutating func draw(_ stack: [Screen], _ view: inout ViewState) {
    if state.keyContext != .overlay { view.overlay = nil }
    switch stack[stack.count - 1] {
    case .home(let home): drawHome(home, &view)
    case .lesson(let lesson): drawLesson(lesson, &view)
    case .player(let player): drawPlayer(player, &view)
    case .overlay(let overlay): drawOverlay(overlay, &view)
    }
  }

  // MARK: What all screens have

  /// The area between the head and the foot.
  var body: Rect { frame.area.inset(top: 1, bottom: 1) }

  mutating func drawHead(_ title: [String], right: String = "") {
    let row = frame.area.row(0)
    frame.fill(row, Style(.text, on: .bar))
    var line = TextLine(" ", Style(.text, on: .bar))
    for (index, part) in title.enumerated() {
      if index > 0 {
        line.append(TextRun("  " + options.sign(.divider) + "  ", Style(.dim, on: .bar)))
      }
      line.append(
        TextRun(part, Style(index == 0 ? .title : .text, on: .bar, index == 0 ? .bold : [])))
    }
    let room = row.width - (right.isEmpty ? 1 : TextLine(right).columns + 3)
    frame.put(line.fitted(to: room), at: Point(0, 0), in: row)
    guard !right.isEmpty else { return }
    frame.put(
      right, Style(.dim, on: .bar), at: Point(row.width - TextLine(right).columns - 1, 0), in: row)
  }

  /// What comes next, and the most useful keys; or a word about what just happened.
  mutating func drawFoot(_ entries: [(command: Command, words: String)]) {
    let row = frame.area.row(frame.size.height - 1)
    frame.fill(row, Style(.text, on: .bar))
    if let notice = state.notice { return draw(notice: notice) }
    var line = TextLine(" ", Style(.text, on: .bar))
    for (index, entry) in entries.enumerated() {
      guard
        let key = keys.key(
          for: entry.command, in: state.keyContext, whileTyping: state.isTypingInOverlay)
      else { continue }
      var part = TextLine(index == 0 ? "" : "   ", Style(.text, on: .bar))
      part.append(TextRun(key, Style(.key, on: .bar, .bold)))
      part.append(TextRun(" " + entry.words, Style(.text, on: .bar, index == 0 ? .bold : [])))
      // A key is shown whole or not at all.
      guard line.columns + part.columns < row.width else { break }
      for run in part.runs { line.append(run) }
    }
    frame.put(line, at: Point(0, 0), in: row)
  }

  /// Whole, over what lies above the last row where it takes more than one.
  private mutating func draw(notice: String) {
    let style = Style(.note, on: .bar, .bold)
    let lines = wrap([TextRun(notice, style)], to: frame.size.width - 2).prefix(body.height / 2)
    for (index, line) in lines.enumerated() {
      let row = frame.area.row(frame.size.height - lines.count + index)
      frame.fill(row, Style(.text, on: .bar))
      frame.put(line, at: Point(1, 0), in: row)
    }
  }

  /// A page that scrolls, with marks where there is more of it.
  mutating func draw(
    _ page: Page, in area: Rect, _ scroll: inout ViewState.Scroll, focus: Item? = nil
  ) {
    scroll.height = area.height
    scroll.rowCount = page.rows.count
    scroll.move(by: 0)
    for (row, content) in page.rows.dropFirst(scroll.top).prefix(area.height).enumerated() {
      frame.put(content.line, at: Point(0, row), in: area)
      for item in content.items {
        zones.append(Zone(area: area.row(row), intent: .focus(item)))
        if item == focus { frame.placeCursor(at: Point(0, row), in: area) }
      }
    }
    drawScrollMarks(area, scroll)
  }

  func scrollWords(_ scroll: ViewState.Scroll) -> String {
    guard scroll.rowCount > scroll.height else { return "" }
    let end = min(scroll.top + scroll.height, scroll.rowCount)
    return scroll.hasMore ? "\(end * 100 / max(scroll.rowCount, 1)) %" : "end"
  }

  private mutating func drawScrollMarks(_ area: Rect, _ scroll: ViewState.Scroll) {
    let right = frame.size.width - 1
    if scroll.top > 0 {
      frame.put(options.sign(.less), Style(.accent, .bold), at: Point(right, area.y))
    }
    if scroll.hasMore {
      frame.put(options.sign(.more), Style(.accent, .bold), at: Point(right, area.maxY - 1))
    }
  }
}

extension [Scene.Zone] {
  /// What a click there is for.
  func intent(atColumn x: Int, row y: Int) -> Intent? {
    last { $0.area.contains(Point(x, y)) }?.intent(atColumn: x)
  }
}
