import Foundation
import TerminalHarness
import Testing

/// A course with an exercise, whose programs are allowed to run, and a learner's home.
private struct Practice {
  static let starter = """
    import asyncio


    async def nap():
        await asyncio.sleep(0.1)


    async def main():
        await nap()
        await nap()


    asyncio.run(main())

    """
  static let solution = starter.replacing(
    "    await nap()\n    await nap()", with: "    await asyncio.gather(nap(), nap())")

  let folder: TemporaryFolder

  init(isAllowed: Bool = true) throws {
    folder = try TemporaryFolder()
    try addLesson("a", in: "course/01-a")
    guard isAllowed else { return }
    _ = try Program.run("trust", "course", in: folder.path)
  }

  func addLesson(_ id: String, in name: String) throws {
    try folder.lesson(
      """
      ## Two naps
      <!-- id: naps -->

      ```python exercise=overlap
      \(Self.starter)```

      ```python solution=overlap
      \(Self.solution)```

      ```checks exercise=overlap
      finishes
      waits at least 2 at once
      ```

      > [!HINT]
      > Look at gather.

      > [!EXPLANATION]
      > Both naps wait at the same time.

      """, id: id, in: name)
  }

  var file: String { "\(folder.path)/.local/share/interleave/exercises/a/overlap.py" }

  var text: String { get throws { try String(contentsOfFile: file, encoding: .utf8) } }

  /// An editor that does what the lines of shell say with the file, which is `$1`.
  func editor(_ lines: String) throws -> [String: String] {
    try folder.write("#!/bin/sh\n\(lines)\n", to: "editor")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o700], ofItemAtPath: "\(folder.path)/editor")
    return ["EDITOR": "\(folder.path)/editor"]
  }

  func solvingEditor() throws -> [String: String] {
    try folder.write(Self.solution, to: "solution.py")
    return try editor("cp \(folder.path)/solution.py \"$1\"")
  }

  func pipe(_ lines: String, environment: [String: String] = [:]) throws -> Program.Outcome {
    try folder.write(lines, to: "lines")
    return try Program.shell(
      "\"$@\" < lines", [Program.binary, "--lessons=course", "--plain"], in: folder.path,
      environment: environment)
  }

  func exercise(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Program.Outcome {
    try Program.shell(
      "exec \"$@\"", [Program.binary, "exercise", "--lessons=course"] + arguments,
      in: folder.path, environment: environment)
  }

  func screen(_ environment: [String: String] = [:]) throws -> TerminalSession {
    let session = try TerminalSession(
      [Program.binary, "--lessons=\(folder.path)/course", "learn", "a"], columns: 100, rows: 40,
      environment: ["HOME": folder.path].merging(environment) { $1 })
    try session.until(shows: "Change it in your editor")
    return session
  }
}

@Suite("Exercises, from the editor to the verdict", .enabled(if: Program.hasPython))
struct ExerciseTests {
  @Test("On the screen: leaving the editor runs and checks, and the verdict leads to the line")
  func screen() throws {
    let practice = try Practice()
    let session = try practice.screen(
      try practice.editor("sed -i 's/await nap()/await nap()  # mine/' \"$1\""))
    session.type("e")
    try session.until(shows: "Not solved yet: 1 of 2 conditions is met.")
    #expect(session.screen.text.contains("look here"))
    session.type("q")
    try session.until(shows: "(not met)")
    #expect(session.screen.text.contains("Your file is ~/.local/share/interleave/exercises/a/"))
    session.type("h")
    try session.until(shows: "Look at gather.")
    try practice.folder.write(Practice.solution, to: "solution.py")
    _ = try practice.solvingEditor()
    session.type("e")
    try session.until(shows: "Solved: all 2 conditions are met.")
    session.type("q")
    try session.until(shows: "Both naps wait at the same time.")
    session.type("qq")
    #expect(try session.ending() == .exited(0))
    #expect(session.isCooked)
    #expect(session.terminal.leftBehind == [])
    #expect(try practice.text == Practice.solution)
    let progress = try Program.run("progress", "--lessons=course", in: practice.folder.path)
    #expect(progress.output.contains("Exercises: 1 of 1 solved, 2 attempts."))
  }

  @Test("What is saved in an editor elsewhere is run and checked at once, however it saves")
  func elsewhere() throws {
    let practice = try Practice()
    // The file is there, and followed.
    _ = try practice.exercise("a#overlap")
    let session = try practice.screen()
    try session.until(shows: "Run and check it")
    try saveUntilChecked(practice.file, session)
    try Data(Practice.solution.utf8).write(to: URL(filePath: practice.file), options: .atomic)
    try session.until(shows: "Solved: all 2 conditions are met.")
    session.type("qqq")
    #expect(try session.ending() == .exited(0))
  }

