import LessonFormat
import Narration
import Trace

/// Says of conditions whether a run meets them, and where to look.
package enum ConditionJudge {
  /// One verdict for each condition. `others` are runs to compare with, by the names that conditions
  /// call them: the solution, or variants of a demo.
  package static func judge(
    _ conditions: [Condition], _ evidence: RunEvidence, others: [String: RunEvidence] = [:]
  ) -> [ConditionVerdict] {
    let judge = RunJudge(evidence, others: others)
    return conditions.map { condition in
      let finding = judge.finding(on: condition.kind)
      return ConditionVerdict(
        condition: condition, outcome: finding.outcome, sentence: finding.sentence,
        moment: finding.moment, line: finding.line, lane: finding.lane,
        mayBeLoad: finding.mayBeLoad)
    }
  }
}

/// What was found, before it is put beside its condition.
struct Finding {
  var outcome: ConditionVerdict.Outcome
  var sentence: String
  var moment: Int64?
  var line: Int?
  var lane: LaneID?
  var mayBeLoad = false

  static func holds(_ sentence: String, at moment: Int64? = nil, of lane: LaneID? = nil) -> Finding
  {
    Finding(outcome: .holds, sentence: sentence, moment: moment, lane: lane)
  }

  /// With the line said behind the sentence.
  static func fails(
    _ sentence: String, at moment: Int64? = nil, line: Int? = nil, of lane: LaneID? = nil
  ) -> Finding {
    Finding(
      outcome: .fails, sentence: sentence + (line.map { " See line \($0)." } ?? ""),
      moment: moment, line: line, lane: lane)
  }

  static func unknown(_ sentence: String) -> Finding {
    Finding(outcome: .unknown, sentence: sentence)
  }
}

/// The judge of one run. What it looks at for each kind of condition stands in files of their own.
struct RunJudge {
  let evidence: RunEvidence
  let others: [String: RunEvidence]
  let phrases: RunPhrases
  let waits: OutsideWaits
  let traceback: Traceback?

  var timeline: Timeline { evidence.timeline }

  init(_ evidence: RunEvidence, others: [String: RunEvidence]) {
    self.evidence = evidence
    self.others = others
    phrases = RunPhrases(evidence.timeline)
    waits = OutsideWaits(evidence.timeline)
    traceback = Traceback(in: evidence.errors, of: evidence.file)
  }

  func finding(on kind: Condition.Kind) -> Finding {
    if kind.isAboutTheEnd { return findingOnTheEnd(kind) }
    if let gap { return .unknown(gap) }
    if kind.isAboutOutput { return findingOnOutput(kind) }
    guard evidence.hasTrace else {
      return .unknown("This run left no trace, so this cannot be told.")
    }
    return asFarAsTold(findingInTrace(kind), kind)
  }

  /// Why there is nothing to be judged.
  private var gap: String? {
    if case .failed(let reason) = evidence.ending { return "It did not run: \(reason)".asSentence }
    if traceback?.isUnreadable == true {
      return "It did not begin, because Python could not read it."
    }
    return nil
  }

  private func findingInTrace(_ kind: Condition.Kind) -> Finding {
    switch kind {
    case .total(let range): findingOnTotal(range)
    case .asFast(let other, let factor): findingOnSpeed(other, factor)
    case .loopNeverBlocked(let longest): findingOnLoop(longest)
    case .waits(let limit): findingOnWaits(limit)
    case .lanesOverlap(let limit): findingOnLanes(limit)
    case .namedLanesOverlap(let names): findingOnOverlap(names)
    case .threads(let limit): findingOnThreads(limit)
    case .everyCoroutineAwaited: findingOnCoroutines()
    case .everyTaskFinished: findingOnTasks(mayBeCancelled: false)
    case .everyTaskEnded: findingOnTasks(mayBeCancelled: true)
    case .taskCancelled(let name): findingOnCancellation(name)
    case .endsInOrder(let names): findingOnEnds(names)
    case .finishes, .raises, .outputContains, .outputMatches, .outputInOrder:
      .unknown("The trace does not tell this.")
    }
  }

  /// What a trace does not show may be in what is missing of it.
  private func asFarAsTold(_ finding: Finding, _ kind: Condition.Kind) -> Finding {
    let isCut = timeline.dropped > 0 || timeline.processes.contains { $0.fullSince != nil }
    switch finding.outcome {
    case .holds where kind.speaksOfAll && isCut:
      return .unknown("Parts of the trace are missing, so this cannot be told for sure.")
    case .holds where kind.speaksOfAll && !evidence.hasOwnEnd:
      return .unknown("The run was cut short, so this cannot be told.")
    case .fails where !kind.speaksOfAll && isCut:
      return .unknown("Parts of the trace are missing, and this was not seen in the rest of it.")
    default: return finding
    }
  }
}

extension Condition.Kind {
  fileprivate var isAboutTheEnd: Bool {
    switch self {
    case .finishes, .raises: true
    default: false
    }
  }

  package var isAboutOutput: Bool {
    switch self {
    case .outputContains, .outputMatches, .outputInOrder: true
    default: false
    }
  }

  /// It holds when nothing in the whole run speaks against it, and not because of one thing seen.
  fileprivate var speaksOfAll: Bool {
    switch self {
    case .waits(.atMost), .lanesOverlap(.atMost), .threads(.atMost), .loopNeverBlocked,
      .everyCoroutineAwaited, .everyTaskFinished, .everyTaskEnded, .asFast:
      true
    case .total(let range): range.upper != nil
    default: false
    }
  }
}
