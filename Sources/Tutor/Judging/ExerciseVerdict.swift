import LessonFormat
import Narration

/// What runs of a learner's program came to.
package struct ExerciseVerdict: Equatable, Sendable {
  package struct Finding: Equatable, Sendable {
    package var verdict: ConditionVerdict
    /// The run that decided it.
    package var run: RunID
  }

  package enum Outcome: Equatable, Sendable {
    /// One for each condition, in their order.
    case judged([Finding])
    /// It is no program yet: what Python says of it, and the line where it stopped reading.
    case unreadable(error: [String], line: Int?)
  }

  package var outcome: Outcome
  /// The run that is worth looking at: the one that failed, or the last.
  package var run: RunID

  package var findings: [Finding] {
    if case .judged(let findings) = outcome { findings } else { [] }
  }

  package var isSolved: Bool {
    if case .judged(let findings) = outcome {
      findings.allSatisfy { $0.verdict.outcome == .holds }
    } else {
      false
    }
  }

  /// The first condition that is not met and says where to look.
  package var firstToLookAt: Int? {
    findings.firstIndex { $0.verdict.outcome != .holds && $0.verdict.isSomewhere }
  }

  /// "2 of 3 conditions are met."
  package var inWords: String {
    switch outcome {
    case .unreadable(_, let line):
      return "Python cannot read the program\(line.map { ": see line \($0)" } ?? "")."
    case .judged(let findings):
      let met = findings.count { $0.verdict.outcome == .holds }
      if met == findings.count {
        return findings.count == 1
          ? "Solved: the condition is met." : "Solved: all \(met) conditions are met."
      }
      if findings.count == 1 { return "Not solved yet: the condition is not met." }
      return
        "Not solved yet: \(met) of \(findings.count) conditions \(met == 1 ? "is" : "are") met."
    }
  }

  /// Nil where nothing has run.
  init?(of runs: [(id: RunID, verdicts: [ConditionVerdict])]) {
    guard let last = runs.last else { return nil }
    let findings = JointVerdict.all(of: runs.map(\.verdicts)).map {
      Finding(verdict: $0.verdict, run: runs[$0.run].id)
    }
    outcome = .judged(findings)
    run = findings.first { $0.verdict.outcome != .holds }?.run ?? last.id
  }

  /// Nil where Python could read the program.
  init?(unreadableIn run: ProgramRun, _ id: RunID) {
    let evidence = RunEvidence(run)
    let lines = evidence.errors.split(separator: "\n").map(String.init)
    guard let traceback = Traceback(in: evidence.errors, of: evidence.file), traceback.isUnreadable,
      let place = lines.lastIndex(where: { $0.hasPrefix("  File \"") })
    else { return nil }
    let number = lines[place].split(separator: " ").last.flatMap { Int($0) }
    let shown = number.map { "Line \($0):" } ?? lines[place]
    outcome = .unreadable(error: [shown] + lines[(place + 1)...], line: number)
    self.run = id
  }
}

extension ConditionVerdict {
  /// There is a moment or a line to look at.
  package var isSomewhere: Bool { moment != nil || line != nil }
}
