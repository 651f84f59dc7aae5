/// The inside of an event loop at a moment.
package struct LoopMoment: Sendable, Equatable {
  /// What stands in the ready queue, or will.
  package struct Entry: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
      case lane(LaneID)
      case callback(function: String)
    }

    package var content: Content
    package var since: Int64
    /// False if it is due, and the loop has not got to putting it there.
    package var isQueued: Bool
  }

  package struct Timer: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
      case sleep(LaneID)
      /// A time limit, set by a lane.
      case timeout(LaneID?)
      case call(function: String)
      case other
    }

    package var content: Content
    package var due: Int64
    /// Below zero if it is late.
    package var left: Int64
  }

  package var thread: LaneID?
  /// The lane whose step runs.
  package var running: LaneID?
  /// The number of the turn; nil before the first.
  package var turn: Int?
  package var isIdle = false
  /// What the loop itself counted when the turn began, internal callbacks included.
  package var queued = 0
  package var ready: [Entry] = []
  package var timers: [Timer] = []
  /// The tasks that wait.
  package var waiting: [LaneID] = []
}

extension Timeline {
  /// The ready queue, the timers and the waiting set of a loop at a time.
  package func loop(_ loop: Int, at time: Int64) -> LoopMoment {
    var moment = LoopMoment()
    guard loopStorage.indices.contains(loop) else { return moment }
    let storage = loopStorage[loop]
    moment.thread = storage.thread
    if let turn = storage.turns.last(at: time) {
      moment.turn = Int(turn.number)
      moment.queued = Int(turn.queued)
    }
    moment.isIdle = storage.thread.flatMap { state(of: $0, at: time) } == .idle
    var queue: [(order: Int64, entry: LoopMoment.Entry)] = []
    for lane in lanes(aliveAt: time) where loopOf(lane) == loop && lanes[lane.index].kind == .task {
      look(at: lane, time, &moment, &queue)
    }
    callbackLives.forEach(at: time) { index in
      guard callbacks[index].loop == loop else { return }
      let entry = LoopMoment.Entry(
        content: .callback(function: callbacks[index].function),
        since: callbackLives.start(index), isQueued: true)
      queue.append((Int64(callbacks[index].order), entry))
    }
    moment.ready = queue.sorted { $0.order < $1.order }.map(\.entry)
    addTimers(of: loop, time, &moment)
    moment.timers.sort { $0.due < $1.due }
    return moment
  }

  private func look(
    at lane: LaneID, _ time: Int64, _ moment: inout LoopMoment,
    _ queue: inout [(order: Int64, entry: LoopMoment.Entry)]
  ) {
    guard let index = spanIndex(lane, time) else { return }
    let span = histories[lane.index].spans[index]
    switch span.state {
    case .running, .blocked: moment.running = lane
    case .ready:
      // What is due but not queued comes behind all that is, in the order in which it is due.
      let isQueued = span.start + wakes.delay(span.detail) <= time
      let order = isQueued ? Int64(span.detail) : Int64(UInt32.max) + span.start
      // It may have been due before something else made it ready.
      let before = index > 0 ? histories[lane.index].spans[index - 1] : span
      let since = before.marks.contains(.overdue) ? before.start : span.start
      queue.append((order, .init(content: .lane(lane), since: since, isQueued: isQueued)))
    case .waiting:
      let isLast = index == histories[lane.index].spans.count - 1
      if isLast, let since = readySince(lane), time >= since {
        queue.append(
          (
            Int64(UInt32.max) + since,
            .init(content: .lane(lane), since: since, isQueued: false)
          ))
        return
      }
      moment.waiting.append(lane)
      if let due = waits.due(span), isSleep(due.reason, lane) {
        moment.timers.append(.init(content: .sleep(lane), due: due.time, left: due.time - time))
      }
    default: break
    }
  }

  private func addTimers(of loop: Int, _ time: Int64, _ moment: inout LoopMoment) {
    timerLives.forEach(at: time) { index in
      let timer = timers[index]
      guard timer.loop == loop else { return }
      let content: LoopMoment.Timer.Content =
        switch timer.kind {
        case "timeout": .timeout(timer.by)
        case "call": .call(function: timer.function ?? "")
        default: .other
        }
      moment.timers.append(.init(content: content, due: timer.due, left: timer.due - time))
    }
  }

  /// The longest turn of a loop, or of any: so long nothing else could run on it.
  package func longestTurn(of loop: Int? = nil) -> LoopHold? {
    loopStorage.indices.filter { loop == nil || $0 == loop }
      .compactMap { loopStorage[$0].longestHold(upTo: end) }.max()
  }
}
