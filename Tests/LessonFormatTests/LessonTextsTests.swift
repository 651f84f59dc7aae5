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

@Suite("What a question asks, as a hash")
struct QuestionFingerprintTests {
  private func fingerprint(_ quiz: String) throws -> String {
    let lesson = try #require(read(step(holding: quiz)).lesson)
    let questions = lesson.steps[0].blocks.compactMap { block in
      if case .question(let question) = block.content { question } else { nil }
    }
    return try #require(questions.first).fingerprint
  }

  private let quiz = "> [!QUIZ id=q] Which?\n> - [ ] red\n>   A warm one.\n> - [x] green\n"

  /// What learners have kept depends on it: whatever changes these loses their answers.
  @Test("It is the same in every version")
  func pinned() throws {
    #expect(try fingerprint(quiz) == "PINNED1")
    #expect(try fingerprint("> [!QUIZ id=q] How many?\n> answer: 3 s ± 10%\n") == "PINNED2")
    #expect(
      try fingerprint("> [!QUIZ id=q] In which order?\n> 1. b\n> 2. a\n> 3. c\n") == "PINNED3")
  }

  @Test("Layout, emphasis and explanations don't count")
  func same() throws {
    let same = [
      quiz.replacing("Which?", with: "**Which**?"), quiz.replacing("A warm one", with: "Warmer"),
      quiz.replacing("id=q", with: "id=other"),
    ]
    for other in same { #expect(try fingerprint(other) == fingerprint(quiz)) }
    #expect(
      try fingerprint("> [!QUIZ id=q] How many?\n> answer: 3 ± 10%\n")
        == fingerprint("> [!QUIZ id=q] How many?\n> answer: 3 ± 20%\n"))
  }

  @Test("What is asked, offered or right does")
  func different() throws {
    let others = [
      quiz.replacing("Which?", with: "Which one?"), quiz.replacing("red", with: "blue"),
      quiz.replacing("[x]", with: "[?]").replacing("[ ]", with: "[x]").replacing(
        "[?]", with: "[ ]"),
      quiz + "> - [ ] blue\n",
    ]
    for other in others { #expect(try fingerprint(other) != fingerprint(quiz)) }
  }
}
