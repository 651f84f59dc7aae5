import LessonFormat
import Trace

/// The waits of lanes that are alike, of one kind, as one sentence tells them.
struct WaitGroup {
  private let facts: RunFacts
  /// The lanes that wait so, in order.
  private let lanes: [LaneID]
  private let waits: [RunFacts.Waits]
  private let most: Int
  let isOutside: Bool
  let sum: Int64

  /// The greatest first; what passes outside before what lanes pass to one another.
  static func all(of facts: RunFacts) -> [WaitGroup] {
    struct Key: Hashable {
      var group: Int
      var isBlocked: Bool
      /// Waits outside are told together, others each by itself.
      var reason: Int?
    }
    var found: [Key: (lanes: [LaneID], waits: [RunFacts.Waits])] = [:]
    for lane in facts.shown {
      for wait in facts.waits[lane.index] {
        let reason = facts.reasons[wait.reason]
        guard facts.isWorthTelling(wait, of: lane) else { continue }
        let key = Key(
          group: facts.groups[lane.index], isBlocked: wait.state == .blocked,
          reason: reason.isOutside ? nil : wait.reason)
        if found[key]?.lanes.last != lane { found[key, default: ([], [])].lanes.append(lane) }
        found[key, default: ([], [])].waits.append(wait)
      }
    }
    let total = facts.timeline.total
    return found.map { key, value in
      WaitGroup(facts, value.lanes, value.waits, key.reason == nil, key.group)
    }.filter { $0.sum > ($0.isOutside ? total / 100 : total / 20) }.sorted { a, b in
      (a.isOutside ? 0 : 1, -a.sum, a.lanes[0]) < (b.isOutside ? 0 : 1, -b.sum, b.lanes[0])
    }
  }

  private init(
    _ facts: RunFacts, _ lanes: [LaneID], _ waits: [RunFacts.Waits], _ isOutside: Bool, _ group: Int
  ) {
    self.facts = facts
    self.lanes = lanes
    self.waits = waits
    self.isOutside = isOutside
    sum = waits.reduce(0) { $0 &+ $1.sum }
    most =
      isOutside
      ? facts.overlap.mostOfGroup[group]
      : lanes.allSatisfy(facts.timeline.isDriven)
        ? facts.most(of: lanes, waitingFor: waits[0].reason) : 0
  }

  /// One wait of one lane, which can share a sentence with others.
  var isSingle: Bool { isOutside && count == 1 && waits[0].state == .waiting }

  /// Those that wait at the same time, for different things, in one sentence.
  static func together(_ groups: [WaitGroup], _ clock: Clock, _ names: LaneNames) -> String? {
    let start = groups.map(\.first).max() ?? 0
    guard groups.count > 1, start < groups.map(\.last).min() ?? 0 else { return nil }
    let parts = groups.enumerated().map { index, group in
      "\(names.list(group.lanes)) \(index == 0 ? "waits " : "")for \(group.objects) until "
        + clock.moment(group.last)
    }
    return "From \(clock.moment(groups.map(\.first).min() ?? 0)) on "
      + "\(inWords(parts, joinedBy: "and")), all at once."
  }

  /// What kinds of things pass outside meanwhile.
  var kinds: Set<ReasonKind> { Set(waits.map { facts.reasons[$0.reason].kind }) }

  private var count: Int { waits.reduce(0) { $0 + $1.count } }
  private var first: Int64 { waits.map(\.first).min() ?? 0 }
  private var last: Int64 { waits.map(\.last).max() ?? 0 }

