import Foundation
import Testing

@testable import DemoRunner

extension Program {
  static var hasPython: Bool {
    let found = try? shell("python3 -c 'import sys; exit(sys.version_info < (3, 9))'")
    return found?.status == 0
  }
}

@Suite("interleave run", .enabled(if: Program.hasPython))
struct RunTests {
  private func lesson(_ fences: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.lesson("## A step\n<!-- id: a-step -->\n\n\(fences)\n")
    return folder
  }

  private func run(
    _ arguments: String..., in folder: TemporaryFolder, input: String = ""
  ) throws -> Program.Outcome {
    try Program.shell(
      "printf '\(input)' | \"$@\"",
      [Program.binary, "run", "01-a", "--trust"] + arguments, in: folder.path,
      environment: ["TMPDIR": folder.path])
  }

  private func isClean(_ folder: TemporaryFolder) throws -> Bool {
    eventually {
      (try? FileManager.default.contentsOfDirectory(atPath: folder.path))
        .map { !$0.contains { $0.hasPrefix("interleave-run") } } ?? false
    }
  }

  @Test(
    "The course's own demos run without a question, their lines labelled, and are told in words")
  func bundled() throws {
    let outcome = try Program.run(
      "run", "sync-basics#three-fetches", "--set", "CALLS=2", "--set=SECONDS=0.2")
    #expect(outcome.status == 0, "\(outcome.errors)")
    for line in [
      "sync: page 1 is here\n", "async: page 2 is here\n", "\nOne after another ran for",
      "\nOne after another has 1 thread and all at once has ",
    ] {
      #expect(outcome.output.contains(line))
    }
    #expect(outcome.output.contains("is blocked twice in time.sleep(0.2)"))
    let one = try Program.run("run", "three-fetches", "async", "--set=CALLS=1", "--set=SECONDS=0.2")
    #expect(one.output.hasPrefix("page 1 is here\n\nAll at once ran for "))
    let picture = try Program.run(
      "run", "three-fetches", "async", "--set=SECONDS=0.2", "--width=70")
    #expect(picture.output.contains("\nAll at once:\n") && picture.output.contains("─"))
  }

