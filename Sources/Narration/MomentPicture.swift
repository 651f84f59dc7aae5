import Trace

/// What all lanes do at one moment, those that do the same in one entry. Ten thousand lanes are a few
/// entries, and no text is made for a single one of them.
struct MomentPicture {
  struct Entry {
    var state: LaneState
    var reason: ReasonID?
    var lanes: [LaneID] = []
    /// The earliest and the latest of the times at which it began, and at which it is due.
    var since: ClosedRange<Int64>
    var due: ClosedRange<Int64>?
    var until: Int64?
  }

  private struct Key: Hashable {
    var state: LaneState
    var reason: ReasonID?
  }

  private(set) var entries: [Entry] = []
  /// Threads that run a loop, with what they do.
  private(set) var loopThreads: [Stay] = []
  /// Workers whose pools have no job for them.
  private(set) var resting: [LaneID] = []
  private(set) var isEmpty = true

  init(_ timeline: Timeline, _ names: LaneNames, at time: Int64) {
    var places: [Key: Int] = [:]
    var last: (key: Key, place: Int)?
    let threads = timeline.loops.compactMap(\.thread)
    timeline.forEachStay(at: time) { stay in
      isEmpty = false
      if stay.rests {
        if names.isShown(stay.lane) { resting.append(stay.lane) }
        return
      }
      if timeline.lanes[stay.lane.index].kind == .thread, threads.contains(stay.lane),
        timeline.hasLoop(stay.lane, by: time)
      {
        loopThreads.append(stay)
        if stay.state != .blocked { return }
      }
      guard stay.state != .lent, names.isShown(stay.lane) else { return }
      let key = Key(state: stay.state, reason: stay.reason)
      if let last, last.key == key { return entries[last.place].add(stay) }
      if let place = places[key] {
        last = (key, place)
        entries[place].add(stay)
      } else {
        last = (key, entries.count)
        places[key] = entries.count
        entries.append(Entry(stay))
      }
    }
  }

  func entries(_ state: LaneState) -> [Entry] { entries.filter { $0.state == state } }
}

extension MomentPicture.Entry {
  fileprivate init(_ stay: Stay) {
    state = stay.state
    reason = stay.reason
    lanes = [stay.lane]
    since = stay.start...stay.start
    due = stay.due.map { $0...$0 }
    until = stay.isOver ? stay.end : nil
  }

  fileprivate mutating func add(_ stay: Stay) {
    lanes.append(stay.lane)
    since = min(since.lowerBound, stay.start)...max(since.upperBound, stay.start)
    if let due, let other = stay.due {
      self.due = min(due.lowerBound, other)...max(due.upperBound, other)
    } else {
      due = nil
    }
    until = stay.isOver ? until.map { max($0, stay.end) } : nil
  }
}

extension Timeline {
  /// Whether a thread is within the life of its loop: from the first turn on.
  func hasLoop(_ thread: LaneID, by time: Int64) -> Bool {
    loops.indices.contains { index in
      guard loops[index].thread == thread, let first = nextTurn(after: -1, of: index) else {
        return false
      }
      return first <= time
    }
  }
}
