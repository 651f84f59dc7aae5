import LessonFormat
import Narration
import Testing
import Trace

@testable import Tutor

private let demo = """
  ## Demo
  > [!PREDICT id=p demo=d] How long?
  > - [x] a second
  > - [ ] two

  > [!PREDICT id=m demo=d] How many seconds?
  > answer: total(b) ± 10%

  ```python demo=d variant=a title="first"
  CALLS = 3  # knob 1..9
  print(CALLS)
  ```

  ```python demo=d variant=b run=in-turn
  print(2)
  ```
  """

private let together = demo.replacing(" run=in-turn", with: "")

@Suite("Running demos")
struct DemoSessionTests {
  @Test("All variants start, each with the knobs as they stand")
  func starting() throws {
    var session = try Session(lessons: [together])
    try session.send(.go(lesson: 0, step: 0), .turnKnob(demo: "d", "CALLS", to: 7.2))
    let runs = started(try session.send(.run(demo: "d")))
    #expect(runs.map(\.1.variant) == ["a", "b"])
    #expect(runs[0].1.text.hasPrefix("CALLS = 7  # knob 1..9\n"))
    #expect(try session.player.tracks.map(\.title) == ["first", "b"])
    #expect(try session.player.motion == .live)
  }

  @Test("A knob stays within its range", arguments: [(-5.0, 1.0), (99, 9), (.nan, 3), (4.4, 4)])
  func knobs(turned: Double, value: Double) throws {
    var session = try Session(lessons: [together])
    try session.send(.go(lesson: 0, step: 0), .turnKnob(demo: "d", "CALLS", to: turned))
    #expect(session.state.demos[DemoKey(lesson: "l1", demo: "d")]?.knobs == ["CALLS": value])
  }

  @Test("A variant that stands in for another is shown by its own name and text")
  func standIn() throws {
    let lesson = demo.replacing("variant=a title", with: "variant=a requires=3.99 else=c title")
      .replacing(" run=in-turn", with: "")
    var session = try Session(lessons: [
      lesson + "\n```python demo=d variant=c title=\"the old way\"\nprint(0)\n```\n"
    ])
    try session.send(.go(lesson: 0, step: 0))
    let runs = started(try session.send(.run(demo: "d")))
    try session.send(.run(runs[0].0, .standsIn(variant: "c", text: "print(0)")))
    #expect(try session.player.tracks.map(\.title) == ["the old way", "b"])
    let key = DemoKey(lesson: "l1", demo: "d")
    #expect(session.state.demos[key]?.latest?.tracks.map(\.title) == ["the old way", "b"])
    #expect(session.state.runs[runs[0].0]?.source == ["print(0)"])
  }

  @Test("The most waits at once are the same for an answer and for a condition")
  func waits() throws {
    var session = try Session(lessons: [
      """
      ## Demo
      > [!PREDICT id=w demo=d] How many waits?
      > answer: waits ± 0

      ```python demo=d
      print(1)
      ```
      """
    ])
    try session.send(
      .go(lesson: 0, step: 0), .answer(question: "w", .number(0)), .run(demo: "d"))
    let id = try #require(session.state.liveRuns.first)
    try session.play("mixed", into: id)
    let lesson = try #require(session.state.contents[0]?.lesson)
    let view = try session.view
    let question = try #require(session.state.question("w", in: view))
    let outside = OutsideWaits(try recorded("mixed")).most.count
    #expect(session.state.judgement(of: question, in: lesson)?.expected == Double(outside))
  }

  @Test("Variants in turn start when the one before has ended")
  func inTurn() throws {
    var session = try Session(lessons: [demo])
    try session.send(.go(lesson: 0, step: 0))
    let first = started(try session.send(.run(demo: "d")))
    #expect(first.map(\.1.variant) == ["a"])
    try session.send(.run(first[0].0, .began))
    let second = started(try session.send(.run(first[0].0, .ended(.exit(0)))))
    #expect(second.map(\.1.variant) == ["b"])
  }

  @Test("A prediction is judged when the run has ended, against the run itself")
  func predicting() throws {
    var session = try Session(lessons: [together])
    try session.send(.go(lesson: 0, step: 0), .choose(1), .type("0.1"), .activate)
    let lesson = try #require(session.state.content(of: try session.view))
    func judgement(_ id: String) throws -> Judgement? {
      let question = try #require(session.state.question(id, in: try session.view))
      return session.state.judgement(of: question, in: lesson)
    }
    #expect(try judgement("p")?.verdict == .needsRun)
    #expect(try session.view.focus == .demo("d"))
    let runs = started(try session.send(.activate))
    for (id, _) in runs { try session.play("sleepers", into: id) }
    try session.send(.back)
    #expect(try judgement("p")?.verdict == .right)
    let run = try recorded("sleepers")
    #expect(try judgement("m")?.expected == Double(run.total) / 1e6)
  }

