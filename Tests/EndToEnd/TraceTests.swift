import Foundation
import Testing

@Suite("interleave trace")
struct TraceCommandTests {
  private static let overlapping = """
    import asyncio, sys

    async def nap(number):
        await asyncio.sleep(0.2)
        print("nap", number)

    async def main():
        await asyncio.gather(*[asyncio.create_task(nap(n), name=f"nap {n}") for n in range(3)])

    print(sys.argv[1:], sys.stdin.readline().strip(), flush=True)
    asyncio.run(main())
    sys.exit(7)

    """

  static var hasPython: Bool {
    let found = try? Program.shell("python3 -c 'import sys; exit(sys.version_info < (3, 9))'")
    return found?.status == 0
  }

  @Test("The program's output, input, arguments and status are its own", .enabled(if: hasPython))
  func transparent() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.overlapping, to: "naps.py")
    let outcome = try Program.shell(
      "echo typed | \"$@\"", [Program.binary, "trace", "naps.py", "--json", "-x"], in: folder.path)
    #expect(outcome.status == 7)
    #expect(outcome.output == "['--json', '-x'] typed\nnap 0\nnap 1\nnap 2\n")
    let alone = try Program.shell(
      "echo typed | python3 naps.py --json -x", in: folder.path)
    #expect(alone.output == outcome.output)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["naps.py"])
  }

  @Test("The words say who waited, for what and together", .enabled(if: hasPython))
  func words() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.overlapping, to: "naps.py")
    let said = try Program.run("trace", "naps.py", in: folder.path).errors
    #expect(said.contains("naps.py ran for "))
    #expect(said.contains("It had 4 tasks and 1 thread;"))
    #expect(said.contains("nap 0, 1 and 2 wait for sleep(0.2), all at once."))
    #expect(said.contains("s; one after another it would have been "))
    for number in 0..<3 {
      #expect(said.contains("nap \(number), created at "))
    }
    #expect(said.contains(": waits for sleep(0.2), 0.2"))
    #expect(!said.unicodeScalars.contains { $0 != "\n" && $0.value < 0x20 })
  }

  @Test(
    "A picture is drawn where a width is given, and has no line beyond it", .enabled(if: hasPython))
  func chart() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.overlapping, to: "naps.py")
    let drawn = try Program.run("trace", "--width=70", "naps.py", in: folder.path).errors
    let rows = drawn.split(separator: "\n").map(String.init)
    let nap = try #require(rows.first { $0.hasPrefix("nap 1 ") })
    #expect(nap.filter { $0 == "─" }.count > 5)
    #expect(nap.hasSuffix("done"))
    #expect(rows.allSatisfy { $0.count <= 70 })
    let ascii = try Program.run("trace", "--width=70", "--ascii", "naps.py", in: folder.path).errors
    #expect(ascii.utf8.allSatisfy { $0 < 0x80 })
    #expect(ascii.contains("nap 1 "))
  }

  @Test("A blocked loop is told, with the one who held it", .enabled(if: hasPython))
  func blocker() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      import asyncio, time

      async def hold():
          time.sleep(0.3)

      async def main():
          await asyncio.gather(asyncio.create_task(hold(), name="holder"), asyncio.sleep(0.01))

      asyncio.run(main())

      """, to: "hold.py")
    let said = try Program.run("trace", "hold.py", in: folder.path).errors
    #expect(said.contains(" holder holds the loop for "))
    #expect(said.contains(": it is blocked in time.sleep(0.3) at line 4."))
  }

  @Test("Modules and code run as python3 runs them", .enabled(if: hasPython))
  func otherForms() throws {
    let code = try Program.run("trace", "-c", "import sys; print(sys.argv)", "--plain")
    #expect(code.output == "['-c', '--plain']\n")
    #expect(code.errors.contains("The program ran for"))
    let module = try Program.run("trace", "-m", "json.tool", "--help")
    #expect(module.status == 0)
    #expect(module.output.contains("usage"))
  }

  @Test("A saved trace is one file that begins with what ran", .enabled(if: hasPython))
  func saved() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.overlapping, to: "naps.py")
    _ = try Program.run("trace", "--save=run.trace.jsonl", "naps.py", in: folder.path)
    let text = try String(contentsOfFile: "\(folder.path)/run.trace.jsonl", encoding: .utf8)
    let lines = text.split(separator: "\n")
    #expect(lines[0].contains(#""format":"interleave-trace","v":1"#))
    #expect(lines[0].contains(#""program":"naps.py""#) && lines[0].contains(#""code":7"#))
    #expect(lines.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
    // Only what the runner has seen can come behind that.
    let last = lines.last { !$0.contains(#""P":"#) }
    #expect(last?.contains(#""k":"end""#) == true)
    let again = try Program.run("replay", "run.trace.jsonl", in: folder.path)
    #expect(
      again.output.hasPrefix("naps.py ran for ") && again.output.contains("nap 1, created at "))
    let other = try Program.run("replay", "naps.py", in: folder.path)
    #expect(other.status == 1)
    #expect(other.errors.contains("naps.py is no trace"))
    let nowhere = try Program.run("trace", "--save=/nowhere/x", "naps.py", in: folder.path)
    #expect(nowhere.status == 1)
    #expect(nowhere.errors.contains("cannot write /nowhere/x"))
  }

  @Test(
    "Signals end it as they end the program, and nothing is left behind", .enabled(if: hasPython))
  func signals() throws {
    let folder = try TemporaryFolder()
    let killed = try Program.run(
      "trace", "-c", "import os; os.kill(os.getpid(), 9)", environment: ["TMPDIR": folder.path])
    #expect(killed.status == 137)
    #expect(killed.errors.contains("The trace ends early"))
    #expect(killed.errors.contains("The program was ended by signal 9, a kill"))
    // One that is sent to us alone is passed on.
    let passed = try Program.shell(
      """
      "$@" > started &
      while ! grep -q up started 2>/dev/null; do :; done
      kill -TERM $!
      wait $!
      echo "status $?"
      """, [Program.binary, "trace", "-c", "print('up', flush=True); import time; time.sleep(60)"],
      in: folder.path, environment: ["TMPDIR": folder.path])
    #expect(passed.output.contains("status 143"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["started"])
  }

  @Test("Without a program, without a Python: what to do")
  func missing() throws {
    #expect(try Program.run("trace").status == 2)
    #expect(try Program.run("trace", "-m").status == 2)
    let none = try Program.shell(
      "PATH=/nowhere; export PATH; exec \"$@\"", [Program.binary, "trace", "x.py"])
    #expect(none.status == 1)
    #expect(none.errors.contains("no python3 was found"))
  }
}
