import Testing

@testable import LessonFormat

@Suite("Where a lesson has changed")
struct LessonTextsTests {
  private let steps = ["one", "two", "three"].map {
    "## Step\n<!-- id: \($0) -->\n\nWords of \($0).\n"
  }

  private func texts(_ body: String, program: String = "") throws -> LessonTexts {
    let source = SourceText(path: "lesson.md", bytes: Array((head + body).utf8))
    let files = ProgramFiles { name in .success(.init(path: name, text: program)) }
    return LessonTexts(source, try #require(LessonReader.read(source, files: files).lesson))
  }

  private func change(from old: String, to new: String) throws -> Int? {
    try texts(new).firstChange(since: texts(old))
  }

  @Test("It is the step whose text differs, however many lines it moves the others by")
  func changed() throws {
    let all = steps.joined()
    #expect(try change(from: all, to: all) == nil)
    for (index, step) in steps.enumerated() {
      let new = all.replacing(step, with: step + "\nMore.\n\nAnd more.\n")
      #expect(try change(from: all, to: new) == index)
    }
  }

  @Test("It is a step that is new, and the place of one that is gone or moved")
  func moved() throws {
    #expect(try change(from: steps[0] + steps[2], to: steps.joined()) == 1)
    #expect(try change(from: steps.joined(), to: steps[0] + steps[2]) == 1)
    #expect(try change(from: steps.joined(), to: steps[0] + steps[1]) == 1)
    #expect(try change(from: steps.joined(), to: steps[0] + steps[2] + steps[1]) == 1)
    #expect(try change(from: steps[0], to: "") == 0)
  }

  @Test("A program beside the lesson belongs to the step that shows it")
  func program() throws {
    let body = steps[0] + steps[1] + "\n```python demo=d file=a.py\n```\n" + steps[2]
    let before = try texts(body, program: "print(1)\n")
    #expect(try texts(body, program: "print(2)\n").firstChange(since: before) == 1)
  }
}
