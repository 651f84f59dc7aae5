import LessonFormat
import Trace

/// The whole of a run in a few sentences: who waited together, what that comes to, what went wrong.
struct GistTeller {
  /// Only so many of a kind are told one by one.
  private static let mostSentences = 5

  let facts: RunFacts
  let name: String
  var narration = Narration()
  private let clock: Clock
  private let words: ReasonWords
  private var timeline: Timeline { facts.timeline }
  private var names: LaneNames { facts.names }

  init(_ facts: RunFacts, of name: String) {
    self.facts = facts
    self.name = name
    clock = Clock(facts.timeline)
    words = ReasonWords(timeline: facts.timeline, names: facts.names)
  }

  mutating func tell() {
    tellTotal()
    tellWaits()
    tellComputing()
    tellHolds()
    tellStalls()
    tellEnds()
    tellFigures()
    tellTroubles()
  }

  // MARK: The total

  private mutating func tellTotal() {
    let total = timeline.total
    let gained = facts.overlap.oneAfterAnother - total
    if gained > max(total / 20, 5000) {
      narration.tell(
        "\(name.titleAsStart) ran for \(duration(total)); one after another it would have been "
          + "\(duration(facts.overlap.oneAfterAnother))\(virtual).")
    } else if facts.overlap.outside > total / 4, facts.waitCount > 1, !facts.hasDriven {
      narration.tell(
        "\(name.titleAsStart) ran for \(duration(total)); its waits come one after another and add up to "
          + "\(duration(facts.overlap.outside)).")
    } else {
      narration.tell("\(name.titleAsStart) ran for \(duration(total))\(virtual).")
    }
  }

  private var virtual: String {
    timeline.processes.first?.isVirtual ?? false
      ? ", in virtual time, which passes only in waits" : ""
  }

  // MARK: Waits

  private mutating func tellWaits() {
    var groups = WaitGroup.all(of: facts)
    let singles = Array(groups.filter(\.isSingle).prefix(4))
    let together = WaitGroup.together(singles, clock, names)
    if let together, singles.count == groups.count(where: \.isSingle) {
      narration.tell(together)
      groups.removeAll(where: \.isSingle)
    }
    for group in groups.prefix(Self.mostSentences) {
      narration.tell(group.sentence(clock, names))
    }
    if groups.count > Self.mostSentences {
      let rest = groups.dropFirst(Self.mostSentences).reduce(Int64(0)) { $0 &+ $1.sum }
      narration.tell(
        "\(inWords(groups.count - Self.mostSentences)) more kinds of waits come to \(duration(rest)) in all."
      )
    }
    let outside = groups.filter(\.isOutside)
    if outside.count > 1, facts.overlap.most > 1 {
      // Waits for one another are told of as well, and are not counted.
      let which =
        outside.count == groups.count
        ? "these waits"
        : outside.allSatisfy { $0.kinds == [.sleep] }
          ? "the sleeps"
          : "the waits for sleeps, input and other programs"
      narration.tell("At most \(inWords(facts.overlap.most)) of \(which) pass at once.")
    }
  }

  // MARK: Computing

  private mutating func tellComputing() {
    let total = timeline.total
    if let contest = facts.contest { tell(contest) }
    let children = facts.computing(atLeast: total / 10) { $0.isMain && $0.process > 0 }
    if facts.overlap.parallel > total / 4, children.count > 1 {
      narration.tell(
        "\(names.start(names.list(children))) compute in processes of their own, "
          + "at the same time for \(duration(facts.overlap.parallel)).")
    }
  }

  private mutating func tell(_ contest: Contest) {
    let isSome = contest.most < contest.lanes.count
    let who =
      isSome
      ? "Up to \(inWords(contest.most)) of \(names.list(contest.lanes))"
      : names.start(names.list(contest.lanes))
    let length = duration(contest.time)
    switch contest.outcome {
    case .shared(let lost):
      narration.tell(
        "\(who) want to run at the same time for \(length), but they share one interpreter lock, "
          + "the GIL: one goes on while the others want it.")
      if lost > 0 {
        narration.tell("They want the lock for about \(duration(lost)) in all, by estimate.")
      }
    case .parallel:
      narration.tell(
        "\(who) compute at the same time for \(length): they call what lets go of the interpreter "
          + "lock, the GIL, meanwhile.")
    }
  }

  // MARK: The surprise

  private mutating func tellHolds() {
    let groups = HoldGroup.all(of: facts)
    for group in groups.prefix(3) { narration.tell(group.sentence(clock, words)) }
    if let longest = groups.first?.longest {
      let which = facts.holds.count > 1 ? "In the longest of these holds" : "Meanwhile"
      narration.tell("\(which) \(kept(by: longest)).")
    }
  }

  /// Who was ready while a lane held the loop.
  private func kept(by hold: RunFacts.Hold) -> String {
    let time = max(hold.end - 1, hold.start)
    let loops = timeline.loops.indices.map { timeline.loop($0, at: time) }
    guard
      let loop = loops.first(where: { $0.running == hold.lane })
        ?? (loops.count == 1 ? loops.first : nil)
    else { return "nothing is known of the others" }
    var lanes: [LaneID] = []
    var since = Int64.max
    for entry in loop.ready {
      guard case .lane(let lane) = entry.content, names.isShown(lane) else { continue }
      lanes.append(lane)
      since = min(since, max(entry.since, hold.start))
    }
    guard !lanes.isEmpty, time - since > 1000 else {
      return "nothing else on the loop is ready"
    }
    let are = lanes.count == 1 ? "is" : "are"
    let get = lanes.count == 1 ? "gets" : "get"
    let how = lanes.count == 1 ? "for" : "for up to"
    return
      "\(names.list(lanes)) \(are) ready \(how) \(duration(time + 1 - since)) and \(get) no turn"
  }

  private mutating func tellStalls() {
    guard let stall = facts.overlap.stalls.max(by: { $0.count < $1.count }) else { return }
    let middle = stall.lowerBound + (stall.upperBound - stall.lowerBound) / 2
    let loops = timeline.loops.indices.map { timeline.loop($0, at: middle) }
    let timers = loops.flatMap(\.timers)
    let isCalledLater = timers.contains { timer in
      if case .call = timer.content { return true }
      return false
    }
    guard !isCalledLater else { return }
    let lanes = timeline.lanes(aliveAt: middle).filter(names.isShown).compactMap { lane in
      timeline.moment(of: lane, at: middle)
    }.filter { $0.wait.map { ReasonWords.isShared($0.kind) } ?? false }
    let who = lanes.prefix(4).map { moment in
      "\(names.said(moment.lane)) waits for \(moment.wait.map(words.words) ?? "something")"
    }
    let limit = timers.isEmpty ? "" : "; only a time limit can end that"
    narration.tell(
      "From \(clock.stretch(stall.lowerBound, stall.upperBound)) nothing can go on, since all wait for one another"
        + (who.isEmpty ? "" : ": " + inWords(who, joinedBy: "and")) + "\(limit).")
  }
}
