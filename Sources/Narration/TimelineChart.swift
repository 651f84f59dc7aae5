import LessonFormat
import TextWidth
import Trace

/// A timeline drawn in text: a row a lane, a column a stretch of time.
package struct TimelineChart {
  private static let mostRows = 24
  private static let labelWidth = 22

  private let timeline: Timeline
  private let width: Int
  private let isASCII: Bool

  package init(_ timeline: Timeline, width: Int, isASCII: Bool) {
    self.timeline = timeline
    self.width = max(width, Self.labelWidth + 20)
    self.isASCII = isASCII
  }

  private struct Row {
    var label: String
    var columns: [Column]
    var ending = ""
  }

  package func text() -> String {
    guard timeline.end > timeline.start else { return "" }
    let endingWidth = 10
    let window = TimeWindow(
      from: timeline.start, to: timeline.end,
      columns: width - Self.labelWidth - endingWidth - 2)
    var lines = rows(window).map { row in
      pad(row.label, to: Self.labelWidth) + " "
        + row.columns.map { sign($0.dominant) }.joined() + " " + row.ending
    }
    lines.append(axis(window))
    lines.append(legend)
    return lines.map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n") + "\n"
  }

  /// A lane a row; where there are too many, those that are alike share one.
  private func rows(_ window: TimeWindow) -> [Row] {
    let names = LaneNames(timeline)
    func row(_ lane: LaneID) -> Row {
      let info = timeline.lanes[lane.index]
      let ending =
        switch info.outcome {
        case .done: "done"
        case .failed: "failed"
        case .cancelled: "cancelled"
        case .cut: "cut off"
        case .endedWithProcess, nil: ""
        }
      return Row(
        label: names.label(lane), columns: timeline.columns(of: lane, in: window), ending: ending)
    }
    let shown = names.shown
    if shown.count <= Self.mostRows { return shown.map(row) }
    var rows: [Row] = []
    for (index, group) in timeline.groups.enumerated() {
      let members = group.lanes.filter(names.isShown)
      guard let first = members.first else { continue }
      if members.count == 1 {
        rows.append(row(first))
      } else {
        rows.append(
          Row(
            label:
              "\(group.label.isEmpty ? names.label(first) : group.label), \(members.count) lanes",
            columns: timeline.columns(ofGroup: index, in: window)))
      }
    }
    let more = rows.count - Self.mostRows
    guard more > 0 else { return rows }
    return rows.prefix(Self.mostRows) + [Row(label: "and \(more) more rows", columns: [])]
  }

  private func sign(_ state: LaneState?) -> String {
    switch state {
    case .running: isASCII ? "#" : "█"
    case .ready: isASCII ? "o" : "▒"
    case .waiting: isASCII ? "-" : "─"
    case .blocked: isASCII ? "X" : "■"
    case .wantsGIL: isASCII ? "%" : "╳"
    case .idle: isASCII ? "." : "·"
    case .unknown: "?"
    case .lent, nil: " "
    }
  }

  private var legend: String {
    let states: [(LaneState, String)] = [
      (.running, "running"), (.ready, "ready"), (.waiting, "waiting"), (.blocked, "blocked"),
      (.idle, "idle"),
    ]
    return states.map { "\($1) \(sign($0))" }.joined(separator: "   ")
  }

  private func axis(_ window: TimeWindow) -> String {
    let first = duration(0)
    let middle = duration((timeline.end - timeline.start) / 2)
    let last = duration(timeline.end - timeline.start)
    let half = window.columns / 2
    return String(repeating: " ", count: Self.labelWidth + 1) + pad(first, to: half)
      + pad(middle, to: max(window.columns - half - last.count, middle.count + 1)) + last
  }

  private func pad(_ text: String, to width: Int) -> String {
    let text = printable(text)
    guard columns(text) > width else {
      return text + String(repeating: " ", count: width - columns(text))
    }
    var cut = text
    while columns(cut) > width - 1 { cut.removeLast() }
    return cut + (isASCII ? "~" : "…") + String(repeating: " ", count: width - 1 - columns(cut))
  }
}
