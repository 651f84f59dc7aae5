import Foundation
import LessonFormat
import TestSupport
import Testing
import Trace

@testable import PlainFrontEnd
@testable import Tutor

@Suite("A program that runs, in words")
struct LiveRunTests {
  /// The step with a demo of one variant, running.
  private func running(_ settings: PlainSettings = PlainSettings()) throws -> (PlainScript, RunID) {
    var script = try PlainScript(course: PlainScript.lessons, settings: settings)
    try script.type("go two-reports")
    let said = try script.type("run")
    #expect(said.hasPrefix("Running two-reports.\n"))
    let id = try #require(script.startedRuns.first)
    #expect(try script.happens(.run(id, .began)).isEmpty)
    return (script, id)
  }

  /// A course of one lesson with these steps.
  private func script(_ steps: String) throws -> PlainScript {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let place = folder.appending(path: "01-a")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let head = "---\nformat: 1\nid: a\ntitle: A\nminutes: 1\n---\n"
    try Data((head + steps).utf8).write(to: place.appending(path: "lesson.md"))
    var script = try PlainScript(course: folder)
    try script.type("next")
    return script
  }

  private func output(_ text: String, at time: Int64) -> [TraceLine] {
    var output = Output()
    output.text = text
    return [TraceLine(time: time, event: .output(output))]
  }

