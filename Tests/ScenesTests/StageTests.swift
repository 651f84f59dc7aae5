import Canvas
import LessonFormat
import Testing
import Trace

@testable import Scenes
@testable import Tutor

/// What a room sees, and what lies before the instructor.
@Suite("On the stage")
struct StageTests {
  private func stage(_ size: Size, step: Int = 0, isRehearsal: Bool = false) throws -> Screening {
    var screening = try Screening(size: size)
    screening.state.now = 1_000_000
    screening.state.room = .presenting(
      Presentation(startingAt: 1_000_000, isRehearsal: isRehearsal))
    screening.recordings = ["together": "naps-together", "apart": "naps-apart"]
    try screening.send(.user(.go(lesson: 0, step: step)))
    return screening
  }

  private func step(of id: String, in screening: Screening) throws -> Int {
    try #require(screening.state.course.entries[0].steps.firstIndex { $0.id == id })
  }

  /// The first step of the fixture that asks something that can be chosen from, before its pause.
  private func questionStep(_ screening: Screening) throws -> Int {
    let lesson = try #require(screening.state.contents[0]?.lesson)
    return try #require(
      lesson.steps.firstIndex { step in
        step.parts[0].contains { block in
          guard case .question(let question) = block.content, case .choices = question.answer else {
            return false
          }
          return true
        }
      })
  }

  @Test("A step has margins and nothing but what the room is to see", arguments: sizes)
  func calm(size: Size) throws {
    var screening = try stage(size)
    let rows = screening.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(rows[0].allSatisfy { $0 == " " } || rows[0].isEmpty)
    #expect(rows.allSatisfy { $0.hasPrefix("   ") || $0.isEmpty })
    #expect(screening.text.contains("All blocks and inlines"))
    for word in ["step 1 of", "Space", "There is more"] {
      #expect(!screening.text.contains(word), "\(word)")
    }
  }

  @Test("An answer comes when it is asked for, and the room's answers as bars", arguments: sizes)
  func answers(size: Size) throws {
    var screening = try stage(size)
    let index = try questionStep(screening)
    try screening.send(.user(.go(lesson: 0, step: index)))
    let question = try #require(screening.state.openQuestion)
    let lesson = try #require(screening.state.contents[0]?.lesson)
    #expect(!screening.text.contains("(right)"))
    for voter in ["a", "b", "c"] {
      try screening.send(
        .room(
          .vote(by: voter, lesson: lesson.id, question: question.id.value, .choices([0]))))
    }
    #expect(!screening.text.contains("3 answers."))
    try screening.press("t")
    #expect(screening.text.contains("3 answers."))
    try screening.press("t", "a")
    #expect(screening.text.contains("(right)"))
    #expect(!screening.text.contains("you said"))
  }

  @Test("A key lights a dark screen and does nothing else")
  func dark() throws {
    var screening = try stage(Size(80, 24))
    try screening.press("b")
    #expect(screening.text.allSatisfy { $0 == " " || $0 == "\n" })
    let before = screening.state.lessonView
    try screening.press("Space")
    #expect(screening.state.presentation?.isBlank == false)
    #expect(screening.state.lessonView == before)
  }

  @Test("A number and Enter lead to a step; Esc leaves it", arguments: ["1", "2"])
  func jump(digit: String) throws {
    var screening = try stage(Size(80, 24), step: 2)
    try screening.press(digit)
    #expect(screening.text.contains("Go to step: \(digit)_"))
    try screening.press("Enter")
    #expect(screening.state.lessonView?.step == Int(digit).map { $0 - 1 })
    try screening.press("4", "Esc")
    #expect(screening.state.lessonView?.step == Int(digit).map { $0 - 1 })
  }

  @Test("A break shows its time in large, and ends with a key")
  func pause() throws {
    var screening = try stage(Size(100, 30))
    try screening.press("B", "5", "Enter")
    #expect(screening.state.presentation?.pause?.secondsLeft(at: screening.state.now) == 300)
    #expect(screening.text.contains("██████  ██  ██████") || screening.text.contains("██████"))
    screening.options.isASCII = true
    #expect(screening.text.contains("######") && !screening.text.contains("█"))
    try screening.send(.clock(screening.state.now + 400_000))
    #expect(screening.text.contains("The break is over"))
    try screening.press("Space")
    #expect(screening.state.presentation?.pause == nil)
  }

  @Test("Large digits are the digits of the time")
  func digits() {
    let rows = LargeDigits.rows("10:47", isASCII: true)
    #expect(rows.count == 5 && Set(rows.map(\.count)).count == 1)
    #expect(rows[0] == "  ##    ######      ##  ##  ######")
  }

  @Test("A rehearsal shows its times")
  func rehearsal() throws {
    var screening = try stage(Size(80, 24), isRehearsal: true)
    try screening.send(.clock(screening.state.now + 65_000))
    #expect(screening.text.contains("this step 1:05 of 2:30"))
  }

  @Test("A line that is pointed at is marked by signs and words, not by colour alone")
  func pointer() throws {
    var screening = try stage(Size(100, 30))
    let lesson = try #require(screening.state.contents[0]?.lesson)
    let index = try #require(
      lesson.steps.firstIndex { step in
        step.parts[0].contains { if case .demo = $0.content { true } else { false } }
      })
    try screening.send(.user(.go(lesson: 0, step: index)))
    try screening.press("x")
    #expect(screening.text.contains(">>") && screening.text.contains("< look here"))
    let line = screening.state.presentation?.pointer?.line
    try screening.press("Down")
    #expect(screening.state.presentation?.pointer?.line == line.map { $0 + 1 })
    try screening.press("x")
    #expect(!screening.text.contains("look here"))
  }

  // MARK: On other screens

  @Test("Whoever follows sees whether they are with the room, and the way back", arguments: sizes)
  func follower(size: Size) throws {
    let stage = try stage(size)
    var seat = try Screening(size: size)
    seat.state.room = .following(Following(room: "everything"))
    try seat.send(.room(.connected))
    try seat.send(.room(.standing(try #require(stage.state.standing))))
    #expect(seat.text.contains("with the room"))
    try seat.press("n")
    #expect(seat.text.contains("on your own"))
    try seat.press("?", "?")
    #expect(seat.text.contains("F back to the room"))
    try seat.press("F")
    #expect(seat.text.contains("with the room"))
    try seat.send(.room(.lost))
    #expect(seat.text.contains("does not answer"))
  }

  @Test("The notes hold what the room does not see: notes, times, votes, what is next")
  func notes() throws {
    var stage = try stage(Size(100, 30))
    let index = try questionStep(stage)
    try stage.send(.user(.go(lesson: 0, step: index)))
    let question = try #require(stage.state.openQuestion)
    try stage.send(
      .room(.vote(by: "a", lesson: "everything", question: question.id.value, .choices([0]))))
    try stage.send(.clock(stage.state.now + 61_000))
    var desk = try Screening(size: Size(100, 30))
    desk.state.now = stage.state.now
    desk.state.room = .following(Following(room: "everything", isDriving: true))
    try desk.send(.room(.connected))
    try desk.send(.room(.standing(try #require(stage.state.standing))))
    try desk.send(.room(.desk(try #require(stage.state.desk))))
    let text = desk.text
    for words in ["Notes", "This step 1:01 of", "1 answer. Hidden.", "Right:", "Next step:"] {
      #expect(text.contains(words), "\(words)")
    }
  }

  @Test("While the notes read the lesson that the room sees, they don't say that there is none")
  func reading() throws {
    let stage = try stage(Size(100, 30))
    var desk = try Screening(size: Size(100, 30))
    desk.state.room = .following(Following(room: "everything", isDriving: true))
    // Nobody does what comes back, as long as the disk takes.
    _ = reduce(&desk.state, .room(.connected))
    let effects = reduce(&desk.state, .room(.standing(try #require(stage.state.standing))))
    #expect(effects.contains(.load(lesson: 0)))
    #expect(desk.text.contains("Reading the lesson"))
  }
}
