import LessonFormat

/// Verdicts that go into the records.
extension State {
  /// The first verdict counts, until the question is answered anew.
  mutating func noteVerdict(on question: Question, in lesson: Lesson) {
    guard records.verdicts[.init(question, in: lesson)] == nil else { return }
    switch judgement(of: question, in: lesson)?.verdict {
    case .right?: records.verdicts[.init(question, in: lesson)] = true
    case .wrong?: records.verdicts[.init(question, in: lesson)] = false
    case .needsRun?, nil: break
    }
  }

  /// A run has ended, and questions about its demo can be judged by it.
  mutating func noteVerdicts(after run: RunID) -> [Effect] {
    guard
      let key = demos.first(where: { $0.value.latest?.tracks.contains { $0.run == run } ?? false })?
        .key, hasRun(key), let lesson = lesson(withID: key.lesson)
    else { return [] }
    let before = records
    for step in lesson.steps {
      for case .question(let question) in step.blocks.map(\.content)
      where question.demo == key.demo {
        noteVerdict(on: question, in: lesson)
      }
    }
    return records == before ? [] : [.save(records)]
  }
}
