import Foundation
import TerminalHarness
import Testing

/// The course in words, over pipes and in a terminal that the test plays.
@Suite("The course in words")
struct PlainTests {
  private static let lesson = """
    ## First step
    <!-- id: first -->

    > [!PREDICT id=p demo=d] What is printed?
    > - [ ] one
    > - [x] two
    >   As it says.

    ```python demo=d
    import time

    SECONDS = 0.1  # knob 0.1..60
    print("before")
    time.sleep(SECONDS)
    print("after")
    ```

    <!-- pause -->

    The rest of it.

    ## Second step
    <!-- id: second -->

    ```python demo=asks
    print("Hello,", input())
    ```

    """

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.lesson(Self.lesson)
    return folder
  }

  /// Lines through a pipe, and what comes of them.
  private func pipe(
    _ lines: String, _ arguments: String..., in folder: TemporaryFolder,
    environment: [String: String] = [:]
  ) throws -> Program.Outcome {
    try folder.write(lines, to: "lines")
    return try Program.shell(
      "\"$@\" < lines", [Program.binary, "--lessons=."] + arguments, in: folder.path,
      environment: environment)
  }

  private func expectClean(
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let isClean = text.unicodeScalars.allSatisfy {
      $0 == "\n" || ($0.value >= 0x20 && $0 != "\u{7F}")
    }
    #expect(isClean, sourceLocation: sourceLocation)
  }

  @Test("Lines of a pipe are read like typed ones, to their end")
  func reading() throws {
    for arguments in [["--plain"], []] {
      let folder = try folder()
      let outcome = try Program.shell(
        "printf 'next\\n1\\nwhere\\nnxet' | \"$@\"",
        [Program.binary, "--lessons=."] + arguments, in: folder.path)
      #expect(outcome.status == 0)
      #expect(outcome.errors.isEmpty)
      #expect(outcome.output.contains("\nStep 1 of 2, First step.\n"))
      #expect(outcome.output.contains("\nChose 1: one.\n"))
      #expect(outcome.output.contains("\nLesson 1 of 1, A lesson. Step 1 of 2, First step.\n"))
      // The last line needs no newline.
      #expect(outcome.output.hasSuffix("Did you mean next? help lists the commands.\n"))
      expectClean(outcome.output)
      let again = try pipe("next\n", "--plain", in: folder)
      #expect(again.output.hasPrefix("Welcome back to Interleave.\n"))
      #expect(again.output.contains("\nTo go on at step 1 of lesson 1, type next.\n"))
    }
  }

  @Test("Words are what the environment asks for, and an option has the last word")
  func choosing() throws {
    let folder = try folder()
    let told = "Step 1 of 2, First step."
    for environment in [["ACCESSIBLE": "1"], ["TERM": "dumb"]] {
      #expect(try pipe("next\n", in: folder, environment: environment).output.contains(told))
    }
    let both = try pipe("", "--plain", "--no-plain", in: folder)
    #expect(both.status == 2)
    #expect(both.errors.contains("--plain and --no-plain exclude each other"))
    let narrow = try pipe("next\n", "--width=30", in: folder).output
    let words = narrow.split(separator: "\n").filter { !$0.contains("SECONDS") }
    #expect(words.allSatisfy { $0.count <= 30 })
  }

  @Test("help plain tells it all, and the manual has every command")
  func help() throws {
    let topic = try Program.run("help", "plain")
    #expect(topic.status == 0)
    #expect(topic.output.hasPrefix("Plain mode is the whole course in words"))
    let manual = try Program.run("manual").output
    #expect(manual.contains(".SH PLAIN MODE"))
    #expect(manual.contains(".B \"at TIME\"") || manual.contains(".B at TIME"))
  }

  // MARK: Running

  @Test(
    "A program from elsewhere is read out, allowed, run and judged; each line waits for the run",
    .enabled(if: Program.hasPython))
  func running() throws {
    let folder = try folder()
    let outcome = try pipe(
      "next\n2\nrun\nallow\nlanes\noutput\nnext\nquit\nnever\n", "--plain", in: folder)
    #expect(outcome.status == 0)
    let parts = [
      "Running d.\n", "Code begins, d, Python, 6 lines.\n", "To allow it, type allow.",
      "Running d.\n", "Output: before\n", "Output: after\n", "Ended: 0.", "Right. You said: two.\n",
      "1 row of tasks and threads at ", "Output begins, 2 lines.\n", "The rest of it.\n",
      "Interleave has ended.\n",
    ]
    var rest = outcome.output[...]
    for part in parts {
      let place = try #require(rest.range(of: part), "\(part) in \(outcome.output)")
      rest = rest[place.upperBound...]
    }
    #expect(rest.isEmpty)
    expectClean(outcome.output)
  }

  @Test(
    "Input reaches the program, and the end of the lines ends no run",
    .enabled(if: Program.hasPython))
  func input() throws {
    let folder = try folder()
    let outcome = try pipe("go 1 2\nrun\nallow\ninput Ada\n", "--plain", in: folder)
    #expect(outcome.output.contains("Output: Hello, Ada\n"))
    #expect(outcome.status == 0)
  }

  @Test("Single keys are commands where that is wanted")
  func keys() throws {
    let folder = try folder()
    let outcome = try pipe("n2:where\n~gsecond\nq", "--plain", "--keys", in: folder)
    #expect(outcome.output.contains("\nChose 2: two.\n"))
    #expect(outcome.output.contains("\nType a command.\nLesson 1 of 1, A lesson. Step 1 of 2"))
    #expect(outcome.output.contains("\nThis key means nothing here."))
    #expect(outcome.output.contains("\nGo where?\nStep 2 of 2, Second step.\n"))
    #expect(outcome.output.hasSuffix("Interleave has ended.\n"))
  }

  // MARK: In a terminal

  private func start(
    _ arguments: String..., in folder: TemporaryFolder
  ) throws -> TerminalSession {
    try TerminalSession(
      [Program.binary, "--lessons=\(folder.path)", "--plain"] + arguments, columns: 100, rows: 60,
      environment: ["HOME": folder.path])
  }

  @Test("Ctrl-C ends the program and not the course", .enabled(if: Program.hasPython))
  func interrupting() throws {
    let folder = try folder()
    let session = try start("learn", "a", in: folder)
    try session.until(shows: "Step 1 of 2, First step.")
    session.type("knob 60\rrun\r")
    try session.until(shows: "To allow it, type allow.")
    session.type("allow\r")
    try session.until(shows: "Output: before")
    session.type("\u{3}")
    try session.until(shows: "Ended: stopped after")
    session.type("\u{3}")
    try session.until(shows: "No program runs.")
    session.type("settings\r")
    try session.until(shows: "The bell is off")
    session.type("\u{3}")
    try session.until("told twice") {
      $0.screen.text.components(separatedBy: "No program runs.").count == 3
    }
    session.type("\u{3}")
    #expect(try session.ending() == .exited(0))
    #expect(session.isCooked)
    #expect(!session.received.contains(0x1B))
  }

  @Test("An editor that dies with the terminal in its hands leaves it as it was")
  func deadEditor() throws {
    let folder = try folder()
    try folder.write("#!/bin/sh\nstty raw -echo\nkill -9 $$\n", to: "editor")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: "\(folder.path)/editor")
    let session = try TerminalSession(
      [Program.binary, "--lessons=\(folder.path)", "--plain", "learn", "a"], columns: 100, rows: 60,
      environment: ["HOME": folder.path, "EDITOR": "\(folder.path)/editor"])
    try session.until(shows: "Step 1 of 2, First step.")
    session.type("edit\r")
    try session.until(shows: "did not end well.")
    session.type("quit\r")
    #expect(try session.ending() == .exited(0))
    #expect(session.isCooked)
  }

  @Test("The end of the input and signals end it", arguments: [SIGTERM, SIGHUP, 0])
  func ending(number: Int32) throws {
    let folder = try folder()
    let session = try start("--keys", in: folder)
    try session.until(shows: "To hear all commands")
    if number == 0 { session.type("\u{4}") } else { session.signal(number) }
    #expect(try session.ending() == (number == 0 ? .exited(0) : .killed(number)))
    #expect(session.isCooked)
  }

  @Test("A kept trace is looked at in words")
  func replay() throws {
    let trace = Program.root.appending(path: "Tests/Fixtures/traces/sleepers/1.jsonl").path
    let session = try TerminalSession(
      [Program.binary, "replay", "--plain", trace], columns: 100, rows: 60)
    try session.until(shows: "Ended: 0.43 s in all.")
    session.type("lane fetch 2\rat 0.15\r")
    try session.until(shows: "At 0.15 s: ")
    try session.until(shows: "fetch 2 is waiting for sleep(0.2)")
    session.type("leave\r")
    #expect(try session.ending() == .exited(0))
    #expect(!session.received.contains(0x1B))
    // Where nobody types, it prints what it always did.
    let outcome = try Program.shell(
      "\"$@\" </dev/null", [Program.binary, "replay", "--plain", trace])
    #expect(outcome.output.contains("main, created at 0.13 s by the main thread"))
  }

  @Test("Keys that ask for more get a line of it, and none is echoed alone")
  func keysInTerminal() throws {
    let folder = try folder()
    let session = try start("--keys", in: folder)
    try session.until(shows: "To hear all commands")
    try session.until("keys one by one") { !$0.isCooked }
    session.type("g")
    try session.until(shows: "Go where?")
    session.type("1 2\r")
    try session.until(shows: "Step 2 of 2, Second step.")
    session.type("\u{1B}[A")
    try session.until(shows: "This key means nothing here.")
    session.type("q")
    #expect(try session.ending() == .exited(0))
    #expect(session.isCooked)
  }

  @Test("What was wrong is due in the next session, and not once it was right")
  func review() throws {
    let folder = try TemporaryFolder()
    try folder.lesson(
      """
      ## One
      <!-- id: one -->

      > [!QUIZ id=q] Which colour?
      > - [ ] red
      > - [x] green

      """)
    _ = try pipe("next\n1\nquit\n", in: folder)
    let home = try pipe("quit\n", in: folder)
    #expect(home.output.contains("1 question is due for review: type review."))
    let review = try pipe("1\n2\nquit\n", "review", in: folder)
    #expect(review.output.contains("1. A lesson, step 1, answered wrong: Which colour?"))
    #expect(review.output.contains("Right."))
    #expect(try pipe("quit\n", "review", in: folder).output.contains("Nothing is due."))
    expectClean(review.output)
  }
}
