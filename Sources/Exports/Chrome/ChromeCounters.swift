import Trace

/// How many lanes of each process are in each state. Samples are written where the numbers stand for
/// a while, and else so often that a picture of the whole run shows no difference.
struct ChromeCounters {
  struct Sample {
    var process: Int
    var time: Int64
    var counts: [(StaticString, Int)]
  }

  private static let told: [(state: LaneState, name: StaticString)] = [
    (.running, "running"), (.ready, "ready"), (.waiting, "waiting"), (.blocked, "blocked"),
  ]
  private static let samplesOfRun: Int64 = 20_000

  private let interval: Int64
  private var counts: [[Int]]
  /// When the numbers of a process last changed, if that is not written yet.
  private var pending: [Int64?]
  private var lastWritten: [Int64]

  init(_ timeline: Timeline) {
    interval = max((timeline.end - timeline.start) * 1000 / Self.samplesOfRun, 1)
    let processes = timeline.processes.count
    counts = Array(
      repeating: Array(repeating: 0, count: LaneState.allCases.count), count: processes)
    pending = Array(repeating: nil, count: processes)
    lastWritten = Array(repeating: .min / 2, count: processes)
  }

  mutating func count(_ change: Timeline.Change, at time: Int64, _ timeline: Timeline) {
    let process = timeline.lanes[change.lane.index].process
    if let from = change.from { counts[process][Int(from.rawValue)] -= 1 }
    if let to = change.to { counts[process][Int(to.rawValue)] += 1 }
    pending[process] = time
  }

  /// What stood until this change, if it is worth being written.
  mutating func sample(
    before time: Int64, of change: Timeline.Change, _ timeline: Timeline
  ) -> Sample? {
    let process = timeline.lanes[change.lane.index].process
    guard let since = pending[process], time > since,
      time - since >= interval || since - lastWritten[process] >= interval
    else { return nil }
    return take(process, since)
  }

  /// What stands at the end.
  mutating func last() -> [Sample] {
    pending.indices.compactMap { process in pending[process].map { take(process, $0) } }
  }

  private mutating func take(_ process: Int, _ time: Int64) -> Sample {
    pending[process] = nil
    lastWritten[process] = time
    return Sample(
      process: process, time: time,
      counts: Self.told.map { ($0.name, counts[process][Int($0.state.rawValue)]) })
  }
}
