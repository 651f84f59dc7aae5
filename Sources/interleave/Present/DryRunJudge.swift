import DemoRunner
import LessonFormat
import Narration
import Trace
import Tutor

/// Holds the runs of a demo against what is said of it, and against what a room has patience for.
struct DryRunJudge {
  private let unit: RunUnit
  private let demo: Demo
  private let folder: LessonFolder
  private var round: UnitRound
  private var ended: [String: RunQueue.Ended] = [:]
  private var findings: [RunFinding] = []

  init(_ unit: RunUnit, of demo: Demo, in folder: LessonFolder) {
    self.unit = unit
    self.demo = demo
    self.folder = folder
    // In the room it runs once, too.
    round = UnitRound(unit, mostAttempts: 1)
  }

  mutating func take(_ run: RunQueue.Ended, of program: RunUnit.Program) {
    ended[program.name] = run
    round.take(program, run.evidence, run.ending)
  }

  /// When all programs have ended: claims compare them.
  mutating func conclude() { findings = round.conclude() ?? [] }

  func time(of variant: Demo.Variant) -> Int64? { ended[variant.name]?.duration }

  func verdict(on variant: Demo.Variant) -> DryRunVerdict? {
    guard let run = ended[variant.name],
      let program = unit.programs.first(where: { $0.name == variant.name })
    else { return nil }
    let failures = findings.filter { $0.program == program && $0.rule != .conditionUntold }
    guard failures.isEmpty else { return verdict(on: run, failures) }
    if let words = slowness(of: run, variant) { return .isSlow(words) }
    return .works(
      hasClaims: !unit.conditions(for: program).isEmpty, isMeantToFail: variant.expectsFailure)
  }

  private func verdict(on run: RunQueue.Ended, _ failures: [RunFinding]) -> DryRunVerdict {
    if let refusal = SystemRefusal(in: run.evidence) {
      return refusal.kind == .portIsTaken
        ? .portIsTaken(refusal.quote) : .lacksNetwork(refusal.quote)
    }
    if run.evidence.readsInput { return .needsInput }
    guard let end = failures.first(where: { $0.rule == .demoFails }) else {
      return .breaksClaims(
        failures.map { "It does not show that \($0.claim): \($0.sentence)" },
        mayBeLoad: failures.allSatisfy(\.mayBeLoad))
    }
    if case .wall? = run.ending.limit { return .isSlow(end.sentence) }
    return .fails(end.sentence)
  }

  // MARK: Time

  /// A room waits for twice as long as it is used to, and for a second in any case.
  private static let mostTimesAsLong: Int64 = 2
  private static let unnoticed: Int64 = 1_000_000
  /// Beyond this share of its time limit, a slower moment of the machine ends it.
  private static let safeShare = 0.8

  private func slowness(of run: RunQueue.Ended, _ variant: Demo.Variant) -> String? {
    let timeline = run.evidence.timeline
    let took = timeline.lanes.isEmpty ? run.duration : timeline.total
    var words: String?
    if let recorded = recordedTime(of: variant), took - recorded >= Self.unnoticed,
      took >= recorded * Self.mostTimesAsLong
    {
      words =
        "The program itself took \(duration(took)), and "
        + "\(duration(recorded)) when it was recorded."
    } else if Double(run.duration) > demo.timeout * 1e6 * Self.safeShare {
      words =
        "It took \(duration(run.duration)), and is ended after "
        + "\(inWords(demo.timeout)) second\(demo.timeout == 1 ? "" : "s")."
    }
    guard timeline.queued > took / 10 else { return words }
    return words.map {
      "\($0) The machine was busy, and kept it waiting for "
        + "\(duration(timeline.queued)) of that."
    }
  }

  private func recordedTime(of variant: Demo.Variant) -> Int64? {
    guard let (lines, header) = RunRecording.read(variant, in: demo, folder) else { return nil }
    guard header.isTraced else { return header.duration }
    var timeline = Timeline()
    timeline.append(lines)
    timeline.finish()
    return timeline.total
  }
}

extension RunEvidence {
  /// Whether the program asked for something typed.
  fileprivate var readsInput: Bool {
    if errors.contains("EOFError: ") { return true }
    var isFound = false
    for index in timeline.lanes.indices where !isFound {
      timeline.forEachStay(of: LaneID(index: index)) { stay in
        if let reason = stay.reason, timeline.reason(reason).kind == .input { isFound = true }
      }
    }
    return isFound
  }
}
