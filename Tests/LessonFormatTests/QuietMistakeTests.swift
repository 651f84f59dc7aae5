import Testing

@testable import LessonFormat

/// Mistakes that would else lose something without a word.
@Suite struct QuietMistakeTests {
  private func messages(_ content: String) -> [String] {
    read(step(holding: content)).diagnostics.map(\.message)
  }

  @Test func twoCallOutsInOneQuote() {
    let found = messages("> [!NOTE]\n> One.\n> [!TIP]\n> Two.")
    #expect(found == ["two call-outs stand in one quote"])
  }

  @Test func twoAnswers() {
    let found = messages("> [!QUIZ id=q] How many?\n> answer: 3 s ± 20%\n>\n> answer: 4 s")
    #expect(found == ["this question has two answers, the first in line 12"])
    let mixed = messages("> [!QUIZ id=q] How many?\n> answer: 3\n>\n> - [ ] one\n> - [x] three")
    #expect(mixed == ["this question has two answers, the first in line 12"])
  }

  @Test func aToleranceWithoutItsPercentSign() {
    #expect(messages("> [!QUIZ id=q] How long?\n> answer: 3 s ± 20").count == 1)
    let claims = "```python demo=d\nx = 1\n```\n\n```claims demo=d\ntotal 3 s ± 20\n```"
    #expect(messages(claims).first?.contains("is a % missing?") == true)
  }

  @Test func aCommentThatRunsOverAHeading() {
    let found = messages("Words.\n\n<!-- notes: one\n\n## Two\n\nMore. <!-- pause -->")
    #expect(found.contains("this comment runs over the heading in line 15"))
  }

  @Test func claimsThatDoNotFitWhatIsExpected() {
    let failing = "```python demo=d expect=failure\nx = 1\n```\n\n```claims demo=d\nfinishes\n```"
    #expect(messages(failing) == ["this can never hold: the program is meant to fail"])
    let raising = "```python demo=d\nx = 1\n```\n\n```claims demo=d\nraises ValueError\n```"
    #expect(messages(raising).count == 1)
  }

  @Test func aCommentThatIsNearlyAKnob() {
    let found = messages("```python demo=d\nX = 1  # Knob 1..5\n```")
    #expect(found == ["this comment looks like a knob and is none"])
  }

  @Test func aFenceThatEndsInsideOfAnother() {
    let found = messages(
      "```python demo=d\nx = 1\n\n```claims demo=d\nfinishes\n```\n\nWords.\n")
    #expect(found == ["a fence begins here inside of the fence of line 11"])
  }

  @Test func aFileWithoutItsLastLineEnd() {
    let files = ProgramFiles { name in .success(.init(path: name, text: "x = 1\ny = 2")) }
    let source = SourceText(
      path: "lesson.md", bytes: Array(step(holding: "```python demo=d file=a.py focus=2\n```").utf8)
    )
    #expect(LessonReader.read(source, files: files).diagnostics.isEmpty)
  }
}
