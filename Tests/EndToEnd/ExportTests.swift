import Foundation
import Testing

/// A run as other programs take it.
@Suite("interleave replay and trace write files")
struct ExportTests {
  private static let trace: String = {
    let folder = Program.root.appending(path: "Tests/Fixtures/traces/mixed")
    return folder.appending(path: "1.jsonl").path
  }()

  private struct Record: Decodable {
    struct Run: Decodable {
      var name: String
      var isWhole: Bool
    }
    struct Totals: Decodable {
      var wall: Int
      var tasks: Int
    }
    struct Lane: Decodable {
      struct State: Decodable {
        var state: String
        var begin: Int
        var end: Int?
        var reason: String?
        var reasonInWords: String?
        var by: Int?
      }
      var kind: String
      var name: String
      var outcome: String?
      var exception: String?
      var madeBy: Int?
      var cancelledBy: Int?
      var times: [String: Int]
      var states: [State]
    }
    var format: Int
    var run: Run
    var totals: Totals
    var lanes: [Lane]
  }

  @Test("JSON goes to the standard output, and nothing else does")
  func json() throws {
    let outcome = try Program.run("replay", Self.trace, "--json=-")
    #expect(outcome.status == 0 && outcome.errors == "")
    let record = try JSONDecoder().decode(Record.self, from: Data(outcome.output.utf8))
    #expect(record.format == 1 && record.run.isWhole && record.totals.tasks == 6)
    let victim = try #require(record.lanes.first { $0.name == "victim" })
    #expect(victim.kind == "task" && victim.outcome == "cancelled")
    let by = try #require(victim.cancelledBy)
    #expect(record.lanes[by].name == "Task-1" && victim.madeBy == by)
    let wait = try #require(victim.states.first { $0.state == "waiting" })
    #expect(wait.reason == "sleep" && wait.reasonInWords == "sleep(10)")
    // Its states follow each other without a gap, and add up to its times.
    for (state, next) in zip(victim.states, victim.states.dropFirst()) {
      #expect(state.end == next.begin)
    }
    let waited = victim.states.filter { $0.state == "waiting" }.reduce(0) {
      $0 + ($1.end ?? 0) - $1.begin
    }
    #expect(victim.times["waiting"] == waited)
    #expect(record.lanes.first { $0.name == "broken" }?.exception == "ValueError: no milk")
  }

  @Test("Each form goes to its file, and replay shows nothing then")
  func files() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(
      "replay", "--chrome=a.json", "--html", "a.html", "--svg=a.svg", "--json=b.json", Self.trace,
      in: folder.path)
    #expect(outcome.status == 0 && outcome.output == "" && outcome.errors == "")
    let begins = [
      "a.json": "{\"traceEvents\":[", "a.html": "<!DOCTYPE html>", "a.svg": "<?xml", "b.json": "{",
    ]
    for (name, start) in begins {
      let text = try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
      #expect(text.hasPrefix(start))
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == begins.keys.sorted())
  }

  @Test("A file is replaced when the new one is whole, keeps its rights, and links stay links")
  func replacing() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "old.svg")
    let outcome = try Program.shell(
      """
      chmod 640 old.svg; ln -s old.svg link.svg
      "$1" replay "$2" --svg=link.svg && stat -c '%a %F' old.svg && stat -c %F link.svg
      head -c 5 old.svg; echo; ls -A
      "$1" replay "$2" --svg=/dev/full; echo $?
      "$1" replay "$2" --svg=/dev/stdout | head -c 5; echo
      "$1" replay "$2" --svg=.; "$1" replay "$2" --svg=no/where
      """, [Program.binary, Self.trace], in: folder.path)
    #expect(
      outcome.output
        == "640 regular file\nsymbolic link\n<?xml\nlink.svg\nold.svg\n1\n<?xml\n")
    #expect(outcome.errors.contains("interleave: /dev/full: cannot write: No space left on device"))
    #expect(outcome.errors.contains("cannot write .: is a directory"))
    #expect(outcome.errors.contains("cannot write no/where: no such file or directory"))
  }

  @Test("What cannot be written whole leaves what was there")
  func fullDisk() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "old.json")
    // A limit on the size of files is as good as a full disk.
    let outcome = try Program.shell(
      "trap '' XFSZ; ulimit -f 1; \"$1\" replay \"$2\" --chrome=old.json; echo $?; cat old.json; ls -A",
      [Program.binary, Self.trace], in: folder.path)
    #expect(outcome.output == "1\noldold.json\n")
    #expect(outcome.errors.contains("old.json: cannot write: File too large"))
  }

  @Test("What is no trace, or half of one, gets its sentence")
  func broken() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "empty")
    try folder.write("\u{1}\u{2}\n{}\n", to: "binary")
    for file in ["empty", "binary"] {
      let outcome = try Program.run("replay", file, in: folder.path)
      #expect(outcome.status == 1 && outcome.output == "")
      #expect(outcome.errors.hasPrefix("interleave: \(file) is no trace; "))
    }
    for (file, reason) in [("/dev/zero", "it is not an ordinary file"), (".", "it is a folder")] {
      let outcome = try Program.run("replay", file, in: folder.path)
      #expect(outcome.status == 2 && outcome.errors.contains(reason))
    }
    let half = try Program.shell(
      "head -c 4000 \"$2\" > half; \"$1\" replay half", [Program.binary, Self.trace],
      in: folder.path)
    #expect(half.status == 0 && half.output.contains("The trace ends early"))
    #expect(
      half.errors == "interleave: 1 line of this trace, or parts of them, could not be used\n")
  }

  @Test("Options that cannot be meant")
  func usage() throws {
    let twice = try Program.run("replay", Self.trace, "--svg=x", "--html=x")
    #expect(twice.status == 2 && twice.errors.contains("two options write to \"x\""))
    let empty = try Program.run("replay", Self.trace, "--svg=")
    #expect(empty.status == 2 && empty.errors.contains("an option names no file"))
  }

  private static var hasPython: Bool {
    let found = try? Program.shell("python3 -c 'import sys; exit(sys.version_info < (3, 9))'")
    return found?.status == 0
  }

  @Test("A run is written when it has ended, with the program's text", .enabled(if: hasPython))
  func traced() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "import time\nprint('<b>')\ntime.sleep(0.01)\nraise SystemExit(3)\n", to: "a.py")
    let outcome = try Program.run("trace", "--html=a.html", "--json=-", "a.py", in: folder.path)
    #expect(outcome.status == 3)
    #expect(outcome.output.hasPrefix("<b>\n{\n"))
    let page = try String(contentsOfFile: "\(folder.path)/a.html", encoding: .utf8)
    let hasProgram = page.contains("time.sleep(0.01)</span>") && page.contains("exit status 3")
    #expect(hasProgram)
    #expect(page.contains("<pre>&lt;b&gt;</pre>"))
  }
}
