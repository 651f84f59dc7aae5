import Trace

/// Threads of one process that run at the same time as far as their own lines tell, and what came of
/// it: one interpreter lock for all, or calls that had let go of it.
struct Contest: Equatable {
  enum Outcome: Equatable {
    /// They wanted the lock for so long in all, if the runner has estimated it.
    case shared(lost: Int64)
    /// They used more processor time than one of them alone can.
    case parallel
  }

  var lanes: [LaneID]
  /// The most of them at once.
  var most: Int
  /// How long two or more ran.
  var time: Int64
  var outcome: Outcome
}

extension RunFacts {
  /// What more processor time than time has to be, in tenths, to show that threads ran side by side.
  private static let parallelTenths: Int64 = 12

  /// Nil where no threads ran at once for a noticeable time, or where nothing shows how they fared.
  var contest: Contest? {
    let least = max(timeline.total / 10, Self.longStep)
    guard overlap.wantedTogether > least else { return nil }
    let candidates = computing(atLeast: max(timeline.total / 5, Self.longStep)) { _ in true }
    let sweep = ContestSweep(timeline, candidates)
    guard sweep.lanes.count > 1, sweep.time > least, let range = sweep.range else { return nil }
    let lost = sweep.lanes.reduce(Int64(0)) { $0 &+ timeline.times(of: $1)[.wantsGIL] }
    let length = range.upperBound - range.lowerBound
    let used = timeline.processorTime(around: range)
    let outcome: Contest.Outcome
    if lost > sweep.time / 4 {
      outcome = .shared(lost: lost)
    } else if used / Self.parallelTenths * 10 > length {
      outcome = .parallel
    } else if !isSampled(sweep.lanes), used > length / 10 * 8 {
      // One processor's time for all of them, and no estimate to be had.
      outcome = .shared(lost: 0)
    } else {
      return nil
    }
    return Contest(lanes: sweep.lanes, most: sweep.most, time: sweep.time, outcome: outcome)
  }

  /// Whether the runner has looked at what they had of the processor.
  private func isSampled(_ lanes: [LaneID]) -> Bool {
    lanes.contains { timeline.hasProcessorShares($0) }
  }
}

/// When two or more of some threads, of the same process, run.
private struct ContestSweep {
  private(set) var lanes: [LaneID] = []
  private(set) var most = 0
  private(set) var time: Int64 = 0
  private(set) var range: Range<Int64>?

  init(_ timeline: Timeline, _ candidates: [LaneID]) {
    var edges: [(time: Int64, place: Int, begins: Bool)] = []
    for (place, lane) in candidates.enumerated() {
      timeline.forEachStay(of: lane) { stay in
        guard stay.state == .running, stay.end > max(stay.start, timeline.origin) else { return }
        edges.append((max(stay.start, timeline.origin), place, true))
        edges.append((stay.end, place, false))
      }
    }
    edges.sort { ($0.time, $0.begins ? 1 : 0) < ($1.time, $1.begins ? 1 : 0) }
    var active: [Int: Set<Int>] = [:]
    var contested = Array(repeating: Int64(0), count: candidates.count)
    var last: Int64 = 0
    for edge in edges {
      if edge.time > last {
        pass(last..<edge.time, active.values.filter { $0.count > 1 }, &contested)
        last = edge.time
      }
      let process = timeline.lanes[candidates[edge.place].index].process
      if edge.begins {
        active[process, default: []].insert(edge.place)
      } else {
        active[process]?.remove(edge.place)
      }
    }
    let meant = contested.indices.filter { contested[$0] > RunFacts.longStep }
    lanes = meant.map { candidates[$0] }
  }

  private mutating func pass(
    _ stretch: Range<Int64>, _ crowds: [Set<Int>], _ contested: inout [Int64]
  ) {
    guard let largest = crowds.map(\.count).max() else { return }
    for crowd in crowds {
      for place in crowd { contested[place] += stretch.upperBound - stretch.lowerBound }
    }
    most = max(most, largest)
    time += stretch.upperBound - stretch.lowerBound
    range = (range?.lowerBound ?? stretch.lowerBound)..<stretch.upperBound
  }
}
