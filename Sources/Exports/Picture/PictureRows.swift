import LessonFormat
import Narration
import Trace

/// What a picture of a run shows from top to bottom: a row a lane, or, where there are too many, a row
/// for all lanes that are alike.
package struct PictureRows {
  package struct Row {
    package var label: String
    /// The lanes that the row stands for.
    package var lanes: [LaneID]
    /// The group of the timeline, where the row stands for more than one lane.
    package var group: Int?
    package var process: Int

    package var lane: LaneID? { group == nil ? lanes.first : nil }
  }

  package struct Section {
    /// Nil where there is one process only.
    package var title: String?
    package var rows: [Row]
  }

  /// So many lanes have a row each.
  private static let mostLanes = 100
  private static let mostRows = 250

  package private(set) var sections: [Section] = []
  /// Rows that there was no room for.
  package private(set) var leftOut = 0

  package var rows: [Row] { sections.flatMap(\.rows) }

  init(_ timeline: Timeline, _ names: LaneNames) {
    let shown = names.shown
    var rows: [Row]
    if shown.count <= Self.mostLanes {
      rows = shown.map { Self.row($0, timeline, names) }
    } else {
      rows = timeline.groups.indices.compactMap { index in
        let group = timeline.groups[index]
        let lanes = group.lanes.filter(names.isShown)
        guard let first = lanes.first else { return nil }
        guard lanes.count > 1 else { return Self.row(first, timeline, names) }
        let label = group.label.isEmpty ? names.label(first) : group.label
        return Row(
          label: "\(label), \(lanes.count) lanes", lanes: lanes, group: index,
          process: group.process)
      }
    }
    leftOut = max(rows.count - Self.mostRows, 0)
    rows.removeLast(leftOut)
    // In the order in which the processes first show something.
    var order: [Int: Int] = [:]
    for row in rows {
      let place = order[row.process] ?? sections.count
      if place == sections.count {
        order[row.process] = place
        sections.append(Section(title: timeline.label(ofProcess: row.process), rows: []))
      }
      sections[place].rows.append(row)
    }
    if sections.count == 1 { sections[0].title = nil }
  }

  private static func row(_ lane: LaneID, _ timeline: Timeline, _ names: LaneNames) -> Row {
    Row(label: names.label(lane), lanes: [lane], process: timeline.lanes[lane.index].process)
  }
}

extension PictureRows.Row {
  /// How the lane ended, or how many of the lanes did so in another way than most.
  func ending(_ timeline: Timeline) -> String {
    if let lane { return timeline.lanes[lane.index].outcome?.inPicture ?? "" }
    let failed = lanes.count { timeline.lanes[$0.index].outcome == .failed }
    let cancelled = lanes.count { timeline.lanes[$0.index].outcome == .cancelled }
    return inWords(
      [
        failed > 0 ? "\(failed) failed" : nil, cancelled > 0 ? "\(cancelled) cancelled" : nil,
      ].compactMap { $0 }, joinedBy: "and")
  }

  /// How long the lanes were in each state, longest first.
  func times(_ timeline: Timeline) -> [(state: LaneState, time: Int64)] {
    var sum = StateTimes()
    for lane in lanes { sum += timeline.times(of: lane) }
    return Palette.shown.map { (state: $0, time: sum[$0]) }.filter { $0.time > 0 }
      .sorted { $0.time > $1.time }
  }

  /// "fetch 1: waiting 0.30 s, running 0.05 s; done".
  func sentence(_ timeline: Timeline) -> String {
    let times = times(timeline).map { "\($0.state.word) \(duration($0.time))" }
    let ending = ending(timeline)
    return "\(label): " + (times.isEmpty ? "nothing" : times.joined(separator: ", "))
      + (ending.isEmpty ? "" : "; \(ending)")
  }
}

extension Outcome {
  /// What stands at the end of a row; that a lane ended with its process goes without saying.
  fileprivate var inPicture: String? { self == .endedWithProcess ? nil : inWords }
}
