import Foundation
import Testing

@Suite("interleave compare")
struct CompareCommandTests {
  private static let inTurn = """
    import sys, time

    for n in range(2):
        time.sleep(0.15)
    print("slept", *sys.argv[1:], flush=True)

    """
  private static let atOnce = """
    import asyncio

    async def main():
        await asyncio.gather(asyncio.sleep(0.15), asyncio.sleep(0.15))
        print("slept", flush=True)

    asyncio.run(main())

    """

  private static var hasPython: Bool {
    let found = try? Program.shell("python3 -c 'import sys; exit(sys.version_info < (3, 9))'")
    return found?.status == 0
  }

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Self.inTurn, to: "in_turn.py")
    try folder.write(Self.atOnce, to: "at_once.py")
    return folder
  }

  @Test("Two programs on one axis, with what is different", .enabled(if: hasPython))
  func pictures() throws {
    let folder = try folder()
    let outcome = try Program.run(
      "compare", "--width=70", "in_turn.py", "at_once.py", in: folder.path,
      environment: ["TMPDIR": folder.path])
    #expect(outcome.status == 0)
    #expect(outcome.output == "slept\nslept\n")
    let rows = outcome.errors.split(separator: "\n").map(String.init)
    #expect(rows.count { $0.hasSuffix(" s in all") } == 2)
    #expect(rows.contains { $0.hasPrefix("in_turn.py ") } && rows.contains("Running at_once.py."))
    #expect(rows.contains { $0.hasPrefix("  main thread") && $0.contains("■■■") })
    #expect(rows.allSatisfy { $0.count <= 70 })
    #expect(outcome.errors.contains("in_turn.py takes "))
    #expect(outcome.errors.contains("print the same."))
    // What they had written is gone.
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(left == ["at_once.py", "in_turn.py"])
  }

  @Test("Arguments in quotes, at the same time, and a kept trace", .enabled(if: hasPython))
  func forms() throws {
    let folder = try folder()
    _ = try Program.run("trace", "--quiet", "--save=kept.jsonl", "at_once.py", in: folder.path)
    let outcome = try Program.run(
      "compare", "--plain", "--together", "in_turn.py 3 x", "in_turn.py", "kept.jsonl",
      in: folder.path)
    #expect(outcome.status == 0)
    #expect(
      outcome.output.split(separator: "\n").sorted() == ["slept", "slept 3 x"])
    #expect(outcome.errors.contains("Running in_turn.py 3 x and in_turn.py at the same time."))
    #expect(outcome.errors.contains("in_turn.py 3 x takes "))
    #expect(outcome.errors.contains("kept.jsonl ran for "))
    #expect(outcome.errors.contains("They print different things."))
    let kept = try Program.run("compare", "--plain", "kept.jsonl", "kept.jsonl", in: folder.path)
    #expect(kept.status == 0 && kept.errors.isEmpty)
    #expect(kept.output.contains("kept.jsonl and kept.jsonl (2) take about the same time."))
    #expect(kept.output.contains("kept.jsonl and kept.jsonl (2) do the same all the time."))
  }

  @Test("A program that fails is named, and the rest is still shown", .enabled(if: hasPython))
  func failures() throws {
    let folder = try folder()
    try folder.write("import sys\nsys.exit(3)\n", to: "fails.py")
    let outcome = try Program.run("compare", "fails.py", "at_once.py", in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("interleave: fails.py ended with status 3"))
    #expect(outcome.errors.contains("at_once.py ran for "))
  }

  @Test("What cannot be compared is said before anything runs")
  func mistakes() throws {
    let folder = try folder()
    let none = try Program.run("compare", in: folder.path)
    #expect(none.status == 2 && none.errors.contains("no programs are named"))
    let one = try Program.run("compare", "in_turn.py", in: folder.path)
    #expect(one.status == 2 && one.errors.contains("nothing to compare in_turn.py with"))
    let missing = try Program.run("compare", "in_turn.py", "nowhere.py", in: folder.path)
    #expect(missing.status == 2 && missing.errors.contains("there is no file nowhere.py"))
    #expect(missing.output.isEmpty)
    let python = try Program.run(
      "compare", "--python=/nowhere/python", "in_turn.py", "at_once.py", in: folder.path)
    #expect(python.status == 1 && python.errors.contains("/nowhere/python"))
  }

  @Test("A signal for it ends the programs, and nothing is left behind", .enabled(if: hasPython))
  func signals() throws {
    let folder = try TemporaryFolder()
    try folder.write("print('up', flush=True)\nimport time\ntime.sleep(60)\n", to: "long.py")
    let passed = try Program.shell(
      """
      "$@" > started 2> errors &
      while ! grep -q up started 2>/dev/null; do :; done
      kill -TERM $!
      wait $!
      echo "status $?"
      """, [Program.binary, "compare", "--together", "long.py", "long.py"],
      in: folder.path, environment: ["TMPDIR": folder.path])
    #expect(passed.output.contains("status 1"))
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(left == ["errors", "long.py", "started"])
  }

  @Test(
    "If it is killed the programs go on, and a later run takes away what is left",
    .enabled(if: hasPython))
  func killed() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      import os, time
      print("up", flush=True)
      while not os.path.exists("enough"):
          time.sleep(0.05)

      """, to: "long.py")
    let outcome = try Program.shell(
      """
      "$@" compare --together long.py long.py > said 2> errors &
      while [ "$(grep -c up said 2>/dev/null)" != 2 ]; do sleep 0.05; done
      kill -9 $!
      wait $! 2>/dev/null
      touch enough
      while ! ls interleave-*/run-*/$!-0.jsonl interleave-*/run-*/$!-1.jsonl
      do sleep 0.05; done >/dev/null 2>&1
      while [ "$(ls -d interleave-*/run-* | wc -l)" != 1 ]; do sleep 0.05; done
      "$@" trace --quiet -c 'print(1)'
      ls -d interleave-*/run-* | wc -l
      touch -d '2 minutes ago' interleave-*/run-*
      "$@" trace --quiet -c 'print(2)'
      """, [Program.binary], in: folder.path, environment: ["TMPDIR": folder.path])
    #expect(outcome.output.split(whereSeparator: \.isWhitespace) == ["1", "1", "2"], "\(outcome)")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(left == ["enough", "errors", "long.py", "said"])
  }
}
