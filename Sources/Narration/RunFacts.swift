import Trace

/// What a whole run comes to: the figures that its narration is made of.
struct RunFacts {
  /// All waits of one lane for one reason.
  struct Waits: Equatable {
    var reason: Int
    var state: LaneState
    var count = 0
    var sum: Int64 = 0
    var shortest = Int64.max
    var longest: Int64 = 0
    var first: Int64
    var last: Int64 = 0

    mutating func add(_ other: Waits) {
      count += other.count
      sum &+= other.sum
      shortest = min(shortest, other.shortest)
      longest = max(longest, other.longest)
      first = min(first, other.first)
      last = max(last, other.last)
    }
  }

  /// A stretch in which a lane gave its loop no chance to do anything else.
  struct Hold: Equatable {
    var lane: LaneID
    var start: Int64
    var end: Int64
    /// What it was blocked in for most of it.
    var reason: Int?
    var blocked: Int64 = 0
    var blockedAt: Int64 = 0

    var duration: Int64 { end - start }
  }

  struct Reason: Equatable {
    var kind: ReasonKind
    var words: String
    /// Time passes outside of the program, and several such waits can pass at once.
    var isOutside: Bool
  }

  let timeline: Timeline
  let names: LaneNames
  let shown: [LaneID]
  private(set) var reasons: [Reason] = []
  /// By lane, in the order in which the reasons came.
  private(set) var waits: [[Waits]]
  private(set) var holds: [Hold] = []
  private(set) var overlap = Overlap()
  /// Lanes that are told together.
  let groups: [Int]
  private var numbers: [ReasonID: Int] = [:]
  private var numbersOfWords: [String: Int] = [:]
  private let servesItself: Bool

  /// A turn of a loop that is longer than this keeps others waiting noticeably.
  static let longStep: Int64 = 50_000

  init(_ timeline: Timeline) {
    self.timeline = timeline
    names = LaneNames(timeline)
    shown = names.shown
    waits = Array(repeating: [], count: timeline.lanes.count)
    servesItself = timeline.servesItself
    groups = timeline.groupsToTell
    var sweep = OverlapSweep(timeline)
    let loopTimes = timeline.timesOfLoops
    for index in timeline.lanes.indices {
      let lane = LaneID(index: index)
      look(at: lane, isShown: names.isShown(lane), loopTimes[lane], &sweep)
    }
    overlap = sweep.overlap()
    joinCallsThatDifferByLuck()
    holds.sort { $0.start < $1.start }
  }

  private mutating func look(
    at lane: LaneID, isShown: Bool, _ loopTime: ClosedRange<Int64>?, _ sweep: inout OverlapSweep
  ) {
    let isTask = timeline.lanes[lane.index].kind == .task
    var hold: Hold?
    timeline.forEachStay(of: lane) { stay in
      let reason = stay.reason.map { number(of: $0) }
      if isShown, stay.end > timeline.origin, stay.state == .waiting || stay.state == .blocked,
        let reason
      {
        count(stay, reason)
      }
      let isOutside = isShown && reason.map { passesOutside(stay, reasons[$0]) } ?? false
      // What a child that is not traced does, nobody knows.
      let isForOthers =
        stay.pid == nil && reason.map { ReasonWords.isForOthers(reasons[$0].kind) } ?? false
      sweep.add(
        stay, group: groups[lane.index], isOutside: isOutside, isForOthers: isForOthers)
      let isWithinLoop = loopTime.map { $0.contains(stay.start) } ?? false
      if isShown, isTask || isWithinLoop { extend(&hold, stay, reason) }
    }
    finish(&hold)
  }

  /// Whether a stay is a wait for what passes outside of the program.
  func isOutside(_ stay: Stay) -> Bool {
    guard stay.state == .waiting || stay.state == .blocked, names.isShown(stay.lane),
      let id = stay.reason, let number = numbers[id]
    else { return false }
    return passesOutside(stay, reasons[number])
  }

