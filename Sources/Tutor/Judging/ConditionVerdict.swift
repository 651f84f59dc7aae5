import LessonFormat
import Trace

/// What one run, or several, say of one condition.
package struct ConditionVerdict: Hashable, Sendable {
  package enum Outcome: Hashable, Sendable {
    case holds
    case fails
    /// The run does not tell.
    case unknown
  }

  package var condition: Condition
  package var outcome: Outcome
  /// What was seen: what happened, when, and where to look.
  package var sentence: String
  /// Where to look: in the trace, in microseconds.
  package var moment: Int64?
  /// In the learner's program.
  package var line: Int?
  package var lane: LaneID?
  /// It fails by a time that was too long, and the machine may be to blame: another run may tell
  /// otherwise.
  package var mayBeLoad = false

  package init(
    condition: Condition, outcome: Outcome, sentence: String, moment: Int64? = nil,
    line: Int? = nil, lane: LaneID? = nil, mayBeLoad: Bool = false
  ) {
    self.condition = condition
    self.outcome = outcome
    self.sentence = sentence
    self.moment = moment
    self.line = line
    self.lane = lane
    self.mayBeLoad = mayBeLoad
  }
}

/// What several runs say of one condition: it holds if it holds in each of them.
package struct JointVerdict: Hashable, Sendable {
  package var verdict: ConditionVerdict
  /// The run that it is taken from, to look at.
  package var run: Int
  package var failures: Int
  package var runs: Int

  /// One for each condition; every run has a verdict on each.
  package static func all(of runs: [[ConditionVerdict]]) -> [JointVerdict] {
    guard let first = runs.first else { return [] }
    return first.indices.map { index in JointVerdict(runs.map { $0[index] }) }
  }

  private init(_ verdicts: [ConditionVerdict]) {
    let decisive =
      verdicts.firstIndex { $0.outcome == .fails }
      ?? verdicts.firstIndex { $0.outcome == .unknown } ?? 0
    run = decisive
    verdict = verdicts[decisive]
    runs = verdicts.count
    failures = verdicts.count { $0.outcome == .fails }
    guard runs > 1, failures > 0 else { return }
    verdict.sentence =
      (failures == runs ? "In each of \(runs) runs" : "In \(failures) of \(runs) runs")
      + (failures > 1 ? ", here as in the first of them: " : ": ") + verdict.sentence
  }
}
