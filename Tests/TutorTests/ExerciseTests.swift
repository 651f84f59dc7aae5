import LessonFormat
import Testing
import Trace

@testable import Tutor

private func lesson(
  checks: String = "finishes\nwaits at least 2 at once", runs: String = "",
  starter: String = "print(1)"
) -> String {
  """
  ## Exercise
  <!-- id: s -->

  ```python exercise=x
  \(starter)
  ```

  ```python solution=x
  print(2)
  ```

  ```checks exercise=x\(runs)
  \(checks)
  ```

  > [!HINT]
  > One.

  > [!HINT]
  > Two.

  > [!EXPLANATION]
  > So.

  ## Another
  <!-- id: t -->

  Words.
  """
}

private let key = ExerciseKey(lesson: "l1", exercise: "x")

extension Session {
  fileprivate var exercise: ExerciseSession {
    get throws { try #require(state.exercises[key]) }
  }

  fileprivate var verdict: ExerciseVerdict? { state.exercises[key]?.verdict }

  fileprivate var record: ExerciseRecord { state.records.exercises.values.first ?? .init() }

  fileprivate mutating func practise(_ practice: Practice) throws -> [Effect] {
    try send(.practice(exercise: "x", practice))
  }

  @discardableResult
  fileprivate mutating func hear(_ news: ExerciseNews) throws -> [Effect] {
    try send(.exercise(key, news))
  }

  /// Begins a run of a text, and returns its number.
  fileprivate mutating func check(_ text: String) throws -> RunID {
    try #require(Self.begun(try hear(.toCheck(.init(path: "~/naps.py", text: text)))).first).0
  }

  fileprivate static func begun(_ effects: [Effect]) -> [(RunID, PracticeRequest)] {
    effects.compactMap {
      if case .startPractice(let id, let request) = $0 { (id, request) } else { nil }
    }
  }

  fileprivate mutating func end(
    _ id: RunID, _ ending: ProgramRun.Ending, errors: String = ""
  ) throws -> [Effect] {
    try send(.run(id, .began))
    if !errors.isEmpty { try send(.run(id, .output(.init(isError: true, text: errors)))) }
    return try send(.run(id, .ended(ending)))
  }
}

private func session(_ body: String = lesson()) throws -> Session {
  var session = try Session(lessons: [body])
  try session.send(.go(lesson: 0, step: 0))
  try session.hear(.looked(nil))
  return session
}

@Suite("Doing an exercise")
struct ExerciseTests {
  @Test("From the editor over a verdict and hints to the explanation")
  func whole() throws {
    var session = try session()
    #expect(try session.view.focus == .practice(exercise: "x", .edit))
    let draft = ExerciseDraft(
      try #require(session.state.exercise(key)),
      in: try #require(session.state.content(of: try session.view)))
    #expect(draft.fileName == "x.py")
    #expect(draft.starter == "print(1)\n")
    #expect(try session.send(.activate) == [.exercise(key, .edit, draft)])

    let file = ExerciseFile(path: "~/naps.py", text: "naps apart")
    let begun = Session.begun(try session.hear(.edited(file, notice: nil)))
    #expect(begun.map(\.1.text) == ["naps apart"])
    #expect(begun.map(\.1.fileName) == ["x.py"])
    #expect(try session.player.motion == .live)
    try session.play("naps-apart", into: begun[0].0)

    let verdict = try #require(session.verdict)
    #expect(verdict.findings.map(\.verdict.outcome) == [.holds, .fails])
    #expect(verdict.inWords == "Not solved yet: 1 of 2 conditions is met.")
    // The player has gone to where it was decided.
    let mark = try #require(try session.player.shownMark)
    #expect(mark.line == 5)
    #expect(try session.player.motion == .still)
    #expect(try session.player.cursor > 0)
    #expect(session.record == .init(attempts: 1))
    try session.send(.back)
    #expect(try session.view.focus == .practice(exercise: "x", .look(condition: 1)))
    try session.send(.activate)
    #expect(try session.player.shownMark == mark)
    try session.send(.player(.stepEvent(1)))
    #expect(try session.player.shownMark == nil)
    try session.send(.back)

    for number in 1...2 {
      #expect(try session.practise(.hint) == [.save(session.state.records)])
      #expect(session.record.hints == number)
    }
    #expect(try session.practise(.hint) == [])
    #expect(session.state.notice == "That was the last hint.")

    let solved = try session.check("naps together")
    try session.play("naps-together", into: solved)
    #expect(session.verdict?.isSolved == true)
    #expect(session.record == .init(attempts: 2, hints: 2, isSolved: true))
    try session.send(.back)
    #expect(try session.view.focus == nil)
    // Whoever has found one may see the lesson's.
    #expect(try session.practise(.solution) == [])
    #expect(try session.exercise.showsSolution)
    #expect(!session.record.sawSolution)
  }

  @Test("What Python cannot read is not judged, and its own words are shown")
  func unreadable() throws {
    var session = try session()
    let id = try session.check("def")
    let errors =
      "  File \"/tmp/x/naps.py\", line 1\n    def\n       ^\nSyntaxError: invalid syntax\n"
    _ = try session.end(id, .exit(1), errors: errors)
    #expect(
      session.verdict?.outcome
        == .unreadable(
          error: ["Line 1:", "    def", "       ^", "SyntaxError: invalid syntax"], line: 1))
    #expect(session.verdict?.isSolved == false)
    // There is no run to look at.
    #expect(session.state.player == nil)
    #expect(try session.view.focus == .practice(exercise: "x", .edit))
  }

