import LessonFormat
import Trace

/// How things ended, what was printed, what it cost.
extension GistTeller {
  private var clock: Clock { Clock(facts.timeline) }
  private var words: ReasonWords { ReasonWords(timeline: facts.timeline, names: facts.names) }
  private var timeline: Timeline { facts.timeline }
  private var names: LaneNames { facts.names }

  mutating func tellEnds() {
    var ends = bad(.failed) { lane in
      timeline.lanes[lane.index].exception.map { " with \(shortened($0, to: 120))" } ?? ""
    }
    ends += bad(.cancelled, words.canceller)
    ends += cutWaits()
    for end in ends.sorted(by: { $0.time < $1.time }).prefix(6) { narration.tell(end.sentence) }
    if ends.count > 6 {
      let more = ends.count - 6
      narration.tell("\(more) more bad \(more == 1 ? "end is" : "ends are") not listed.")
    }
    tellUnfinished()
  }

  private typealias End = (time: Int64, sentence: String)

  /// Lanes that failed, or were cancelled; those for the same reason together.
  private func bad(_ outcome: Outcome, _ why: (LaneID) -> String) -> [End] {
    let lanes = facts.shown.filter { timeline.lanes[$0.index].outcome == outcome }
    return Dictionary(grouping: lanes, by: why).map { why, lanes in
      let times = lanes.compactMap { timeline.lanes[$0.index].end }
      let (first, last) = (times.min() ?? 0, times.max() ?? 0)
      let when =
        clock.moment(first) == clock.moment(last)
        ? "At \(clock.moment(first))" : "From \(clock.stretch(first, last))"
      let isOne = lanes.count == 1
      // A cancelled task may still clean up: what is known is when it ended.
      let what =
        outcome == .failed ? (isOne ? "fails" : "fail") : "\(isOne ? "ends" : "end"), cancelled"
      return (first, "\(when) \(names.list(lanes)) \(what)\(why).")
    }
  }

  /// Waits that a time limit cut off, of lanes that lived on.
  private func cutWaits() -> [End] {
    var found: [End] = []
    for lane in facts.shown where timeline.lanes[lane.index].outcome != .cancelled {
      var time = timeline.lanes[lane.index].begin - 1
      // As many as anybody wants to hear of.
      for _ in 0..<50 {
        guard let wake = timeline.wake(of: lane, after: time), wake.time > time else { break }
        time = wake.time
        guard wake.details.cause == .timeLimit else { continue }
        let wait =
          timeline.moment(of: lane, at: time - 1)?.wait.map { " for \(words.words($0))" } ?? ""
        found.append(
          (
            time,
            "At \(clock.moment(time)) a time limit\(names.at(wake.details.line)) ends the wait of "
              + "\(names.said(lane))\(wait)."
          ))
        if found.count > 50 { return found }
      }
    }
    return found
  }

  private mutating func tellUnfinished() {
    let cut = timeline.processes.contains { !$0.isWhole && $0.role == "main" }
    let left = facts.shown.filter {
      timeline.lanes[$0.index].kind == .task
        && [nil, .cut, .endedWithProcess].contains(timeline.lanes[$0.index].outcome)
    }
    if cut {
      narration.tell(
        "The trace ends early: the program was killed, or ended without its last words.")
    }
    guard !left.isEmpty else { return }
    let moments = left.prefix(200).compactMap { lane -> String? in
      let last = timeline.lanes[lane.index].end.map { $0 - 1 } ?? timeline.end
      return timeline.moment(of: lane, at: last)?.wait.map { ReasonWords.head($0.words) }
    }
    let most = Dictionary(grouping: moments) { $0 }.max {
      ($0.value.count, $1.key) < ($1.value.count, $0.key)
    }
    let waited =
      most.map { "; \(left.count == 1 ? "it" : "most") still waited for \($0.key)" } ?? ""
    narration.tell(
      "\(names.start(names.list(left))) never \(left.count == 1 ? "ends" : "end")\(waited).")
  }

  // MARK: Figures

  mutating func tellFigures() {
    let tasks = facts.shown.count { timeline.lanes[$0.index].kind == .task }
    let threads = facts.shown.count { timeline.lanes[$0.index].kind == .thread }
    let processes = timeline.processes.count
    let lanes = [
      tasks > 0 ? counted(tasks, "task") : nil, counted(threads, "thread"),
      processes > 1 ? "\(inWords(processes)) processes" : nil,
    ].compactMap { $0 }
    let processor = timeline.processorInWords.map { "; \($0)" } ?? ""
    narration.tell("It had \(inWords(lanes, joinedBy: "and"))\(processor).")
    tellTracing()
    tellChildren()
    tellOutput()
  }

  /// Programs that it started and that are not traced.
  private mutating func tellChildren() {
    let others = timeline.children.filter { child in
      !timeline.processes.contains { $0.pid == child.pid }
    }
    guard !others.isEmpty else { return }
    let names = Dictionary(grouping: others, by: \.name).sorted { $0.key < $1.key }
    let list = names.prefix(4).map { "\"\($0)\"" + ($1.count == 1 ? "" : " \(often($1.count))") }
    let more = names.count > 4 ? " and others" : ""
    narration.tell(
      "It started \(counted(others.count, "other program")): \(list.joined(separator: ", "))\(more)."
    )
  }

  /// What tracing took of the run, where that matters.
  private mutating func tellTracing() {
    let cost = timeline.processes.reduce(Int64(0)) { $0 &+ $1.tracingCost }
    guard cost > timeline.total / 50, cost > 1000 else { return }
    narration.tell("Tracing took about \(duration(cost)) of it.")
  }

  private mutating func tellOutput() {
    let lines = OutputWords(timeline, .standard)
    if let first = lines.first, let last = lines.last {
      narration.tell(
        lines.count == 1
          ? "It printed one line, at \(clock.moment(first.time)): \(first.words)".asSentence
          : "It printed \(inWords(lines.count)) lines, the first at \(clock.moment(first.time)), "
            + "the last at \(clock.moment(last.time)): \(last.words)".asSentence)
    }
    let errors = OutputWords(timeline, .error)
    let isTold = facts.shown.contains { timeline.lanes[$0.index].outcome == .failed }
    if let exception = errors.exception, errors.endsTheRun(of: timeline), !isTold {
      narration.tell("It ended with an error: \(exception)".asSentence)
    }
  }

  mutating func tellTroubles() {
    for warning in timeline.warnings.prefix(5) {
      narration.tell(WarningWords.sentence(warning, clock, names))
    }
    if timeline.warnings.count > 5 {
      narration.tell("\(timeline.warnings.count - 5) more warnings are not listed.")
    }
    for note in timeline.notes.prefix(3) { narration.tell("Note: \(note.words)".asSentence) }
    if timeline.dropped > 0 {
      narration.tell(
        "\(counted(Int(clamping: timeline.dropped), "event")) did not fit into the trace.")
    }
  }
}

extension Timeline {
  private static let leastCounted: Int64 = 10_000

  /// What the interpreter used for its start is not the program's, if that is known. Virtual time
  /// knows no processor.
  var processorInWords: String? {
    let before = usage(at: origin).processor
    let used = usage(at: end).processor &- before
    // Of so short a run, what is counted is mostly its end, of which no line tells.
    guard used > 0, total >= Self.leastCounted else { return nil }
    return (before > 0 ? "it used " : "with the start of Python it used ")
      + "\(duration(used)) of processor time"
  }
}

/// "10,000 tasks"
func counted(_ number: Int, _ noun: String) -> String {
  "\(inWords(number)) \(noun)\(number == 1 ? "" : "s")"
}
