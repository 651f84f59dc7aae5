import Foundation
import TerminalHarness
import Testing

/// A course with a question, and a home of its own.
struct Learner {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.lesson(
      """
      ## One
      <!-- id: one -->
      First words.
      <!-- pause -->
      Second words.
      ## Two
      <!-- id: two -->
      > [!QUIZ id=q] Which colour?
      > - [ ] red
      > - [x] green
      ## Three
      <!-- id: three -->
      Third words.
      """, in: "course/01-a")
  }

  var course: String { "\(folder.path)/course" }
  var file: String { "\(folder.path)/.local/state/interleave/progress.sqlite" }

  func learn(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> TerminalSession {
    var variables = ["HOME": folder.path]
    variables.merge(environment) { $1 }
    return try TerminalSession(
      [Program.binary, "learn"] + arguments + ["--lessons=\(course)"], environment: variables)
  }

  func progress(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Program.Outcome {
    try Program.shell(
      "exec \"$@\"", [Program.binary, "progress", "--lessons=\(course)"] + arguments,
      in: folder.path, environment: environment)
  }

  /// Reads all of the first step, and answers the question of the second.
  func answer(_ number: Int, in session: TerminalSession) throws {
    try session.until(shows: "A lesson")
    session.type("\r")
    try session.until(shows: "First words")
    session.type(" ")
    try session.until(shows: "Second words")
    session.type(" ")
    try session.until(shows: "Which colour?")
    session.type(String(number))
    try session.until(shows: number == 2 ? "Right." : "Not so.")
  }

  func untilKept(_ what: String) throws {
    let deadline = Date(timeIntervalSinceNow: TerminalSession.patience)
    while true {
      let output = try progress("--json").output
      if output.contains(what) { return }
      try #require(Date() < deadline, "never kept: \(what)\n\(output)")
    }
  }
}

@Suite("Progress")
struct ProgressTests {
  @Test("A session goes on where the one before was killed")
  func killed() throws {
    let learner = try Learner()
    let session = try learner.learn()
    try learner.answer(2, in: session)
    try learner.untilKept("\"standing\" : \"right\"")
    session.signal(SIGKILL)
    #expect(try session.ending() == .killed(SIGKILL))

    let next = try learner.learn()
    try next.until(shows: "continue at step 2")
    try next.until(shows: "2 of 3 steps")
    next.type("\r")
    try next.until(shows: "(you said, right)")
    next.type("qq")
    #expect(try next.ending() == .exited(0))
  }

  @Test("What was done last is kept, however the session ends", arguments: [SIGTERM, SIGHUP, 0])
  func ended(_ signal: Int32) throws {
    let learner = try Learner()
    let session = try learner.learn()
    try learner.answer(1, in: session)
    if signal == 0 { session.type("Q") } else { session.signal(signal) }
    #expect(try session.ending() == (signal == 0 ? .exited(0) : .killed(signal)))
    let outcome = try learner.progress()
    #expect(outcome.output.contains("You were last at step 2 of lesson 1, Two"))
    #expect(outcome.output.contains("Questions: 1 of 1 answered, 0 right, 1 wrong."))
    #expect(outcome.output.contains("To look at again: step 2, Two."))
  }

  @Test("Two sessions at once keep what both have done")
  func twoAtOnce() throws {
    let learner = try Learner()
    let first = try learner.learn()
    try first.until(shows: "begin")
    let second = try learner.learn("a/three")
    try second.until(shows: "Third words")
    try learner.answer(2, in: first)
    for session in [first, second] {
      session.type("Q")
      #expect(try session.ending() == .exited(0))
    }
    let outcome = try learner.progress()
    #expect(outcome.output.contains("all 3 steps seen"))
    #expect(outcome.output.contains("1 right"))
  }

  @Test("A damaged file is told on the screen, kept, and begun anew")
  func damaged() throws {
    let learner = try Learner()
    try learner.folder.write("no database", to: ".local/state/interleave/progress.sqlite")
    let session = try learner.learn()
    try session.until(shows: "was damaged; it lies in")
    session.type("\r")
    try session.until(shows: "First words")
    session.type("Q")
    #expect(try session.ending() == .exited(0))
    #expect(try learner.progress().output.contains("1 of 3 steps seen"))
    let kept = try String(contentsOfFile: "\(learner.file).damaged-1", encoding: .utf8)
    #expect(kept == "no database")
  }

  @Test("Where nothing can be kept the course goes on, and one sentence says so")
  func nowhere() throws {
    let learner = try Learner()
    let session = try learner.learn(environment: ["XDG_STATE_HOME": "/dev/null/state"])
    try learner.answer(2, in: session)
    session.type("Q")
    #expect(try session.ending() == .exited(0))
    #expect(session.screen.text.contains("Your progress is not kept, because"))
  }

  @Test("An answer to a question that was changed does not count, and counts again when it is back")
  func edited() throws {
    let learner = try Learner()
    let session = try learner.learn()
    try learner.answer(2, in: session)
    session.type("Q")
    _ = try session.ending()
    let file = "\(learner.course)/01-a/lesson.md"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    func standing(_ text: String) throws -> Bool {
      try Data(text.utf8).write(to: URL(filePath: file))
      return try learner.progress("--json").output.contains("\"standing\" : \"right\"")
    }
    #expect(try standing(text.replacing("Second words", with: "Other words")))
    #expect(try !standing(text.replacing("Which colour", with: "Which shape")))
    #expect(try standing(text))
  }

  @Test("A course whose folder was moved keeps its progress")
  func moved() throws {
    let learner = try Learner()
    let session = try learner.learn()
    try learner.answer(2, in: session)
    session.type("Q")
    _ = try session.ending()
    let place = "\(learner.folder.path)/elsewhere"
    try FileManager.default.moveItem(atPath: learner.course, toPath: place)
    let outcome = try learner.progress("--lessons=\(place)")
    #expect(outcome.output.contains("2 of 3 steps seen"))
  }

  @Test("Progress goes to another machine, comes back after a reset, and counts once")
  func exchange() throws {
    let learner = try Learner()
    let session = try learner.learn()
    try learner.answer(2, in: session)
    session.type("Q")
    _ = try session.ending()
    let before = try learner.progress("--json").output
    #expect(try learner.progress("--export=kept.json").output.contains("2 steps and 1 answer of"))
    #expect(try learner.progress("--import=kept.json").status == 0)
    #expect(try learner.progress("--json").output == before)

    let reset = try learner.progress("--reset", "a")
    #expect(reset.output.contains("as if you had never opened it"))
    #expect(reset.output.contains("progress-before-reset-1.json"))
    #expect(try learner.progress().output.contains("You have not begun yet"))
    let copy = "\(learner.folder.path)/.local/state/interleave/progress-before-reset-1.json"
    #expect(try learner.progress("--import=\(copy)").status == 0)
    #expect(try learner.progress("--json").output == before)
  }

  @Test("What was not exported is not imported, and says so")
  func noExport() throws {
    let learner = try Learner()
    for text in ["", "{", "[]", "{\"format\": 1}", "{\"format\": 9, \"courses\": []}"] {
      try learner.folder.write(text, to: "file.json")
      let outcome = try learner.progress("--import=file.json")
      #expect(outcome.status == 1)
      #expect(outcome.errors.hasPrefix("interleave: file.json"))
      #expect(outcome.errors.split(separator: "\n").count == 1)
    }
    #expect(try learner.progress("--import=nothing.json").status == 1)
  }

  @Test("Looking makes no file, and there is nothing to forget at first")
  func looking() throws {
    let learner = try Learner()
    #expect(try learner.progress().output.contains("You have not begun yet"))
    #expect(try learner.progress("--reset").output == "There is nothing to forget.\n")
    let unknown = try learner.progress("--reset", "b")
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("there is no lesson \"b\""))
    #expect(try learner.progress("--json", "--reset").status == 2)
    #expect(!FileManager.default.fileExists(atPath: learner.file))
  }
}
