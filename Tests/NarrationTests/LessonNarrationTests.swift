import Foundation
import LessonFormat
import Narration
import Testing

@Suite("A lesson in words")
struct LessonNarrationTests {
  private func text(
    of body: String, answers: Bool = false, notes: Bool = false
  ) throws -> String {
    try text(of: body, .init(answers: answers, notes: notes))
  }

  private func text(of body: String, _ options: LessonNarration.Options) throws -> String {
    let source = SourceText(
      path: "lesson.md",
      bytes: Array(
        "---\nformat: 1\nid: a\ntitle: A lesson\nminutes: 5\n---\n## One\n<!-- id: one -->\n\n\(body)\n"
          .utf8))
    let reading = LessonReader.read(source, files: .none)
    #expect(reading.diagnostics.isEmpty)
    let lesson = try #require(reading.lesson)
    return LessonNarration(
      lesson: lesson, number: 1, of: 2, options: options
    ).whole().text()
  }

  private let head = """
    Lesson 1 of 2, A lesson.
    1 step, about 5 minutes.

    Step 1 of 1, One.


    """

  @Test("Text, lists and tables are told with their sizes, and emphasis is silent")
  func blocks() throws {
    let body = """
      Some *words* and `code`.

      - one
      - two
        - inner

      | name | time |
      | --- | --- |
      | tea | 3 s |
      | toast | |

      | | gives |
      | --- | --- |
      | a call | its value |
      """
    #expect(
      try text(of: body) == head + """
        Some words and code.

        List of 2 items.
        Item 1: one
        Item 2: two
        Item 2.1: inner

        Table with 2 rows. Columns: name, time.
        Row 1. Name: tea. Time: 3 s.
        Row 2. Name: toast. Time: empty.

        Table with 1 row. Columns: gives.
        Row 1, a call. Gives: its value.

        """)
  }

  @Test("Indentation, emphasis, tables and code are told as is wanted")
  func options() throws {
    let body = """
      Some *words* and `code`.

      | name | time |
      | --- | --- |
      | tea, green | 3 s |

      ```python focus=2
      def f():
          return 1

      f()
      ```
      """
    var options = LessonNarration.Options()
    options.indent = true
    options.emphasis = true
    options.tables = .commas
    let told = """
      Some words (emphasis) and code (code).

      Table with 1 row, a row a line, with commas.
      name, time
      "tea, green", 3 s


      """
    #expect(
      try text(of: body, options) == head + told + """
        Code begins, Python, 4 lines, line 2 marked.
        def f():
        indent 4, return 1

        indent 0, f()
        Code ends.

        """)
    options.readsCode = false
    #expect(try text(of: body, options) == head + told + "Code, Python, 4 lines.\n")
    let reading = CodeReading("def f():\n    return 1\n", first: 7, marked: [8...8])
    #expect(
      reading.numbered(indent: true, notes: [7: "where main is"]).text()
        == "Line 7, where main is: def f():\nLine 8, marked: indent 4, return 1\n")
    #expect(reading.numbered(8...9, indent: false).text() == "Line 8, marked: return 1\n")
  }

  @Test("Links are numbered, each target once, and told at the end of the step")
  func links() throws {
    let body = "See [here](#one), [there](https://example.org) and [here again](#one)."
    #expect(
      try text(of: body) == head + """
        See here (link 1), there (link 2) and here again (link 1).

        Link 1 leads to step one of this lesson.
        Link 2 leads to https://example.org.

        """)
  }

  @Test("A drawn picture is told by its description, and code by its length")
  func code() throws {
    let body = """
      ```text alt="Two boxes"
      [====] [====]
      ```

      ```python
      print(1)
      print(2)
      ```
      """
    #expect(
      try text(of: body) == head + """
        Picture: Two boxes.

        Code begins, Python, 2 lines.
        print(1)
        print(2)
        Code ends.

        """)
  }

  @Test(
    "Lines to be put in order are never told in the right one",
    arguments: [
      ["asked", "cleaned", "waited"], ["b", "a"], ["a", "b"], ["c", "a", "b"],
    ])
  func order(_ lines: [String]) throws {
    let list = lines.enumerated().map { "> \($0 + 1). \($1)" }.joined(separator: "\n")
    let body = "> [!QUIZ id=q] In which order?\n\(list)"
    func told(_ text: String) -> [String] {
      text.split(separator: "\n").filter { $0.hasPrefix("Line ") }
        .compactMap { $0.split(separator: ": ").last.map(String.init) }
    }
    let asked = told(try text(of: body))
    #expect(asked != lines && asked.sorted() == lines.sorted())
    let answered = try text(of: body, answers: true)
    #expect(answered.contains("The right order:") && told(answered) == lines)
  }

  @Test("Notes are for the instructor alone")
  func notes() throws {
    let body = "Words.\n\n<!-- notes: Ask the room. -->"
    #expect(try !text(of: body).contains("Ask the room."))
    #expect(
      try text(of: body, notes: true).contains("Notes for the instructor: Ask the room."))
  }

  @Test("Control characters never get out")
  func controls() {
    var narration = Narration()
    narration.say("a\u{1B}[31mb\u{202E}c")
    narration.quote(code: "x\u{7}\n")
    #expect(narration.text() == "a\u{FFFD}[31mb\u{FFFD}c\nx\u{FFFD}\n")
  }
}
