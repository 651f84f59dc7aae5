import LessonFormat
import TestSupport
import Testing
import Trace

@testable import Tutor

/// What recorded runs say of conditions. Each case is a condition as an author writes it, and what
/// the judge says: "+" where it holds, "-" where it fails, "?" where the run does not tell.
@Suite("Judging conditions")
struct ConditionJudgeTests {
  struct Case: CustomTestStringConvertible {
    var run: String
    var condition: String
    var verdict: String
    var line: Int?

    init(_ run: String, _ condition: String, _ verdict: String, line: Int? = nil) {
      self.run = run
      self.condition = condition
      self.verdict = verdict
      self.line = line
    }

    var testDescription: String { "\(run): \(condition)" }
  }

  @Test("Recorded runs", arguments: Case.all)
  func recordedRuns(_ example: Case) throws {
    let evidence = try evidence(example.run)
    let verdict = try judge(example.condition, evidence)
    #expect(verdict.inShort == example.verdict)
    #expect(verdict.line == example.line)
    // What is said to be looked at is there.
    if let moment = verdict.moment {
      #expect(evidence.timeline.span.contains(moment) || moment <= evidence.timeline.end)
    }
    if let line = example.line { #expect(verdict.sentence.contains("line \(line)")) }
  }
}

/// A recorded run, as if it had ended as it did when it was recorded.
func evidence(_ fixture: String, output: String? = nil) throws -> RunEvidence {
  let timeline = try recorded(fixture)
  let printed = timeline.outputs.filter { $0.stream == .standard }.map(\.text).joined()
  return RunEvidence(
    timeline: timeline, output: output ?? printed,
    ending: fixture == "killed" ? .signal(9) : .exit(0))
}

func judge(
  _ condition: String, _ evidence: RunEvidence, others: [String: RunEvidence] = [:]
) throws -> ConditionVerdict {
  let condition = try #require(Condition(condition), "\(condition) is no condition")
  return ConditionJudge.judge([condition], evidence, others: others)[0]
}

extension Condition {
  /// As it is written in a lesson.
  init?(_ line: String) {
    let body = """
      ## One
      <!-- id: one -->

      ```python demo=a
      print(1)
      ```

      ```claims demo=a
      \(line)
      ```

      """
    let head = "---\nformat: 1\nid: a\ntitle: A\nminutes: 1\n---\n"
    let source = SourceText(path: "lesson.md", bytes: Array((head + body).utf8))
    let blocks = LessonReader.read(source, files: .none).lesson?.steps[0].blocks
    for case .demo(let demo) in blocks?.map(\.content) ?? [] {
      guard let condition = demo.claims.first?.condition else { return nil }
      self = condition
      return
    }
    return nil
  }
}

extension ConditionVerdict {
  var inShort: String {
    let sign =
      switch outcome {
      case .holds: "+"
      case .fails: "-"
      case .unknown: "?"
      }
    return "\(sign) \(sentence)"
  }
}
