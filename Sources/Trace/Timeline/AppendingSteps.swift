/// Steps, wake-ups and turns: what loops do.
extension Timeline {
  mutating func take(_ step: Step, _ process: Int, _ time: Int64) {
    var loop = step.ended.flatMap { end($0, process, time) }
    switch step.next {
    case .lane(let number):
      guard let lane = lane(number, process, time) else { return }
      loop = loopOf(lane) ?? loop
      begin(lane, loop, time)
    case .eager(let number, let creator):
      guard let lane = lane(number, process, time) else { return }
      if let creator = known(creator, process) {
        change(creator, to: .lent, place: lastPlaces[creator.index], at: time)
      }
      if loopOf(lane) == nil { setLoop(loop, of: lane) }
      run(lane, marks: .eager, at: time)
    case .back(let number):
      if number != 0 {
        guard let lane = lane(number, process, time) else { return }
        run(lane, at: time)
      } else {
        returnThread(loop, step.thread, process, at: time)
      }
    case .callback(let number):
      loop = loop ?? known(step.thread, process).flatMap { loopOf($0) }
      if let loop { loopStorage[loop].beginStep(of: nil, at: time) }
      runCallback(number, loop, step.thread, process, at: time)
    case .loop:
      loop = loop ?? known(step.thread, process).flatMap { loopOf($0) }
      if let loop { loopStorage[loop].endStep(at: time, isLast: true) }
      returnThread(loop, step.thread, process, at: time)
    }
  }

  private mutating func begin(_ lane: LaneID, _ loop: Int?, _ time: Int64) {
    if let loop {
      loopStorage[loop].beginStep(of: lane, at: time)
      if let thread = loopStorage[loop].thread, histories[thread.index].state != .lent {
        change(thread, to: .lent, at: time)
      }
    }
    run(lane, at: time)
  }

  /// The half of a line that ends a step. Returns the loop on which it ran.
  private mutating func end(_ step: StepEnd, _ process: Int, _ time: Int64) -> Int? {
    guard let lane = lane(step.lane, process, time) else { return nil }
    switch step.after {
    case .waiting(let wait): change(lane, to: .waiting, wait, at: time)
    case .ready:
      if step.place != 0 { lastPlaces[lane.index] = step.place }
      let number = wakes.add()
      change(
        lane, to: .ready, place: step.place, detail: number, sort: WakeCause.yield.rawValue,
        at: time)
    case .ended(let outcome, let exception):
      let state = histories[lane.index].state
      if state != .running, state != .blocked { note(.illegalChange) }
      finish(lane, outcome, exception: exception, at: time)
      lanes[lane.index].cancelledBy = known(step.by, process)
      lanes[lane.index].cancelPlace = step.cancelPlace
      lanes[lane.index].cancelMeans = step.cancelMeans
    }
    return loopOf(lane)
  }

  /// The thread runs on its own again.
  private mutating func returnThread(
    _ loop: Int?, _ number: UInt32, _ process: Int, at time: Int64
  ) {
    let thread = loop.flatMap { loopStorage[$0].thread } ?? known(number, process)
    guard let thread else { return }
    if histories[thread.index].state == .lent {
      run(thread, at: time)
    } else if let span = histories[thread.index].spans.last, span.marks.contains(.callback) {
      // A callback is over; the thread runs on.
      run(thread, at: time)
    }
  }

  private mutating func runCallback(
    _ number: UInt32, _ loop: Int?, _ thread: UInt32, _ process: Int, at time: Int64
  ) {
    var detail: UInt32 = 0
    if let index = tables[process].callbacks[number] {
      detail = UInt32(clamping: index)
      if callbackLives.end(index) == .max { callbackLives.close(index, at: time) }
    } else {
      note(.laneNeverBegan)
    }
    guard let lane = loop.flatMap({ loopStorage[$0].thread }) ?? known(thread, process) else {
      return
    }
    let isKnown = tables[process].callbacks[number] != nil
    change(
      lane, to: .running, place: lastPlaces[lane.index], detail: detail,
      marks: isKnown ? .callback : [], at: time)
  }

  mutating func take(_ wake: Wake, _ process: Int, _ time: Int64) {
    guard let lane = lane(wake.lane, process, time) else { return }
    // Due is ready: when a timer fires late, the lane could have run since it was due.
    let due = wake.cause == .timer ? min(wake.due ?? time, time) : time
    if wake.cause != .timer { passDue(lane, before: time) }
    let since = max(due, histories[lane.index].lastStart)
    if let waker = known(wake.by, process) { place(waker, at: wake.place, time) }
    let number = wakes.add(by: wake.by, late: max(time - since, 0))
    change(
      lane, to: .ready, place: wake.place, detail: number, sort: wake.cause.rawValue,
      marks: .wakersPlace, at: since)
  }

  /// A sleep that something else ends, while its loop was too busy to see that its time had come: it
  /// was ready since then.
  mutating func passDue(_ lane: LaneID, before time: Int64) {
    guard let span = histories[lane.index].spans.last, histories[lane.index].state == .waiting,
      let due = waits.due(span), isSleep(due.reason, lane), due.time < time,
      let loop = loopOf(lane), let thread = loopStorage[loop].thread,
      histories[thread.index].index(at: due.time).map({
        histories[thread.index].spans[$0].state != .idle
      }) ?? false
    else { return }
    let since = max(due.time, span.start)
    change(
      lane, to: .ready, place: span.place, detail: wakes.add(late: time - since),
      sort: WakeCause.timer.rawValue, marks: .overdue, at: since)
  }

  mutating func take(_ turn: Turn, _ process: Int, _ time: Int64) {
    if let ended = turn.ended { _ = end(ended, process, time) }
    let loop = loopIndex(turn.loop, process)
    loopStorage[loop].beginTurn(at: time, isIdle: turn.isIdle)
    loopStorage[loop].turns.append(
      .init(
        number: UInt32(clamping: turn.number), queued: turn.queued, timers: turn.timers,
        isIdle: turn.isIdle), at: time)
    returnThread(loop, 0, process, at: time)
    if turn.isIdle, let thread = loopStorage[loop].thread {
      change(thread, to: .idle, at: time)
    }
  }

  // MARK: Loops

  func loopOf(_ lane: LaneID) -> Int? {
    let loop = Int(loopOfLane[lane.index])
    return loop >= 0 ? loop : nil
  }

  mutating func setLoop(_ loop: Int?, of lane: LaneID) {
    loopOfLane[lane.index] = loop.map { Int32(clamping: $0) } ?? -1
  }

  mutating func loopIndex(_ number: UInt32, _ process: Int) -> Int {
    if let index = tables[process].loops[number] { return index }
    guard loopStorage.count < Timeline.mostLoops else {
      note(.tooMuch)
      return loopStorage.count - 1
    }
    let index = loopStorage.count
    tables[process].loops[number] = index
    loopStorage.append(LoopStorage(process: process, number: number))
    loops.append(LoopInfo(process: process, number: number, kind: "", thread: nil))
    return index
  }

  mutating func takeLoop(
    _ number: UInt32, thread: UInt32, kind: String, _ process: Int, _ time: Int64
  ) {
    let loop = loopIndex(number, process)
    let lane = known(thread, process)
    loopStorage[loop].kind = kind
    loopStorage[loop].thread = lane
    loops[loop].kind = kind
    loops[loop].thread = lane
    if let lane { setLoop(loop, of: lane) }
  }
}
