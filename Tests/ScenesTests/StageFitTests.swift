import Canvas
import Foundation
import LessonFormat
import TestSupport
import Testing

@testable import Scenes
@testable import Tutor

@Suite("What would not fit in a room")
struct StageFitTests {
  /// The body begins on line 10.
  private static let head =
    "---\nformat: 1\nid: sample\ntitle: A sample\nminutes: 5\n---\n## A step\n<!-- id: one -->\n\n"

  private func warnings(
    _ body: String, _ size: Size = Size(80, 24), files: ProgramFiles = .none
  ) throws -> [Diagnostic] {
    let reading = LessonReader.read(
      SourceText(path: "lesson.md", bytes: Array((Self.head + body).utf8)), files: files)
    #expect(!reading.diagnostics.contains { $0.severity == .error }, "\(reading.diagnostics)")
    return StageFit(try #require(reading.lesson), in: "lesson.md", size: size).warnings()
  }

  private func demo(_ variants: String..., attributes: String = "") -> String {
    variants.enumerated().map { index, text in
      "```python demo=d variant=v\(index + 1) \(attributes)\n\(text)\n```\n"
    }.joined(separator: "\n")
  }

  /// A line of Python of so many columns.
  private func line(_ columns: Int) -> String {
    "x = \"" + String(repeating: "a", count: columns - 6) + "\""
  }

  private func lines(_ count: Int) -> String {
    (1...count).map { "print(\($0))" }.joined(separator: "\n")
  }

  @Test("Text, code, tables and programs that fit are not spoken of", arguments: sizes.prefix(2))
  func clean(size: Size) throws {
    let table = "| a | b |\n| --- | --- |\n| one | two |\n"
    let body = "A paragraph.\n\n\(table)\n```text\nwords\n```\n\n"
    #expect(try warnings(body + demo(lines(2), lines(3)), size).isEmpty)
  }

  // MARK: Code

  @Test("A line that is wrapped is named with the columns that it takes and has")
  func wrapped() throws {
    let found = try warnings(demo(line(61) + "\n" + line(70) + "\n" + line(64)))
    #expect(found.map(\.rule) == [.roomCodeWidth])
    let warning = try #require(found.first)
    #expect(warning.severity == .warning)
    #expect(warning.range == SourceRange(line: 12, column: 62, length: 9))
    #expect(
      warning.message
        == "this line takes 70 columns, and there are 61, so it is wrapped, as is line 13")
  }

  @Test("Code to read is measured without line numbers, and inside of a quote with its border")
  func reading() throws {
    #expect(try warnings("```text\n\(line(66))\n```\n").isEmpty)
    let long = try #require(try warnings("```text\n\(line(67))\n```\n").first)
    #expect(long.range == SourceRange(line: 11, column: 67, length: 1))
    #expect(try warnings("> [!NOTE]\n> ```text\n> \(line(64))\n> ```\n").isEmpty)
    let quoted = try #require(try warnings("> [!NOTE]\n> ```text\n> \(line(65))\n> ```\n").first)
    #expect(quoted.rule == .roomCodeWidth)
    #expect(quoted.range.start == SourcePosition(line: 12, column: 67))
  }

