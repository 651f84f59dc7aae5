import DemoRunner
import LessonFormat
import Narration
import Tutor

/// One run of all programs of a unit, and what it says.
struct UnitRound {
  let unit: RunUnit
  private(set) var attempts = 1
  private var ended: [String: (evidence: RunEvidence, ending: RunEnding)] = [:]
  private var certain: [RunFinding] = []
  /// What only a time speaks for that was too long, in each attempt so far.
  private var doubtful: [RunFinding] = []

  /// A run that the machine kept waiting is done again until there were so many.
  private let mostAttempts: Int

  init(_ unit: RunUnit, mostAttempts: Int = 3) {
    self.unit = unit
    self.mostAttempts = mostAttempts
  }

  mutating func take(_ program: RunUnit.Program, _ evidence: RunEvidence, _ ending: RunEnding) {
    ended[program.name] = (evidence, ending)
  }

  var isWhole: Bool { ended.count == unit.programs.count }

  /// What is wrong, once all programs have ended; nil where they are to be run again, one by one.
  mutating func conclude() -> [RunFinding]? {
    let new = unit.programs.flatMap { findings(on: $0) }
    certain += new.filter { !$0.mayBeLoad && !certain.contains($0) }
    doubtful = new.filter { $0.mayBeLoad && (attempts == 1 || doubtful.contains($0)) }
    guard doubtful.isEmpty || attempts == mostAttempts else {
      attempts += 1
      ended = [:]
      return nil
    }
    return certain + doubtful.filter { $0.rule != .starterPasses }
  }

  private func findings(on program: RunUnit.Program) -> [RunFinding] {
    guard let (evidence, ending) = ended[program.name] else { return [] }
    let verdicts = ConditionJudge.judge(
      unit.conditions(for: program), evidence, others: ended.mapValues(\.evidence))
    switch unit.subject {
    case .demo:
      guard RunWords.isExpected(ending, expectsFailure: program.expectsFailure) else {
        return [failure(of: program, evidence, ending)]
      }
      return verdicts.compactMap { verdict in
        var finding = RunFinding(verdict, of: program, rule: .claimFails)
        // What a demo prints may be a time that it took itself.
        if verdict.condition.kind.isAboutOutput && evidence.mayHaveBeenKeptWaiting {
          finding?.mayBeLoad = true
        }
        return finding
      }
    case .exercise:
      if program.name == RunUnit.solution {
        return verdicts.compactMap { RunFinding($0, of: program, rule: .solutionFails) }
      }
      return starterFinding(program, verdicts)
    }
  }

  private func failure(
    of program: RunUnit.Program, _ evidence: RunEvidence, _ ending: RunEnding
  ) -> RunFinding {
    let verdict = ConditionJudge.judge(
      [Condition(kind: .finishes, range: program.range)], evidence)[0]
    let sentence =
      program.expectsFailure && ending.isSuccess
      ? "It is meant to fail, and did not." : verdict.sentence
    return RunFinding(
      rule: .demoFails, program: program, range: program.range, claim: "", sentence: sentence)
  }

  /// Where only its time was too long, and the machine busy, it may pass in another run.
  private func starterFinding(
    _ program: RunUnit.Program, _ verdicts: [ConditionVerdict]
  ) -> [RunFinding] {
    let failed = verdicts.filter { $0.outcome == .fails }
    if failed.contains(where: { !$0.mayBeLoad }) { return [] }
    return [
      RunFinding(
        rule: .starterPasses, program: program, range: unit.range, claim: "",
        sentence: failed.first?.sentence ?? "It meets every condition.",
        mayBeLoad: !failed.isEmpty)
    ]
  }
}

/// What a run said against a lesson.
struct RunFinding: Hashable {
  var rule: Rule
  var program: RunUnit.Program
  var range: SourceRange
  /// What was asked for, in words.
  var claim: String
  var sentence: String
  var mayBeLoad = false

  init(
    rule: Rule, program: RunUnit.Program, range: SourceRange, claim: String, sentence: String,
    mayBeLoad: Bool = false
  ) {
    self.rule = rule
    self.program = program
    self.range = range
    self.claim = claim
    self.sentence = sentence
    self.mayBeLoad = mayBeLoad
  }

  /// Nil where there is nothing to say.
  init?(_ verdict: ConditionVerdict, of program: RunUnit.Program, rule: Rule) {
    guard verdict.outcome != .holds else { return nil }
    self.init(
      rule: verdict.outcome == .fails ? rule : .conditionUntold, program: program,
      range: verdict.condition.range, claim: verdict.condition.inWords,
      sentence: verdict.sentence, mayBeLoad: verdict.mayBeLoad)
  }

  /// Findings of several runs are the same where they are about the same.
  static func == (a: RunFinding, b: RunFinding) -> Bool {
    a.rule == b.rule && a.program == b.program && a.range == b.range
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(rule)
    hasher.combine(program)
    hasher.combine(range)
  }
}