  @Test(
    "One watch hears of the files of all lessons, also where a folder was removed and made anew",
    .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/fd")))
  func oneWatch() throws {
    let practice = try Practice()
    try practice.addLesson("b", in: "course/02-b")
    _ = try practice.exercise("a#overlap")
    _ = try practice.exercise("b#overlap")
    let session = try practice.screen(try practice.editor("true"))
    try saveUntilChecked(practice.file, session)
    session.type("q")
    try session.until(shows: "(not met)")
    session.type("N")
    try session.until(shows: "exercises/b/overlap.py")
    let second = practice.file.replacing("/a/", with: "/b/")
    try saveUntilChecked(second, session)
    try FileManager.default.removeItem(
      at: URL(filePath: second).deletingLastPathComponent())
    session.type("q")
    try session.until(shows: "(not met)")
    session.type("e")
    try session.until(shows: "look here")
    try Data(Practice.solution.utf8).write(to: URL(filePath: second))
    try session.until(shows: "Solved: all 2 conditions are met.")
    let place = "/proc/\(session.pid)/fd"
    let watches = try FileManager.default.contentsOfDirectory(atPath: place).filter {
      try FileManager.default.destinationOfSymbolicLink(atPath: "\(place)/\($0)")
        .contains("inotify")
    }
    #expect(watches.count == 1)
    session.type("qqqq")
    #expect(try session.ending() == .exited(0))
  }

  /// The session may begin to follow a file a moment after it has shown the lesson.
  private func saveUntilChecked(_ file: String, _ session: TerminalSession) throws {
    var last = ""
    try session.until(shows: "your program") { attempt in
      last = "# \(attempt)"
      try Data("\(Practice.starter)\(last)\n".utf8).write(to: URL(filePath: file))
    }
    try session.until("the verdict on \(last)") {
      $0.screen.text.contains("look here") && $0.screen.text.contains(last)
    }
  }

  @Test("In words, with an editor that is named, and without one")
  func words() throws {
    let practice = try Practice()
    let plain = try practice.pipe("next\nedit\ncheck\ncheck 2\nhint\nsolution\nyes\nquit\n")
    #expect(plain.status == 0)
    for part in [
      "There is no terminal for an editor. Your file is ~/.local/share/interleave/exercises/a/",
      "Not solved yet: 1 of 2 conditions is met.\n", "Check 2, not met: ",
      "Hint 1 of 1: Look at gather.\n", "The solution:\n",
    ] { #expect(plain.output.contains(part), "\(part) in \(plain.output)") }
    #expect(try practice.text == Practice.starter)
    let solved = try practice.pipe(
      "next\nedit\nprogress\nquit\n", environment: practice.solvingEditor())
    #expect(solved.output.contains("Solved: all 2 conditions are met.\n"))
    #expect(solved.output.contains("Explanation: Both naps wait at the same time.\n"))
    #expect(solved.output.contains("1 exercise solved."))
  }

  @Test("In words in a terminal: the editor gets it, and gives it back")
  func wordsInTerminal() throws {
    let practice = try Practice()
    let environment = try practice.editor("test -t 0 && sed -i 's/0.1/0.2/' \"$1\"")
    let session = try TerminalSession(
      [Program.binary, "--lessons=\(practice.folder.path)/course", "--plain", "learn", "a"],
      columns: 120, rows: 60,
      environment: ["HOME": practice.folder.path].merging(environment) { $1 })
    try session.until(shows: "To do the exercise in your editor, type edit.")
    session.type("edit\r")
    try session.until(shows: "Not solved yet: 1 of 2 conditions is met.")
    session.type("quit\r")
    #expect(try session.ending() == .exited(0))
    #expect(session.isCooked)
    #expect(!session.received.contains(0x1B))
    #expect(try practice.text.contains("sleep(0.2)"))
  }

  @Test("What is put back is kept under another name, each time")
  func resetting() throws {
    let practice = try Practice()
    _ = try practice.exercise("a")
    for number in 1...2 {
      try Data("mine \(number)".utf8).write(to: URL(filePath: practice.file))
      let said = try practice.pipe("next\nreset\nwhere\nreset\nyes\nquit\n").output
      #expect(said.contains("is kept as overlap.\(number).py"))
      #expect(try practice.text == Practice.starter)
      let kept = practice.file.replacing("overlap.py", with: "overlap.\(number).py")
      #expect(try String(contentsOfFile: kept, encoding: .utf8) == "mine \(number)")
    }
    let names = try FileManager.default.contentsOfDirectory(
      atPath: URL(filePath: practice.file).deletingLastPathComponent().path)
    #expect(names.sorted() == ["overlap.1.py", "overlap.2.py", "overlap.py"])
  }

  @Test("A program that Python cannot read is shown as Python shows it")
  func unreadable() throws {
    let practice = try Practice()
    _ = try practice.exercise("a")
    try Data("import asyncio\nprint(1\n".utf8).write(to: URL(filePath: practice.file))
    let outcome = try practice.exercise("a#overlap", "--check")
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("Python cannot read the program: see line 2.\nLine 2:\n"))
    #expect(outcome.output.contains("SyntaxError: "))
  }

  @Test("From the command line: the path, the list, and whether it is solved")
  func commandLine() throws {
    let practice = try Practice()
    let before = try practice.exercise()
    #expect(before.output == "a#overlap, overlap: not tried\n")
    #expect(!FileManager.default.fileExists(atPath: practice.file))
    #expect(try practice.exercise("a#overlap").output == "\(practice.file)\n")
    #expect(try practice.text == Practice.starter)
    #expect(try practice.exercise("a", "--check").status == 1)
    try Data(Practice.solution.utf8).write(to: URL(filePath: practice.file))
    // Naming it again changes nothing in it.
    _ = try practice.exercise("a#overlap")
    let solved = try practice.exercise("course/01-a", "--check")
    #expect(solved.status == 0)
    #expect(solved.output.hasPrefix("Solved: all 2 conditions are met.\n"))
    #expect(try practice.exercise().output.hasPrefix("a#overlap, overlap: solved, 2 attempts. ~/"))
    let unknown = try practice.exercise("a#overlop")
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("did you mean \"overlap\"?"))
    #expect(try practice.exercise("--check").status == 2)
  }