  /// Whether a stay is a wait for this reason.
  func isReason(_ stay: Stay, _ reason: Int) -> Bool {
    stay.reason.flatMap { numbers[$0] } == reason
  }

  private func passesOutside(_ stay: Stay, _ reason: Reason) -> Bool {
    guard reason.isOutside else { return false }
    // A child that is traced has lanes of its own.
    if let pid = stay.pid { return !isTraced(pid) }
    guard reason.kind == .child else { return true }
    return !timeline.children.contains { child in
      child.lane == stay.lane && child.time >= stay.start && child.time <= stay.end
        && isTraced(child.pid)
    }
  }

  private func isTraced(_ pid: Int64) -> Bool { timeline.processes.contains { $0.pid == pid } }

  private mutating func number(of id: ReasonID) -> Int {
    if let number = numbers[id] { return number }
    let (kind, words) = timeline.reason(id)
    let head = ReasonWords.noun(ReasonWords.head(words))
    let key = "\(kind.rawValue) \(head)"
    let number =
      numbersOfWords[key]
      ?? {
        let isOutside =
          ReasonWords.isOutside(kind) || (ReasonWords.isInputOutput(kind) && !servesItself)
        reasons.append(Reason(kind: kind, words: head, isOutside: isOutside))
        return reasons.count - 1
      }()
    numbersOfWords[key] = number
    numbers[id] = number
    return number
  }

  /// What a pool's worker that is idle waits for.
  static let rest = "the next job"

  /// One call of a library can read twice, the second time at once.
  private static let continuation: Int64 = 100

  private mutating func count(_ stay: Stay, _ reason: Int) {
    let index = stay.lane.index
    let known = waits[index].firstIndex { $0.reason == reason && $0.state == stay.state }
    if let known, stay.state == .blocked, stay.end - stay.start < Self.continuation,
      stay.start - waits[index][known].last < Self.continuation
    {
      waits[index][known].sum += stay.end - stay.start
      waits[index][known].last = max(waits[index][known].last, stay.end)
      return
    }
    let place =
      known
      ?? {
        waits[index].append(Waits(reason: reason, state: stay.state, first: stay.start))
        return waits[index].count - 1
      }()
    let time = stay.end - stay.start
    waits[index][place].count += 1
    waits[index][place].sum += time
    waits[index][place].shortest = min(waits[index][place].shortest, time)
    waits[index][place].longest = max(waits[index][place].longest, time)
    waits[index][place].last = max(waits[index][place].last, stay.end)
  }

  // MARK: Calls with measured arguments

  /// "time.sleep(0.296)" and "time.sleep(0.2971)" are one thing, done twice: their arguments were
  /// computed, and are different in each run.
  private mutating func joinCallsThatDifferByLuck() {
    let calls = reasons.map { TimedCall($0.words) }
    let lucky = calls.indices.filter { calls[$0]?.isMeasured ?? false }
    for (function, found) in Dictionary(grouping: lucky, by: { calls[$0]?.function ?? "" }) {
      let kind = reasons[found[0]].kind
      let alike = calls.indices.filter { index in
        guard let call = calls[index], call.function == function, reasons[index].kind == kind
        else { return false }
        return found.contains(index) || found.contains { calls[$0]?.isNear(call) ?? false }
      }
      guard alike.count > 1 else { continue }
      reasons[alike[0]].words = function == "sleep" ? "a sleep" : function
      for index in waits.indices { join(alike, &waits[index]) }
      for index in holds.indices where holds[index].reason.map(alike.contains) ?? false {
        holds[index].reason = alike[0]
      }
      for (id, number) in numbers where alike.contains(number) { numbers[id] = alike[0] }
    }
  }

