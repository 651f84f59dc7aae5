import Foundation
import Testing

@testable import interleave

@Suite("interleave present --dry-run")
struct DryRunTests {
  /// A lesson of one step for each demo, in the order in which they are given.
  private static func lesson(_ steps: [(id: String, fences: String)]) -> String {
    steps.map { "## The \($0.id) step\n<!-- id: \($0.id) -->\n\n\($0.fences)\n" }
      .joined(separator: "\n")
  }

  private static func demo(_ id: String, _ program: String, _ attributes: String = "") -> String {
    "```python demo=\(id) \(attributes)\n\(program)\n```\n"
  }

  private func folder(_ steps: [(id: String, fences: String)]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.lesson(Self.lesson(steps))
    return folder
  }

  /// The programs are allowed as they are.
  private func allow(_ folder: TemporaryFolder) throws {
    #expect(try Program.run("trust", "01-a", in: folder.path).status == 0)
  }

  private func dryRun(
    _ arguments: String..., in folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws -> Program.Outcome {
    try Program.shell(
      "\"$@\"", [Program.binary, "present", "--dry-run"] + arguments, in: folder.path,
      environment: environment)
  }

  // MARK: Verdicts

  @Test("Where all would work it says so, with status 0", .enabled(if: Program.hasPython))
  func good() throws {
    let folder = try folder([
      (
        "fine",
        Self.demo("fine", "print('up')")
          + "\n```claims demo=fine\nfinishes\noutput contains \"up\"\n```\n"
      ),
      ("plain", Self.demo("plain", "CALLS = 2  # knob 1..9\nprint(CALLS)")),
      ("meant", Self.demo("meant", "1 / 0", "expect=failure")),
      (
        "both",
        Self.demo("both", "print('a')", "variant=new title=\"the new way\" requires=3.99 else=old")
          + "\n" + Self.demo("both", "print('b')", "variant=old title=\"the old way\"")
      ),
    ])
    try allow(folder)
    let outcome = try dryRun("01-a", in: folder)
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.first == "Dry run of A lesson: 4 demos with 4 programs.")
    #expect(lines.dropFirst().first?.hasPrefix("Programs run with Python 3.") ?? false)
    let steps = lines.filter { $0.hasPrefix("Step ") }
    #expect(steps.count == 4)
    for (line, (start, end)) in zip(
      steps,
      [
        ("Step 1, The fine step: fine, ", ", as claimed."),
        ("Step 2, The plain step: plain, ", ", it works."),
        (
          "Step 3, The meant step: meant, ", ", it ends with an error, as it is meant to."
        ),
        ("Step 4, The both step: both, new, ", ": The old way stands in for it."),
      ])
    {
      #expect(line.hasPrefix(start) && line.hasSuffix(end), "\(line)")
    }
    #expect(
      outcome.output.contains(
        "\nAll would work: 4 programs. In the place of 1 program, another one stands in.\n"))
    #expect(outcome.output.contains(" in all, and the lesson is planned for 5 minutes.\n"))
    #expect(!outcome.output.contains("What to do"))
    #expect(
      outcome.output.hasSuffix(
        "\nOn a terminal of 80 columns and 24 rows, all that is shown fits.\n"))
    let step = try dryRun("a/meant", "--lessons=.", in: folder)
    #expect(step.status == 0)
    #expect(
      step.output.hasPrefix(
        "Dry run of step 3 of A lesson, The meant step: 1 demo with 1 program.")
    )
  }

  @Test("What would not fit is counted as check --present counts it, and the command is named")
  func misfits() throws {
    let wide = "print('\(String(repeating: "a", count: 70))')"
    let folder = try folder([
      ("wide", Self.demo("wide", wide)), ("long", Self.demo("long", wide + "\nprint()")),
    ])
    let outcome = try dryRun("01-a", in: folder, environment: ["PATH": "/nowhere"])
    #expect(
      outcome.output.hasSuffix(
        "\nOn a terminal of 80 columns and 24 rows, 2 pieces of code have lines that are wrapped and "
          + "2 demos have lines that are cut in the player. To see where, type: interleave check "
          + "--present=80x24 01-a\n"), "\(outcome.output)")
  }

  @Test(
    "Each thing that would fail is told with what it was and what to do, and the rest is tried",
    .enabled(if: Program.hasPython))
  func bad() throws {
    let folder = try TemporaryFolder()
    let sleepy = """
      import asyncio, os
      asyncio.run(asyncio.sleep(2.5 if os.path.exists("\(folder.path)/slow") else 0.01))
      """
    let server = """
      import socket
      socket.socket().bind(("127.0.0.1", int(open("\(folder.path)/port").read())))
      """
    func steps(stranger: String) -> [(id: String, fences: String)] {
      [
        ("fine", Self.demo("fine", "print('up')")),
        ("broken", Self.demo("broken", "raise RuntimeError('no tea')")),
        (
          "claimed",
          Self.demo("claimed", "print('left')")
            + "\n```claims demo=claimed\noutput contains \"right\"\n```\n"
        ),
        ("server", Self.demo("server", server)),
        ("sleepy", Self.demo("sleepy", sleepy)),
        ("endless", Self.demo("endless", "import time\ntime.sleep(100)", "timeout=1")),
        ("asks", Self.demo("asks", "name = input('name? ')\nprint(name)")),
        ("future", Self.demo("future", "pass", "requires=3.99")),
        ("strange", Self.demo("strange", stranger)),
        ("last", Self.demo("last", "print('still here')")),
      ]
    }
    try folder.lesson(Self.lesson(steps(stranger: "print(1)")))
    let recorded = try Program.run(
      "record", "--virtual", "--trust", "01-a#sleepy", in: folder.path)
    #expect(recorded.status == 0, "\(recorded.errors)")
    try allow(folder)
    try folder.lesson(Self.lesson(steps(stranger: "print(2)")))
    try folder.write("", to: "slow")
    let outcome = try Program.shell(
      """
      python3 -c '
      import socket, subprocess, sys
      held = socket.socket()
      held.bind(("127.0.0.1", 0))
      held.listen()
      with open("port", "w") as file:
          file.write(str(held.getsockname()[1]))
      sys.exit(subprocess.run(sys.argv[1:]).returncode)' "$@"
      """, [Program.binary, "present", "01-a", "--dry-run", "--sandbox=off"], in: folder.path)
    #expect(outcome.status == 1, "\(outcome.errors)")
    let steps = outcome.output.split(separator: "\n").filter { $0.hasPrefix("Step ") }
    #expect(steps.count == 10, "\(outcome.output)")
    for (line, words) in zip(
      steps,
      [
        ", it works.", "RuntimeError: no tea. See line 1.",
        "1 claim not met. It does not show that the output contains \"right\": ",
        ", a port is in use. It says: OSError: [Errno ",
        ", too slow. The program itself took ",
        ", too slow. The program was ended: it had run for 1 second, its time limit.",
        ", it needs input. ", ": future, not tried. It needs Python 3.99, and none",
        ": strange, not tried. Nobody has allowed it to run", ", it works.",
      ])
    {
      #expect(line.contains(words), "\(line)")
    }
    #expect(outcome.output.contains("The sandbox is off. Programs of lessons run with limits"))
    #expect(outcome.output.contains("\n2 of 10 programs would work.\nWhat to do:\nbroken: correct"))
    for advice in [
      "server: end the program that has the port", "type: interleave run 01-a#broken\n",
      "sleepy and endless: end what else runs", "asks: have its input ready",
      "strange: look at the lesson, then allow it to run with: interleave trust 01-a\n",
      "future: install Python 3.99 or later",
    ] {
      #expect(outcome.output.contains(advice), "\(outcome.output)")
    }
  }

  @Test(
    "Variants run side by side, or in turn where the demo says so", .enabled(if: Program.hasPython))
  func pace() throws {
    let folder = try TemporaryFolder()
    func meets(_ own: String, _ other: String) -> String {
      """
      import os, time
      open("\(folder.path)/\(own)", "w").close()
      while not os.path.exists("\(folder.path)/\(other)"):
          time.sleep(0.01)
      """
    }
    let alone = """
      import os, time
      os.mkdir("\(folder.path)/taken")
      time.sleep(0.2)
      os.rmdir("\(folder.path)/taken")
      """
    try folder.lesson(
      Self.lesson([
        (
          "meet",
          Self.demo("meet", meets("one", "two"), "variant=first") + "\n"
            + Self.demo("meet", meets("two", "one"), "variant=second")
        ),
        (
          "turns",
          Self.demo("turns", alone, "variant=first run=in-turn") + "\n"
            + Self.demo("turns", alone, "variant=second")
        ),
      ]))
    try allow(folder)
    let outcome = try dryRun("01-a", "--sandbox=off", in: folder)
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains("\nAll would work: 4 programs.\n"))
  }

  // MARK: Without Python

  @Test("Without python3 it tells which recordings there are", .enabled(if: Program.hasPython))
  func recordings() throws {
    func steps(changed: String) -> [(id: String, fences: String)] {
      [
        ("kept", Self.demo("kept", "print(1)")), ("changed", Self.demo("changed", changed)),
        ("missing", Self.demo("missing", "print(3)")),
      ]
    }
    let folder = try folder(steps(changed: "print(2)"))
    let recorded = try Program.run(
      "record", "--trust", "01-a#kept", "01-a#changed", in: folder.path)
    #expect(recorded.status == 0, "\(recorded.errors)")
    try folder.lesson(Self.lesson(steps(changed: "print(22)")))
    let outcome = try dryRun("01-a", in: folder, environment: ["PATH": "/nowhere"])
    #expect(outcome.status == 1)
    for words in [
      "\nNo python3 was found here, so recordings would be shown in place of runs.\n",
      "Step 1, The kept step: kept, a recording would be shown, made with Python 3.",
      "Step 2, The changed step: changed, nothing would be shown: its recording is of another ",
      "Step 3, The missing step: missing, nothing would be shown: there is no recording of it.\n",
      "\nNothing would run. Of 3 programs, 1 would be shown as recordings.\n",
      "\nTo have the demos run, install Python 3.9 or later, or name one with --python=PATH.\n",
      "\nchanged: record it where there is a Python, with: interleave record 01-a#changed\n",
    ] {
      #expect(outcome.output.contains(words), "\(words) in \(outcome.output)")
    }
    #expect(!outcome.output.contains("in all"))
  }

  // MARK: The command

  @Test("Wrong names and wrong command lines are told, with status 2")
  func slips() throws {
    for (arguments, message) in [
      (["event-lop"], "there is no lesson \"event-lop\"; did you mean \"event-loop\"?"),
      (["event-lop/3"], "did you mean \"event-loop\"?"),
      (["event-loop/99"], "has no step \"99\""),
      (["/nowhere/at/all"], "there is no lesson \"/nowhere/at/all\""),
      ([], "--dry-run needs a lesson"),
      (["event-loop", "--sandbox=no"], "--sandbox takes auto, strict or off"),
    ] {
      let outcome = try Program.shell(
        "\"$@\"", [Program.binary, "present", "--dry-run"] + arguments)
      #expect(outcome.status == 2, "\(arguments)")
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
      #expect(outcome.output == "")
    }
    let python = try Program.run("present", "1", "--dry-run", "--python=/nowhere")
    #expect(python.status == 1 && python.errors.contains("there is no program \"/nowhere\""))
    let folder = try folder([("one", "A text.\n")])
    let empty = try dryRun("01-a", in: folder)
    #expect(empty.status == 0 && empty.output.contains("A lesson: it has no demo to run.\n"))
  }

  @Test("Ctrl-C ends it with what was found so far", .enabled(if: Program.hasPython))
  func interrupt() throws {
    let folder = try TemporaryFolder()
    let waiting = """
      import time
      open("\(folder.path)/up", "w").close()
      time.sleep(100)
      """
    try folder.lesson(
      Self.lesson([
        ("fine", Self.demo("fine", "print('up')")),
        ("waits", Self.demo("waits", waiting, "timeout=200")),
        ("never", Self.demo("never", "print('never')")),
      ]))
    try allow(folder)
    let outcome = try Program.shell(
      """
      "$@" > out 2>&1 &
      pid=$!
      while [ ! -e up ]; do
        kill -0 $pid 2>/dev/null || { cat out; exit 1; }
      done
      kill -INT $pid
      wait $pid
      echo "status $?"
      cat out
      """, [Program.binary, "present", "01-a", "--dry-run", "--sandbox=off"], in: folder.path)
    #expect(outcome.output.hasPrefix("status 130\n"), "\(outcome.output)")
    #expect(outcome.output.contains("Step 1, The fine step: fine, "))
    #expect(!outcome.output.contains("waits, ") && !outcome.output.contains("never, "))
    #expect(
      outcome.output.contains(
        "\nStopped before the end, in step 2.\n1 of 3 programs would work. 2 programs not tried.\n")
    )
    #expect(!outcome.output.contains("\u{1B}") && !outcome.output.contains("\r"))
  }

  // MARK: What the system refuses

  @Test(
    "A refusal of the system is known by what Python writes of it",
    arguments: [
      ("OSError: [Errno 98] Address already in use", SystemRefusal.Kind.portIsTaken),
      (
        "OSError: [Errno 98] error while attempting to bind on address ('127.0.0.1', 8888): "
          + "address already in use", .portIsTaken
      ),
      ("OSError: [Errno 48] Address already in use", .portIsTaken),
      ("OSError: [Errno 101] Network is unreachable", .noNetwork),
      ("OSError: [Errno 99] Cannot assign requested address", .noNetwork),
      ("socket.gaierror: [Errno -3] Temporary failure in name resolution", .noNetwork),
      ("FileNotFoundError: [Errno 2] No such file or directory: 'x'", nil),
      ("the address already in use is mine", nil),
    ])
  func refusals(line: String, kind: SystemRefusal.Kind?) {
    let text = "Traceback (most recent call last):\n  File \"x.py\", line 1\n\(line)\n"
    let refusal = SystemRefusal(in: ["", text])
    #expect(refusal?.kind == kind)
    #expect(refusal == nil || refusal?.quote == line)
  }
}
