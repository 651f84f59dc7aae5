import LessonFormat
import Narration

/// What is said of an answer, beside what is right.
extension State {
  /// "Right. You said 3 seconds. Measured 3.02 seconds."; the answer itself where it is not known.
  package func words(
    for judgement: Judgement, of question: Question, in lesson: Lesson, withAnswer: Bool = true
  ) -> String {
    if isShownAnswer(to: question, in: lesson) { return truth(judgement, question) }
    let said = withAnswer ? said(question, lesson) : ""
    let sentences =
      switch judgement.verdict {
      case .needsRun: [said, "Run the program to see."]
      case .right: ["Right.", said, truth(judgement, question)]
      case .wrong: ["Not so.", said, truth(judgement, question)]
      }
    return sentences.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// What was predicted of the demo that a player shows, once its runs have ended.
  package func predictions(
    about key: DemoKey
  ) -> [(label: String, words: String, isRight: Bool)] {
    guard hasRun(key), let lesson = lesson(withID: key.lesson) else { return [] }
    return lesson.steps.flatMap(\.blocks).compactMap { block in
      guard case .question(let question) = block.content, question.kind == .prediction,
        question.demo == key.demo, let judgement = judgement(of: question, in: lesson),
        judgement.verdict != .needsRun
      else { return nil }
      let words = words(for: judgement, of: question, in: lesson)
      guard !words.isEmpty else { return nil }
      let label = isShownAnswer(to: question, in: lesson) ? "The answer" : "Your prediction"
      return (label, words, judgement.verdict == .right)
    }
  }

  private func said(_ question: Question, _ lesson: Lesson) -> String {
    switch (question.answer, response(to: question, in: lesson)) {
    case (_, .number(let number)?): return "You said \(question.inWords(number))."
    case (.choices(let choices), .choices(let chosen)?):
      let texts = chosen.sorted().filter(choices.indices.contains).map {
        choices[$0].text.plainText
      }
      return texts.isEmpty
        ? "" : "You said: \(LessonFormat.inWords(texts, joinedBy: "and").asSentence)"
    default: return ""
    }
  }

  private func truth(_ judgement: Judgement, _ question: Question) -> String {
    switch question.answer {
    case .number(let answer):
      guard let expected = judgement.expected else { return "" }
      let isMeasured = if case .measured = answer.value { true } else { false }
      let rounded = (expected * 100).rounded() / 100
      return "\(isMeasured ? "Measured" : "It is") \(question.inWords(rounded))."
    case .lanes:
      return judgement.lanes.isEmpty
        ? "None is." : "It is \(LessonFormat.inWords(judgement.lanes, joinedBy: "and"))."
    case .choices, .order: return ""
    }
  }
}

extension Question {
  /// A number with the unit of the answer: "3 seconds", "1 second", "3".
  package func inWords(_ number: Double) -> String {
    let value = LessonFormat.inWords(number)
    guard case .number(let answer) = answer, let unit = answer.unitInWords else { return value }
    return "\(value) \(number == 1 && unit.hasSuffix("s") ? String(unit.dropLast()) : unit)"
  }
}
