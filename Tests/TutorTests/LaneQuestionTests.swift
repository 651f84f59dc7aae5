import LessonFormat
import Testing

@testable import Tutor

/// "Which lanes wait at 0.25 s?", answered by number or on the timeline.
@Suite("Questions about lanes")
struct LaneQuestionTests {
  private static let lesson = """
    ## One
    <!-- id: one -->

    ```python demo=naps
    import asyncio
    ```

    > [!QUIZ id=who demo=naps] Which lanes wait at 0.25 s?
    > answer: waiting(naps, 0.25 s)

    """

  private func played() throws -> Session {
    var session = try Session(lessons: [Self.lesson])
    try session.send(.go(lesson: 0, step: 0))
    let effects = try session.send(.run(demo: "naps"))
    try session.play("sleepers", into: try #require(started(effects).first).0)
    return session
  }

  @Test("Lanes are marked in the player, and the answer is given in the step")
  func pointing() throws {
    var session = try played()
    let player = try session.player
    #expect(session.state.laneQuestion(of: player)?.id.value == "who")
    try session.send(.player(.point))
    #expect(session.state.notice == "Choose a lane first; then it can be marked.")
    let rows = session.state.rows(of: player)
    for row in rows { try session.send(.player(.select(row)), .player(.point)) }
    // What is marked twice is not marked.
    try session.send(.player(.select(rows[0])), .player(.point))
    #expect(session.state.notice?.hasPrefix("Your answer so far: fetch 1, fetch 2, ") == true)
    try session.send(.player(.select(rows[2])), .player(.point), .back)
    let labels = try #require(try session.view.drafts["who"]).lanes
    #expect(labels == ["main", "fetch 2", "fetch 3"])
    let effects = try session.send(.focus(.submit(question: "who")), .activate)
    guard case .save(let records)? = effects.last else { return #expect(Bool(false)) }
    #expect(records.verdicts.values.first == true)
    #expect(session.state.laneQuestion(of: player) == nil)
  }

  @Test("They are as well chosen by number")
  func numbers() throws {
    var session = try played()
    try session.send(.back)
    let lesson = try #require(session.state.content(of: try session.view))
    let question = try #require(session.state.question("who", in: try session.view))
    let labels = session.state.laneLabels(for: question, in: lesson)
    for label in ["main", "fetch 2"] {
      let number = try #require(labels.firstIndex(of: label)) + 1
      try session.send(.choose(number))
    }
    try session.send(.focus(.submit(question: "who")), .activate)
    #expect(session.state.judgement(of: question, in: lesson)?.verdict == .wrong)
    #expect(
      session.state.judgement(of: question, in: lesson)?.lanes == ["fetch 2", "fetch 3", "main"])
  }
}
