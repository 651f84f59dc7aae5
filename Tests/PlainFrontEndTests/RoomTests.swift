import LessonFormat
import Narration
import TestSupport
import Testing

@testable import PlainFrontEnd
@testable import Tutor

/// Presenting and following in words.
@Suite("A room in words")
struct RoomTests {
  private func presenting(readsNotes: Bool = false) throws -> PlainScript {
    var settings = PlainSettings()
    settings.readsNotes = readsNotes
    var script = try PlainScript(settings: settings)
    script.state.now = 1_000_000
    script.state.room = .presenting(Presentation(startingAt: 1_000_000))
    return script
  }

  private func questionStep(_ script: PlainScript) throws -> Int {
    let lesson = try #require(script.state.contents[0]?.lesson)
    let index = try #require(
      lesson.steps.firstIndex { step in
        step.parts[0].contains { block in
          guard case .question(let question) = block.content, case .choices = question.answer else {
            return false
          }
          return true
        }
      })
    return index + 1
  }

  @Test("Answers, votes, a break, the pointer and the dark are said")
  func stage() throws {
    var script = try presenting()
    try script.type("go 1 1")
    try script.type("go \(questionStep(script))")
    let question = try #require(script.state.openQuestion)
    for voter in ["a", "b"] {
      _ = reduce(
        &script.state,
        .room(.vote(by: voter, lesson: "everything", question: question.id.value, .choices([0]))))
    }
    #expect(try script.type("tally").contains("The room has given 2 answers."))
    #expect(try script.type("tally").contains("What the room said is hidden."))
    let revealed = try script.type("reveal")
    #expect(revealed.contains("The answer is shown.") && revealed.contains(" is right"))
    #expect(!revealed.contains("You said"))
    #expect(try script.type("break 15").contains("There is a break of 15 minutes."))
    #expect(try script.type("break end").contains("The break is over."))
    #expect(try script.type("break soon").contains("from 1 to 180"))
    #expect(try script.type("dark").contains("The room's screen is dark."))
    #expect(try script.type("dark").contains("The room sees the course again."))
    #expect(try script.type("room").contains("0 followers."))
    #expect(speechProblems(in: script.transcript) == [])
  }

  @Test("A room hears no folder of whoever presents; their notes do", arguments: [false, true])
  func paths(isForNotes: Bool) throws {
    var script = try presenting(readsNotes: isForNotes)
    let said = try script.happens(.told("/home/ada/secret/talk.py cannot be read."))
    #expect(said.contains("talk.py cannot be read."))
    #expect(said.contains("/home/ada") == isForNotes)
  }

  @Test("Notes are read to whoever presents, and to nobody else")
  func notes() throws {
    var script = try presenting(readsNotes: true)
    #expect(try script.type("go 1 1").contains("Planned: 2 minutes and 30 seconds."))
    var learner = try PlainScript()
    try learner.type("go 1 1")
    #expect(try learner.type("notes").contains("Only whoever presents can say that"))
    #expect(try learner.type("rejoin").contains("You follow nobody."))
  }

  @Test("Whoever follows hears where the room is, and the way back")
  func follower() throws {
    var stage = try presenting()
    try stage.type("go 1 1")
    var seat = try PlainScript()
    seat.state.room = .following(Following(room: "everything"))
    #expect(
      try seat.happens(.room(.connected), .room(.standing(try #require(stage.state.standing))))
        .contains("Step 1 of"))
    #expect(try seat.type("next step").contains("on your own"))
    #expect(try seat.type("rejoin").contains("You are with the room again."))
    #expect(try seat.happens(.room(.lost)).contains("does not answer"))
    #expect(speechProblems(in: seat.transcript) == [])
  }
}
