import TextWidth

/// A piece of text in one style.
package struct TextRun: Hashable, Sendable {
  package var text: String
  package var style: Style
  /// Kept on one line where a line has room for it.
  package var together: Bool

  package init(_ text: String, _ style: Style = .plain, together: Bool = false) {
    self.text = text
    self.style = style
    self.together = together
  }
}

/// One line of runs, and how many columns they take.
package struct TextLine: Hashable, Sendable {
  package private(set) var runs: [TextRun] = []
  package private(set) var columns = 0

  package init() {}

  package init(_ runs: [TextRun]) {
    for run in runs { append(run) }
  }

  package init(_ text: String, _ style: Style = .plain) {
    self.init([TextRun(text, style)])
  }

  package mutating func append(_ run: TextRun) {
    append(run, columns: TextWidth.columns(run.text))
  }

  mutating func append(_ run: TextRun, columns: Int) {
    guard !run.text.isEmpty else { return }
    self.columns += columns
    if let last = runs.last, last.style == run.style {
      runs[runs.count - 1].text += run.text
    } else {
      runs.append(TextRun(run.text, run.style))
    }
  }

  mutating func clear() {
    runs.removeAll(keepingCapacity: true)
    columns = 0
  }

  mutating func append(contentsOf other: TextLine) {
    for run in other.runs { append(run, columns: 0) }
    columns += other.columns
  }

  package var text: String { runs.reduce(into: "") { $0 += $1.text } }
  package var isEmpty: Bool { runs.isEmpty }
}

extension Frame {
  @discardableResult
  package mutating func put(_ line: TextLine, at point: Point, in area: Rect? = nil) -> Int {
    var x = point.x
    for run in line.runs {
      x += put(run.text, run.style, at: Point(x, point.y), in: area)
    }
    return x - point.x
  }

  /// Draws lines from the top of an area and returns how many it had room for.
  @discardableResult
  package mutating func put(_ lines: some Collection<TextLine>, in area: Rect) -> Int {
    for (row, line) in lines.prefix(area.height).enumerated() {
      put(line, at: Point(0, row), in: area)
    }
    return min(lines.count, area.height)
  }
}
