import Foundation
import Testing

@Suite("interleave check")
struct CheckTests {
  private static let step = "## One\n<!-- id: one -->\n\nSome text.\n"

  @Test("The status is 0 without errors, 1 with some, 2 for a wrong path")
  func status() throws {
    let folder = try TemporaryFolder()
    try folder.lesson(Self.step)
    let good = try Program.run("check", folder.path)
    #expect(good.status == 0)
    #expect(good.output == "1 lesson checked, no mistakes.\n")
    try folder.lesson("## One\n<!-- id: One -->\n\nText.\n")
    #expect(try Program.run("check", folder.path).status == 1)
    let missing = try Program.run("check", "\(folder.path)/nowhere")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("there is no file or folder"))
  }

  @Test("Warnings fail a strict check only")
  func strict() throws {
    let folder = try TemporaryFolder()
    try folder.lesson("## One\n\nSome text.\n")
    let outcome = try Program.run("check", folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("1 lesson checked: 0 errors, 1 warning."))
    #expect(try Program.run("check", "--strict", folder.path).status == 1)
  }

  @Test("All mistakes are shown in one go, each with its line, a caret and what to do")
  func text() throws {
    let folder = try TemporaryFolder()
    try folder.lesson(
      "## One\n<!-- id: one -->\n\n[there](lesson:b)\n\n```python demoo=x\nprint(1)\n```\n")
    let outcome = try Program.run("check", "01-a/lesson.md", in: folder.path)
    #expect(outcome.status == 1)
    #expect(
      outcome.output == """
        01-a/lesson.md:10:1: error: there is no lesson "b" [dead-link]
           10 | [there](lesson:b)
              | ^^^^^^^^^^^^^^^^^
              Write the id of a lesson of this course, as a.

        01-a/lesson.md:12:11: error: unknown attribute "demoo" [unknown-attribute]
           12 | ```python demoo=x
              |           ^^^^^
              Did you mean "demo"?
              Correct it, or remove it.

        1 lesson checked: 2 errors, 0 warnings.

        """)
    let spoken = try Program.run("check", "--plain", "01-a", in: folder.path).output
    #expect(
      spoken.hasPrefix("Error in 01-a/lesson.md, line 10, column 1: there is no lesson \"b\"."))
    #expect(!spoken.contains("^") && !spoken.contains("|"))
    let accessible = try Program.run(
      "check", "01-a", in: folder.path, environment: ["ACCESSIBLE": "1"])
    #expect(accessible.output == spoken)
  }

  @Test("For a room, warnings tell what would not fit, with the size; a wrong size is one message")
  func room() throws {
    let folder = try TemporaryFolder()
    let wide = "print(\"\(String(repeating: "a", count: 58))\")"
    try folder.lesson("## One\n<!-- id: one -->\n\n```python demo=d\n\(wide)\n```\n")
    #expect(try Program.run("check", "--no-python", "01-a", in: folder.path).status == 0)
    let outcome = try Program.run(
      "check", "--no-python", "--present=80x24", "01-a", in: folder.path)
    #expect(outcome.status == 0)
    #expect(
      outcome.output == """
        01-a/lesson.md:11:62: warning: this line takes 67 columns, and there are 61, so it is wrapped \
        [room-code-width]
           11 | \(wide)
              | \(String(repeating: " ", count: 61))^^^^^^
              Break it, or shorten its names.

        Laid out for a room that sees 80 columns and 24 rows.
        1 lesson checked: 0 errors, 1 warning.

        """)
    let larger = try Program.run("check", "--present=100X30", "--strict", "01-a", in: folder.path)
    #expect(larger.status == 0)
    for size in ["80", "80x", "x24", "80x24x2", "-80x24", "39x24", "80x11", "1001x24", "wide"] {
      let wrong = try Program.run("check", "--present=\(size)", "01-a", in: folder.path)
      #expect(wrong.status == 2)
      #expect(
        wrong.errors.contains(
          "--present takes columns and rows like 80x24, from 40x12 to 1000x1000, not \"\(size)\""))
    }
  }

  @Test("JSON and SARIF say what the text says")
  func machineReadable() throws {
    struct Report: Decodable {
      struct Mistake: Decodable {
        var rule: String
        var line: Int
        var column: Int
        var endColumn: Int
        var didYouMean: String?
      }
      var errors: Int
      var diagnostics: [Mistake]
    }
    struct SARIF: Decodable {
      struct Run: Decodable {
        struct Result: Decodable {
          var ruleId: String
          var level: String
        }
        var results: [Result]
      }
      var version: String
      var runs: [Run]
    }
    let folder = try TemporaryFolder()
    try folder.lesson("## One\n<!-- id: one -->\n\n```text titel=a\nb\n```\n")
    let json = try Program.run("check", "--json", folder.path)
    let report = try JSONDecoder().decode(Report.self, from: Data(json.output.utf8))
    #expect(json.status == 1)
    #expect(report.errors == 1)
    let mistake = try #require(report.diagnostics.first)
    #expect(mistake.rule == "unknown-attribute")
    #expect((mistake.line, mistake.column, mistake.endColumn) == (10, 9, 14))
    #expect(mistake.didYouMean == "title")
    let sarif = try JSONDecoder().decode(
      SARIF.self, from: Data(try Program.run("check", "--sarif", folder.path).output.utf8))
    #expect(sarif.version == "2.1.0")
    #expect(sarif.runs.first?.results.map(\.ruleId) == ["unknown-attribute"])
    #expect(sarif.runs.first?.results.map(\.level) == ["error"])
  }

  @Test("A program that does not compile is shown where it stands in the lesson")
  func python() throws {
    let folder = try TemporaryFolder()
    try folder.lesson(
      "## One\n<!-- id: one -->\n\n```python demo=d\nprint(1)\nprint(2 +)\n```\n")
    let outcome = try Program.run("check", "01-a", in: folder.path)
    guard !outcome.output.contains("No python3 was found") else { return }
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("01-a/lesson.md:12:"))
    #expect(outcome.output.contains("[python-syntax]"))
    #expect(try Program.run("check", "--no-python", "01-a", in: folder.path).status == 0)
  }

  @Test("Without a Python, with a broken or a wrong one, the rest is checked and it is said")
  func withoutPython() throws {
    let folder = try TemporaryFolder()
    try folder.lesson("## One\n<!-- id: one -->\n\n```python demo=d\nprint(1)\n```\n")
    let none = try Program.shell(
      "PATH=/nowhere; export PATH; exec \"$@\"", [Program.binary, "check", folder.path])
    #expect(none.status == 0)
    #expect(none.output.contains("No python3 was found, so the programs were not compiled."))
    try folder.write("#!/bin/sh\necho broken >&2\nexit 3\n", to: "python")
    chmod("\(folder.path)/python", 0o755)
    let broken = try Program.run(
      "check", "01-a", in: folder.path, environment: ["INTERLEAVE_PYTHON": "./python"])
    #expect(broken.status == 0)
    #expect(broken.output.contains("./python failed: broken; the programs were not compiled."))
    let wrong = try Program.run("check", "--python=/nowhere/python3", folder.path)
    #expect(wrong.status == 2)
  }

  @Test("Python that is newer than the one here is left alone, and it is said")
  func newerPython() throws {
    let folder = try TemporaryFolder()
    try folder.lesson(
      "## One\n<!-- id: one -->\n\n```python demo=d requires=9.9\nnew syntax here\n```\n")
    let outcome = try Program.run("check", folder.path)
    guard !outcome.output.contains("No python3") else { return }
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("1 program needs a newer Python than 3."))
  }
}
