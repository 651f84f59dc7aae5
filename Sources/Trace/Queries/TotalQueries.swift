/// The most lanes that were something at once.
package struct Peak: Sendable, Equatable {
  package var count = 0
  /// The first time at which there were so many; 0 if there were none.
  package var time: Int64 = 0

  package init(count: Int = 0, time: Int64 = 0) {
    self.count = count
    self.time = time
  }
}

/// Figures of a whole run.
package struct Totals: Sendable, Equatable {
  /// From the beginning of the program to the last moment that is known.
  package var wall: Int64 = 0
  /// Processor time of all processes, without the start of Python and the tracer.
  package var processor: Int64 = 0
  package var processes = 0
  package var threads = 0
  package var tasks = 0
  /// The time that threads, and tasks, spent in each state, added up.
  package var ofThreads = StateTimes()
  package var ofTasks = StateTimes()
}

extension Timeline {
  package func totals() -> Totals {
    var totals = Totals()
    totals.wall = end - programStart
    totals.processor = processes.reduce(usage(at: end).processor) { $0 &- $1.processorBefore }
    totals.processes = processes.count
    for index in lanes.indices {
      let times = times(of: LaneID(index: index))
      if lanes[index].kind == .thread {
        totals.threads += 1
        totals.ofThreads += times
      } else {
        totals.tasks += 1
        totals.ofTasks += times
      }
    }
    return totals
  }

  /// The most lanes that were in one of some states at once, for a time that is not nothing. Looks at
  /// every change, so its time grows with the trace.
  package func most(
    in states: Set<LaneState>, where isMeant: (LaneInfo) -> Bool = { _ in true }
  ) -> Peak {
    var peak = Peak()
    var count = 0
    var last: Int64 = 0
    let meant = lanes.map(isMeant)
    let counted = LaneState.allCases.map { states.contains($0) } + Array(repeating: false, count: 8)
    changes.forEach(0...TraceTime.latest) { time, change, lane in
      guard meant[Int(lane)] else { return true }
      if time > last, count > peak.count { peak = Peak(count: count, time: last) }
      last = time
      if counted[change.fromIndex] { count -= 1 }
      if counted[change.toIndex] { count += 1 }
      return true
    }
    if count > peak.count { peak = Peak(count: count, time: last) }
    return peak
  }

  /// The most lanes that were alive at once, for a time that is not nothing.
  package func mostAlive(where isMeant: (LaneInfo) -> Bool = { _ in true }) -> Peak {
    Timeline.peak(of: lanes.filter(isMeant).map { ($0.begin, $0.end ?? .max) })
  }

  package func mostProcesses() -> Peak {
    Timeline.peak(of: processes.map { ($0.begin, $0.end ?? .max) })
  }

  /// The most of these stretches of time that there are at once.
  package static func peak(of lives: [(begin: Int64, end: Int64)]) -> Peak {
    var changes: [(time: Int64, change: Int)] = []
    for life in lives where life.end > life.begin {
      changes.append((life.begin, 1))
      changes.append((life.end, -1))
    }
    // Of two at the same time, the end comes first: the lanes do not overlap.
    changes.sort { ($0.time, $0.change) < ($1.time, $1.change) }
    var peak = Peak()
    var count = 0
    for change in changes {
      count += change.change
      if count > peak.count { peak = Peak(count: count, time: change.time) }
    }
    return peak
  }

  /// The time in which all these lanes are alive; nil if there is none.
  package func overlap(of group: [LaneID]) -> Range<Int64>? {
    let infos = group.compactMap { info($0) }
    guard infos.count == group.count, !infos.isEmpty else { return nil }
    let begin = infos.map(\.begin).max() ?? 0
    let last = infos.map { $0.end ?? max(end, begin) }.min() ?? 0
    return begin < last ? begin..<last : nil
  }

  /// The lanes that are called so.
  package func lanes(named name: String) -> [LaneID] {
    lanes.indices.filter { lanes[$0].name == name }.map { LaneID(index: $0) }
  }

  /// Whether every process has its last line, and nothing was left out.
  package var isWhole: Bool {
    !processes.isEmpty && processes.allSatisfy { $0.isWhole && $0.dropped == 0 }
      && processes.allSatisfy { $0.fullSince == nil }
  }

  /// How many lines the tracer could not write.
  package var dropped: Int64 { processes.reduce(0) { $0 &+ $1.dropped } }
}
