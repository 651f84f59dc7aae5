import LessonFormat
import Testing

@testable import Tutor

@Suite("Ending and repeating in a room")
struct FollowingSessionTests {
  private static let course = "Tests/Fixtures/lessons/complete"

  private func presenting() throws -> Session {
    var session = try Session(course: Self.course)
    session.state.room = .presenting(Presentation(startingAt: 0))
    return session
  }

  @Test("A presentation ends when that is said twice, and nothing came in between")
  func ending() throws {
    var session = try presenting()
    #expect(try session.send(.back) == [])
    #expect(session.state.notice == Presentation.wordsBeforeEnd)
    try session.send(.clock(1000))
    #expect(try session.send(.back) == [.quit])

    session = try presenting()
    try session.send(.next)
    #expect(try session.send(.present(.end)) == [])
    try session.send(.next)
    #expect(session.state.notice == nil)
    #expect(try session.send(.present(.end)) == [])
    #expect(try session.send(.present(.end)) == [.quit])
    // What does not slip, such as a signal or a word, needs no second time.
    session = try presenting()
    #expect(try session.send(.quit) == [.quit])
  }

  @Test("Whoever follows or is alone leaves at once")
  func leaving() throws {
    var session = try Session(course: Self.course)
    session.state.room = .following(Following(room: "talk"))
    #expect(try session.send(.back) == [.quit])
  }

  /// The first question of the course, with where it stands.
  private func question() throws -> (Question, Lesson, Standing) {
    var session = try Session(course: Self.course)
    try session.send(.go(lesson: 0, step: 0))
    let lesson = try #require(session.state.contents[0]?.lesson)
    for step in lesson.steps {
      for case .question(let question) in step.blocks.map(\.content) {
        return (question, lesson, standing(lesson, step.id.value))
      }
    }
    throw Missing()
  }

  private struct Missing: Error {}

  private func standing(_ lesson: Lesson, _ step: String) -> Standing {
    Standing(
      place: .init(lesson: lesson.id, step: step, revealed: 0), answers: [:], tallies: [:],
      isBlank: false)
  }

  @Test("What was answered before is sent once the lesson was read, after each connection")
  func repeating() throws {
    let (question, lesson, standing) = try question()
    var session = try Session(course: Self.course)
    session.state.records.answers[Records.QuestionKey(question, in: lesson)] = .choices([0])
    session.state.room = .following(Following(room: "talk"))
    func sent() -> Int {
      session.effects.count { effect in
        if case .send(_, question.id.value, _) = effect { true } else { false }
      }
    }
    try session.send(.room(.connected))
    // The list of lessons is shown at first.
    var home = standing
    home.place = nil
    try session.send(.room(.standing(home)))
    #expect(sent() == 0)
    try session.send(.room(.standing(standing)))
    try session.send(.room(.standing(standing)))
    #expect(sent() == 1)
    try session.send(.room(.lost))
    try session.send(.room(.connected))
    try session.send(.room(.standing(standing)))
    #expect(sent() == 2)
  }

  @Test("What was said of one step is over in the next")
  func notices() throws {
    let (_, lesson, first) = try question()
    var session = try Session(course: Self.course)
    session.state.room = .following(Following(room: "talk"))
    try session.send(.room(.connected))
    try session.send(.room(.standing(first)))
    try session.send(.told("Noted."))
    var pointed = first
    pointed.isBlank = true
    try session.send(.room(.standing(pointed)))
    #expect(session.state.notice == "Noted.")
    try session.send(
      .room(.standing(standing(lesson, lesson.steps[lesson.steps.count - 1].id.value))))
    #expect(session.state.notice == nil)
  }
}
