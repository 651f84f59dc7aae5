import LessonFormat
import Trace

/// What stands in one column of a row.
enum ChartMark: Hashable {
  case state(LaneState?)
  /// It waits, and runs for a moment.
  case moment
  /// The share of several lanes.
  case share(Float)

  var isShare: Bool {
    if case .share = self { return true }
    return false
  }
}

/// The rows of one run: what lanes there are, and what they did in each column.
struct ChartRows {
  struct Row {
    var label: String
    var ending = ""
    var marks: [ChartMark] = []
    /// For lanes that are alike: the row shows how many of them are in this state.
    var density: (state: LaneState, lanes: Int)?
    fileprivate var source = Source.none
  }

  fileprivate enum Source {
    case none
    case lane(LaneID)
    /// Several lanes, which are a whole group if it is given.
    case lanes([LaneID], group: Int?)
  }

  private(set) var rows: [Row] = []
  /// What is not drawn.
  private(set) var remarks: [String] = []
  private let timeline: Timeline
  private let names: LaneNames
  private let axis: Int64

  /// States of lanes that are alike, in the order of their rows.
  private static let folded: [LaneState] = [
    .running, .ready, .waiting, .blocked, .wantsGIL, .idle,
  ]

  init(_ timeline: Timeline, axis: Int64, most: Int) {
    self.timeline = timeline
    self.axis = axis
    names = LaneNames(timeline)
    let lanes = LaneRow.all(of: timeline, names: names, most: most)
    var process = 0
    for row in lanes {
      let first = timeline.lanes[row.lanes[0].index]
      if first.process != process, !first.isMain {
        rows.append(Row(label: names.processName(first.process) ?? ""))
      }
      process = first.process
      add(row)
    }
    let hidden = timeline.lanes.count - names.shown.count
    if rows.count > most {
      remarks.append("\(counted(rows.count - most, "more row")) would follow")
      rows.removeSubrange(most...)
    }
    if hidden > 0 {
      remarks.append("\(counted(hidden, "lane")) of Python's own libraries not shown")
    }
  }

  private mutating func add(_ row: LaneRow) {
    let isChild = timeline.lanes[row.lanes[0].index].process > 0
    let indent = isChild && !timeline.lanes[row.lanes[0].index].isMain ? "  " : ""
    guard row.lanes.count > 1 else {
      let lane = row.lanes[0]
      rows.append(
        Row(label: indent + names.label(lane), ending: ending([lane]), source: .lane(lane)))
      return
    }
    var sum = StateTimes()
    for lane in row.lanes { sum += timeline.times(of: lane) }
    let all = ChartRows.folded.reduce(Int64(0)) { $0 &+ sum[$1] }
    let kind = "\(inWords(row.lanes.count)) \(names.kind(row.lanes[0]))"
    rows.append(Row(label: indent + kind, ending: ending(row.lanes)))
    for state in ChartRows.folded where sum[state] > all / 200 {
      rows.append(
        Row(
          label: "\(indent)  \(Self.word(state))", density: (state, row.lanes.count),
          source: .lanes(row.lanes, group: row.group)))
    }
  }

  private static func word(_ state: LaneState) -> String {
    state == .wantsGIL ? "want the GIL" : "\(state)"
  }

  private func ending(_ lanes: [LaneID]) -> String {
    let outcomes = Set(lanes.map { timeline.lanes[$0.index].outcome })
    guard outcomes.count == 1, let outcome = outcomes.first else { return "" }
    return switch outcome {
    case .done: "done"
    case .failed: "failed"
    case .cancelled: "cancelled"
    case .cut: "cut off"
    case .endedWithProcess, nil: ""
    }
  }

  mutating func draw(columns: Int) {
    let window = TimeWindow(
      from: timeline.origin, to: timeline.origin + max(axis, 1), columns: columns)
    var drawn: (lanes: [LaneID], columns: [Column])?
    for index in rows.indices {
      switch rows[index].source {
      case .none: continue
      case .lane(let lane):
        rows[index].marks = marks(lane, window)
      case .lanes(let lanes, let group):
        // The rows of a group stand together and share what was looked up.
        if drawn?.lanes != lanes { drawn = (lanes, columnsOf(lanes, group, window)) }
        let density = rows[index].density ?? (.running, 1)
        rows[index].marks = (drawn?.columns ?? []).map { column in
          let share = column[density.state] / Float(max(density.lanes, 1))
          return share > 0.001 ? .share(min(share, 1)) : .state(nil)
        }
      }
    }
  }

  /// What takes most of each column. A task that waits for most of one and runs in between is
  /// marked.
  private func marks(_ lane: LaneID, _ window: TimeWindow) -> [ChartMark] {
    let isTask = timeline.lanes[lane.index].kind == .task
    return timeline.columns(of: lane, in: window).map { column in
      let state = column.dominant
      if state == .waiting, isTask, column.touches(.running) { return .moment }
      return .state(state)
    }
  }

  private func columnsOf(_ lanes: [LaneID], _ group: Int?, _ window: TimeWindow) -> [Column] {
    if let group { return timeline.columns(ofGroup: group, in: window) }
    var sum = Array(repeating: Column(), count: window.columns)
    for lane in lanes {
      for (index, column) in timeline.columns(of: lane, in: window).enumerated() {
        sum[index].add(column)
      }
    }
    return sum
  }

}