  func sentence(_ clock: Clock, _ names: LaneNames) -> String {
    let who = names.list(lanes)
    let isOne = lanes.count == 1
    let stretch = "from \(clock.stretch(first, last))"
    guard isOutside else { return sharedSentence(names.start(who), isOne, stretch) }
    let doing = verb(isOne, count)
    if count == 1 { return "From \(clock.stretch(first, last)) \(who) \(doing)." }
    if most == count, most == lanes.count {
      return "From \(clock.stretch(first, last)) \(who) \(doing), all at once."
    }
    let how = most > 1 ? ", at most \(inWords(most)) at once" : isOne ? "" : ", one after another"
    let inAll = isOne ? ", \(duration(sum)) in all" : ""
    return "\(names.start(who)) \(doing), \(each)\(inAll)\(how), \(stretch)."
  }

  private func sharedSentence(_ who: String, _ isOne: Bool, _ stretch: String) -> String {
    let longest = waits.map(\.longest).max() ?? 0
    let repeated = count == lanes.count ? "" : "\(often(count)) "
    let length =
      count == 1
      ? "for \(duration(sum))" : "for up to \(duration(longest)), \(duration(sum)) in all"
    let how =
      most > 1 ? most == lanes.count ? ", all at once" : ", at most \(inWords(most)) at once" : ""
    return
      "\(who) \(isOne ? "waits" : "wait") \(repeated)for \(objects)\(how), \(length), \(stretch)."
  }

  /// "wait for sleep(1)", "is blocked 3 times in time.sleep(1)"
  private func verb(_ isOne: Bool, _ count: Int) -> String {
    let repeated = count == lanes.count ? "" : " \(often(count))"
    guard waits[0].state == .blocked else {
      return "\(isOne ? "waits" : "wait")\(repeated) for \(objects)"
    }
    return "\(isOne ? "is" : "are") blocked\(repeated) in \(objects)"
  }

  /// What they wait for; of many different things only what they are.
  private var objects: String {
    var words: [String] = []
    for wait in waits {
      let one = facts.reasons[wait.reason].words
      if !words.contains(one) { words.append(one) }
      if words.count > 3 { break }
    }
    if words.count <= 3 { return inWords(words, joinedBy: "and") }
    let kinds = Set(waits.map { facts.reasons[$0.reason].kind })
    return kinds == [.sleep] ? "sleeps of different lengths" : "different things"
  }

  /// "0.10 s each", "between 0.05 and 0.20 s each"
  private var each: String {
    Self.each(
      shortest: waits.map(\.shortest).min() ?? 0, longest: waits.map(\.longest).max() ?? 0,
      sum: sum, count: count)
  }

  static func each(shortest: Int64, longest: Int64, sum: Int64, count: Int) -> String {
    if longest - shortest <= max(longest / 20, 5000) {
      return "\(duration(sum / Int64(max(count, 1)))) each"
    }
    return shortest < longest / 20
      ? "up to \(duration(longest)) each"
      : "between \(range(shortest, longest, joinedBy: "and")) each"
  }
}

/// Holds of a loop for one reason.
struct HoldGroup {
  private let facts: RunFacts
  private let holds: [RunFacts.Hold]

  /// The greatest first.
  static func all(of facts: RunFacts) -> [HoldGroup] {
    struct Key: Hashable {
      var group: Int
      var reason: Int?
    }
    // Where most of it is not one call, the lane computes.
    let found = Dictionary(grouping: facts.holds) { hold in
      Key(
        group: facts.groups[hold.lane.index],
        reason: hold.blocked > hold.duration / 2 ? hold.reason : nil)
    }
    return found.values.map { HoldGroup(facts: facts, holds: $0) }
      .sorted { ($0.sum, $1.holds[0].start) > ($1.sum, $0.holds[0].start) }
  }

  private var sum: Int64 { holds.reduce(0) { $0 &+ $1.duration } }

  var longest: RunFacts.Hold? { holds.max { $0.duration < $1.duration } }

