import Foundation
import TerminalHarness
import Testing

/// A program that is traced where it stands: signals, the terminal, and what is left behind.
@Suite("interleave trace, while the program runs")
struct TraceLiveTests {
  private static var hasPython: Bool {
    let found = try? Program.shell("python3 -c 'import sys; exit(sys.version_info < (3, 9))'")
    return found?.status == 0
  }

  private static let ticking = """
    import time
    print("ready", flush=True)
    while True:
        time.sleep(0.05)
        print("tick", flush=True)

    """

  /// Starts a shell in a terminal of its own, and speaks with it: each pair is what is typed and what
  /// is waited for. Prints all that was shown.
  private static let conversation = """
    import os, pty, re, select, sys, time
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(PS1="PROMPT> ", TERM="dumb")
        os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])
    shown, position = b"", 0
    deadline = time.monotonic() + 90
    for typed, wanted in zip(sys.argv[1::2], sys.argv[2::2]):
        os.write(terminal, typed.encode().decode("unicode_escape").encode())
        while True:
            found = re.compile(wanted.encode()).search(shown, position)
            if found:
                position = found.end()
                break
            if time.monotonic() > deadline:
                sys.exit("no %r after %r" % (wanted, shown))
            if select.select([terminal], [], [], 1)[0]:
                shown += os.read(terminal, 65536)
    os.write(1, shown)
    os.kill(child, 9)

    """

