import LessonFormat
import Testing

@testable import Tutor

@Suite("Questions that come back, and the end of a lesson")
struct ReviewTests {
  private static let day: Int64 = 24 * 3_600_000

  private static let lesson = """
    ## One
    <!-- id: one -->

    > [!QUIZ id=tea] Is tea hot?
    > - [x] yes
    > - [ ] no

    <!-- pause -->

    > [!QUIZ id=milk] Is milk black?
    > - [ ] yes
    > - [x] no

    ## Two
    <!-- id: two -->

    ```python exercise=nap title="A nap"
    import time
    ```

    ```python solution=nap
    import time

    time.sleep(0.1)
    ```

    ```checks exercise=nap
    total over 0.05 s
    ```

    > [!HINT]
    > Sleep.

    """
  private static let next = "## Three\n<!-- id: three -->\n\nWords.\n"

  // MARK: When

  @Test("A right answer comes back later each time, and in the end not at all")
  func spacing() {
    var mark = ReviewMark()
    var now: Int64 = 0
    var gaps: [Int64] = []
    while mark.due < .max, gaps.count < 10 {
      mark.take(isRight: true, at: now)
      guard mark.due < .max else { break }
      gaps.append((mark.due - now + Self.day / 2) / Self.day)
      now = mark.due
    }
    #expect(gaps == [1, 3, 7, 16, 35])
    #expect(!mark.isDue(at: now + 1000 * Self.day))
  }

  @Test("A wrong answer begins anew, and an answer before its time shows nothing")
  func anew() {
    var mark = ReviewMark()
    mark.take(isRight: true, at: 0)
    let due = mark.due
    mark.take(isRight: true, at: 60_000)
    #expect(mark.due == due && mark.rightInARow == 1)
    mark.take(isRight: true, at: due)
    #expect(mark.rightInARow == 2)
    mark.take(isRight: false, at: due + 60_000)
    #expect(mark.isDue(at: due + 60_000) && mark.rightInARow == 0)
    mark.take(isRight: true, at: due + 120_000)
    #expect(mark.rightInARow == 1 && !mark.isDue(at: due + 120_000))
  }

  // MARK: In a session

  private func session(answering tea: Int, _ milk: Int, now: Int64 = 0) throws -> Session {
    var session = try Session(lessons: [Self.lesson, Self.next])
    session.state.now = now
    try session.send(.go(lesson: 0, step: 0))
    try session.send(.choose(tea), .next, .choose(milk))
    return session
  }

  @Test("What was wrong is due at once, what was right the next day, in the order of the course")
  func due() throws {
    var session = try session(answering: 1, 1)
    #expect(session.state.dueQuestions.map(\.words) == ["Is milk black?"])
    #expect(session.state.dueQuestions[0].matter == .question("milk", isWrong: true))
    session.state.now = Self.day
    #expect(session.state.dueQuestions.map(\.words) == ["Is tea hot?", "Is milk black?"])
    #expect(
      session.state.sentences(of: Agenda(.review)) == [
        "2 questions are due; 1 of them was answered wrong."
      ])
  }

  @Test("A question is answered again where it stands, and then is not due any more")
  func again() throws {
    var session = try session(answering: 1, 1)
    try session.send(.go(lesson: 1, step: 0), .home, .show(.agenda(Agenda(.review))), .activate)
    #expect(try session.view.lesson == 0)
    let lesson = try #require(session.state.content(of: try session.view))
    let question = try #require(session.state.question("milk", in: try session.view))
    #expect(try session.view.focus?.question == "milk")
    #expect(session.state.response(to: question, in: lesson) == nil)
    // What was answered before is kept until then.
    #expect(session.state.records.answers.count == 2)
    let effects = try session.send(.choose(2))
    // Whoever goes on with the course goes on where they were before the review.
    #expect(session.state.records.place == .init(lesson: "l2", step: "three"))
    guard case .save(let records)? = effects.last else { return #expect(Bool(false)) }
    #expect(session.state.dueQuestions.isEmpty)
    let key = Records.QuestionKey(question, in: lesson)
    #expect(records.verdicts[key] == true && records.answerCounts[key] == 2)
    #expect(records.reviews[key]?.rightInARow == 1)
  }

  @Test("A question that was edited is another one, and not due")
  func edited() throws {
    var session = try session(answering: 2, 2)
    #expect(session.state.dueQuestions.count == 1)
    var lesson = try #require(session.state.contents[0]?.lesson)
    for index in lesson.steps[0].blocks.indices {
      guard case .question(var question) = lesson.steps[0].blocks[index].content else { continue }
      question.answer = .order([])
      lesson.steps[0].blocks[index].content = .question(question)
    }
    try session.send(.reloaded(lesson: 0, lesson, mistakes: [], step: nil))
    #expect(session.state.dueQuestions.isEmpty)
  }

  @Test("Nothing is due before anything was answered")
  func nothing() throws {
    var session = try Session(lessons: [Self.lesson])
    try session.send(.show(.agenda(Agenda(.review))))
    #expect(
      session.state.sentences(of: Agenda(.review)) == [
        "Nothing is due: you have answered no question yet."
      ])
    try session.send(.activate)
    guard case .home = session.state.top else { return #expect(Bool(false)) }
  }

  // MARK: The end of a lesson

  @Test("The end of a lesson says what was right, what was solved, and leads back or on")
  func end() throws {
    var session = try session(answering: 1, 1)
    try session.send(.go(lesson: 0, step: 1), .next)
    guard case .overlay(.agenda(let agenda)) = session.state.top else {
      return #expect(Bool(false))
    }
    #expect(agenda.occasion == .end(lesson: 0))
    #expect(
      session.state.sentences(of: agenda) == [
        "This is the end of lesson 1, Lesson 1.", "1 of 2 questions was right.",
        "The exercise is not solved yet.", "To look at again, if you like:",
      ])
    let rows = session.state.rows(of: agenda)
    #expect(rows.map(\.words) == ["Is milk black?", "A nap", "Go on to lesson 2, Lesson 2"])
    #expect(rows.map(\.remark) == ["answered wrong", "exercise, not solved", ""])
    // Whoever presses the same key again goes on.
    try session.send(.next)
    #expect(try session.view.lesson == 1)
    try session.send(.go(lesson: 0, step: 1), .next, .select(1), .activate)
    #expect(try session.view.step == 1)
  }

  @Test("A lesson without questions and exercises ends without a word")
  func plainEnd() throws {
    var session = try Session(lessons: [Self.next, Self.lesson])
    try session.send(.go(lesson: 0, step: 0), .next)
    #expect(try session.view.lesson == 1)
  }
}