  @Test("What was stopped or could not run is no attempt")
  func stopped() throws {
    var session = try session()
    let first = try session.check("a")
    #expect(try session.send(.stop) == [.stopRun(first)])
    _ = try session.end(first, .stopped)
    #expect(session.verdict == nil)
    let second = try session.check("a")
    _ = try session.end(second, .failed("No python3 was found."))
    #expect(session.state.notice == "No python3 was found.")
    #expect(session.state.player == nil)
    #expect(session.record.attempts == 0)
    // Leaving the run ends it.
    let third = try session.check("a")
    #expect(try session.send(.back) == [.stopRun(third)])
  }

  @Test("Of several runs each must show it, and one that fails is the last")
  func runs() throws {
    var session = try session(lesson(runs: " runs=3"))
    var id = try session.check("a")
    #expect(try session.player.tracks.map(\.title) == ["your program, run 1 of 3"])
    for number in 2...3 {
      try session.play("naps-together", into: id)
      #expect(session.verdict == nil)
      id = try #require(try session.exercise.attempt?.runs.last)
      #expect(try session.player.tracks.map(\.title) == ["your program, run \(number) of 3"])
    }
    try session.play("naps-apart", into: id)
    #expect(session.verdict?.findings.map(\.verdict.outcome) == [.holds, .fails])
    #expect(session.verdict?.run == id)
    let again = try session.check("b")
    try session.play("naps-apart", into: again)
    #expect(session.verdict?.isSolved == false)
    #expect(session.record.attempts == 2)
  }

  @Test("Where speed is asked for, the solution runs too, out of sight")
  func speed() throws {
    var session = try session(lesson(checks: "finishes\nas fast as solution within 1.5"))
    let own = try session.check("a")
    try session.play("naps-together", into: own)
    #expect(session.verdict == nil)
    let solution = try #require(try session.exercise.attempt?.solution)
    #expect(try session.player.tracks.map(\.run) == [own])
    try session.play("naps-together", into: solution)
    #expect(session.verdict?.isSolved == true)
    #expect(try session.player.tracks.map(\.run) == [own])
    #expect(session.state.notice == nil)
  }

  @Test("A run that fails only because the machine was busy is made again")
  func busy() throws {
    // The recording is of a busy machine.
    var session = try session(lesson(checks: "total under 1 ms"))
    var id = try session.check("a")
    for number in 1...2 {
      try session.play("naps-apart", into: id)
      #expect(session.verdict == nil)
      #expect(try session.exercise.attempt?.repeats == number)
      let next = try #require(try session.exercise.attempt?.runs.last)
      #expect(next != id)
      #expect(try session.player.tracks.map(\.run) == [next])
      id = next
    }
    try session.play("naps-apart", into: id)
    #expect(session.verdict?.isSolved == false)
    #expect(session.record.attempts == 1)
    #expect(try session.exercise.attempt?.runs == [id])
  }

  // MARK: The file

  @Test("Saving elsewhere checks where the exercise is what one looks at")
  func saving() throws {
    var session = try session()
    let file = ExerciseFile(path: "~/naps.py", text: "a")
    func saved(_ text: String) throws -> Int {
      Session.begun(try session.hear(.saved(.init(path: "~/naps.py", text: text)))).count
    }
    // Nothing was known of it, so nothing has changed.
    #expect(try saved("a") == 0)
    try session.hear(.looked(file))
    #expect(try saved("a") == 0)
    #expect(try saved("b") == 1)
    // Again while it runs: that run is of no use any more.
    let first = try #require(try session.exercise.attempt?.runs.last)
    let effects = try session.hear(.saved(.init(path: "~/naps.py", text: "c")))
    #expect(effects.contains(.stopRun(first)))
    #expect(Session.begun(effects).count == 1)
    try session.send(.go(lesson: 0, step: 1))
    #expect(try saved("d") == 0)
    #expect(try session.exercise.file?.text == "d")
  }

  @Test("Leaving the editor without a change runs nothing")
  func unchanged() throws {
    var session = try session()
    let file = ExerciseFile(path: "~/naps.py", text: "print(1)\n")
    #expect(Session.begun(try session.hear(.edited(file, notice: nil))).isEmpty)
    #expect(session.state.notice == "Nothing was changed yet. Your file is ~/naps.py.")
    let other = ExerciseFile(path: "~/naps.py", text: "a")
    #expect(Session.begun(try session.hear(.edited(other, notice: "No editor."))).isEmpty)
    #expect(session.state.notice == "No editor.")
    try session.hear(.failed("The disk is full."))
    #expect(session.state.notice == "The disk is full.")
  }

