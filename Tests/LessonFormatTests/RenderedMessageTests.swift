import Testing

@testable import LessonFormat

/// Messages as people read them.
@Suite struct RenderedMessageTests {
  private func rendered(_ text: String) -> String {
    let source = SourceText(path: "lesson.md", bytes: Array(text.utf8))
    return LessonReader.read(source, files: .none).diagnostics
      .map { $0.rendered(sourceLine: source.line(Int($0.range.start.line))) }
      .joined(separator: "\n")
  }

  @Test func aSuggestion() {
    #expect(
      rendered(step(holding: "```python demo=a vairant=b\nx = 1\n```")) == """
        lesson.md:11:18: error: unknown attribute "vairant" [unknown-attribute]
           11 | ```python demo=a vairant=b
              |                  ^^^^^^^
              Did you mean "variant"?
              Correct it, or remove it.
        """)
  }

  @Test func aWarning() {
    #expect(
      rendered(head + "## Three fetches\n\nWords.\n") == """
        lesson.md:8:1: warning: this step is known by its title; when that changes, links and \
        learners' progress are lost [id-from-text]
            8 | ## Three fetches
              | ^^^^^^^^^^^^^^^^
              Write <!-- id: three-fetches --> beneath it.
        """)
  }

  @Test func insideOfYAML() {
    #expect(
      rendered("---\nformat: 1\nid: My Lesson\ntitle: b\nminutes: 1\n---\n" + step) == """
        lesson.md:3:5: error: "My Lesson" is not an id [bad-id]
            3 | id: My Lesson
              |     ^^^^^^^^^
              Did you mean "my-lesson"?
              Use small letters, digits and single dashes, at most 64 of them, and not digits alone.
        """)
  }

  @Test func insideOfAFence() {
    #expect(
      rendered(step(holding: "```python demo=a\nCALLS = 30  # knob 1..20\n```")) == """
        lesson.md:12:9: error: 30 is outside of the knob's range, 1 to 20 [bad-knob]
           12 | CALLS = 30  # knob 1..20
              |         ^^
              Change the value or the range.
        """)
  }

  @Test func insideOfAQuotedQuestion() {
    #expect(
      rendered(step(holding: "> [!QUIZ id=q] Why?\n> answer: because")) == """
        lesson.md:12:3: error: "because" is no answer that can be judged [bad-question]
           12 | > answer: because
              |   ^^^^^^^^^^^^^^^
              Write one like "answer: 3 s ± 10%", "answer: total(async) ± 20%" or "answer: \
        waiting(async, 0.7 s)".
        """)
  }

  @Test func aByteThatIsNoText() {
    let source = SourceText(
      path: "lesson.md", bytes: Array((head + step).utf8) + Array("caf".utf8) + [0xE9])
    let found = LessonReader.read(source, files: .none).diagnostics.first
    #expect(
      found?.rendered(sourceLine: source.line(12)) == """
        lesson.md:12:4: error: the byte E9 is not UTF-8 [not-utf-8]
           12 | caf\u{FFFD}
              |    ^
              Save the file as UTF-8; from Latin-1, "iconv -f latin1 -t utf-8" converts it.
        """)
  }

  @Test func aWholeFile() {
    let found = read("").diagnostics.first
    #expect(
      found?.rendered(sourceLine: nil) == """
        lesson.md:1:1: error: the file is empty [empty-file]
              Write a lesson into it; "interleave new lesson NAME" makes one to start from.
        """)
  }

  private func diagnostic(
    _ line: String, column: Int, length: Int
  ) -> [String] {
    Diagnostic(
      rule: .badValue, severity: .error, file: "a.md",
      range: SourceRange(line: 3, column: column, length: length), message: "m", fix: "F"
    )
    .rendered(sourceLine: Array(line.utf8)[...]).split(separator: "\n").map(String.init)
  }

  @Test func theCaretStandsUnderWideCharacters() {
    #expect(diagnostic("日本 x", column: 8, length: 1)[2] == "      |      ^")
    #expect(diagnostic("日本 x", column: 1, length: 6)[2] == "      | ^^^^")
    #expect(diagnostic("é x", column: 4, length: 1)[2] == "      |   ^")
    #expect(diagnostic("\tx", column: 2, length: 1)[2] == "      |   ^")
  }

  @Test func aLongLineIsCut() {
    let line = String(repeating: "a", count: 500) + "X" + String(repeating: "b", count: 500)
    let lines = diagnostic(line, column: 501, length: 1)
    #expect(lines[1].count <= 9 + Int(100) && lines[1].hasSuffix("…"))
    let caret = lines[2].distance(
      from: lines[2].startIndex, to: lines[2].firstIndex(of: "^") ?? lines[2].startIndex)
    #expect(Array(lines[1])[caret] == "X")
  }

  @Test func aPlaceBehindTheLine() {
    #expect(diagnostic("ab", column: 9, length: 4)[2] == "      |   ^")
    #expect(diagnostic("", column: 1, length: 0)[2] == "      | ^")
  }

  @Test func sentences() {
    let found = read(step(holding: "> [!NTOE]\n> Words.\n\nMore.")).diagnostics.first
    #expect(
      found?.sentence == """
        Error in lesson.md, line 11, column 3: unknown call-out "NTOE". Did you mean "NOTE"? \
        Write one of [!NOTE], [!TIP], [!IMPORTANT], [!WARNING], [!CAUTION], [!PREDICT], [!QUIZ], \
        [!HINT] or [!EXPLANATION].
        """)
    let warning = read(step(holding: "> [!QUIZ] Which one?\n> answer: 3")).diagnostics.first
    #expect(
      warning?.sentence == """
        Warning in lesson.md, line 11, column 3: this question is known by its text; when that \
        changes, learners' answers are lost. Write [!QUIZ id=which-one].
        """)
  }

  @Test func aPathThatWouldActOnTheTerminal() {
    let diagnostic = Diagnostic(
      rule: .emptyFile, severity: .error, file: "a\u{1B}[2J\u{202E}.md", range: .fileStart,
      message: "m", fix: "F")
    #expect(diagnostic.headline == "a\u{FFFD}[2J\u{FFFD}.md:1:1: error: m [empty-file]")
  }
}
