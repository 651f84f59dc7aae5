import LessonFormat
import Trace

/// What happens at a moment, or from moment to moment.
struct EventTeller {
  let timeline: Timeline
  let names: LaneNames
  let clock: Clock
  let words: ReasonWords
  /// Threads that run loops: what the loop does is told by its tasks.
  let loopThreads: Set<LaneID>

  init(_ timeline: Timeline, names: LaneNames) {
    self.timeline = timeline
    self.names = names
    clock = Clock(timeline)
    words = ReasonWords(timeline: timeline, names: names)
    loopThreads = Set(timeline.loops.compactMap(\.thread))
  }

  func all(after time: Int64, upTo end: Int64 = .max, limit: Int) -> Narration {
    var narration = Narration()
    var next = nextTold(after: time)
    while let first = next, first <= end, narration.lines.count < limit {
      // All that is told by the same moment goes into one line.
      var last = first
      var following = nextTold(after: first)
      while let time = following, clock.step(time) == clock.step(first) {
        last = time
        following = nextTold(after: time)
      }
      say(sentences(first...last), at: first, to: &narration)
      next = following
    }
    if let next, next <= end { narration.say("More follows.") }
    return narration
  }

  /// In as many lines as it takes for none to be longer than a voice can say in one breath or two.
  private func say(_ told: [String], at time: Int64, to narration: inout Narration) {
    var line = ""
    for sentence in told {
      if !line.isEmpty, line.count + sentence.count > Self.longestLine {
        narration.tell(line + ".")
        line = ""
      }
      line += (line.isEmpty ? "At \(clock.moment(time)) " : "; ") + sentence
    }
    if !line.isEmpty { narration.tell(line + ".") }
  }

  private static let longestLine = 240

  // MARK: Moments that have something to tell

  /// How many silent moments are passed over before one is given back all the same.
  private static let patience = 10_000

  func nextTold(after time: Int64, of lane: LaneID? = nil) -> Int64? {
    var next = timeline.nextMoment(after: time, of: lane)
    for _ in 0..<Self.patience {
      guard let time = next, !isTold(time, lane) else { break }
      next = timeline.nextMoment(after: time, of: lane)
    }
    return next
  }

  func previousTold(before time: Int64, of lane: LaneID? = nil) -> Int64? {
    var previous = timeline.previousMoment(before: time, of: lane)
    for _ in 0..<Self.patience {
      guard let time = previous, !isTold(time, lane) else { break }
      previous = timeline.previousMoment(before: time, of: lane)
    }
    return previous
  }

  private func isTold(_ time: Int64, _ lane: LaneID?) -> Bool {
    let changes = timeline.changes(in: time...time, limit: 1000)
    if let lane { return changes.contains { $0.lane == lane && phrase($0) != nil } }
    return changes.contains { phrase($0) != nil }
      || !prints(time...time).isEmpty || timeline.warnings.contains { $0.time == time }
  }

  // MARK: What happened

  /// What happened in a stretch of time, in order. What one lane did at one go is one sentence, and
  /// so is what several did one after another.
  func sentences(
    _ range: ClosedRange<Int64>, of lane: LaneID? = nil, limit: Int = 200_000
  ) -> [String] {
    var told: [(lanes: [LaneID], phrase: Phrase)] = []
    for event in events(range, limit: limit) where lane == nil || event.lane == lane {
      if told.last?.lanes == [event.lane] {
        if told[told.count - 1].phrase.ends(with: event.phrase) { continue }
        told[told.count - 1].phrase = told[told.count - 1].phrase + ", then " + event.phrase
      } else {
        told.append(([event.lane], event.phrase))
      }
    }
    var merged: [(lanes: [LaneID], phrase: Phrase)] = []
    var seen: Set<LaneID> = []
    for one in told {
      let isNew = seen.insert(one.lanes[0]).inserted
      if isNew, merged.last?.phrase == one.phrase {
        merged[merged.count - 1].lanes += one.lanes
      } else {
        merged.append(one)
        seen = Set(one.lanes)
      }
    }
    return merged.map { lanes, phrase in
      "\(names.list(lanes)) \(lanes.count == 1 ? phrase.one : phrase.several)"
    } + (lane == nil ? warnings(range) : [])
  }

  private func events(
    _ range: ClosedRange<Int64>, limit: Int
  ) -> [(lane: LaneID, phrase: Phrase)] {
    var prints = prints(range)[...]
    var result: [(lane: LaneID, phrase: Phrase)] = []
    for change in timeline.changes(in: range, limit: limit) {
      // Where no time passes between, what a lane prints comes before it stops.
      while let print = prints.first,
        print.time < change.time
          || (print.time == change.time && print.lane == change.lane && change.from == .running)
      {
        result.append((print.lane, print.phrase))
        prints.removeFirst()
      }
      if let phrase = phrase(change) { result.append((change.lane, phrase)) }
    }
    return result + prints.map { ($0.lane, $0.phrase) }
  }

  private func warnings(_ range: ClosedRange<Int64>) -> [String] {
    timeline.warnings.filter { range.contains($0.time) }.prefix(5).map {
      "Python warns: \(speakable($0.words))"
    }
  }

