import Narration

/// How a run ended, and how long it took, in a few words.
package struct RunResult: Hashable, Sendable {
  package let words: String
  package let isGood: Bool

  package init(_ run: ProgramRun) {
    let total = duration(run.timeline.total)
    switch run.stage {
    case .queued: (words, isGood) = ("waits for its turn", true)
    case .starting: (words, isGood) = ("starts", true)
    case .running: (words, isGood) = ("runs, \(total) so far", true)
    case .ended(.exit(0)): (words, isGood) = ("\(total) in all", true)
    case .ended(.exit(let code)):
      (words, isGood) = ("\(total) in all, ended with status \(code)", false)
    case .ended(.signal(let number)):
      (words, isGood) = ("\(total) in all, ended by signal \(number)", false)
    case .ended(.stopped): (words, isGood) = ("stopped after \(total)", true)
    case .ended(.limited(let reason)): (words, isGood) = (reason, false)
    case .ended(.failed(let reason)): (words, isGood) = ("did not run: \(reason)", false)
    }
  }
}
