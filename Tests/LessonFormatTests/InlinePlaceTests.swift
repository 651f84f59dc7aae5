import Testing

@testable import LessonFormat

/// cmark counts columns within a paragraph; messages count them within the file.
@Suite struct InlinePlaceTests {
  @Test(arguments: [
    "one [x](#q) two", "one\nand [x](#q)", "one  \nand [x](#q)", "one\\\nand [x](#q)",
    "one\\\ntwo\nand [x](#q)", "> one\n> and [x](#q)", "> one\nand lazy [x](#q)",
    "- one\nand lazy [x](#q)", "- one\n  and [x](#q)", "1. one\n     and [x](#q)",
    "> > one\n> and lazy [x](#q)", "  one\n and [x](#q)", ">one\n>and [x](#q)",
    "| a | b |\n|---|---|\n| é | and [x](#q) |", "| a [x](#q) |\n|---|", "one é *and [x](#q)*",
    "### one [x](#q)", "###   one [x](#q) ##", "-\tone\n\tand [x](#q)", "> [!NOTE]\n> and [x](#q)",
    "- [ ] and [x](#q)", "`a\nb` and [x](#q)", "<!-- notes: a\nand [x](#q) -->\n\nb",
    "&amp; and [x](#q)", "[x\ny](#q) and", "![a](b) and [x](#q)",
  ])
  func aLinkStandsWhereItSays(_ content: String) throws {
    let text = step(holding: content)
    let source = SourceText(path: "lesson.md", bytes: Array(text.utf8))
    let link = try #require(read(text).links.first)
    #expect(source.text(at: link.range).hasPrefix("["))
  }

  /// A fence that is indented takes its indentation off each line that has it.
  @Test(arguments: [
    "```python demo=a\nX = 30  # knob 1..9\n```",
    "  ```python demo=a\n  X = 30  # knob 1..9\n  ```",
    "  ```python demo=a\nX = 30  # knob 1..9\n  ```",
    "  ```python demo=a\n    X = 30  # knob 1..9\n  ```",
  ])
  func aKnobStandsWhereItSays(_ fence: String) throws {
    let text = step(holding: fence)
    let source = SourceText(path: "lesson.md", bytes: Array(text.utf8))
    let found = try #require(read(text).diagnostics.first { $0.rule == .badKnob })
    #expect(["30", "# knob 1..9"].contains(source.text(at: found.range)))
  }

  @Test(arguments: [
    "A = _1  # knob 0..2", "A = 1_  # knob 0..2", "A = 1__0  # knob 0..20", "A = 1-2  # knob 0..2",
    "A = 007  # knob 0..20", "a.b = 1  # knob 0..2", "A == 1  # knob 0..2",
    "A: str = 1  # knob 0..2",
    "  A = 1  # knob 0..2", "1A = 1  # knob 0..2", "A = B = 1  # knob 0..2", "A += 1  # knob 0..2",
    "A = 1,  # knob 0..2",
  ])
  func whatIsNoPlainAssignment(_ line: String) {
    let found = read(RuleExample.demo("demo=a", line)).diagnostics
    #expect(found.map(\.rule) == [.badKnob])
  }

  @Test(arguments: ["# knobs are below", "'# knob 1..2'", "# the knob 1..2", "print('knob')"])
  func whatIsNoKnob(_ line: String) {
    let reading = read(RuleExample.demo("demo=a", line))
    #expect(reading.diagnostics.isEmpty)
    #expect(reading.lesson?.demos.first?.knobs.isEmpty == true)
  }
}