  /// What a change is, without the lane's name; nil if it tells nothing.
  private func phrase(_ change: Timeline.Change) -> Phrase? {
    guard names.isShown(change.lane) else { return nil }
    if loopThreads.contains(change.lane) { return loopPhrase(change) }
    let isBegin = change.from == nil
    switch change.to {
    case nil: return ending(change)
    case .running:
      if isBegin { return verb("begins", "begin") }
      if change.from == .lent { return nil }
      return change.from == .blocked || change.from == .idle
        ? verb("goes on", "go on") : verb("runs", "run")
    case .ready:
      let next = timeline.wake(of: change.lane, after: change.time - 1)
      let wake = next?.time == change.time ? next?.details : nil
      let why = wake.map(words.words) ?? ""
      if isBegin {
        let by = wake?.by.map { " by \(names.said($0))" } ?? ""
        return verb("is", "are") + " created\(by)\(names.at(wake?.line))"
      }
      let becomes = verb("becomes", "become") + " ready"
      return why.isEmpty ? becomes : becomes + ": " + Phrase(why)
    case .waiting, .blocked:
      let moment = timeline.moment(of: change.lane, at: change.time)
      let reason = moment?.wait.map(words.words) ?? ""
      let at = names.at(moment?.line)
      guard change.to == .blocked else { return verb("waits", "wait") + " for \(reason)\(at)" }
      return verb("is", "are") + " \(ReasonWords.doing(.blocked, reason, at))"
    case .unknown: return verb("is", "are") + " lost from sight"
    case .idle:
      let rests = timeline.moment(of: change.lane, at: change.time)?.rests ?? false
      return rests ? verb("waits", "wait") + " for \(RunFacts.rest)" : nil
    case .lent, .wantsGIL: return nil
    }
  }

  private func ending(_ change: Timeline.Change) -> Phrase {
    let ending = words.ending(of: change.lane) ?? "no more is known"
    return verb("ends", "end") + ": \(ending)"
  }

  private func loopPhrase(_ change: Timeline.Change) -> Phrase? {
    let moment = timeline.moment(of: change.lane, at: change.time)
    switch (change.from, change.to) {
    case (_, .idle):
      if moment?.rests ?? false { return verb("waits", "wait") + " for \(RunFacts.rest)" }
      let until = moment?.until.map { " until \(clock.moment($0))" } ?? ""
      return verb("has", "have") + " nothing to do\(until)"
    case (.idle, .running): return verb("wakes up", "wake up")
    case (_, .blocked):
      let reason = moment?.wait.map(words.words) ?? ""
      return verb("is", "are") + " \(ReasonWords.doing(.blocked, reason, names.at(moment?.line)))"
    case (nil, .running): return verb("begins", "begin")
    case (_, nil): return verb("ends", "end")
    case (_, .running): return moment?.callback.map { verb("runs", "run") + " the callback \($0)" }
    default: return nil
    }
  }

  private func verb(_ one: String, _ several: String) -> Phrase {
    Phrase(one: one, several: several)
  }

  // MARK: Output

  private func prints(
    _ range: ClosedRange<Int64>
  ) -> [(time: Int64, lane: LaneID, phrase: Phrase)] {
    let first = timeline.outputCount(upTo: range.lowerBound - 1)
    let pieces = timeline.outputs.dropFirst(first).prefix { $0.time <= range.upperBound }
    return pieces.compactMap { piece in
      let lines = piece.text.split(separator: "\n")
      guard let line = lines.first, let lane = piece.lane else { return nil }
      if piece.stream == .error {
        return (piece.time, lane, verb("writes", "write") + " to the standard error")
      }
      let more = lines.count > 1 ? " and \(counted(lines.count - 1, "more line"))" : ""
      return (
        piece.time, lane, verb("prints", "print") + " \"\(OutputWords.short(line))\"\(more)"
      )
    }
  }
}

/// What is said of one lane, and of several.
private struct Phrase: Hashable {
  var one: String
  var several: String

  init(one: String, several: String) {
    self.one = one
    self.several = several
  }

  /// "its timer came due", "their timers came due"
  init(_ why: String) {
    one = why
    several =
      why.hasPrefix("its timer ")
      ? "their timers" + why.dropFirst("its timer".count)
      : why.hasPrefix("its ")
        ? "their " + why.dropFirst(4) : why.hasPrefix("it ") ? "they " + why.dropFirst(3) : why
    several = several.replacing(" it at ", with: " them at ")
    several = several.replacing(" its turn", with: " their turn")
    if several.hasSuffix(" it") { several = several.dropLast(2) + "them" }
    several = several.hasPrefix("they was ") ? "they were " + several.dropFirst(9) : several
  }

  func ends(with other: Phrase) -> Bool { one.hasSuffix(other.one) }

  static func + (a: Phrase, b: String) -> Phrase { Phrase(one: a.one + b, several: a.several + b) }

  static func + (a: Phrase, b: Phrase) -> Phrase {
    Phrase(one: a.one + b.one, several: a.several + b.several)
  }
}