  @Test("Its lines are said as they come, and only whole ones")
  func lines() throws {
    var (script, id) = try running()
    #expect(
      try script.happens(.run(id, .trace(output("one\ntw", at: 10), now: 10))) == "Output: one\n")
    #expect(try script.happens(.run(id, .trace([], now: 20))).isEmpty)
    #expect(
      try script.happens(.run(id, .trace(output("o\n\n", at: 30), now: 30))) == "Output: two\n")
    let piece = OutputPiece(isError: true, text: "wrong\n")
    // What its trace does not tell is known at its end.
    #expect(try script.happens(.run(id, .output(piece))).isEmpty)
    #expect(try script.happens(.run(id, .trace(output("last", at: 40), now: 40))).isEmpty)
    let end = try script.happens(.run(id, .ended(.exit(0))))
    #expect(end.hasPrefix("Error output: wrong\nOutput: last\nEnded: "))
  }

  @Test("What an untraced program writes is said as it comes out")
  func untraced() throws {
    var script = try PlainScript()
    try script.type("go 1 4")
    #expect(try script.type("run figures").hasPrefix("Running figures and then untraced."))
    let first = try #require(script.startedRuns.first)
    try script.happens(.run(first, .began), .run(first, .ended(.exit(0))))
    let id = try #require(script.startedRuns.last)
    #expect(id != first)
    try script.happens(.run(id, .began))
    let pieces = ["second: 2.", "5 s\nthi", "rd\n"].map { OutputPiece(isError: false, text: $0) }
    let said = try pieces.map { try script.happens(.run(id, .output($0))) }
    #expect(said == ["", "Untraced, output: second: 2.5 s\n", "Untraced, output: third\n"])
    let end = try script.happens(.run(id, .ended(.exit(0))))
    #expect(end.hasPrefix("Ended. Figures: 0 s in all. Untraced: 0 s in all.\n"))
    #expect(end.contains("Not traced, since it measures itself: untraced."))
    #expect(try script.type("figures").hasSuffix("second: 2.5 s.\n"))
  }

  @Test("A question about lanes waits for its run, and is asked again with the lanes")
  func lanesToCome() throws {
    var script = try script(
      """
      ## One
      > [!PREDICT id=who demo=d] Who waits?
      > answer: waiting(0.05 s)

      ```python demo=d
      print(1)
      ```
      """)
    let toCome = "The run names the lanes to choose from; run the program first.\n"
    #expect(try script.type("1") == toCome)
    #expect(try script.type("question").contains(toCome))
    script.recordings = ["d": "sleepers"]
    let said = try script.type("run")
    #expect(said.contains("Prediction: Who waits?\nThe answer is one lane or more.\nLane 1: "))
    #expect(said.contains("To answer, type the numbers of the lanes"))
  }

  @Test("A program that measures itself leads to its figures")
  func figures() throws {
    var script = try script(
      """
      ## One
      ```python demo=d trace=off
      print(1)
      ```
      """)
    try script.type("run")
    let id = try #require(script.startedRuns.last)
    try script.happens(
      .run(id, .began), .run(id, .output(OutputPiece(isError: false, text: "one: 0.10 s\n"))))
    let end = try script.happens(.run(id, .ended(.exit(0))))
    #expect(end.contains("The program measures itself, so it is not traced"))
    #expect(end.contains("To hear its figures, type figures."))
    #expect(!end.contains("lanes") && !end.contains("Nothing is known"))
    // As exactly as the program printed it.
    #expect(try script.type("figures").hasPrefix("one: 0.10 s."))
  }

  @Test("Lines in their order are one sentence")
  func order() {
    #expect(inTurn(["It comes.", "It goes.", "…"]) == "It comes, then It goes, then …")
  }

  @Test("Memory is told where a demo asks for it, and only there")
  func memory() throws {
    for (show, isTold) in [(" show=memory", true), ("", false)] {
      var script = try script("## One\n```python demo=d\(show)\nprint(1)\n```\n")
      script.recordings = ["d": "sleepers"]
      try script.type("run")
      let said = try script.type("at 0.3")
      #expect(said.contains("Memory: ") == isTold, "\(said)")
    }
  }

  @Test("They are kept until the end where that is wanted")
  func held() throws {
    var settings = PlainSettings()
    settings.holdsOutput = true
    var (script, id) = try running(settings)
    #expect(try script.happens(.run(id, .trace(output("one\n", at: 10), now: 10))).isEmpty)
    #expect(try script.happens(.run(id, .ended(.stopped))).hasPrefix("Output: one\nEnded: stopped"))
  }

  @Test("Very many lines are cut, and told")
  func many() throws {
    var (script, id) = try running()
    let text = (1...10_000).map { "line \($0)\n" }.joined()
    let said = try script.happens(.run(id, .trace(output(text, at: 10), now: 10)))
    #expect(said.split(separator: "\n").count == 41)
    #expect(said.hasSuffix("Output: line 40\nMore is printed; output reads all of it.\n"))
    let long = String(repeating: "x", count: 5000) + "\n"
    var (other, second) = try running()
    let cut = try other.happens(.run(second, .trace(output(long, at: 10), now: 10)))
    #expect(cut.count < 400)
  }

  @Test("A voice is not troubled with what a program draws")
  func drawing() throws {
    var (script, id) = try running()
    let said = try script.happens(
      .run(id, .trace(output("\u{1B}[31m█ 5 %\r\u{7}ready ✓ ======\n", at: 10), now: 10)))
    expectSpeakable(said)
    #expect(said.contains("ready"))
  }

  @Test("A long run is mentioned every now and then, a short one never, a talking one seldom")
  func milestones() throws {
    var (script, id) = try running()
    try script.send(.run(id, .trace(try traceLines("sleepers"), now: 0)))
    _ = script.plain.told(script.state)
    var told: [Int] = []
    for second in 1...130 {
      let words = script.plain.waited(second, script.state)
      #expect(words.lines.count <= 1)
      if !words.lines.isEmpty { told.append(second) }
    }
    // It said something of its own in the first second.
    #expect(told == [15, 30, 60, 120])
    var (quiet, _) = try running()
    let said = [4, 5].map { quiet.plain.waited($0, quiet.state).text() }
    #expect(said == ["\n", "Running for 5 seconds.\n"])
  }

  @Test("Nothing is left by accident while it runs")
  func leaving() throws {
    var (script, id) = try running()
    for line in ["", "next", "back", "go 2", "home", "search sleep"] {
      #expect(try script.type(line).hasPrefix("The program still runs."))
    }
    #expect(try script.type("run") == "A program runs already. Type stop to end it.\n")
    try script.type("stop")
    #expect(script.effects.contains(.stopRun(id)))
    #expect(try script.happens(.run(id, .ended(.stopped))).hasPrefix("Ended: stopped"))
    try script.type("next")
    #expect(script.state.player == nil)
  }

  @Test("Input goes to it, and ends")
  func input() throws {
    var (script, id) = try running()
    try script.type("input Ada  Lovelace")
    #expect(script.effects.contains(.sendInput(id, "Ada  Lovelace\n")))
    try script.type("input end")
    #expect(script.effects.contains(.endInput(id)))
    #expect(PlainSession.waits("next", script.state))
    #expect(!PlainSession.waits("i Ada", script.state))
    try script.happens(.run(id, .ended(.stopped)))
    #expect(!PlainSession.waits("next", script.state))
    try script.type("run")
    #expect(PlainSession.waits("i Ada", script.state))
    #expect(!PlainSession.waits("stop", script.state))
    #expect(try script.type("i Ada").hasPrefix("The program has not begun yet"))
  }

  @Test("One that never ran says why, and the bell rings only where it is wanted")
  func failing() throws {
    var (script, id) = try running()
    let said = try script.happens(.run(id, .ended(.failed("There is no Python."))))
    #expect(said.hasPrefix("Ended: did not run: There is no Python.\n"))
    let isUnwanted = script.plain.takeBell()
    #expect(!isUnwanted)
    try script.type("bell on")
    try script.type("run")
    try script.happens(.run(try #require(script.startedRuns.last), .ended(.exit(3))))
    let bells = [script.plain.takeBell(), script.plain.takeBell()]
    #expect(bells == [true, false])
    #expect(script.transcript.contains("ended with status 3"))
  }

  @Test("A program from elsewhere is read out and asked for")
  func consent() throws {
    var (script, id) = try running()
    let said = try script.happens(.run(id, .needsConsent))
    #expect(said.contains("Code begins, two-reports, Python, 17 lines.\n"))
    #expect(said.hasSuffix("To allow it, type allow. Anything else leaves it alone.\n"))
    #expect(try script.type("allow").hasPrefix("Running two-reports."))
    try script.happens(.run(try #require(script.startedRuns.last), .needsConsent))
    try script.type("where")
    #expect(try script.type("allow") == "Nothing is asked.\n")
  }
}

@Suite("A lesson that its author saves, in words")
struct ReloadingTests {
  @Test("The step is read again with what is wrong with it")
  func reloading() throws {
    var script = try PlainScript()
    try script.type("go 1 2")
    var lesson = try #require(script.state.contents[0]?.lesson)
    lesson.steps[1].blocks.removeLast(lesson.steps[1].blocks.count - 1)
    let said = try script.happens(.reloaded(lesson: 0, lesson, mistakes: [], step: 1))
    #expect(
      said.hasPrefix("Step 2 of 5, Code and call-outs.\nNote: A note with a link (link 1).\n"))
    #expect(!said.contains("Tip"))
    #expect(try script.happens(.told("Something.")) == "Something.\n")
  }
}
