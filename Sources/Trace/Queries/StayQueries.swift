/// A reason for waits, by its number in a process: lanes that wait for the same share it.
package struct ReasonID: Hashable, Sendable {
  let process: Int
  let number: UInt32
}

/// A stay of a lane in one state, for those that look at very many of them: it holds numbers, and
/// what they mean is asked for where it is needed.
package struct Stay: Sendable {
  package var lane: LaneID
  package var state: LaneState
  package var start: Int64
  /// The end of the trace if the stay is not over.
  package var end: Int64
  package var isOver: Bool
  /// Waiting and blocked: why.
  package var reason: ReasonID?
  /// When its timer or time limit is due.
  package var due: Int64?
  /// The process waited for.
  package var pid: Int64?
  /// Whether the learner's code is on the stack.
  package var hasLine: Bool
  /// Idle since its pool has no job for it.
  package var rests = false
}

extension Timeline {
  package func reason(_ id: ReasonID) -> (kind: ReasonKind, words: String) {
    guard tables.indices.contains(id.process),
      let reason = tables[id.process].reasons[id.number]
    else { return (.other, "") }
    return (reason.kind, strings[reason.words])
  }

  /// Goes through all that a lane did, in order.
  package func forEachStay(of lane: LaneID, _ body: (Stay) -> Void) {
    guard histories.indices.contains(lane.index) else { return }
    let due = readySince(lane)
    for index in histories[lane.index].spans.indices {
      let stay = stay(lane, index)
      guard let due, index == histories[lane.index].spans.count - 1 else {
        body(stay)
        continue
      }
      let (waits, isReady) = divide(stay, at: due)
      body(waits)
      body(isReady)
    }
  }

  /// Goes through what all lanes do at a time, in the order in which they appeared.
  package func forEachStay(at time: Int64, _ body: (Stay) -> Void) {
    lives.forEach(at: time) { index in
      let lane = LaneID(index: index)
      guard let span = spanIndex(lane, time) else { return }
      let stay = stay(lane, span)
      guard stay.state == .waiting, !stay.isOver, let due = readySince(lane) else {
        return body(stay)
      }
      let (waits, isReady) = divide(stay, at: due)
      body(time < due ? waits : isReady)
    }
  }

  /// A sleep whose time has come, while its loop has not got to it: it is ready from then on.
  private func divide(_ stay: Stay, at due: Int64) -> (Stay, Stay) {
    var (waits, isReady) = (stay, stay)
    waits.end = due
    waits.isOver = true
    isReady.start = due
    isReady.state = .ready
    isReady.reason = nil
    isReady.due = nil
    return (waits, isReady)
  }

  private func stay(_ lane: LaneID, _ index: Int) -> Stay {
    let span = histories[lane.index].spans[index]
    let last = histories[lane.index].end(of: index)
    var stay = Stay(
      lane: lane, state: span.state, start: span.start, end: last ?? max(end, span.start),
      isOver: last != nil, hasLine: span.place != 0,
      rests: span.state == .idle && span.marks.contains(.rests))
    guard span.state == .waiting || span.state == .blocked, let wait = waits.brief(span) else {
      return stay
    }
    stay.reason = ReasonID(process: lanes[lane.index].process, number: wait.reason)
    stay.due = wait.due
    stay.pid = wait.pid
    return stay
  }
}