  @Test("Putting the file back is asked first")
  func resetting() throws {
    var session = try session()
    #expect(try session.practise(.reset) == [])
    #expect(session.state.top == .overlay(.ask(key, .reset)))
    try session.send(.back)
    #expect(session.state.lessonView != nil)
    _ = try session.practise(.reset)
    let effects = try session.send(.allow)
    guard case .exercise(key, .reset, _)? = effects.first else {
      Issue.record("\(effects)")
      return
    }
    try session.hear(.reset(.init(path: "~/naps.py", text: "print(1)\n"), kept: "naps.1.py"))
    let notice = try #require(session.state.notice)
    #expect(notice.contains("kept as naps.1.py"))
  }

  @Test("An exercise that asks something else now keeps the file, and is told")
  func changed() throws {
    var session = try session()
    try session.hear(.edited(.init(path: "~/naps.py", text: "a"), notice: nil))
    var next = try Session(lessons: [lesson(starter: "print(7)")])
    next.state.records = session.state.records
    let exercise = try #require(next.state.exercise(key))
    #expect(next.state.hasChanged(exercise, in: "l1"))
    try next.send(.go(lesson: 0, step: 0))
    let id = try next.check("a")
    try next.play("naps-apart", into: id)
    #expect(!next.state.hasChanged(exercise, in: "l1"))
    // Another title or hint does not make it another one.
    var same = try Session(lessons: [lesson().replacing("> Two.", with: "> Two, then.")])
    same.state.records = session.state.records
    #expect(!same.state.hasChanged(try #require(same.state.exercise(key)), in: "l1"))
  }

  // MARK: The solution

  @Test("The solution is asked for once, and it is noted that it came first")
  func solution() throws {
    var session = try session()
    #expect(try session.practise(.solution) == [])
    #expect(session.state.top == .overlay(.ask(key, .solution)))
    #expect(try session.send(.allow) == [.save(session.state.records)])
    #expect(session.record == .init(sawSolution: true))
    let id = try session.check("a")
    try session.play("naps-together", into: id)
    #expect(session.record == .init(attempts: 1, isSolved: true, sawSolution: true))
  }

  @Test("The solution runs beside the learner's own, which runs first where it has not")
  func comparing() throws {
    var session = try session()
    _ = try session.practise(.compare)
    #expect(session.state.notice == "Look at the solution first.")
    _ = try session.practise(.solution)
    try session.send(.allow)
    let first = Session.begun(try session.practise(.compare))
    #expect(first.map(\.1.text) == ["print(1)\n"])
    #expect(try session.player.tracks.map(\.title) == ["as it begins", "the solution"])
    try session.send(.run(first[0].0, .began))
    let second = Session.begun(try session.send(.run(first[0].0, .ended(.exit(0)))))
    #expect(second.map(\.1.text) == ["print(2)\n"])
    try session.send(.back)

    let own = try session.check("a")
    try session.play("naps-apart", into: own)
    let beside = Session.begun(try session.practise(.compare))
    #expect(beside.map(\.1.text) == ["print(2)\n"])
    #expect(try session.player.tracks.map(\.run) == [own, beside[0].0])
    #expect(session.verdict != nil)
  }

  @Test("A program of another's lesson asks before it runs, and only that one is shown")
  func consent() throws {
    var session = try session()
    let id = try session.check("print(1)\n")
    try session.send(.run(id, .needsConsent))
    let question = PracticeQuestion.run(.starter, for: .check)
    #expect(session.state.top == .overlay(.ask(key, question)))
    #expect(session.state.program(askedAbout: question, of: key)?.text == "print(1)\n")
    let effects = try session.send(.allow)
    #expect(
      effects.first
        == .allow(DemoKey(lesson: "l1", demo: "x"), texts: ["print(1)\n"]))
    guard case .exercise(key, .check, _)? = effects.last else {
      Issue.record("\(effects)")
      return
    }
    #expect(session.record.attempts == 0)
  }

  @Test("Two exercises with the same file's name have files of their own")
  func names() throws {
    let reading = try LessonFolder(
      path: root.appending(path: "Tests/Fixtures/lessons/practice/01-naps").path
    ).read()
    var lesson = try #require(reading.lesson)
    var block = try #require(lesson.steps[0].blocks.last)
    guard case .exercise(var exercise) = block.content else {
      Issue.record("\(block)")
      return
    }
    #expect(ExerciseDraft(exercise, in: lesson).fileName == "naps.py")
    exercise.id = "other"
    block.content = .exercise(exercise)
    lesson.steps[0].blocks.append(block)
    #expect(
      lesson.exercises.map { ExerciseDraft($0, in: lesson).fileName } == [
        "overlap-naps.py", "other-naps.py",
      ])
  }
}
