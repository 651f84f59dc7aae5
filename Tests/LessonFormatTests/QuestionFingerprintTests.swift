import Testing

@testable import LessonFormat

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
    let number = "> [!QUIZ id=q] How many?\n> answer: 3 s ± 10%\n"
    let order = "> [!QUIZ id=q] In which order?\n> 1. b\n> 2. a\n> 3. c\n"
    #expect(try fingerprint(quiz) == "81c51a0c21e80c64")
    #expect(try fingerprint(number) == "6877cca0fbc69384")
    #expect(try fingerprint(order) == "bc4ef38629704aad")
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
