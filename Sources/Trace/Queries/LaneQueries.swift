/// What one lane does at a moment, and over time.
extension Timeline {
  /// The state of a lane at a time; nil before it began, after it ended, and beyond the trace.
  package func state(of lane: LaneID, at time: Int64) -> LaneState? {
    guard let index = spanIndex(lane, time) else { return nil }
    return isDue(lane, index, time) ? .ready : histories[lane.index].spans[index].state
  }

  /// Whether a lane is a generator that is resumed by hand: a task without a loop.
  package func isDriven(_ lane: LaneID) -> Bool {
    lanes[lane.index].kind == .task && loopOf(lane) == nil
  }

  package func states(of lanes: some Sequence<LaneID>, at time: Int64) -> [LaneState?] {
    lanes.map { state(of: $0, at: time) }
  }

  /// All that is known of a lane at a time.
  package func moment(of lane: LaneID, at time: Int64) -> LaneMoment? {
    spanIndex(lane, time).map { moment(lane, $0, time) }
  }

  /// All that is known of the so-manieth state of a lane, from 0. States that took no time, which no
  /// moment shows, are counted as well.
  package func moment(of lane: LaneID, number: Int) -> LaneMoment? {
    guard histories.indices.contains(lane.index),
      histories[lane.index].spans.indices.contains(number)
    else { return nil }
    return moment(lane, number, histories[lane.index].spans[number].start)
  }

  /// How many states a lane was in, one after the other.
  package func stateCount(of lane: LaneID) -> Int {
    histories.indices.contains(lane.index) ? histories[lane.index].spans.count : 0
  }

  private func moment(_ lane: LaneID, _ index: Int, _ time: Int64) -> LaneMoment {
    let history = histories[lane.index]
    let span = history.spans[index]
    var moment = LaneMoment(
      lane: lane, state: span.state, since: span.start, until: history.end(of: index))
    moment.line = line(lane, index, time)
    moment.rests = span.state == .idle && span.marks.contains(.rests)
    switch span.state {
    case .waiting, .blocked: moment.wait = details(of: span, lane)
    case .ready: moment.wake = wake(span, lane)
    case .running where span.marks.contains(.callback):
      let known = callbacks.indices.contains(Int(span.detail))
      moment.callback = known ? callbacks[Int(span.detail)].function : nil
    default: break
    }
    if isDue(lane, index, time), let due = readySince(lane) {
      moment.state = .ready
      moment.since = max(due, span.start)
      moment.wait = nil
      moment.wake = WakeDetails(cause: .timer, by: nil, line: nil, queuedAt: .max)
    } else if let due = readySince(lane), index == history.spans.count - 1 {
      moment.until = due
    }
    return moment
  }

  func spanIndex(_ lane: LaneID, _ time: Int64) -> Int? {
    guard histories.indices.contains(lane.index), time <= end else { return nil }
    return histories[lane.index].index(at: time)
  }

  /// Since when the last span of a lane, a sleep, counts as ready: its time has come, and its loop,
  /// which is busy, has not got to it.
  func readySince(_ lane: LaneID) -> Int64? {
    guard histories[lane.index].state == .waiting, let span = histories[lane.index].spans.last,
      let due = waits.due(span), due.time < end, isSleep(due.reason, lane),
      let thread = loopOf(lane).flatMap({ loopStorage[$0].thread }),
      histories[thread.index].state != .idle, histories[thread.index].state != nil
    else { return nil }
    return max(due.time, span.start)
  }

  func isSleep(_ reason: UInt32, _ lane: LaneID) -> Bool {
    tables[lanes[lane.index].process].reasons[reason]?.kind == .sleep
  }

  private func isDue(_ lane: LaneID, _ index: Int, _ time: Int64) -> Bool {
    guard index == histories[lane.index].spans.count - 1, let due = readySince(lane) else {
      return false
    }
    return time >= due
  }

  func view(_ lane: LaneID) -> LaneHistory.View {
    LaneHistory.View(end: end, readySince: readySince(lane))
  }

  // MARK: Stretches of time

