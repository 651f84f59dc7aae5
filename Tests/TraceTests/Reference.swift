@testable import Trace

/// The slow and obvious way from lines to states: lists that are walked from end to end.
struct Reference {
  struct Key: Hashable {
    var process: UInt32
    var number: UInt32
  }

  struct Lane {
    var spans: [(start: Int64, state: LaneState)] = []
    var end: Int64?
    var isTask: Bool
    var function: String
    var begin: Int64
    var due: Int64?
    /// Since when it is ready without a line that says so.
    var late: Int64?
  }

  private(set) var order: [Key] = []
  private(set) var lanes: [Key: Lane] = [:]
  private(set) var turns: [Int64] = []
  private(set) var printed: [Int64] = []
  private(set) var end: Int64 = 0
  private let lines: [TraceLine]

  init(_ lines: [TraceLine]) {
    self.lines = lines
    for line in lines { take(line) }
    for key in order { lateSleepers(key) }
  }

  private mutating func lateSleepers(_ key: Key) {
    let thread = lanes[Key(process: key.process, number: 1)]
    guard let lane = lanes[key], lane.end == nil, let last = lane.spans.last,
      last.state == .waiting, let due = lane.due, due < end, thread?.end == nil,
      thread?.spans.last?.state != .idle
    else { return }
    lanes[key]?.late = max(due, last.start)
  }

  private mutating func go(_ key: Key, _ state: LaneState, _ time: Int64) {
    let start = max(time, lanes[key]?.spans.last?.start ?? 0)
    lanes[key]?.spans.append((start, state))
  }

  private mutating func begin(
    _ key: Key, _ isTask: Bool, _ function: String, _ time: Int64
  ) {
    order.append(key)
    lanes[key] = Lane(isTask: isTask, function: function, begin: time)
  }

  private mutating func take(_ line: TraceLine) {
    end = max(end, line.time)
    let time = line.time
    func key(_ number: UInt32) -> Key { Key(process: line.process, number: number) }
    switch line.event {
    case .thread(let thread):
      begin(key(thread.lane), false, "", time)
      go(key(thread.lane), .running, time)
    case .task(let task):
      begin(key(task.lane), true, task.function, time)
      if !task.isEager { go(key(task.lane), .ready, time) }
    case .threadEnd(let lane, _): lanes[key(lane)]?.end = time
    case .blocked(let lane, _): go(key(lane), .blocked, time)
    case .unblocked(let lane, _): go(key(lane), .running, time)
    case .ready(let wake):
      go(key(wake.lane), .ready, wake.cause == .timer ? min(wake.due ?? time, time) : time)
    case .wake: go(key(1), .running, time)
    case .turn(let turn):
      turns.append(time)
      stop(turn.ended, line)
      returnThread(line)
      if turn.isIdle { go(key(1), .idle, time) }
    case .step(let step):
      stop(step.ended, line)
      switch step.next {
      case .lane(let lane):
        if lanes[key(1)]?.spans.last?.state != .lent { go(key(1), .lent, time) }
        go(key(lane), .running, time)
      case .eager(let lane, let by):
        go(key(by), .lent, time)
        go(key(lane), .running, time)
      case .back(let lane): go(key(lane), .running, time)
      default: returnThread(line)
      }
    case .output: printed.append(time)
    case .end:
      for other in order where other.process == line.process && lanes[other]?.end == nil {
        let last = lanes[other]?.spans.last?.start ?? 0
        lanes[other]?.end = max(time, last)
      }
    default: break
    }
  }

  private mutating func stop(_ step: StepEnd?, _ line: TraceLine) {
    guard let step else { return }
    let key = Key(process: line.process, number: step.lane)
    switch step.after {
    case .ready: go(key, .ready, line.time)
    case .waiting(let wait):
      lanes[key]?.due = wait.due
      go(key, .waiting, line.time)
    case .ended: lanes[key]?.end = line.time
    }
  }

  private mutating func returnThread(_ line: TraceLine) {
    let thread = Key(process: line.process, number: 1)
    if lanes[thread]?.spans.last?.state == .lent { go(thread, .running, line.time) }
  }

  // MARK: Answers

  func state(_ key: Key, _ time: Int64) -> LaneState? {
    guard let lane = lanes[key], time <= end, lane.end.map({ time < $0 }) ?? true else {
      return nil
    }
    if let late = lane.late, time >= late { return .ready }
    return lane.spans.last { $0.start <= time }?.state
  }

  func times(_ key: Key, _ range: Range<Int64>) -> [LaneState: Int64] {
    guard let lane = lanes[key] else { return [:] }
    var result: [LaneState: Int64] = [:]
    let spans = lane.spans + (lane.late.map { [($0, .ready)] } ?? [])
    for (index, span) in spans.enumerated() {
      let next = index + 1 < spans.count ? spans[index + 1].start : lane.end ?? end
      let from = max(span.start, range.lowerBound)
      let to = min(next, min(range.upperBound, end))
      if to > from { result[span.state, default: 0] += to - from }
    }
    return result
  }

  func moments(_ key: Key) -> [Int64] {
    guard let lane = lanes[key] else { return [] }
    return lane.spans.map(\.start) + (lane.end.map { [$0] } ?? [])
  }

  /// The ready queue of a process as it was: what came into it and did not leave it.
  func queue(_ process: UInt32, _ time: Int64) -> [UInt32] {
    var queue: [UInt32] = []
    for line in lines where line.process == process && line.time <= time {
      switch line.event {
      case .task(let task) where !task.isEager: queue.append(task.lane)
      case .ready(let wake): queue.append(wake.lane)
      case .step(let step):
        if let ended = step.ended, ended.after == .ready { queue.append(ended.lane) }
        if case .lane(let lane) = step.next { queue.removeAll { $0 == lane } }
      case .turn(let turn):
        if let ended = turn.ended, ended.after == .ready { queue.append(ended.lane) }
      case .end: queue = []
      default: break
      }
    }
    return queue
  }

  /// The most lanes that were in a state at once, looked at between any two changes.
  func most(in state: LaneState) -> Int {
    let all = Set(order.flatMap { moments($0) }).filter { $0 <= end }
    return all.map { time in order.count { self.state($0, time) == state } }.max() ?? 0
  }
}
