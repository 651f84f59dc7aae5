import LessonFormat
import Narration
import Trace

/// What went on at the same time.
extension RunJudge {
  // MARK: Waits

  func findingOnWaits(_ limit: CountLimit) -> Finding {
    let most = waits.most
    let time = most.time
    let lanes = waits.lanes(at: time)
    switch limit {
    case .atLeast(let least) where most.count >= least:
      return .holds("\(most.count) waited at once, at \(phrases.moment(time)).", at: time)
    case .atLeast(let least):
      var finding = tooFewWaits()
      if timeline.most(in: [.waiting, .blocked]).count >= least {
        finding.sentence += " Waits for other lanes do not count."
      }
      return finding
    case .atMost(let limit) where most.count <= limit:
      return .holds(
        most.count == 0
          ? "Nothing waited."
          : "No more than \(most.count) waited at once, at \(phrases.moment(time)).",
        at: most.count == 0 ? nil : time)
    case .atMost(let limit):
      let last = lanes.max { since($0, time) < since($1, time) }
      return .fails(
        "\(most.count) waited at once, at \(phrases.moment(time)): \(phrases.names.list(lanes)). "
          + allowed(limit),
        at: time, line: last.flatMap { evidence.ownLine(of: $0, at: time) }, of: last)
    }
  }

  private func since(_ lane: LaneID, _ time: Int64) -> Int64 {
    timeline.moment(of: lane, at: time)?.since ?? 0
  }

  private func tooFewWaits() -> Finding {
    let most = waits.most
    let stays = waits.stays.filter { $0.end > $0.start }.sorted { $0.start < $1.start }
    guard let first = stays.first(where: { $0.start <= most.time && most.time < $0.end }) else {
      return .fails("Nothing waited.")
    }
    let line = evidence.ownLine(of: first.lane, at: most.time)
    guard most.count == 1 else {
      return .fails(
        "No more than \(most.count) waited at once, at \(phrases.moment(most.time)): "
          + "\(phrases.names.list(waits.lanes(at: most.time))).",
        at: most.time, line: line, of: first.lane)
    }
    guard let next = stays.first(where: { $0.start >= first.end }) else {
      return .fails(
        "Only one wait was there: \(wait(of: first)).", at: first.start, line: line,
        of: first.lane)
    }
    return .fails(
      "No two waits overlapped: \(wait(of: first)), and the next wait began at "
        + "\(phrases.moment(next.start)), after that was over.",
      at: next.start, line: evidence.ownLine(of: next.lane, at: next.start), of: next.lane)
  }

  /// "from 0.00 s on main waited for sleep(1)"
  private func wait(of stay: Stay) -> String {
    let waiting = phrases.waiting(stay.lane, at: stay.start)
    return "from \(phrases.moment(stay.start)) on \(phrases.said(stay.lane)) waited"
      + (waiting.map { " \($0)" } ?? "")
  }

  private func allowed(_ limit: Int) -> String {
    "No more than \(limit) \(limit == 1 ? "is" : "are") allowed."
  }

  // MARK: Lanes and threads

  /// A thread that runs a loop counts by the tasks of that loop.
  func findingOnLanes(_ limit: CountLimit) -> Finding {
    let lives = phrases.names.counted.compactMap { timeline.life(of: $0) }.flatMap { life in
      timeline.lanes[life.lane.index].kind == .thread
        ? life.without(timeline.timesOfLoops(on: life.lane)) : [life]
    }
    return findingOnLives(lives, limit, "lane", "were alive")
  }

  func findingOnThreads(_ limit: CountLimit) -> Finding {
    let lives = phrases.names.shown.filter { timeline.lanes[$0.index].kind == .thread }
      .compactMap { timeline.life(of: $0) }
    return findingOnLives(lives, limit, "thread", "were alive")
  }

  private func findingOnLives(
    _ lives: [Life], _ limit: CountLimit, _ noun: String, _ verb: String
  ) -> Finding {
    let most = Timeline.peak(of: lives.map { ($0.start, $0.end) })
    let time = most.time
    let there = lives.filter { $0.start <= time && time < $0.end }
    let lanes = there.map(\.lane)
    let seen =
      most.count == 1
      ? "No more than 1 \(noun) was alive at once"
      : "\(count(most.count, noun)) \(verb) at once, at \(phrases.moment(time)): "
        + phrases.names.list(lanes)
    switch limit {
    case .atLeast(let least):
      guard most.count < least else { return .holds("\(seen).", at: time) }
      let words = most.count == 1 ? seen : "No more than \(seen)"
      let newest = there.max { $0.start < $1.start }?.lane
      return .fails(
        "\(words). At least \(least) are asked for.", at: time,
        line: newest.flatMap { evidence.ownLine(timeline.creation(of: $0)) }, of: newest)
    case .atMost(let limit):
      guard most.count > limit else { return .holds("\(seen).", at: time) }
      let newest = there.max { $0.start < $1.start }?.lane
      return .fails(
        "\(seen). \(allowed(limit))", at: time,
        line: newest.flatMap { evidence.ownLine(timeline.creation(of: $0)) }, of: newest)
    }
  }

