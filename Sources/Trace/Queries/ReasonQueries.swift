/// Why a lane waits, what ended that, and where in the code it is.
extension Timeline {
  func details(of span: PackedSpan, _ lane: LaneID) -> WaitDetails? {
    guard let wait = waits.wait(span) else { return nil }
    let process = lanes[lane.index].process
    let reason = tables[process].reasons[wait.reason]
    return WaitDetails(
      kind: reason?.kind ?? .other, words: reason.map { strings[$0.words] } ?? "", due: wait.due,
      target: target(wait.target, process), holder: known(wait.holder, process))
  }

  private func target(_ target: Wait.Target, _ process: Int) -> WaitDetails.Target? {
    switch target {
    case .none: return nil
    case .lane(let number): return known(number, process).map { .lane($0) }
    case .object(let number):
      guard let object = tables[process].objects[number] else { return nil }
      return .object(kind: strings[object.kind], name: object.name.map { strings[$0] })
    case .job(let number):
      guard let job = tables[process].jobs[number] else { return nil }
      return .job(function: jobs[job].function)
    case .process(let number): return .process(pid: Int64(number))
    }
  }

  func wake(_ span: PackedSpan, _ lane: LaneID) -> WakeDetails {
    let process = lanes[lane.index].process
    return WakeDetails(
      cause: WakeCause(rawValue: span.sort) ?? .unknown,
      by: known(wakes.waker(span.detail), process),
      line: span.marks.contains(.wakersPlace) ? sourceLine(span.place, process) : nil,
      queuedAt: span.start + wakes.delay(span.detail))
  }

  /// What ended the wait that a lane is in at a time, or else its next one: when it became ready, and
  /// by what. Nil if it never did.
  package func wake(of lane: LaneID, after time: Int64) -> (time: Int64, details: WakeDetails)? {
    guard histories.indices.contains(lane.index) else { return nil }
    let spans = histories[lane.index].spans
    var index = histories[lane.index].firstIndex(after: time)
    while index < spans.count {
      if spans[index].state == .ready { return (spans[index].start, wake(spans[index], lane)) }
      index += 1
    }
    return nil
  }

  /// What made a lane ready before its present step, or its present turn in the queue.
  package func wake(of lane: LaneID, before time: Int64) -> (time: Int64, details: WakeDetails)? {
    guard histories.indices.contains(lane.index) else { return nil }
    let spans = histories[lane.index].spans
    var index = histories[lane.index].firstIndex(after: time) - 1
    while index >= 0 {
      if spans[index].state == .ready { return (spans[index].start, wake(spans[index], lane)) }
      index -= 1
    }
    return nil
  }

  // MARK: Lines

  /// The line that a lane is at.
  package func line(of lane: LaneID, at time: Int64) -> SourceLine? {
    spanIndex(lane, time).flatMap { line(lane, $0, time) }
  }

  func line(_ lane: LaneID, _ index: Int, _ time: Int64) -> SourceLine? {
    let process = lanes[lane.index].process
    let place = place(lane, index, time)
    if let line = sourceLine(place, process) { return line }
    return place == 0 ? definition(of: lane) : nil
  }

  /// The lines of the learner's code that a lane is in, innermost first: where it is suspended or
  /// blocked with all that awaits it, or else as much as is known.
  package func stack(of lane: LaneID, at time: Int64) -> [SourceLine] {
    guard let index = spanIndex(lane, time) else { return [] }
    return stack(place(lane, index, time), lanes[lane.index].process)
  }

  private func place(_ lane: LaneID, _ index: Int, _ time: Int64) -> UInt32 {
    let spans = histories[lane.index].spans
    var span = spans[index]
    // A lane that somebody else made ready is still where it waits.
    if span.marks.contains(.wakersPlace) {
      guard index > 0 else { return 0 }
      span = spans[index - 1]
    }
    guard let seen = extras[lane]?.lines.last(at: time) else { return span.place }
    let ownsLine = span.state != .blocked && span.state != .waiting
    return seen.time >= span.start || (span.place == 0 && ownsLine) ? seen.number : span.place
  }

  /// The calls that a lane is in, innermost first, each with the line that it is at; for traces with
  /// calls. At most `limit` of them; `depth` tells how many there are. Where the innermost one is at is
  /// often not known while it runs; then it has the line that it begins at.
  package func calls(
    of lane: LaneID, at time: Int64, limit: Int = 64
  ) -> (frames: [SourceLine], depth: Int, isInnermostKnown: Bool) {
    guard let log = extras[lane]?.frames, let last = log.last(at: time), last.number > 0,
      spanIndex(lane, time) != nil
    else { return ([], 0, false) }
    var isInnermostKnown = false
    let process = lanes[lane.index].process
    var result: [SourceLine] = []
    var number = last.number
    // A call tells the line of its caller; where the innermost is, the lane itself tells.
    var current = line(of: lane, at: time)
    while number > 0, result.count < limit {
      let frame = frames[Int(number) - 1]
      if let first = sourceLine(frame.place, process) {
        let isWithin = current?.file == first.file && current?.function == first.function
        if result.isEmpty { isInnermostKnown = isWithin }
        result.append(isWithin ? current ?? first : first)
      }
      let caller = tables[process].places[frame.place]?.caller ?? 0
      current = sourceLine(caller, process)
      number = frame.caller
    }
    return (result, Int(frames[Int(last.number) - 1].depth), isInnermostKnown)
  }

  /// The line that a lane is at; while nothing tells it, that of the innermost call whose line is
  /// known, for traces with calls: each call tells the line of its caller.
  package func innermostLine(of lane: LaneID, at time: Int64) -> SourceLine? {
    if let line = line(of: lane, at: time) { return line }
    guard let last = extras[lane]?.frames.last(at: time), spanIndex(lane, time) != nil else {
      return nil
    }
    let process = lanes[lane.index].process
    var number = last.number
    while number > 0 {
      let frame = frames[Int(number) - 1]
      let caller = tables[process].places[frame.place]?.caller ?? 0
      if let line = sourceLine(caller, process) { return line }
      number = frame.caller
    }
    return nil
  }
}