  func sentence(_ clock: Clock, _ words: ReasonWords) -> String {
    guard let longest else { return "" }
    var lanes: [LaneID] = []
    for hold in holds where !lanes.contains(hold.lane) && lanes.count < 100 {
      lanes.append(hold.lane)
    }
    let who = words.names.list(lanes)
    let why = why(longest, words, lanes.count == 1)
    guard holds.count > 1 else {
      return "From \(clock.stretch(longest.start, longest.end)) \(who) holds the loop for "
        + "\(duration(longest.duration)): \(why)."
    }
    let first = holds[0].start
    let last = holds.map(\.end).max() ?? first
    let repeated = holds.count == lanes.count ? ", one after another" : " \(often(holds.count))"
    return
      "\(words.names.start(who)) \(lanes.count == 1 ? "holds" : "hold") the loop\(repeated), up to "
      + "\(duration(longest.duration)) each and \(duration(sum)) in all, "
      + "from \(clock.stretch(first, last)): \(why)."
  }

  private func why(_ hold: RunFacts.Hold, _ words: ReasonWords, _ isOne: Bool) -> String {
    let it = isOne ? "it is" : "each is"
    guard hold.blocked > hold.duration / 2, let reason = hold.reason else {
      return lock(hold, words.names)
        ?? "\(isOne ? "it computes" : "each computes") without an await that has to wait"
    }
    let line = facts.timeline.line(of: hold.lane, at: hold.blockedAt)
    return "\(it) \(ReasonWords.doing(.blocked, facts.reasons[reason].words, words.names.at(line)))"
  }

  /// It can seem to compute and in truth wait for the lock that another thread has.
  private func lock(_ hold: RunFacts.Hold, _ names: LaneNames) -> String? {
    let timeline = facts.timeline
    let range = hold.start..<hold.end
    let wanted = timeline.times(of: hold.lane, in: range)[.wantsGIL]
    guard wanted > hold.duration / 2 else { return nil }
    let process = timeline.lanes[hold.lane.index].process
    let others = facts.shown.filter { lane in
      let info = timeline.lanes[lane.index]
      return info.process == process && info.kind == .thread && lane != hold.lane
        && timeline.times(of: lane, in: range)[.running] > hold.duration / 10
    }
    let who =
      others.isEmpty
      ? "another thread has"
      : "\(names.list(others)) "
        + (others.count == 1 ? "has" : "have")
    return "for about \(duration(wanted)) of that it wants the interpreter lock, the GIL, which "
      + "\(who), by estimate"
  }
}

extension RunFacts {
  /// Waits for other lanes are the other side of what those do. A call that blocks a loop is told as
  /// that.
  fileprivate func isWorthTelling(_ wait: Waits, of lane: LaneID) -> Bool {
    if wait.state == .blocked, timeline.lanes[lane.index].kind == .task { return false }
    let kind = reasons[wait.reason].kind
    return reasons[wait.reason].isOutside || ReasonWords.isShared(kind) || timeline.isDriven(lane)
      || ReasonWords.isInputOutput(kind)
  }

  var hasDriven: Bool { shown.contains(where: timeline.isDriven) }

  /// The most lanes that wait for one reason at once.
  fileprivate func most(of lanes: [LaneID], waitingFor reason: Int) -> Int {
    var stays: [(begin: Int64, end: Int64)] = []
    for lane in lanes {
      timeline.forEachStay(of: lane) { stay in
        if stay.state == .waiting, isReason(stay, reason) { stays.append((stay.start, stay.end)) }
      }
    }
    return Timeline.peak(of: stays).count
  }

  var waitCount: Int {
    shown.reduce(0) { sum, lane in
      sum + waits[lane.index].reduce(0) { $0 + (reasons[$1.reason].isOutside ? $1.count : 0) }
    }
  }

  /// The threads that ran for so long.
  func computing(atLeast time: Int64, where isMeant: (LaneInfo) -> Bool) -> [LaneID] {
    shown.filter { lane in
      let times = timeline.times(of: lane, in: timeline.span)
      let info = timeline.lanes[lane.index]
      return info.kind == .thread && isMeant(info) && times[.running] &+ times[.wantsGIL] > time
    }
  }
}