  @Test("Programs beside each other in the player share its width, and enough of it helps")
  func player() throws {
    // Where the columns are not equal, the left one is the narrower.
    let body = demo(line(31), line(40) + "\n" + line(33) + "\n" + line(32))
    let found = try warnings(body)
    #expect(found.map(\.rule) == [.roomPlayerWidth])
    let warning = try #require(found.first)
    #expect(
      warning.message
        == "this line takes 40 columns, and the player has 32 for it where programs are shown "
        + "beside each other, so it is cut, as is line 16")
    #expect(warning.fix.hasSuffix("or present with 96 columns"))
    #expect(try warnings(body, Size(95, 24)).map(\.rule) == [.roomPlayerWidth])
    #expect(try warnings(body, Size(96, 24)).isEmpty)
    #expect(try warnings(demo(line(32), line(32))).map(\.rule) == [.roomPlayerWidth])
  }

  @Test(
    "A comment behind a line may be cut in the player, and a panel that is not shown has no lines")
  func playerAllows() throws {
    let remark = "x = 1  # a comment that goes on for quite a while"
    #expect(try warnings(demo(remark, remark)).isEmpty)
    #expect(
      try warnings(demo(line(50), line(50), attributes: "show=timeline,output")).isEmpty)
  }

  @Test("A program that is taller than the stage is told with its rows; a part of it fits")
  func tall() throws {
    let found = try warnings(demo(lines(30)))
    let warning = try #require(found.first { $0.rule == .roomCodeRows })
    #expect(warning.message == "this program takes 30 rows, and the room sees 21 at once")
    #expect(warning.range.start == SourcePosition(line: 10, column: 1))
    #expect(warning.fix.contains("lines="))
    #expect(try warnings(demo(lines(30), attributes: "lines=3,12")).isEmpty)
    #expect(try warnings(demo(lines(30)), Size(120, 40)).isEmpty)
  }

  @Test("A line of a program's own file is named in that file")
  func file() throws {
    let text = line(20) + "\n" + line(90)
    let files = ProgramFiles { name in .success(ProgramFiles.File(path: "01/\(name)", text: text)) }
    let found = try warnings("```python demo=d file=long.py\n```\n", files: files)
    let warning = try #require(found.first { $0.rule == .roomCodeWidth })
    #expect(warning.file == "01/long.py")
    #expect(warning.range.start == SourcePosition(line: 2, column: 62))
  }

  // MARK: Text

  @Test("A table that becomes a list, and one that is too tall")
  func tables() throws {
    let word = String(repeating: "w", count: 22)
    let cells = "| " + Array(repeating: word, count: 4).joined(separator: " | ") + " |\n"
    let wide = "\(cells)|\(String(repeating: " --- |", count: 4))\n\(cells)"
    let list = try #require(try warnings(wide).first)
    #expect(list.rule == .roomTable)
    #expect(
      list.message == "this table needs 94 columns, and there are 68, so it is shown as a list")
    #expect(try warnings(wide, Size(120, 36)).isEmpty)
    let tall = "| a |\n| --- |\n" + String(repeating: "| b |\n", count: 25)
    let found = try warnings("Words.\n\n<!-- pause -->\n\n\(tall)")
    #expect(found.map(\.rule) == [.roomTable])
    #expect(found.first?.message == "this table takes 27 rows, and the room sees 21 at once")
  }

  @Test("What is seen before the first pause has to fit; the place is where a pause would help")
  func firstPart() throws {
    let before = demo(lines(8), lines(8))
    let found = try warnings(before + "\nWords.\n\nMore words.\n")
    #expect(found.map(\.rule) == [.roomFirstPart])
    let warning = try #require(found.first)
    // The title and a gap, two titles with their programs and a gap, a gap and the line to run them.
    #expect(
      warning.message.hasPrefix("the first part of this step takes 27 rows, and the room sees 21"))
    // There is nothing before it that a pause could keep.
    #expect(warning.range.start == SourcePosition(line: 7, column: 1))
    #expect(try warnings(before + "\nWords.\n", Size(80, 30)).isEmpty)
    let paragraphs = Array(repeating: "Words.\n", count: 12)
    let at = try #require(try warnings(paragraphs.joined(separator: "\n")).first)
    #expect(at.range.start == SourcePosition(line: 30, column: 1))
    #expect(
      at.message
        == "the first part of this step takes 25 rows, and the 21 that the room sees end here")
    #expect(at.fix.hasPrefix("Put a pause before this"))
    let mended = paragraphs.prefix(9) + ["<!-- pause -->\n"] + paragraphs.dropFirst(9)
    #expect(try warnings(mended.joined(separator: "\n")).isEmpty)
  }

  @Test("A paragraph is as long as a room reads at once, also in a list")
  func paragraphs() throws {
    // Four of these fill a row of 68 columns.
    let words = Array(repeating: "sixteencolumnsea", count: 24)
    #expect(try warnings(words.joined(separator: " ") + "\n").isEmpty)
    let long = try #require(try warnings((words + ["x"]).joined(separator: " ") + "\n").first)
    #expect(long.rule == .roomParagraph)
    #expect(long.message == "this paragraph takes 7 rows, and a room reads 6 at once")
    #expect(
      try warnings("- " + (words + ["x"]).joined(separator: " ") + "\n").map(\.rule)
        == [.roomParagraph])
  }

  // MARK: The stage itself

  @Test("The stage scrolls the steps that are warned of, and no other", arguments: sizes)
  func asTheStageDoes(size: Size) throws {
    let folder = CourseFolder(path: fixtures.appending(path: "lessons/complete").path)
    let course = try Course(folder, detail: .steps)
    let lesson = try #require(try course.entries[0].folder.read().lesson)
    var state = State(
      course: CourseOutline(course), room: .presenting(Presentation(startingAt: 0)))
    _ = reduce(&state, .loaded(lesson: 0, LessonContent(lesson: lesson)))
    let fit = StageFit(lesson, in: "lesson.md", size: size)
    for step in lesson.steps.indices {
      _ = reduce(&state, .user(.go(lesson: 0, step: step)))
      var view = ViewState()
      _ = Scene.compose(state, &view, size: size, options: SceneOptions())
      let isWarnedOf = fit.warnings(inStep: step).contains { $0.rule == .roomFirstPart }
      #expect(view.scrolls[.lesson(0, step: step)]?.hasMore == isWarnedOf, "step \(step + 1)")
    }
  }
}