  @Test("Without Python the recordings are shown, and are said to be recordings")
  func recordings() throws {
    func run(_ arguments: String...) throws -> Program.Outcome {
      try Program.shell(
        "PATH=/nowhere; export PATH; exec \"$@\"", [Program.binary, "run"] + arguments)
    }
    let outcome = try run("three-fetches")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      outcome.output.hasPrefix(
        "No python3 was found here, so these are recordings, made with Python 3."))
    for line in ["sync: page 3 is here\n", "async: page 3 is here\n", "\nAll at once ran for "] {
      #expect(outcome.output.contains(line))
    }
    #expect(outcome.output.contains("One after another has 1 thread and all at once has "))
    let other = try run("three-fetches", "--set=CALLS=2")
    #expect(other.status == 1 && other.errors.contains("leave out --set to see it"))
  }

  @Test("What is asked for wrongly is told with what there is")
  func mistakes() throws {
    for (arguments, message) in [
      (["run"], "no demo is named"),
      (["run", "nothing"], "there is no lesson and no demo \"nothing\""),
      (["run", "three-fetchs"], "did you mean \"three-fetches\"?"),
      (["run", "sync-basics"], "demos: write sync-basics#two-reports, "),
      (["run", "sync-basics#x"], "it has two-reports, "),
      (["run", "sync-basics/99"], "has no step \"99\""),
      (["run", "three-fetches", "asyn"], "did you mean \"async\"?"),
      (["run", "three-fetches", "--set", "CALLS"], "--set takes NAME=VALUE"),
      (["run", "three-fetches", "--set", "CALLS=x"], "\"x\" is no number"),
      (["run", "three-fetches", "--set", "CALLS=99"], "CALLS=99 is outside of its range, 1 to 20"),
      (["run", "three-fetches", "--set", "CALLS=1.5"], "is not one of its steps; take 1 or 2"),
      (["run", "three-fetches", "--set", "CALL=1"], "did you mean \"CALLS\"?"),
      (["run", "three-fetches", "--sandbox=no"], "--sandbox takes auto, strict or off"),
      (["run", "three-fetches", "--save=x"], "name a variant, sync or async"),
    ] {
      let outcome = try Program.shell("\"$@\"", [Program.binary] + arguments)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
      #expect(outcome.output == "")
    }
    let python = try Program.run("run", "two-reports", "--python=/nowhere")
    #expect(python.status == 1 && python.errors.contains("there is no program \"/nowhere\""))
    let other = try Program.run("run", "two-reports", "--python=/bin/true")
    #expect(other.status == 1 && other.errors.contains("/bin/true cannot be used: "))
  }

  @Test("The status tells whether each ended as it is meant to, and the words how")
  func endings() throws {
    for (attributes, program, status, words) in [
      ("", "pass", 0, ""),
      ("", "import sys\nsys.exit(3)", 1, "The program failed, with exit status 3.\n"),
      ("expect=failure", "1 / 0", 0, "The program ended with an error, as it is meant to.\n"),
      ("expect=failure", "pass", 1, "The program is meant to fail, and did not.\n"),
      (
        "", "import os\nos.abort()", 1,
        "The program was ended by signal 6, because it gave itself up.\n"
      ),
      (
        "timeout=1", "import time\ntime.sleep(100)", 1,
        "The program was ended: it had run for 1 second, its time limit.\n"
      ),
    ] {
      let folder = try lesson("```python demo=x \(attributes)\n\(program)\n```")
      let outcome = try run(in: folder)
      #expect(outcome.status == Int32(status))
      #expect(outcome.output.hasSuffix(words), "\(outcome.output) \(outcome.errors)")
      #expect(try isClean(folder))
    }
  }

  @Test("Variants that would disturb each other run in turn; a stand-in runs where Python is older")
  func order() throws {
    let folder = try lesson(
      """
      ```python demo=x variant=new title="the new way" requires=3.99 else=old run=in-turn
      print("new")
      ```

      ```python demo=x variant=old title="the old way"
      print("old")
      ```

      ```python demo=x variant=other trace=off
      import os
      print("INTERLEAVE_TRACE" in os.environ)
      ```

      ```python demo=x variant=free requires=3.99t
      pass
      ```
      """)
    let outcome = try run("new", "other", in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      outcome.output.hasPrefix("The old way:\nold\nOther:\nFalse\n\nThe old way ran for "))
    #expect(outcome.errors.contains("The new way needs Python 3.99, and this is 3."))
    #expect(outcome.errors.contains(": The old way stands in for it.\n"))
    let none = try run("free", in: folder)
    #expect(none.status == 1 && none.errors.contains("\"free\" needs Python 3.99t, and /"))
  }

  /// A Python of this machine that is newer than the one that would be chosen, by its minor version.
  private static let newer: (path: String, minor: Int)? = {
    let all = PythonInterpreter.findAll().compactMap {
      try? PythonFacts.ask($0, aboutModules: false)
    }
    guard let chosen = all.first else { return nil }
    return all.first { $0.minor > chosen.minor && $0.implementation == chosen.implementation }
      .map { ($0.executable, $0.minor) }
  }()

  @Test(
    "A program that needs another Python runs with one that is there, and that is said",
    .enabled(if: newer != nil))
  func otherPython() throws {
    let minor = try #require(Self.newer).minor
    let home = ProcessInfo.processInfo.environment["HOME"] ?? "/"
    let folder = try lesson(
      """
      ```python demo=x variant=new title="the new way" requires=3.\(minor) else=old
      import sys
      print(sys.version_info >= (3, \(minor)))
      ```

      ```python demo=x variant=old title="the old way"
      print("old")
      ```
      """)
    let environment = ["TMPDIR": folder.path, "PYENV_ROOT": home + "/.pyenv"]
    for command in [["run", "01-a", "--trust"], ["record", "--trust", "01-a"]] {
      let outcome = try Program.shell(
        "\"$@\"", [Program.binary] + command, in: folder.path, environment: environment)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(!outcome.output.contains("old way ran"), "\(outcome.output)")
      #expect((outcome.errors + outcome.output).contains("with Python 3.\(minor)."))
    }
    let checked = try Program.shell(
      "\"$@\"", [Program.binary, "check", "--run", "--trust", "01-a"], in: folder.path,
      environment: environment)
    #expect(
      checked.errors.contains("and 3.\(minor).") || checked.output.contains("and 3.\(minor)."))
  }

  @Test("Input is the program's; what it prints cannot control the terminal")
  func streams() throws {
    let folder = try lesson(
      """
      ```python demo=x
      import sys
      name = input("name? ")
      print("\\x1b[31mhello\\x1b]0;title\\x07", name, "é🙂")
      print(sys.stdin.read(), end="")
      sys.stdout.buffer.write(b"\\xff\\xf0\\x9f")
      ```
      """)
    let outcome = try run(in: folder, input: "Ada\\nmore\\n")
    #expect(
      outcome.output.hasPrefix(
        "name? \u{FFFD}[31mhello\u{FFFD}]0;title\u{FFFD} Ada é🙂\nmore\n\u{FFFD}\u{FFFD}\n"))
  }

  @Test("A saved trace can be replayed, and has the program as it ran")
  func saved() throws {
    let folder = try lesson("```python demo=x\nCALLS = 3  # knob 1..9\nprint(CALLS)\n```")
    let outcome = try run("--save=run.trace.jsonl", "--set=CALLS=5", in: folder)
    #expect(outcome.output.hasPrefix("5\n"))
    let text = try String(contentsOfFile: "\(folder.path)/run.trace.jsonl", encoding: .utf8)
    #expect(text.contains("CALLS = 5  # knob") && text.contains("/work/x.py\""))
    let again = try Program.run("replay", "run.trace.jsonl", in: folder.path)
    #expect(again.output.hasPrefix("x.py ran for "))
  }

  @Test("Without bubblewrap, strict refuses, and auto says what is not held")
  func withoutSandbox() throws {
    let folder = try lesson("```python demo=x\nprint(1)\n```")
    try folder.write("", to: "bin/empty")
    let python = try #require(PythonInterpreter.find())
    func run(_ sandbox: String) throws -> Program.Outcome {
      try Program.shell(
        "PATH=$PWD/bin exec \"$@\"",
        [
          Program.binary, "run", "01-a", "--trust", "--sandbox=\(sandbox)",
          "--python=\(try PythonFacts.ask(python, aboutModules: false).executable)",
        ], in: folder.path)
    }
    let strict = try run("strict")
    #expect(strict.status == 1 && strict.output == "")
    #expect(strict.errors.contains("--sandbox=strict runs nothing without a sandbox."))
    let auto = try run("auto")
    #expect(auto.status == 0 && auto.output.hasPrefix("1\n"))
    #expect(auto.errors.contains("they can reach the network, your files"))
    let off = try run("off")
    #expect(off.status == 0 && off.errors == "")
  }

  @Test("What a killed supervisor left behind goes with the next run")
  func abandoned() throws {
    let folder = try lesson("```python demo=x\npass\n```")
    let left = "\(folder.path)/interleave-run-0123456789abc"
    try folder.write("x", to: "interleave-run-0123456789abc/work/x.py")
    try folder.write("x", to: "interleave-run-fresh/work/x.py")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: left)
    let outcome = try Program.shell(
      """
      TMPDIR=\(left)/tmp sleep 1000 > /dev/null 2>&1 &
      sleeper=$!
      "$@" > /dev/null
      wait $sleeper
      echo "sleeper $?"
      ls
      """, [Program.binary, "run", "01-a", "--trust"], in: folder.path,
      environment: ["TMPDIR": folder.path])
    #expect(outcome.output == "sleeper 137\n01-a\ninterleave-run-fresh\n")
  }

  private static let waiting = """
    ```python demo=x timeout=200
    import os, signal, time
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if os.fork() == 0:
        os.setsid()
    print("up", os.getpid(), flush=True)
    time.sleep(100)
    ```
    """

  /// Starts it, waits until the programs are up, and does something with `$pid`.
  private func interrupted(by line: String, in folder: TemporaryFolder) throws -> Program.Outcome {
    try Program.shell(
      """
      : > out
      "$@" >> out 2> errors &
      pid=$!
      while [ "$(grep -c up out)" -lt 2 ]; do
        kill -0 $pid 2>/dev/null || { cat errors; exit 1; }
      done
      \(line)
      wait $pid
      echo "status $?"
      """, [Program.binary, "run", "01-a", "--trust", "--sandbox=off"], in: folder.path,
      environment: ["TMPDIR": folder.path])
  }

  private func pids(in folder: TemporaryFolder) throws -> [pid_t] {
    try String(contentsOfFile: "\(folder.path)/out", encoding: .utf8).split(separator: "\n")
      .compactMap { $0.hasPrefix("up ") ? pid_t($0.dropFirst(3)) : nil }
  }

  @Test(
    "An interrupt stops the demo, a request to end ends us too, and nothing is left",
    arguments: [("INT", "status 130"), ("TERM", "status 143"), ("HUP", "status 129")])
  func signals(signal: String, status: String) throws {
    let folder = try lesson(Self.waiting)
    let outcome = try interrupted(by: "kill -\(signal) $pid", in: folder)
    #expect(outcome.output.contains(status), "\(outcome.output)")
    let pids = try pids(in: folder)
    #expect(pids.count == 2 && !pids.contains(where: isAlive))
    #expect(try isClean(folder))
  }

  @Test("Killed, it leaves nothing behind: no process, no folder")
  func killed() throws {
    let folder = try lesson(Self.waiting)
    let outcome = try interrupted(by: "kill -KILL $pid", in: folder)
    #expect(outcome.output.contains("status 137"), "\(outcome.output)")
    let pids = try pids(in: folder)
    #expect(pids.count == 2)
    #expect(eventually { !pids.contains(where: isAlive) })
    #expect(try isClean(folder))
  }

  @Test("Killed at any moment of its start, it leaves nothing either")
  func killedEarly() throws {
    let folder = try lesson(Self.waiting)
    for step in 0..<12 {
      _ = try Program.shell(
        """
        "$@" > /dev/null 2>&1 &
        python3 -c 'import sys, time; time.sleep(float(sys.argv[1]))' \(Double(step) * 0.02)
        kill -KILL $!
        wait $!
        """, [Program.binary, "run", "01-a", "--trust"], in: folder.path,
        environment: ["TMPDIR": folder.path])
      #expect(try isClean(folder))
    }
    let left = try Program.shell("grep -lza \(folder.path)/interleave-run /proc/[0-9]*/environ")
    #expect(left.output == "")
  }
}

/// Waits for something that another process does.
private func eventually(_ condition: () -> Bool) -> Bool {
  for _ in 0..<6000 {
    if condition() { return true }
    usleep(10_000)
  }
  return false
}

private func isAlive(_ pid: pid_t) -> Bool { kill(pid, 0) == 0 }
