import Foundation
import Testing

@Suite("Lessons that did not come with Interleave", .enabled(if: Program.hasPython))
struct TrustTests {
  private func lesson() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try write("print(40 + 2)", to: folder)
    return folder
  }

  private func write(_ program: String, to folder: TemporaryFolder) throws {
    try folder.lesson(
      "## A step\n<!-- id: a-step -->\n\n```python demo=x\n\(program)\n```\n", in: "01-a")
  }

  @Test("Without a terminal nothing runs until it is allowed, and a change asks again")
  func allowing() throws {
    let folder = try lesson()
    let refused = try Program.run("run", "01-a", in: folder.path)
    #expect(refused.status == 1 && refused.output == "")
    #expect(refused.errors.contains("\"interleave trust 01-a\", or for once with --trust"))
    #expect(try Program.run("run", "--lessons=.", "a", in: folder.path).status == 1)
    #expect(try Program.run("run", "01-a", "--trust", in: folder.path).output.hasPrefix("42\n"))
    #expect(try Program.run("run", "01-a", in: folder.path).status == 1)

    let allowed = try Program.run("trust", "01-a", in: folder.path)
    #expect(allowed.output.hasPrefix("1 program is allowed to run, until they are changed:\n/"))
    #expect(try Program.run("run", "01-a", in: folder.path).output.hasPrefix("42\n"))
    let list = try Program.run("trust", "--list", in: folder.path).output
    #expect(
      list.hasPrefix("1 program is allowed:\n") && list.contains("/01-a/lesson.md#x, since 2"))

    try write("print(41 + 2)", to: folder)
    #expect(try Program.run("run", "01-a", in: folder.path).status == 1)
    try write("print(40 + 2)", to: folder)
    #expect(try Program.run("run", "01-a", in: folder.path).status == 0)
    let revoked = try Program.run("trust", "--revoke", "01-a", in: folder.path)
    #expect(revoked.output == "1 program is no longer allowed.\n")
    #expect(try Program.run("run", "01-a", in: folder.path).status == 1)
    #expect(
      try Program.run("trust", "--list", in: folder.path).output
        == "No programs are allowed but the course's own.\n")
  }

  @Test("A whole course is allowed at once, and all of it revoked")
  func course() throws {
    let folder = try lesson()
    try folder.lesson(
      "## B\n<!-- id: b -->\n\n```python demo=y\nprint('y')\n```\n", id: "b", in: "02-b")
    #expect(try Program.run("trust", ".", in: folder.path).output.hasPrefix("2 programs are "))
    #expect(
      try Program.run("trust", "--revoke-all", in: folder.path).output
        == "2 programs are no longer allowed.\n")
    for arguments in [["trust"], ["trust", ".", "--list"], ["trust", "--list", "--revoke-all"]] {
      #expect(try Program.shell("\"$@\"", [Program.binary] + arguments).status == 2)
    }
  }

  /// Answers on a terminal.
  private func terminal(
    _ answer: String, in folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws -> Program.Outcome {
    try Program.shell(
      """
      printf '\(answer)' | python3 -c 'import pty, sys
      status = pty.spawn(sys.argv[1:])
      sys.exit(status >> 8)' "$@"
      """, [Program.binary, "run", "01-a"], in: folder.path, environment: environment)
  }

  @Test("On a terminal the program is shown and a person is asked, once")
  func question() throws {
    let folder = try lesson()
    let no = try terminal("n\\n", in: folder)
    #expect(no.status == 1)
    #expect(no.output.contains("    print(40 + 2)") && no.output.contains("Run this? y or n: "))
    #expect(no.output.contains("interleave: not run") && !no.output.contains("42"))
    let yes = try terminal("y\\n", in: folder)
    #expect(yes.status == 0 && yes.output.contains("42\r\n"))
    let again = try terminal("", in: folder)
    #expect(again.status == 0 && again.output.hasPrefix("42\r\n"))
  }

  @Test("Where it cannot be remembered, it runs all the same and says so")
  func unwritable() throws {
    let folder = try lesson()
    let yes = try terminal("y\\n", in: folder, environment: ["XDG_STATE_HOME": "/proc/nowhere"])
    #expect(yes.status == 0 && yes.output.contains("42\r\n"))
    #expect(yes.output.contains("this cannot be remembered: /proc/nowhere"))
    let told = try Program.run(
      "trust", "01-a", in: folder.path, environment: ["XDG_STATE_HOME": "/proc/nowhere"])
    #expect(told.status == 1 && told.errors.contains("/proc/nowhere/interleave: "))
  }
}