  @Test(
    "In a terminal it stops, goes on and is interrupted as the program would be",
    .enabled(if: hasPython))
  func terminal() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.ticking, to: "ticks.py")
    let command = "'\(Program.binary)' trace ticks.py"
    let shown = try Program.shell(
      "exec python3 -c \"$@\"",
      [
        Self.conversation, "", "PROMPT> ",
        "\(command)\\n", "tick\\s+tick", "\\x1a", "Stopped[^P]*PROMPT> ",
        "ps -o stat,args | grep -c '^T.*ticks[.]py'\\n", "\\n2\\s+PROMPT> ",
        "fg\\n", "tick\\s+tick", "\\x03", "KeyboardInterrupt[^P]*ticks.py ran for[^P]*PROMPT> ",
        "echo status $?\\n", "status 130\\s+PROMPT> ",
        "\(command)\\n", "\\stick\\s", "\\x1c", "The trace ends early[^P]*PROMPT> ",
        "echo status $?\\n", "status 131\\s+PROMPT> ",
        "ls -A\\n", "ticks.py\\s+PROMPT> ",
      ], in: folder.path, environment: ["TMPDIR": folder.path])
    #expect(shown.status == 0, "\(shown.errors)")
  }

  @Test("A terminal that the program left changed is put back", .enabled(if: hasPython))
  func changedTerminal() throws {
    let folder = try TemporaryFolder()
    try folder.write("import tty\ntty.setraw(0)\nprint('raw')\n", to: "raw.py")
    let file = "\(folder.path)/raw.py"
    for arguments in [
      ["trace", "--text", file], ["trace", file], ["compare", "--text", file, file],
    ] {
      let session = try TerminalSession(
        [Program.binary] + arguments, columns: 100, rows: 30, environment: ["HOME": folder.path])
      let before = session.lineModes
      if !arguments.contains("--text") {
        try session.until(shows: "q leave")
        session.type("q")
      }
      #expect(try session.ending() == .exited(0))
      #expect(session.lineModes == before)
      #expect(session.screen.text.contains(" left the terminal in other modes"))
    }
  }

  @Test("Who asks it to end gets no screen, however the program takes it", .enabled(if: hasPython))
  func askedToEnd() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      import signal, sys, time
      signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
      print("ready", flush=True)
      while True:
          time.sleep(0.05)

      """, to: "polite.py")
    let session = try TerminalSession(
      [Program.binary, "trace", "\(folder.path)/polite.py"], columns: 100, rows: 30,
      environment: ["HOME": folder.path])
    try session.until(shows: "ready")
    session.signal(SIGTERM)
    #expect(try session.ending() == .exited(0))
    #expect(session.screen.text.contains("polite.py ran for"))
  }

  /// Runs the program in the background, waits until it has said "ready" and does something with it.
  private func inBackground(
    _ program: String, then doing: String, prefix: String = "", in folder: TemporaryFolder
  ) throws -> Program.Outcome {
    try folder.write(program, to: "program.py")
    return try Program.shell(
      """
      \(prefix) "$1" trace program.py > said 2> summary &
      while ! grep -q ready said 2>/dev/null; do sleep 0.05; done
      \(doing)
      """, [Program.binary], in: folder.path, environment: ["TMPDIR": folder.path])
  }

  @Test("A signal that is sent to us alone reaches the program once", .enabled(if: hasPython))
  func sent() throws {
    let folder = try TemporaryFolder()
    let outcome = try inBackground(
      """
      import signal, sys, time
      def tell(number, frame):
          print(signal.Signals(number).name, flush=True)
          if number == signal.SIGTERM:
              sys.exit(3)
      for number in (signal.SIGINT, signal.SIGUSR1, signal.SIGHUP, signal.SIGTERM):
          signal.signal(number, tell)
      print("ready", flush=True)
      while True:
          time.sleep(0.05)

      """,
      then: """
        for name in INT USR1 HUP TERM; do
          kill -$name $!
          while [ $name != TERM ] && ! grep -q SIG$name said; do sleep 0.05; done
        done
        wait $!
        echo "status $?"
        cat said
        """, in: folder)
    #expect(outcome.output == "status 3\nready\nSIGINT\nSIGUSR1\nSIGHUP\nSIGTERM\n")
  }

  @Test("What the program would have been given, it is given", .enabled(if: hasPython))
  func inherited() throws {
    let folder = try TemporaryFolder()
    try folder.write("open\n", to: "input")
    let outcome = try Program.shell(
      "nohup \"$1\" trace -c \"$2\" 5< input 2>/dev/null",
      [
        Program.binary,
        "import os, signal; print(os.read(5, 4), signal.getsignal(signal.SIGHUP).name)",
      ], in: folder.path)
    #expect(outcome.output == "b'open' SIG_IGN\n")
  }

  @Test(
    "If we are killed the program goes on, and what is left is taken away later",
    .enabled(if: hasPython))
  func killed() throws {
    let folder = try TemporaryFolder()
    let outcome = try inBackground(
      """
      import os, time
      print("ready", os.getpid(), flush=True)
      while not os.path.exists("enough"):
          time.sleep(0.05)
      print("done", flush=True)

      """,
      then: """
        kill -9 $!
        wait $! 2>/dev/null
        touch -d '2 minutes ago' interleave-*/run-*
        "$1" trace -c 'print(1)' 2>/dev/null
        ls -d interleave-*/run-* | wc -l
        touch $(echo interleave-*/run-*)/precious enough
        while ! grep -q done said; do sleep 0.05; done
        pid=$(sed -n 's/ready //p' said)
        while kill -0 $pid 2>/dev/null; do sleep 0.05; done
        touch -d '2 minutes ago' interleave-*/run-*
        "$1" trace -c 'print(2)' 2>/dev/null
        ls interleave-*/run-*
        rm interleave-*/run-*/precious
        touch -d '2 minutes ago' interleave-*/run-*
        "$1" trace -c 'print(3)' 2>/dev/null
        """, in: folder)
    let words = outcome.output.split(whereSeparator: \.isWhitespace)
    // While it runs, its folder stays, and of what is in it only what is ours ever goes.
    #expect(words == ["1", "1", "2", "precious", "3"], "\(outcome)")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(left == ["enough", "program.py", "said", "summary"])
  }

  @Test("A trace that reaches its limit says so, and the rest is shown", .enabled(if: hasPython))
  func limit() throws {
    let program = """
      import asyncio
      async def turn():
          for _ in range(100): await asyncio.sleep(0)
      async def main():
          await asyncio.gather(*[turn() for _ in range(100)])
      asyncio.run(main())
      """
    let whole = try Program.run("trace", "-c", program)
    #expect(!whole.errors.contains("did not fit"))
    let limited = try Program.run("trace", "--limit-trace=128k", "-c", program)
    #expect(limited.status == 0)
    #expect(limited.errors.contains("did not fit into the trace"), "\(limited.errors)")
    for wrong in ["0", "12", "64Q", "ß", "", "99999999999999999999", "-1M", "9999999G"] {
      let refused = try Program.run("trace", "--limit-trace=\(wrong)", "-c", "1")
      #expect(refused.status == 2, "\(wrong)")
    }
  }

  @Test("Lines, calls and virtual time on request", .enabled(if: hasPython))
  func modes() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      import asyncio
      def inner():
          return 1
      async def main():
          inner()
          await asyncio.sleep(30)
      asyncio.run(main())

      """, to: "p.py")
    func kinds(_ options: [String]) throws -> Set<String> {
      let outcome = try Program.shell(
        "\"$@\" --save=t p.py", [Program.binary, "trace", "--virtual"] + options, in: folder.path)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let text = try String(contentsOfFile: "\(folder.path)/t", encoding: .utf8)
      return Set(
        text.split(separator: "\n").compactMap {
          $0.firstMatch(of: /"k":"([a-z]+)"/).map { String($0.1) }
        })
    }
    let usual = try kinds([])
    #expect(!usual.contains("ln") && !usual.contains("call") && !usual.contains("gil"))
    #expect(try kinds(["--mode=lines"]).contains("ln"))
    #expect(try kinds(["--mode=calls"]).contains("call"))
    #expect(try kinds(["--mode=lines,calls"]).isSuperset(of: ["ln", "call"]))
    #expect(try Program.run("trace", "--mode=steps", "p.py").status == 2)
  }

  @Test("The header of a saved trace holds the learner's files", .enabled(if: hasPython))
  func header() throws {
    let folder = try TemporaryFolder()
    try folder.write("import helper, json\nhelper.help()\n", to: "p.py")
    try folder.write("import time\ndef help():\n    time.sleep(0.01)\n", to: "helper.py")
    let saved = try Program.run("trace", "--save=t", "p.py", "x", in: folder.path)
    #expect(saved.status == 0)
    let text = try String(contentsOfFile: "\(folder.path)/t", encoding: .utf8)
    let line = Data(try #require(text.split(separator: "\n").first).utf8)
    let head = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
    #expect(head["program"] as? String == "p.py")
    #expect(head["args"] as? [String] == ["x"])
    #expect(head["whole"] as? Bool == true)
    #expect(head["code"] as? Int == 0)
    #expect((head["machine"] as? String)?.contains("processor") == true)
    let sources = try #require(head["sources"] as? [[String: String]])
    let names = sources.compactMap { $0["path"]?.split(separator: "/").last.map(String.init) }
    #expect(names.sorted() == ["helper.py", "p.py"])
    #expect(sources.contains { $0["text"]?.hasPrefix("import helper") == true })
    // Also where nothing happened that has a line.
    try folder.write("print(1)\n", to: "one.py")
    _ = try Program.run("trace", "--save=one", "one.py", in: folder.path)
    let one = try String(contentsOfFile: "\(folder.path)/one", encoding: .utf8)
    #expect(one.contains(#""sources":[{"path":"one.py","text":"print(1)\n"}]"#))
  }

  @Test("A file that can't be written whole stays what it was", .enabled(if: hasPython))
  func saving() throws {
    let folder = try TemporaryFolder()
    try folder.write("precious\n", to: "t")
    let full = try Program.run("trace", "--save=/dev/full", "-c", "1", in: folder.path)
    #expect(full.status == 1)
    #expect(full.errors.contains("cannot write") || full.errors.contains("No space"))
    #expect(full.errors.contains("The program ran for"))
    // Files may have no more than one block, and the header of the trace needs more.
    let small = try Program.shell(
      "trap '' XFSZ; ulimit -f 1; exec \"$@\"",
      [Program.binary, "trace", "--save=t", "-c", "1", String(repeating: "x", count: 5000)],
      in: folder.path)
    #expect(small.status != 0)
    #expect(try String(contentsOfFile: "\(folder.path)/t", encoding: .utf8) == "precious\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["t"])
  }
}
