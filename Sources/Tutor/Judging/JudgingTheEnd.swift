import LessonFormat
import Narration

/// How a run ended.
extension RunJudge {
  func findingOnTheEnd(_ kind: Condition.Kind) -> Finding {
    if case .failed(let reason) = evidence.ending {
      return .unknown("It did not run: \(reason)".asSentence)
    }
    guard case .raises(let exception, let text) = kind else { return findingOnFinish() }
    return findingOnException(exception, containing: text)
  }

  private func findingOnFinish() -> Finding {
    guard evidence.ending == .exit(0) else { return .fails(endInWords, at: end, line: endLine) }
    guard evidence.hasTrace else { return .holds("It ended by itself, without an error.") }
    return .holds("It ended by itself, without an error, at \(phrases.moment(timeline.end)).")
  }

  private func findingOnException(_ exception: String, containing text: String?) -> Finding {
    switch evidence.ending {
    case .exit(0):
      return .fails("It ended without an error, and was to end with \(exception).", at: end)
    case .exit where traceback == nil && exception == "SystemExit":
      return .holds(endInWords, at: end)
    default: break
    }
    guard evidence.hasOwnEnd || exception == "KeyboardInterrupt", let traceback,
      traceback.exception == exception || traceback.name == exception
    else {
      return .fails("\(endInWords) It was to end with \(exception).", at: end, line: endLine)
    }
    if let text, !traceback.message.contains(text) {
      return .fails(
        "It ended with \(traceback.inWords), which does not say \"\(text)\".", at: end,
        line: endLine)
    }
    return .holds(endInWords, at: end)
  }

  private var end: Int64? { evidence.hasTrace ? timeline.end : nil }

  private var endLine: Int? { traceback?.line ?? heldAtEnd?.line }

  private var endInWords: String {
    let when =
      evidence.hasTrace && traceback?.isUnreadable != true
      ? " at \(phrases.moment(timeline.end))" : ""
    switch evidence.ending {
    case .exit(0): return "It ended by itself\(when), without an error."
    case .exit(let status):
      guard let traceback else { return "It ended\(when), with exit status \(status)." }
      return traceback.isUnreadable
        ? "Python could not read it: \(traceback.inWords)".asSentence
        : "It ended\(when), with \(traceback.inWords)".asSentence
    case .signal(let number): return "It was ended\(when) by signal \(number)."
    case .stopped: return "It was stopped\(when), before it had ended."
    case .limited(let reason):
      return reason.asSentence + (heldAtEnd?.words ?? "")
    case .failed(let reason): return "It did not run: \(reason)".asSentence
    }
  }

  /// What the program hung in when it was ended.
  private var heldAtEnd: (words: String, line: Int?)? {
    guard case .limited = evidence.ending, evidence.hasTrace else { return nil }
    let time = max(timeline.end - 1, timeline.origin)
    for lane in phrases.names.shown {
      guard let waiting = phrases.waiting(lane, at: time) else { continue }
      return (
        " At last \(phrases.said(lane)) waited \(waiting).", evidence.ownLine(of: lane, at: time)
      )
    }
    return nil
  }
}
