import DemoRunner
import LessonFormat
import Narration

/// How a run ended, in sentences.
enum RunWords {
  /// Nothing where it ended as everybody expects.
  static func sentences(_ ending: RunEnding, of name: String, expectsFailure: Bool) -> [String] {
    var result: [String] = []
    if let limit = ending.limit {
      result.append("\(name) \(words(limit))")
    } else if ending.wasStopped {
      result.append("\(name) was stopped.")
    } else {
      result += how(ending.how, name, expectsFailure)
    }
    if ending.endedProcesses > 0 {
      let few = ending.endedProcesses == 1
      result.append(
        few
          ? "A process that it had started was still running, and was ended."
          : "\(ending.endedProcesses) processes that it had started were still running, and were "
            + "ended.")
    }
    return result
  }

  private static func how(
    _ how: RunEnding.How, _ name: String, _ expectsFailure: Bool
  ) -> [String] {
    switch how {
    case .exit(0): expectsFailure ? ["\(name) is meant to fail, and did not."] : []
    case .exit(let status):
      expectsFailure
        ? ["\(name) ended with an error, as it is meant to."]
        : ["\(name) failed, with exit status \(status)."]
    case .signal(let number): ["\(name) was ended by signal \(number)\(meaning(of: number))."]
    case .notStarted(let reason): ["\(name) could not be started: \(reason)."]
    case .lost: ["\(name) was ended: what watched over it was killed."]
    }
  }

  private static func meaning(of signal: Int32) -> String {
    switch signal {
    case 2: ", an interrupt"
    case 6: ", because it gave itself up"
    case 9: ", a kill; the system does this where memory runs out"
    case 11: ", because it used memory that is not its own"
    case 15: ", a request to end"
    default: ""
    }
  }

  static func words(_ limit: RunLimit) -> String {
    switch limit {
    case .wall(let seconds):
      "was ended: it had run for \(inWords(seconds)) second\(seconds == 1 ? "" : "s"), its time limit."
    case .memory(let bytes): "was ended: it used more memory than \(size(bytes))."
    case .processes(let number): "was ended: it had more than \(number) processes."
    case .processorTime(let seconds):
      "was ended: it had used \(count(seconds, "second")) of processor time, its limit."
    case .disk(let bytes): "was ended: its files took more than \(size(bytes))."
    case .fileSize(let bytes): "failed: a file may not be larger than \(size(bytes))."
    }
  }

  static func size(_ bytes: Int) -> String { dataSize(Int64(bytes)) }

  static func isExpected(_ ending: RunEnding, expectsFailure: Bool) -> Bool {
    guard ending.limit == nil, !ending.wasStopped else { return false }
    switch ending.how {
    case .exit(let status): return (status != 0) == expectsFailure
    case .signal: return expectsFailure
    case .notStarted, .lost: return false
    }
  }
}
