import LessonFormat
import TextWidth
import Trace

/// Runs drawn in text, one under the other on one axis: a row a lane, a column a stretch of time.
package struct TimelineChart {
  package static let narrowest = 40
  package static let widest = 300

  private let runs: [NamedRun]
  private let width: Int
  private let signs: ChartSigns
  private let mostRows: Int
  /// Each run is headed by its name and its total.
  private let hasHeadings: Bool

  /// Of more than `mostRows` lanes in a run, those that are alike share a row.
  package init(_ runs: [NamedRun], width: Int, isASCII: Bool, mostRows: Int = 24) {
    self.runs = runs
    self.width = min(max(width, Self.narrowest), Self.widest)
    signs = ChartSigns(isASCII: isASCII)
    self.mostRows = max(mostRows, 1)
    hasHeadings = runs.count > 1
  }

  package init(_ timeline: Timeline, width: Int, isASCII: Bool) {
    self.init([NamedRun("", timeline)], width: width, isASCII: isASCII)
  }

  package func text() -> String {
    var drawn = runs.map { ChartRows($0.timeline, axis: runs.axis, most: mostRows) }
    let indent = hasHeadings ? "  " : ""
    let layout = ChartLayout(width: width, labels: drawn.flatMap(\.rows).map { indent + $0.label })
    var marks: Set<ChartMark> = []
    var lines: [String] = []
    for index in drawn.indices {
      if hasHeadings { lines.append(heading(runs[index])) }
      drawn[index].draw(columns: layout.columns)
      for row in drawn[index].rows {
        lines.append(layout.line(indent + row.label, signs.text(row), row.ending, signs))
        marks.formUnion(row.marks)
      }
      lines += drawn[index].remarks.map { signs.cut(indent + $0, to: width) }
    }
    let axis = ChartAxis(total: runs.axis, columns: layout.columns)
    lines.append(String(repeating: " ", count: layout.labels + 1) + axis.text)
    lines += signs.legend(marks, width: width)
    return lines.map(Self.trimmed).joined(separator: "\n") + "\n"
  }

  private static func trimmed(_ line: String) -> String {
    var line = line[...]
    while line.last == " " { line.removeLast() }
    return String(line)
  }

  /// "one after another                    3.00 s in all"
  private func heading(_ run: NamedRun) -> String {
    let total = "\(duration(run.timeline.total)) in all"
    let room = width - columns(total) - 1
    return signs.pad(run.name, to: room) + " " + total
  }
}

/// How the width is shared out.
struct ChartLayout {
  private static let ending = 9
  let labels: Int
  let columns: Int
  private let hasEndings: Bool

  init(width: Int, labels: [String]) {
    let longest = labels.map { TextWidth.columns(printable($0)) }.max() ?? 0
    self.labels = min(max(longest, 4), max(width * 3 / 10, 12), 36)
    hasEndings = width >= 60
    columns = max(width - self.labels - 1 - (hasEndings ? Self.ending + 1 : 0), 10)
  }

  func line(_ label: String, _ drawing: String, _ ending: String, _ signs: ChartSigns) -> String {
    signs.pad(label, to: labels) + " " + drawing + (hasEndings ? " \(ending)" : "")
  }
}

/// The characters that stand for states.
struct ChartSigns {
  let isASCII: Bool

  func text(_ row: ChartRows.Row) -> String {
    row.marks.map(sign).joined()
  }

  private func sign(_ mark: ChartMark) -> String {
    switch mark {
    case .state(let state): sign(state)
    case .moment: isASCII ? "+" : "┴"
    case .share(let share): level(share)
    }
  }

  private func sign(_ state: LaneState?) -> String { StateSigns(isASCII: isASCII).sign(state) }

  private func level(_ share: Float) -> String { StateSigns(isASCII: isASCII).level(Double(share)) }

  /// What the signs that occur mean.
  func legend(_ marks: Set<ChartMark>, width: Int) -> [String] {
    let names: [(LaneState, String)] = [
      (.running, "running"), (.ready, "ready, no turn"), (.waiting, "waiting"),
      (.blocked, "blocked"),
      (.wantsGIL, "wants the GIL"), (.idle, "idle"), (.unknown, "unknown"),
    ]
    var parts = names.filter { marks.contains(.state($0.0)) }.map { "\(sign($0.0)) \($0.1)" }
    if marks.contains(.moment) { parts.append("\(sign(.moment)) runs for a moment") }
    if marks.contains(where: \.isShare) {
      parts.append(isASCII ? "1 to 9: how many, in tenths" : "▁ to █: how many of them")
    }
    var lines: [String] = []
    for part in parts {
      if let last = lines.last, columns(last) + 3 + columns(part) <= width {
        lines[lines.count - 1] += "   " + part
      } else {
        lines.append(part)
      }
    }
    return lines
  }

  /// Cut with an ellipsis if it is too long.
  func cut(_ text: String, to width: Int) -> String {
    let text = plain(text)
    guard columns(text) > width else { return text }
    var cut = text
    while columns(cut) > max(width - 1, 0), !cut.isEmpty { cut.removeLast() }
    return cut + (isASCII ? "~" : "…")
  }

  func pad(_ text: String, to width: Int) -> String {
    let cut = cut(text, to: width)
    return cut + String(repeating: " ", count: max(width - columns(cut), 0))
  }

  private func plain(_ text: String) -> String {
    let text = printable(text)
    return isASCII ? String(text.map { $0.isASCII ? $0 : "?" }) : text
  }
}