  // MARK: Lanes by name

  func findingOnOverlap(_ names: [String]) -> Finding {
    var lives: [[Life]] = []
    for name in names {
      let lanes = timeline.lanes(named: name)
      guard !lanes.isEmpty else { return missing(name) }
      let begun = lanes.compactMap { timeline.life(of: $0) }.sorted { $0.start < $1.start }
      guard !begun.isEmpty else { return neverBegan(lanes[0]) }
      lives.append(begun)
    }
    if let (start, end) = firstOverlap(lives) {
      let words = LessonFormat.inWords(names, joinedBy: "and")
      return .holds(
        "\(words) were alive together from \(phrases.moment(start)) to \(phrases.moment(end)).",
        at: start)
    }
    return apart(lives)
  }

  /// A time at which one of each is alive.
  private func firstOverlap(_ lives: [[Life]]) -> (Int64, Int64)? {
    for start in lives.flatMap({ $0.map(\.start) }).sorted() {
      let here = lives.map { $0.first { $0.start <= start && start < $0.end } }
      let ends = here.compactMap { $0?.end }
      if ends.count == lives.count, let end = ends.min() { return (start, end) }
    }
    return nil
  }

  /// Two that were never alive together, where there are such two.
  private func apart(_ lives: [[Life]]) -> Finding {
    for later in lives.indices {
      for earlier in lives.indices where earlier != later {
        guard let end = lives[earlier].last?.end, let second = lives[later].first,
          second.start >= end, let first = lives[earlier].last
        else { continue }
        return .fails(
          "\(phrases.start([second.lane])) began at \(phrases.moment(second.start)), after "
            + "\(phrases.said(first.lane)) had ended: the two did not overlap.",
          at: second.start,
          line: evidence.ownLine(timeline.creation(of: second.lane))
            ?? evidence.ownLine(of: second.lane, at: second.start),
          of: second.lane)
      }
    }
    return .fails(
      "There was no moment at which all of them were alive.", at: lives.last?.first?.start,
      of: lives.last?.first?.lane)
  }

  func findingOnEnds(_ names: [String]) -> Finding {
    for name in names {
      let lanes = timeline.lanes(named: name)
      guard let lane = lanes.first else { return missing(name) }
      if lanes.allSatisfy({ timeline.info($0)?.end == nil }) {
        return .fails("\(phrases.start([lane])) had not ended when the run was over.", of: lane)
      }
    }
    var index = 0
    var times: [Int64] = []
    for end in timeline.ends where index < names.count {
      guard timeline.info(end.lane)?.name == names[index] else { continue }
      index += 1
      times.append(end.time)
    }
    guard index < names.count else {
      let ends = zip(names, times).map { "\($0) at \(phrases.moment($1))" }
      return .holds("The ends: \(LessonFormat.inWords(ends, joinedBy: "and")).", at: times.first)
    }
    return wrongEnd(names[index], before: names[max(index - 1, 0)])
  }

  private func wrongEnd(_ name: String, before other: String) -> Finding {
    let end = timeline.ends.last { timeline.info($0.lane)?.name == name }
    let otherEnd = timeline.ends.first { timeline.info($0.lane)?.name == other }
    guard let end, let otherEnd else { return missing(name) }
    return .fails(
      "\(phrases.start([end.lane])) ended at \(phrases.moment(end.time)), and "
        + "\(phrases.said(otherEnd.lane)) only at \(phrases.moment(otherEnd.time)).",
      at: end.time, line: evidence.ownLine(of: end.lane, at: end.time - 1), of: end.lane)
  }

  // MARK: Names

  func missing(_ name: String) -> Finding {
    let all = phrases.names.shown.compactMap { timeline.info($0)?.name }.filter { !$0.isEmpty }
    let names = Set(all).sorted()
    let some = names.prefix(6).map { "\"\($0)\"" } + (names.count > 6 ? ["more"] : [])
    let there =
      names.isEmpty ? "" : " The lanes of this run: \(LessonFormat.inWords(some, joinedBy: "and"))."
    return .fails("There was no lane called \"\(name)\".\(there)")
  }

  func neverBegan(_ lane: LaneID) -> Finding {
    .fails(
      "\(phrases.start([lane])) never had a turn.", at: timeline.info(lane)?.begin,
      line: evidence.ownLine(timeline.creation(of: lane)), of: lane)
  }
}
