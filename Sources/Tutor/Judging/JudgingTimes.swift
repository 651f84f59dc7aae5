import LessonFormat
import Narration
import Trace

/// How long things took. Times count from where the program begins, after Python has started.
extension RunJudge {
  func findingOnTotal(_ range: NumberRange) -> Finding {
    let total = duration(timeline.total)
    if let lower = range.lower, seconds(timeline.total) < lower {
      return .fails(
        "It took \(total), and at least \(inSeconds(lower)) is asked for.", at: timeline.end)
    }
    guard let upper = range.upper, seconds(timeline.total) > upper else {
      return .holds("It took \(total).", at: timeline.end)
    }
    let kept = keptWaiting
    if seconds(timeline.total - kept) <= upper { return .holds(withoutLoad(total, kept)) }
    return tooSlow("It took \(total), and no more than \(inSeconds(upper)) is allowed.")
  }

  func findingOnSpeed(_ other: String, _ factor: Double) -> Finding {
    let name = other == "solution" ? "the solution" : other
    guard let compared = others[other], compared.hasTrace else {
      return .unknown("There is no run of \(name) to compare with.")
    }
    guard compared.ending == .exit(0) || compared.ending == evidence.ending else {
      return .unknown(
        "The run of \(name) did not come to its end, so there is nothing to compare with.")
    }
    let (mine, theirs) = (timeline.total, compared.timeline.total)
    let words = "\(duration(mine)), against \(duration(theirs)) of \(name)"
    if Double(mine) <= Double(theirs) * factor {
      return .holds("It took \(words).", at: timeline.end)
    }
    let kept = keptWaiting
    if Double(mine - kept) <= Double(theirs) * factor { return .holds(withoutLoad(words, kept)) }
    return tooSlow(
      "It took \(words). No more than \(LessonFormat.inWords(factor)) times as long is allowed.")
  }

  /// With what most of the time went into.
  private func tooSlow(_ sentence: String) -> Finding {
    let stays = waits.stays.sorted { $0.start < $1.start }
    guard let longest = stays.max(by: { $0.end - $0.start < $1.end - $1.start }) else {
      var finding = Finding.fails(sentence, at: timeline.end)
      finding.mayBeLoad = evidence.mayHaveBeenKeptWaiting
      return finding
    }
    var words = sentence
    if let waiting = phrases.waiting(longest.lane, at: longest.start) {
      words +=
        " From \(phrases.moment(longest.start)) on, \(phrases.said(longest.lane)) waited "
        + "\(waiting)"
      words += stays.count > 1 && waits.most.count == 1 ? "; no two waits overlapped." : "."
    }
    var finding = Finding.fails(
      words, at: longest.start, line: evidence.ownLine(of: longest.lane, at: longest.start),
      of: longest.lane)
    finding.mayBeLoad = evidence.mayHaveBeenKeptWaiting
    return finding
  }

  // MARK: The loop

  func findingOnLoop(_ longest: Double) -> Finding {
    guard !timeline.loops.isEmpty else { return .fails("No event loop ran.") }
    guard let hold = timeline.longestTurn() else {
      return .holds("No turn of the loop took any time.")
    }
    let length = duration(hold.duration)
    if seconds(hold.duration) <= longest {
      return .holds(
        "The longest turn of the loop took \(length), at \(phrases.moment(hold.start)).",
        at: hold.start, of: hold.lane)
    }
    let kept = min(keptWaiting, hold.duration - occupied(hold))
    if seconds(hold.duration - kept) <= longest { return .holds(withoutLoad(length, kept)) }
    var finding = heldLoop(hold, length)
    finding.mayBeLoad = evidence.mayHaveBeenKeptWaiting
    return finding
  }

  private func heldLoop(_ hold: LoopHold, _ length: String) -> Finding {
    let at = phrases.moment(hold.start)
    guard let lane = hold.lane else {
      return .fails("A callback held the loop for \(length), from \(at) on.", at: hold.start)
    }
    let stay = longestStay(of: lane, in: hold)
    let time = stay?.start ?? hold.start
    let who = phrases.start([lane])
    let blocked = stay.flatMap { $0.state == .blocked ? phrases.waiting(lane, at: time) : nil }
    let what = blocked.map { "it was blocked \($0)" } ?? "it ran without an await"
    return .fails(
      "\(who) held the loop for \(length), from \(at) on: \(what).", at: time,
      line: evidence.ownLine(of: lane, at: time), of: lane)
  }

  private func longestStay(of lane: LaneID, in hold: LoopHold) -> Span? {
    timeline.spans(of: lane, in: hold.start..<(hold.start + hold.duration))
      .filter { $0.state == .blocked || $0.state == .running }
      .max { length($0) < length($1) }
  }

  private func length(_ span: Span) -> Int64 { (span.end ?? timeline.end) - span.start }

  // MARK: A machine that is busy

  /// How long, as far as is known, the program could have gone on and had no processor.
  private var keptWaiting: Int64 { min(timeline.queued, timeline.total) }

  /// How much of a turn is surely the program's own: blocking calls as long as they had to take, and
  /// all the processor time that it can have used meanwhile.
  private func occupied(_ hold: LoopHold) -> Int64 {
    let end = hold.start + hold.duration
    var blocked: Int64 = 0
    for index in timeline.lanes.indices where timeline.lanes[index].process == process(of: hold) {
      timeline.forEachStay(of: LaneID(index: index)) { stay in
        guard stay.state == .blocked, isOnLoop(stay.lane, hold) else { return }
        let last = min(stay.end, stay.due ?? stay.end, end)
        blocked += max(last - max(stay.start, hold.start), 0)
      }
    }
    return min(blocked + timeline.processorTime(around: hold.start..<end), hold.duration)
  }

  private func process(of hold: LoopHold) -> Int? {
    hold.lane.flatMap { timeline.info($0)?.process }
  }

  /// Only what blocks the loop's own thread counts: its tasks, and itself.
  private func isOnLoop(_ lane: LaneID, _ hold: LoopHold) -> Bool {
    guard let info = timeline.info(lane) else { return false }
    return info.kind == .task || timeline.loops.contains { $0.thread == lane }
  }

  private func withoutLoad(_ words: String, _ kept: Int64) -> String {
    "It took \(words). The machine was busy with other things, and kept it waiting for "
      + "\(duration(kept)) of that, which does not count."
  }

  private func seconds(_ microseconds: Int64) -> Double { Double(microseconds) / 1e6 }

  private func inSeconds(_ seconds: Double) -> String { "\(LessonFormat.inWords(seconds)) s" }
}
