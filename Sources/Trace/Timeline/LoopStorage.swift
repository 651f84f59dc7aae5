/// What is kept of one event loop.
struct LoopStorage {
  var process: Int
  var number: UInt32
  var kind = ""
  /// The thread that it runs on, at present.
  var thread: LaneID?
  var turns = TurnLog()
  var longest: LoopHold?
  private var turnStart: Int64?
  private var busyUntil: Int64 = 0
  private var isStepOpen = false
  private var stepStart: Int64 = 0
  private var stepLane: LaneID?
  private var longestStep: (time: Int64, lane: LaneID?)?

  init(process: Int, number: UInt32) {
    self.process = process
    self.number = number
  }

  var footprint: Int { turns.footprint + MemoryLayout<LoopStorage>.stride }

  /// A turn begins, and ends the one before.
  mutating func beginTurn(at time: Int64, isIdle: Bool) {
    endStep(at: time, isLast: true)
    if let hold = hold(until: busyUntil) { longest = max(longest ?? hold, hold) }
    turnStart = isIdle ? nil : time
    busyUntil = time
    longestStep = nil
  }

  /// The selector has returned.
  mutating func wake(at time: Int64) {
    turnStart = time
    busyUntil = time
  }

  /// The lane whose step runs, or was the last to run.
  var currentStep: LaneID? { stepLane }

  /// A step of a lane, or a callback, begins, and ends what ran before.
  mutating func beginStep(of lane: LaneID?, at time: Int64) {
    endStep(at: time, isLast: false)
    isStepOpen = true
    stepStart = time
    stepLane = lane
  }

  mutating func endStep(at time: Int64, isLast: Bool) {
    guard isStepOpen else { return }
    isStepOpen = false
    busyUntil = max(time, busyUntil)
    if time - stepStart > longestStep?.time ?? -1 { longestStep = (time - stepStart, stepLane) }
  }

  /// The longest turn, with the one that is under way.
  func longestHold(upTo end: Int64) -> LoopHold? {
    guard let current = hold(until: isStepOpen ? end : busyUntil) else { return longest }
    return max(longest ?? current, current)
  }

  private func hold(until end: Int64) -> LoopHold? {
    guard let turnStart, end > turnStart else { return nil }
    var lane = longestStep?.lane
    if isStepOpen, end - stepStart > longestStep?.time ?? -1 { lane = stepLane }
    return LoopHold(start: turnStart, duration: end - turnStart, lane: lane)
  }
}

/// A turn of a loop, in which nothing else could run on it.
package struct LoopHold: Sendable, Equatable, Comparable {
  package var start: Int64
  package var duration: Int64
  /// The lane that took most of it; nil for a callback.
  package var lane: LaneID?

  package static func < (a: LoopHold, b: LoopHold) -> Bool { a.duration < b.duration }
}

/// The turns of a loop in order.
struct TurnLog {
  struct Turn: Equatable {
    var number: UInt32
    var queued: Int32
    var timers: Int32
    var isIdle: Bool
  }

  private(set) var times: [Int64] = []
  private var turns: [Turn] = []

  var footprint: Int { times.capacity * 8 + turns.capacity * MemoryLayout<Turn>.stride }

  mutating func append(_ turn: Turn, at time: Int64) {
    times.append(max(time, times.last ?? time))
    turns.append(turn)
  }

  func last(at time: Int64) -> Turn? {
    let index = times.firstIndex(after: time) - 1
    return index >= 0 ? turns[index] : nil
  }

  func time(after time: Int64) -> Int64? {
    let index = times.firstIndex(after: time)
    return index < times.count ? times[index] : nil
  }

  func time(before time: Int64) -> Int64? {
    let index = times.firstIndex(after: time - 1) - 1
    return index >= 0 ? times[index] : nil
  }
}

/// What the runner's samples say of a lane.
struct ProcessorSamples {
  private var starts: [Int64] = []
  private var ends: [Int64] = []
  private var shares: [Float] = []
  /// How much it had wanted the interpreter's lock up to the beginning of each sample.
  private var before: [Int64] = [0]

  var isEmpty: Bool { ends.isEmpty }
  var footprint: Int {
    (starts.capacity + ends.capacity + before.capacity) * 8 + shares.capacity * 4
  }

  mutating func append(end: Int64, duration: Int64, processor: Int64, wanted: Int64) {
    let start = max(end - duration, ends.last ?? 0)
    guard end > start else { return }
    starts.append(start)
    ends.append(end)
    shares.append(Float(min(max(processor, 0), end - start)) / Float(end - start))
    before.append((before.last ?? 0) &+ min(max(wanted, 0), end - start))
  }

  /// How much the lane wanted the lock in a stretch of time.
  func wanted(in range: Range<Int64>) -> Int64 {
    max(wanted(upTo: range.upperBound) &- wanted(upTo: range.lowerBound), 0)
  }

  private func wanted(upTo time: Int64) -> Int64 {
    let index = ends.firstIndex(after: time)
    guard index < ends.count, time > starts[index] else { return before[index] }
    let part = Double(time - starts[index]) / Double(ends[index] - starts[index])
    return before[index] &+ Int64(Double(before[index + 1] &- before[index]) * part)
  }

  /// The share of the processor at a moment, if there is a sample of it.
  func share(at time: Int64) -> Double? {
    let index = ends.firstIndex(after: time)
    guard index < ends.count, time >= starts[index] else { return nil }
    return Double(shares[index])
  }
}
