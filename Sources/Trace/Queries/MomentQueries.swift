/// From one moment of interest to the next.
extension Timeline {
  /// The next time after a moment at which a lane, or any lane, changes its state, or something is
  /// printed or warned of.
  package func nextMoment(after time: Int64, of lane: LaneID? = nil) -> Int64? {
    if let lane {
      guard histories.indices.contains(lane.index) else { return nil }
      let history = histories[lane.index]
      let index = history.firstIndex(after: time)
      if index < history.spans.count { return history.spans[index].start }
      return history.hasEnded && history.end > time ? history.end : nil
    }
    let printed = firstOutput(after: time)
    let index = warnings.firstIndex(after: time, by: \.time)
    let warned = index < warnings.count ? warnings[index].time : nil
    return [changes.time(after: time), printed, warned].compactMap { $0 }.min()
  }

  package func previousMoment(before time: Int64, of lane: LaneID? = nil) -> Int64? {
    let time = TraceTime.bounded(time)
    if let lane {
      guard histories.indices.contains(lane.index) else { return nil }
      let history = histories[lane.index]
      if history.hasEnded, history.end < time { return history.end }
      let index = history.firstIndex(after: time, orAt: true) - 1
      return index >= 0 ? history.spans[index].start : nil
    }
    let count = outputCount(upTo: time - 1)
    let printed = count > 0 ? outputs[count - 1].time : nil
    let index = warnings.firstIndex(after: time - 1, by: \.time)
    let warned = index > 0 ? warnings[index - 1].time : nil
    return [changes.time(before: time), printed, warned].compactMap { $0 }.max()
  }

  package struct Change: Sendable, Equatable {
    package var time: Int64
    package var lane: LaneID
    /// Nil: it began.
    package var from: LaneState?
    /// Nil: it ended.
    package var to: LaneState?
  }

  /// What changed in a stretch of time, both ends included, at most so much.
  package func changes(in range: ClosedRange<Int64>, limit: Int = 100) -> [Change] {
    var result: [Change] = []
    guard limit > 0 else { return [] }
    let first = TraceTime.bounded(range.lowerBound)
    changes.forEach(first...TraceTime.bounded(range.upperBound)) { time, change, lane in
      result.append(
        Change(time: time, lane: LaneID(index: Int(lane)), from: change.from, to: change.to))
      return result.count < limit
    }
    return result
  }

  /// Goes through all changes of the run in the order in which they happened. The so-manieth change
  /// of a lane begins its so-manieth state, and its last one may end it.
  package func forEachChange(_ body: (Change) throws -> Void) rethrows {
    try changes.forEachChange { time, change, lane in
      try body(
        Change(time: time, lane: LaneID(index: Int(lane)), from: change.from, to: change.to))
    }
  }

  /// The next time after a moment at which a loop, or any loop, begins a turn.
  package func nextTurn(after time: Int64, of loop: Int? = nil) -> Int64? {
    loopStorage.indices.filter { loop == nil || $0 == loop }
      .compactMap { loopStorage[$0].turns.time(after: time) }.min()
  }

  package func previousTurn(before time: Int64, of loop: Int? = nil) -> Int64? {
    let time = TraceTime.bounded(time)
    return loopStorage.indices.filter { loop == nil || $0 == loop }
      .compactMap { loopStorage[$0].turns.time(before: time) }.max()
  }

  // MARK: Output

  /// How many pieces of output there were up to a time: the first so many of `outputs`.
  package func outputCount(upTo time: Int64) -> Int {
    outputs.firstIndex(after: time, by: \.time)
  }

  private func firstOutput(after time: Int64) -> Int64? {
    let index = outputCount(upTo: time)
    return index < outputs.count ? outputs[index].time : nil
  }

  // MARK: Lanes

  /// The lanes that are alive at a time, in the order in which they appeared.
  package func lanes(aliveAt time: Int64) -> [LaneID] {
    var result: [LaneID] = []
    lives.forEach(at: time) { result.append(LaneID(index: $0)) }
    return result
  }

  /// The lanes that are alive at some time of a window.
  package func lanes(aliveIn range: Range<Int64>) -> [LaneID] {
    guard !range.isEmpty else { return [] }
    var result: [LaneID] = []
    lives.forEach(from: range.lowerBound, through: range.upperBound - 1) {
      result.append(LaneID(index: $0))
    }
    return result
  }

  /// Processor time and memory of a process, or of all, by the last sample at or before a time.
  package func usage(at time: Int64, of process: Int? = nil) -> Usage {
    var sum = Usage()
    for index in tables.indices where process == nil || index == process {
      let samples = tables[index].usage
      let low = samples.firstIndex(after: time, by: \.time)
      guard low > 0 else { continue }
      sum.processor &+= samples[low - 1].processor
      // The memory of a process that is over is free again.
      if processes[index].end ?? .max > time || time >= end {
        sum.memory &+= samples[low - 1].memory
      }
    }
    return sum
  }

  /// The processor time of a stretch, at the most: from the last sample before it to the first one
  /// behind it.
  package func processorTime(around range: Range<Int64>) -> Int64 {
    var sum: Int64 = 0
    for table in tables {
      let first = table.usage.firstIndex(after: range.lowerBound, by: \.time) - 1
      let last = min(
        table.usage.firstIndex(after: range.upperBound - 1, by: \.time), table.usage.count - 1)
      guard last >= 0 else { continue }
      sum &+= table.usage[last].processor &- (first >= 0 ? table.usage[first].processor : 0)
    }
    return max(sum, 0)
  }

  /// How long, as far as the trace tells, a thread of the first process could have gone on and stood
  /// in line for a processor: of all threads the one that did so the longest.
  package var queued: Int64 { processes.first?.queued ?? 0 }
}
