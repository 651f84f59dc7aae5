import LessonFormat

/// Verdicts that go into the records.
extension State {
  /// The first verdict counts, until the question is answered anew.
  mutating func noteVerdict(on question: Question, in lesson: Lesson) {
    let key = Records.QuestionKey(question, in: lesson)
    guard records.verdicts[key] == nil, !reopened.contains(key) else { return }
    switch judgement(of: question, in: lesson)?.verdict {
    case .right?: note(isRight: true, key)
    case .wrong?: note(isRight: false, key)
    case .needsRun?, nil: break
    }
  }

  private mutating func note(isRight: Bool, _ key: Records.QuestionKey) {
    records.verdicts[key] = isRight
    records.reviews[key, default: ReviewMark()].take(isRight: isRight, at: now)
  }

  /// A run has ended, and questions about its demo can be judged by it.
  mutating func noteVerdicts(after run: RunID) -> [Effect] {
    let key = demos.first { $0.value.latest?.tracks.contains { $0.run == run } ?? false }?.key
    guard let key, let lesson = lesson(withID: key.lesson) else { return [] }
    guard hasRun(key) else {
      tellWhyUnjudged(key, lesson)
      return []
    }
    let before = records
    for step in lesson.steps {
      for case .question(let question) in step.blocks.map(\.content)
      where question.demo == key.demo {
        noteVerdict(on: question, in: lesson)
      }
    }
    return records == before ? [] : [.save(records)]
  }

  /// Somebody who predicted waits for a verdict, and this run cannot give it.
  private mutating func tellWhyUnjudged(_ key: DemoKey, _ lesson: Lesson) {
    guard let latest = demos[key]?.latest,
      latest.tracks.allSatisfy({ runs[$0.run]?.hasEnded ?? true }),
      lesson.steps.flatMap(\.blocks).contains(where: { block in
        guard case .question(let question) = block.content, question.demo == key.demo else {
          return false
        }
        return judgement(of: question, in: lesson)?.verdict == .needsRun
      })
    else { return }
    notice =
      latest.isAsWritten
      ? "This run did not come to its own end, so it does not judge your prediction."
      : "Your prediction is about the program as the lesson has it; this run had other numbers or "
        + "other code, so it does not judge it."
  }
}
