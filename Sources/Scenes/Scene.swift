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
  let facts: FrameFacts

  /// With less room than this nothing can be laid out.
  package static let smallest = Size(40, 12)

  /// `view` is brought up to date with what there is room for.
  package static func compose(
    _ state: State, _ view: inout ViewState, size: Size, options: SceneOptions,
    keys: KeyMap = .ordinary
  ) -> Scene {
    var scene = Scene(
      frame: Frame(size), state: state, options: options, keys: keys, facts: FrameFacts(state))
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
    if drawInsteadOfAll(&view) { return }
    if state.keyContext != .overlay {
      view.overlay = nil
      view.output = nil
      view.find = nil
    }
    switch stack[stack.count - 1] {
    case .home(let home): drawHome(home, &view)
    case .lesson(let lesson) where state.presentation != nil: drawOnStage(lesson, &view)
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
    if let notice = shownNotice { return draw(notice: notice) }
    frame.put(footLine(entries, width: row.width), at: Point(0, 0), in: row)
  }

  /// What comes next and the way to all keys are always there; of the rest as many as there is room
  /// for, whole and in their order. Where not all fit, the last of them are named in a word.
  private func footLine(
    _ entries: [(command: Command, words: String)], width: Int
  ) -> TextLine {
    func line(_ parts: [TextLine]) -> TextLine {
      var line = TextLine(" ", Style(.text, on: .bar))
      for (index, part) in parts.enumerated() {
        if index > 0 { line.append(TextRun("   ", Style(.text, on: .bar))) }
        for run in part.runs { line.append(run) }
      }
      return line
    }
    let known = entries.filter { footKey($0.command) != nil }
    var parts = known.indices.compactMap { footPart(known[$0], isFirst: $0 == 0) }
    // From the end on, until all of them fit.
    for index in known.indices.dropFirst().reversed() where line(parts).columns >= width {
      if let part = footPart(known[index], isFirst: false, isShort: true) { parts[index] = part }
    }
    guard line(parts).columns >= width else { return line(parts) }
    let lasting = Set([0, known.firstIndex { $0.command == .help }].compactMap { $0 })
    var chosen = lasting.filter(parts.indices.contains)
    for index in parts.indices where !chosen.contains(index) {
      let more = chosen.union([index])
      guard line(more.sorted().map { parts[$0] }).columns < width else { break }
      chosen = more
    }
    // The key itself matters more than the words behind it.
    return line(chosen.sorted().map { parts[$0] }).fitted(to: width)
  }

  private func footPart(
    _ entry: (command: Command, words: String), isFirst: Bool, isShort: Bool = false
  ) -> TextLine? {
    guard let key = footKey(entry.command) else { return nil }
    let isLong = isShort && entry.words.count > 8
    let words = isLong ? entry.command.inAWord ?? entry.words : entry.words
    return TextLine([
      TextRun(key, Style(.key, on: .bar, .bold)),
      TextRun(" " + words, Style(.text, on: .bar, isFirst ? .bold : [])),
    ])
  }

  private func footKey(_ command: Command) -> String? {
    let isTyping = if case .overlay(let overlay) = state.top { overlay.typed != nil } else { false }
    return keys.key(for: command, in: state.keyContext, whileTyping: isTyping)
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
        if item == focus { frame.placeCursor(at: Point(0, row), in: area) }
      }
      for intent in page.clicks(atRow: scroll.top + row) {
        zones.append(Zone(area: area.row(row), intent: intent))
      }
    }
    drawScrollMarks(area, scroll)
  }

  func scrollWords(_ scroll: ViewState.Scroll) -> String {
    guard scroll.rowCount > scroll.height else { return "" }
    let end = min(scroll.top + scroll.height, scroll.rowCount)
    return scroll.hasMore ? "\(end * 100 / max(scroll.rowCount, 1)) %" : "end"
  }

  mutating func drawScrollMarks(_ area: Rect, _ scroll: ViewState.Scroll) {
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
