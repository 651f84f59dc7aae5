import LessonFormat
import Narration

/// What came of one program of a dry run.
struct DryRunResult {
  let demo: String
  /// Nil where the demo has one program only.
  let variant: String?
  let verdict: DryRunVerdict
  let isStandIn: Bool
  /// Numbers that could be turned down.
  let knobs: [String]
  /// What is said of it when it has ended.
  let words: String

  init(_ program: DryRunPlan.PlannedProgram, of demo: Demo, _ judge: DryRunJudge?) {
    let wanted = program.wanted
    self.demo = demo.id
    variant = wanted.name == demo.id ? nil : wanted.name
    isStandIn = program.isStandIn
    var took: Int64?
    switch program.fate {
    case .settled(let known):
      verdict = known
      knobs = []
    case .runs(let ran):
      verdict = judge?.verdict(on: ran) ?? .fails("It did not run.")
      knobs = ran.program.knobs.map(\.name)
      took = judge?.time(of: ran)
    }
    words =
      [demo.programName(of: wanted), took.map { duration($0) }, verdict.words]
      .compactMap { $0 }.joined(separator: ", ") + (program.note.map { " \($0.asSentence)" } ?? "")
  }

  /// "naps sync"
  var name: String { demo + (variant.map { " \($0)" } ?? "") }
}