  private func join(_ alike: [Int], _ waits: inout [Waits]) {
    var joined: [Waits] = []
    for wait in waits {
      var wait = wait
      if alike.contains(wait.reason) { wait.reason = alike[0] }
      let known = joined.firstIndex { $0.reason == wait.reason && $0.state == wait.state }
      if let known { joined[known].add(wait) } else { joined.append(wait) }
    }
    waits = joined
  }

  // MARK: Holds

  private mutating func extend(_ hold: inout Hold?, _ stay: Stay, _ reason: Int?) {
    guard [.running, .blocked].contains(stay.state) else { return finish(&hold) }
    if hold == nil { hold = Hold(lane: stay.lane, start: stay.start, end: stay.end) }
    hold?.end = stay.end
    let time = stay.end - stay.start
    if stay.state == .blocked, time > hold?.blocked ?? 0 {
      hold?.reason = reason
      hold?.blocked = time
      hold?.blockedAt = stay.start
    }
  }

  private mutating func finish(_ hold: inout Hold?) {
    if let hold, hold.duration >= Self.longStep { holds.append(hold) }
    hold = nil
  }
}

extension Timeline {
  /// The groups of lanes, with all pool threads of a process in one, the main threads of all children
  /// in another, and the tasks of a function that many have made in one.
  var groupsToTell: [Int] {
    var merged: [String: Int] = [:]
    let scattered = scatteredFunctions
    return lanes.map { lane in
      let key: String
      if lane.isPoolWorker {
        key = "pool \(lane.process)"
      } else if lane.isMain, lane.process > 0 {
        key = "children"
      } else if lane.kind == .task, scattered.contains(lane.function) {
        key = "tasks \(lane.process) \(lane.function)"
      } else {
        return lane.group
      }
      merged[key] = merged[key] ?? lane.group
      return merged[key] ?? lane.group
    }
  }

  /// The functions whose tasks are in so many groups that nobody wants to hear of each.
  private var scatteredFunctions: Set<String> {
    let found = groups.filter { $0.kind == .task }.compactMap { group in
      group.lanes.first.map { lanes[$0.index].function }
    }
    let counts = Dictionary(grouping: found) { $0 }.mapValues(\.count)
    return Set(counts.filter { !$0.key.isEmpty && $0.value > 3 }.keys)
  }

  /// A program that is its own server: what one lane reads, another one has to write, so that their
  /// waits are the same time twice.
  fileprivate var servesItself: Bool {
    // asyncio's own, for each connection to a server of its.
    if lanes.contains(where: { $0.function.hasSuffix("._accept_connection2") }) { return true }
    let connections = lanes.indices.filter { index in
      let parent = lanes[index].parent.flatMap { info($0) }
      return lanes[index].kind == .task && !lanes[index].isInternal && parent?.kind == .thread
        && index != lanes.indices.first { lanes[$0].kind == .task }
    }
    if connections.contains(where: { reads(LaneID(index: $0)) }) { return true }
    return lanes.indices.contains { index in
      guard lanes[index].kind == .thread, !lanes[index].isMain else { return false }
      var isServer = false
      forEachStay(of: LaneID(index: index)) { stay in
        let kind = stay.reason.map { reason($0).kind }
        if kind == .accept || kind == .select || kind == .server { isServer = true }
      }
      return isServer
    }
  }

  private func reads(_ lane: LaneID) -> Bool {
    var result = false
    forEachStay(of: lane) { stay in
      if let id = stay.reason, ReasonWords.isInputOutput(reason(id).kind) { result = true }
    }
    return result
  }

  /// From the first turn to the last one of the loop that each thread runs.
  fileprivate var timesOfLoops: [LaneID: ClosedRange<Int64>] {
    var result: [LaneID: ClosedRange<Int64>] = [:]
    for (index, loop) in loops.enumerated() {
      guard let thread = loop.thread, let first = nextTurn(after: -1, of: index),
        let last = previousTurn(before: end + 1, of: index), first <= last
      else { continue }
      result[thread] = first...last
    }
    return result
  }
}
