import LessonFormat
import Testing
import Trace

@testable import Tutor

private func quiz(_ prompt: String = "Which?", right: String = "green") -> String {
  let choices = ["red", "green"].map { "> - [\($0 == right ? "x" : " ")] \($0)" }
  return "## Step\n<!-- id: s -->\n> [!QUIZ id=q] \(prompt)\n"
    + choices.joined(separator: "\n") + "\n"
}

@Suite("What is kept of answers")
struct RecordsTests {
  /// A session that begins with what another one has kept.
  private func next(_ body: String, after session: Session) throws -> Session {
    var next = try Session(lessons: [body])
    next.state.records = session.state.records
    try next.send(.go(lesson: 0, step: 0))
    return next
  }

  private func isAnswered(_ session: Session) throws -> Bool {
    let view = try session.view
    let question = try #require(session.state.question("q", in: view))
    return session.state.response(
      to: question, in: try #require(session.state.content(of: view))) != nil
  }

  @Test("An answer counts as long as the question asks the same")
  func edited() throws {
    var session = try Session(lessons: [quiz()])
    try session.send(.go(lesson: 0, step: 0), .choose(2))
    for same in [quiz(), "## Another\n<!-- id: other -->\nWords.\n" + quiz("*Which*?")] {
      var session = try next(same, after: session)
      let step = session.state.course.entries[0].steps.firstIndex { $0.id == "s" }
      try session.send(.go(lesson: 0, step: try #require(step)))
      #expect(try isAnswered(session))
    }
    for other in [quiz("Which not?"), quiz(right: "red")] {
      #expect(try !isAnswered(next(other, after: session)))
    }
    // The question as it was is answered still, after all that.
    #expect(try isAnswered(next(quiz(), after: next(quiz("Which not?"), after: session))))
  }

  @Test("The verdict is kept with the answer")
  func verdict() throws {
    for (choice, isRight) in [(1, false), (2, true)] {
      var session = try Session(lessons: [quiz()])
      let effects = try session.send(.go(lesson: 0, step: 0), .choose(choice))
      #expect(Array(session.state.records.verdicts.values) == [isRight])
      #expect(effects.last == .save(session.state.records))
    }
  }

  @Test("A prediction gets its verdict from the run, and keeps it for the next session")
  func prediction() throws {
    let body = """
      ## Step
      <!-- id: s -->
      > [!PREDICT id=q demo=d] How long?
      > answer: total ± 20%

      ```python demo=d
      import time
      time.sleep(1)
      ```
      """
    var session = try Session(lessons: [body])
    try session.send(.go(lesson: 0, step: 0), .answer(question: "q", .number(1)))
    #expect(session.state.records.verdicts.isEmpty)
    let run = try #require(started(try session.send(.run(demo: "d"))).first).0
    try session.play("sleepers", into: run)
    let verdict = try #require(session.state.records.verdicts.first).value
    #expect(session.effects.contains(.save(session.state.records)))

    let later = try next(body, after: session)
    let question = try #require(later.state.question("q", in: try later.view))
    let lesson = try #require(later.state.content(of: try later.view))
    #expect(later.state.judgement(of: question, in: lesson)?.verdict == (verdict ? .right : .wrong))
  }
}
