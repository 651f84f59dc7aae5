import Trace

/// When lanes were alive and had begun: a task from its first step on, a thread from its start.
struct Life: Equatable {
  var lane: LaneID
  var start: Int64
  var end: Int64
}

extension Timeline {
  /// Nil for one that never had a turn.
  func life(of lane: LaneID) -> Life? {
    guard let info = info(lane) else { return nil }
    var start = info.begin
    if info.kind == .task {
      guard let first = spans(of: lane, limit: 3).first(where: { $0.state != .ready }) else {
        return nil
      }
      start = first.start
    }
    return Life(
      lane: lane, start: max(start, origin), end: max(info.end ?? end, max(start, origin)))
  }

  /// From the first turn to the last one of each loop that a thread runs.
  func timesOfLoops(on thread: LaneID) -> [ClosedRange<Int64>] {
    loops.indices.filter { loops[$0].thread == thread }.compactMap { loop in
      guard let first = nextTurn(after: -1, of: loop),
        let last = previousTurn(before: end + 1, of: loop), first <= last
      else { return nil }
      // One that was cut ran to the end.
      return first...(processes[loops[loop].process].isWhole ? last : end)
    }
  }
}

extension Life {
  /// What is left of it outside of some stretches.
  func without(_ stretches: [ClosedRange<Int64>]) -> [Life] {
    stretches.reduce([self]) { lives, stretch in
      lives.flatMap { life -> [Life] in
        guard life.start < stretch.upperBound, stretch.lowerBound < life.end else { return [life] }
        return [
          Life(lane: life.lane, start: life.start, end: min(life.end, stretch.lowerBound)),
          Life(lane: life.lane, start: max(life.start, stretch.upperBound), end: life.end),
        ].filter { $0.start < $0.end }
      }
    }
  }
}
