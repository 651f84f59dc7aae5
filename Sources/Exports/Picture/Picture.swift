import LessonFormat
import Narration
import TextWidth
import Trace

/// A run drawn: a row a lane, time from left to right, in the colours and patterns of the states.
package struct Picture {
  /// How the width is shared out.
  struct Layout {
    var label: Double
    var chart: Double
    var ending: Double
    var margin: Double

    var width: Double { margin + label + chart + ending + margin }

    /// A picture that has the whole of a window.
    static let wide = Layout(label: 220, chart: 880, ending: 100, margin: 16)
    /// One among text, in a column that can be printed.
    static let column = Layout(label: 150, chart: 520, ending: 82, margin: 2)
  }

  static let gap = 6.0
  static let markHeight = 26.0
  static let sectionHeight = 30.0

  let layout: Layout
  let timeline: Timeline
  let rows: PictureRows
  let window: TimeWindow
  let shapes: [RowShape]
  let content: [[Column]]

  /// All rows together have so many columns, so that no run makes a picture that nobody can open.
  private static let cells = 60_000

  /// `axis` is how long the picture is, where it shares its axis with other runs.
  init(_ timeline: Timeline, of name: String, _ layout: Layout = .wide, axis: Int64? = nil) {
    self.layout = layout
    self.timeline = timeline
    rows = PictureRows(timeline, LaneNames(timeline))
    let all = rows.rows
    let count = min(max(Self.cells / max(all.count, 1), 220), Int(layout.chart))
    let end = axis.map { timeline.origin + $0 } ?? timeline.end
    let window = TimeWindow(
      from: timeline.origin, to: max(end, timeline.origin + 1), columns: count)
    self.window = window
    content = all.map { row in
      row.group.map { timeline.columns(ofGroup: $0, in: window) }
        ?? row.lane.map { timeline.columns(of: $0, in: window) } ?? []
    }
    shapes = zip(all, content).map { RowShape($1, lanes: $0.lanes.count) }
  }

  var columnWidth: Double { layout.chart / Double(max(window.columns, 1)) }

  /// The states that occur.
  var states: [LaneState] {
    Palette.shown.filter { state in
      shapes.contains { shape in shape.blocks.contains { $0.state == state } }
    }
  }

  /// Where a time stands, from the left of the chart.
  func x(_ time: Int64) -> Double {
    let length = Double(max(window.end - window.start, 1))
    return layout.chart * Double(min(max(time, window.start), window.end) - window.start)
      / length
  }

  /// What many lanes do needs room to be seen.
  static func barHeight(_ row: PictureRows.Row) -> Double { row.group == nil ? 20 : 44 }

  // MARK: Drawing

  /// The chart, from its top left corner: rows, marks and axis. Returns its height.
  func draw(_ markup: inout Markup, hasAxis: Bool = true) -> Double {
    var y = 8.0
    if hasAxis, rows.rows.count > 20 { y = drawAxisLabels(at: y + 12, &markup) }
    let top = y
    var drawing = Markup()
    var index = 0
    for section in rows.sections {
      if let title = section.title {
        drawing.element(
          "text",
          ["class": "label", "x": "0", "y": short(y + 20), "font-weight": "bold"], title)
        y += Self.sectionHeight
      }
      for row in section.rows {
        draw(row, index, at: y, &drawing)
        index += 1
        y += Self.barHeight(row) + Self.gap
      }
    }
    y = drawMarks(at: y, &drawing)
    drawGrid(from: top, to: y, &markup)
    markup.raw(drawing.text)
    if hasAxis { y = drawAxisLabels(at: y + 16, &markup) }
    if rows.leftOut > 0 {
      markup.element(
        "text", ["class": "quiet", "x": "0", "y": short(y + 14)],
        "\(rows.leftOut) more rows are not shown.")
      y += 20
    }
    return y
  }

  private func draw(_ row: PictureRows.Row, _ index: Int, at y: Double, _ markup: inout Markup) {
    markup.element("g", ["class": "row", "transform": "translate(0 \(short(y)))"]) { markup in
      markup.element("title", row.sentence(timeline))
      let most = shapes[index].mostAtOnce
      markup.element(
        "text", ["class": "label", "x": "0", "y": "15"],
        Self.fitted(row.label, to: Int(layout.label / 6.8)))
      let place = "translate(\(short(layout.label)) 0)"
      markup.element("g", ["class": "bars", "transform": place]) { markup in
        for (state, blocks) in shapes[index].blocks {
          markup.void(
            "path",
            [
              "class": "e-\(state.className)", "fill": "url(#p-\(state.className))",
              "stroke-width": row.group == nil ? "0.6" : "0",
              "d": RowShape.path(blocks, columnWidth: columnWidth, height: Self.barHeight(row)),
            ])
        }
        if let lane = row.lane { drawWords(of: lane, index, &markup) }
      }
      let ending = row.group == nil ? row.ending(timeline) : "at most \(most)"
      markup.element(
        "text",
        ["class": "quiet", "x": short(layout.label + layout.chart + 8), "y": "15"], ending)
    }
  }

  /// In wide stretches, what the lane waits for, or its state.
  private func drawWords(of lane: LaneID, _ index: Int, _ markup: inout Markup) {
    let columns = content[index]
    var start = 0
    while start < columns.count {
      let state = columns[start].dominant
      var end = start + 1
      while end < columns.count, columns[end].changes == 0, columns[end].dominant == state {
        end += 1
      }
      defer { start = end }
      let width = Double(end - start) * columnWidth
      guard let state, state != .lent, width >= 50 else { continue }
      let middle = window.range((start + end) / 2).lowerBound
      let reason = timeline.moment(of: lane, at: middle)?.wait?.words ?? ""
      let words = Self.fitted(
        reason.isEmpty ? state.word : reason, to: Int((width - 8) / 6.6))
      drawWords(words, state, at: Double(start) * columnWidth + width / 2, &markup)
    }
  }

  /// On a plate of the state's colour, since words on a pattern are hard to read.
  private func drawWords(
    _ words: String, _ state: LaneState, at x: Double, _ markup: inout Markup
  ) {
    let width = Double(TextWidth.columns(words)) * 6.6 + 4
    markup.void(
      "rect",
      [
        "class": "f-\(state.className)", "x": short(x - width / 2), "y": "3",
        "width": short(width), "height": "14",
      ])
    markup.element(
      "text",
      [
        "class": "d-\(state.className)", "x": short(x), "y": "14", "font-size": "11",
        "text-anchor": "middle",
      ], words)
  }

  /// When something was printed, and when something was warned of.
  private func drawMarks(at y: Double, _ markup: inout Markup) -> Double {
    var y = y
    let marks: [(label: String, times: [Int64], path: String)] = [
      ("output", timeline.outputs.map(\.time), "v14h2v-14z"),
      ("warnings", timeline.warnings.map(\.time), "l5 12h-10z"),
    ]
    for (label, times, shape) in marks where !times.isEmpty {
      // Several in one place look like one.
      let places = Set(times.map { Int(x($0)) }).sorted()
      markup.element("g", ["transform": "translate(0 \(short(y)))"]) { markup in
        markup.element("title", "\(label): \(times.count)")
        markup.element("text", ["class": "quiet", "x": "0", "y": "15"], label)
        markup.void(
          "path",
          [
            "class": "mark", "data-kind": label, "data-shape": shape,
            "transform": "translate(\(short(layout.label)) 3)",
            "d": places.map { "M\($0) 0\(shape)" }.joined(),
          ])
        markup.element(
          "text",
          ["class": "quiet", "x": short(layout.label + layout.chart + 8), "y": "15"],
          "\(times.count)")
      }
      y += Self.markHeight
    }
    return y
  }

  // MARK: The axis

  private var axis: TimeAxis { TimeAxis(0..<max(window.end - window.start, 1), about: 9) }

  private func drawGrid(from top: Double, to bottom: Double, _ markup: inout Markup) {
    let path = axis.ticks.map { tick in
      "M\(short(layout.label + x(window.start + tick.time))) \(short(top))V\(short(bottom))"
    }.joined()
    markup.void("path", ["class": "grid", "d": path])
  }

  private func drawAxisLabels(at y: Double, _ markup: inout Markup) -> Double {
    markup.element("g", ["class": "axis", "data-y": short(y)]) { markup in
      for tick in axis.ticks {
        let x = layout.label + x(window.start + tick.time)
        markup.element(
          "text", ["class": "quiet", "x": short(x), "y": short(y), "text-anchor": "middle"],
          tick.label)
      }
    }
    return y + 10
  }

  // MARK: The legend

  /// What the patterns mean, in words, for the states that occur. Returns its height.
  func drawLegend(_ markup: inout Markup) -> Double {
    for (index, state) in states.enumerated() {
      let place = "translate(\(index % 2 * 560) \(index / 2 * 24))"
      markup.element("g", ["transform": place]) { markup in
        Self.drawSwatch(of: state, &markup)
        markup.element("text", ["class": "label", "x": "46", "y": "13"]) { markup in
          markup.element("tspan", ["font-weight": "bold"], state.word)
          markup.say(": \(state.meaningInShort) ")
          markup.element("tspan", ["class": "quiet"], "(\(state.sign) in text)")
        }
      }
    }
    return Double((states.count + 1) / 2) * 24
  }

  static func drawSwatch(of state: LaneState, _ markup: inout Markup) {
    markup.void(
      "rect",
      [
        "class": "e-\(state.className)", "fill": "url(#p-\(state.className))", "width": "36",
        "height": "16", "stroke-width": "0.8",
      ])
  }

  /// Cut to so many columns of a terminal, which is near enough.
  static func fitted(_ text: String, to width: Int) -> String {
    var text = printable(text)
    guard columns(text) > width else { return text }
    while !text.isEmpty, columns(text) > width - 1 { text.removeLast() }
    return text + "…"
  }
}