  /// What a lane does in each column of a window.
  package func columns(of lane: LaneID, in window: TimeWindow) -> [Column] {
    guard histories.indices.contains(lane.index) else {
      return Array(repeating: Column(), count: window.columns)
    }
    var result: [Column] = []
    result.reserveCapacity(window.columns)
    histories[lane.index].columns(window, view: view(lane), into: &result)
    if let samples = extras[lane]?.processor, !samples.isEmpty {
      for index in result.indices {
        let range = window.range(index)
        result[index].move(samples.wanted(in: range), of: range.upperBound - range.lowerBound)
      }
    }
    return result
  }

  /// What the lanes of a group do in each column of a window, on average. A sleep whose time has come
  /// while its loop is busy counts as waiting until the loop gets to it; then it counts as it should.
  package func columns(ofGroup group: Int, in window: TimeWindow) -> [Column] {
    guard groups.indices.contains(group) else {
      return Array(repeating: Column(), count: window.columns)
    }
    return groups[group].log.columns(window, end: end)
  }

  /// Of more lanes than this, evenly spread ones stand for the rest.
  private static let mostLanesLookedAt = 500

  /// The same for some lanes, wherever they belong.
  package func columns(of lanes: [LaneID], in window: TimeWindow) -> [Column] {
    let step = max((lanes.count + Self.mostLanesLookedAt - 1) / Self.mostLanesLookedAt, 1)
    var result = Array(repeating: Column(), count: window.columns)
    for lane in stride(from: 0, to: lanes.count, by: step) {
      let columns = columns(of: lanes[lane], in: window)
      for index in result.indices { result[index].add(columns[index]) }
    }
    if step > 1 { for index in result.indices { result[index].shares *= Float(step) } }
    return result
  }

  /// How long a lane was in each state.
  package func times(of lane: LaneID, in range: Range<Int64>? = nil) -> StateTimes {
    guard histories.indices.contains(lane.index) else { return StateTimes() }
    let range = TraceTime.bounded(range ?? 0..<(end + 1))
    var times = histories[lane.index].times(range, view: view(lane))
    if let samples = extras[lane]?.processor, !samples.isEmpty {
      let wanted = min(samples.wanted(in: range), times[.running])
      times[.running] -= wanted
      times[.wantsGIL] += wanted
    }
    return times
  }

  /// The single spans of a lane in a stretch of time, at most so many.
  package func spans(
    of lane: LaneID, in range: Range<Int64>? = nil, limit: Int = 10_000
  ) -> [Span] {
    guard histories.indices.contains(lane.index) else { return [] }
    let range = TraceTime.bounded(range ?? 0..<(end + 1))
    let history = histories[lane.index]
    var index = max(history.firstIndex(after: range.lowerBound, orAt: true) - 1, 0)
    var result: [Span] = []
    while index < history.spans.count, result.count < limit {
      let span = history.spans[index]
      guard span.start < range.upperBound else { break }
      let last = history.end(of: index)
      if last ?? .max > range.lowerBound || span.start >= range.lowerBound {
        result.append(Span(state: span.state, start: span.start, end: last))
      }
      index += 1
    }
    if index == history.spans.count, let due = readySince(lane), let last = result.last,
      due < range.upperBound
    {
      result[result.count - 1].end = max(due, last.start)
      result.append(Span(state: .ready, start: due, end: nil))
    }
    return result
  }

  // MARK: The interpreter's lock

  /// Whether the runner has looked at what a lane had of the processor.
  package func hasProcessorShares(_ lane: LaneID) -> Bool {
    !(extras[lane]?.processor.isEmpty ?? true)
  }

  /// The share of the processor that a lane had around a time, by the runner's samples: an estimate.
  package func processorShare(of lane: LaneID, at time: Int64) -> Double? {
    extras[lane]?.processor.share(at: time)
  }
}

extension Column {
  /// Moves time from running to wanting the interpreter's lock.
  mutating func move(_ wanted: Int64, of width: Int64) {
    guard wanted > 0 else { return }
    let share = min(Float(wanted) / Float(width), self[.running])
    set(.running, self[.running] - share)
    set(.wantsGIL, share)
  }
}