  @Test("Running again stops what runs, and what the old run still says is not heard")
  func runningAgain() throws {
    var session = try Session(lessons: [together])
    try session.send(.go(lesson: 0, step: 0))
    let first = started(try session.send(.run(demo: "d")))
    try session.send(.run(first[0].0, .began))
    let effects = try session.send(.run(demo: "d"))
    #expect(effects.contains(.stopRun(first[0].0)))
    #expect(started(effects).count == 2)
    #expect(try session.player.tracks.map(\.isEarlier) == [false, false, true, true])
    _ = try session.send(.run(demo: "d"))
    #expect(session.state.runs[first[0].0] == nil)
    try session.send(.run(first[0].0, .ended(.exit(0))))
    #expect(session.state.runs[first[0].0] == nil)
  }

  @Test("The last run can be looked at again")
  func lookingAgain() throws {
    var session = try Session(lessons: [together])
    try session.send(.go(lesson: 0, step: 0), .lookAgain(demo: "d"))
    #expect(session.state.player == nil)
    #expect(session.state.notice != nil)
    let runs = started(try session.send(.run(demo: "d")))
    for (id, _) in runs { try session.play("sleepers", into: id) }
    try session.send(.back, .lookAgain(demo: "d"))
    let player = try session.player
    #expect(player.tracks.map(\.run) == runs.map(\.0))
    #expect(player.motion == .still)
    #expect(player.cursor == session.state.length(of: player))
  }

  @Test("A run that was stopped, turned or edited judges nothing")
  func notJudging() throws {
    var session = try Session(lessons: [together])
    try session.send(.go(lesson: 0, step: 0), .choose(1))
    let lesson = try #require(session.state.content(of: try session.view))
    let question = try #require(session.state.question("p", in: try session.view))
    func run(_ ending: ProgramRun.Ending) throws {
      for (id, _) in started(try session.send(.run(demo: "d"))) {
        try session.play("sleepers", into: id, ending: ending)
      }
      try session.send(.back)
    }
    try run(.stopped)
    #expect(session.state.judgement(of: question, in: lesson)?.verdict == .needsRun)
    try session.send(.turnKnob(demo: "d", "CALLS", to: 7))
    try run(.exit(0))
    #expect(session.state.judgement(of: question, in: lesson)?.verdict == .needsRun)
    try session.send(.turnKnob(demo: "d", "CALLS", to: 3))
    try run(.exit(0))
    #expect(session.state.judgement(of: question, in: lesson)?.verdict == .right)
  }

  @Test("A guess that was typed counts when the program runs")
  func typedGuess() throws {
    var session = try Session(lessons: [together])
    try session.send(.go(lesson: 0, step: 0), .focus(.number(question: "m")), .type("0.4"))
    try session.send(.run(demo: "d"))
    #expect(session.state.records.answers.values.contains(.number(0.4)))
  }

  @Test("Leaving the player stops what it runs")
  func leaving() throws {
    var session = try Session(lessons: [together])
    try session.send(.go(lesson: 0, step: 0))
    let runs = started(try session.send(.run(demo: "d")))
    #expect(try session.send(.back) == runs.map { .stopRun($0.0) })
    #expect(session.state.lessonView != nil)
  }

  @Test("The learner's own version runs, and the lesson's again when it is dropped")
  func editing() throws {
    var session = try Session(lessons: [together])
    try session.send(.go(lesson: 0, step: 0))
    let key = DemoKey(lesson: "l1", demo: "d")
    let effects = try session.send(.edit(demo: "d", variant: "a"))
    #expect(effects == [.edit(key, variant: "a", text: "CALLS = 3  # knob 1..9\nprint(CALLS)\n")])
    try session.send(.edited(key, variant: "a", text: "print(1)\n", notice: nil))
    #expect(started(try session.send(.run(demo: "d")))[0].1.text == "print(1)\n")
    try session.send(.dropEdits(demo: "d"))
    #expect(started(try session.send(.run(demo: "d")))[0].1.text.hasPrefix("CALLS = 3"))
  }
}

@Suite("Consent")
struct ConsentTests {
  @Test("A program from elsewhere is shown before it runs, and runs when it is allowed")
  func asking() throws {
    var session = try Session(lessons: [together])
    try session.send(.go(lesson: 0, step: 0))
    let key = DemoKey(lesson: "l1", demo: "d")
    let runs = started(try session.send(.run(demo: "d")))
    try session.send(.run(runs[0].0, .needsConsent))
    try session.send(.run(runs[1].0, .needsConsent))
    #expect(session.state.top == .overlay(.consent(key)))
    #expect(session.state.runs.isEmpty)
    let effects = try session.send(.allow)
    #expect(
      effects.first
        == .allow(key, texts: ["CALLS = 3  # knob 1..9\nprint(CALLS)\n", "print(2)\n"]))
    #expect(started(effects).count == 2)
  }

  @Test("What is not allowed does not run")
  func refusing() throws {
    var session = try Session(lessons: [together])
    try session.send(.go(lesson: 0, step: 0))
    let runs = started(try session.send(.run(demo: "d")))
    try session.send(.run(runs[0].0, .needsConsent))
    #expect(try session.send(.back).isEmpty)
    #expect(try session.send(.allow).isEmpty)
    #expect(session.state.lessonView != nil)
  }
}
