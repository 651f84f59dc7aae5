import LessonFormat
import Narration
import Trace

/// What became of coroutines and tasks.
extension RunJudge {
  func findingOnCoroutines() -> Finding {
    let warnings = timeline.warnings.filter { $0.kind == .neverAwaited }
    guard let first = warnings.first else { return .holds("Python warned of none.") }
    let line = evidence.ownLine(first.definition)
    let function = first.function.map { "\($0)" } ?? "A coroutine"
    let more = warnings.count > 1 ? " So were \(warnings.count - 1) more." : ""
    return Finding(
      outcome: .fails,
      sentence: "\(function) was called and never awaited, so it never ran.\(more)"
        + (line.map { " It is defined on line \($0): look for where it is called." } ?? ""),
      moment: first.time, line: line, lane: first.lane)
  }

  private var tasks: [LaneID] {
    phrases.names.shown.filter { timeline.lanes[$0.index].kind == .task }
  }

  /// A task that only the end of its loop has cancelled was left over.
  func findingOnTasks(mayBeCancelled: Bool) -> Finding {
    let tasks = tasks
    guard !tasks.isEmpty else { return .holds("There were no tasks.") }
    let bad = tasks.filter { lane in
      switch timeline.info(lane)?.outcome {
      case .done: false
      case .cancelled: !mayBeCancelled || phrases.wasLeftOver(lane)
      default: true
      }
    }
    guard let first = bad.first, let info = timeline.info(first) else {
      let cancelled = tasks.count { timeline.info($0)?.outcome == .cancelled }
      let words =
        cancelled > 0 ? ", \(LessonFormat.inWords(Double(cancelled))) of them cancelled" : ""
      return .holds("\(count(tasks.count, "task")) ended\(words).")
    }
    let ending = phrases.ending(of: first) ?? "not over at the end"
    let verb = info.outcome == .failed ? "" : "was "
    let more = bad.count > 1 ? " So it is with \(bad.count - 1) more." : ""
    let time = info.end.map { max($0 - 1, info.begin) } ?? timeline.end
    return .fails(
      "\(phrases.start([first])) \(verb)\(ending).\(more)", at: time,
      line: evidence.ownLine(of: first, at: time) ?? evidence.ownLine(timeline.creation(of: first)),
      of: first)
  }

  func findingOnCancellation(_ name: String) -> Finding {
    let lanes = timeline.lanes(named: name)
    guard let first = lanes.first else { return missing(name) }
    if let lane = lanes.first(where: { timeline.info($0)?.outcome == .cancelled }),
      let end = timeline.info(lane)?.end
    {
      return .holds(
        "\(phrases.start([lane])) was cancelled at \(phrases.moment(end))"
          + "\(phrases.canceller(of: lane)).",
        at: end, of: lane)
    }
    let time = timeline.info(first)?.end ?? timeline.end
    let ending = phrases.ending(of: first) ?? "not over at the end"
    return .fails(
      "\(phrases.start([first])) was not cancelled: it "
        + "\(ending.hasPrefix("failed") ? ending : "was \(ending)").",
      at: time, line: evidence.ownLine(of: first, at: time - 1), of: first)
  }
}