  @Test("What another's lesson brings is asked about, what the learner has written is not")
  func consent() throws {
    let practice = try Practice(isAllowed: false)
    _ = try practice.exercise("a")
    let refused = try practice.exercise("a", "--check")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("interleave trust"))
    try Data(Practice.starter.replacing("0.1", with: "0.2").utf8)
      .write(to: URL(filePath: practice.file))
    #expect(try practice.exercise("a", "--check").output.hasPrefix("Not solved yet"))
  }

  @Test("Two instances lose nothing of each other")
  func instances() throws {
    let practice = try Practice()
    let line =
      "\"$@\" a > 1 & \"$@\" a > 2 & wait; \"$@\" a --check > 3 & \"$@\" a --check > 4 & wait; cmp 1 2"
    let outcome = try Program.shell(
      line, [Program.binary, "exercise", "--lessons=course"], in: practice.folder.path)
    #expect(outcome.status == 0)
    #expect(try practice.text == Practice.starter)
    #expect(try practice.exercise().output.contains("not solved, 2 attempts"))
  }

  @Test("Killed while the editor is open, nothing that was saved is lost")
  func killed() throws {
    let practice = try Practice()
    let session = try practice.screen(
      try practice.editor("echo '# mine' >> \"$1\"; echo saved; exec sleep 60"))
    session.type("e")
    try session.until(shows: "saved")
    session.signal(SIGKILL)
    #expect(try session.ending() == .killed(SIGKILL))
    #expect(try practice.text == Practice.starter + "# mine\n")
    let again = try practice.screen()
    try again.until(shows: "# mine")
    again.type("qq")
    #expect(try again.ending() == .exited(0))
  }

  @Test("A place that cannot be written gets one message, and the course goes on")
  func noPlace() throws {
    let practice = try Practice()
    let environment = ["XDG_DATA_HOME": "/dev/null/data"]
    let outcome = try practice.pipe("next\nedit\ncheck\nwhere\nquit\n", environment: environment)
    #expect(outcome.status == 0)
    #expect(
      outcome.output.contains(
        "Your file /dev/null/data/interleave/exercises/a cannot be written: not a directory.\n")
        || outcome.output.contains("cannot be written: not a directory.\n"))
    #expect(outcome.output.contains("Step 1 of 1, Two naps."))
    #expect(try practice.exercise("a", environment: environment).status == 1)
  }

  @Test("Without Python it says what is missing, and that reading goes on")
  func noPython() throws {
    let practice = try Practice()
    let outcome = try practice.pipe("next\ncheck\nquit\n", environment: ["PATH": "/nowhere"])
    #expect(outcome.output.contains("No python3 was found, and an exercise needs it"))
    #expect(outcome.output.contains("You can read on without it."))
    #expect(!outcome.output.contains("attempt"))
  }
}
