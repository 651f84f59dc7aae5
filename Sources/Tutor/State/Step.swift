import LessonFormat

/// What of a step is shown, and what can be done in it.
extension State {
  package var lessonView: LessonView? {
    for screen in stack.reversed() {
      if case .lesson(let view) = screen { return view }
    }
    return nil
  }

  package func content(of view: LessonView) -> Lesson? { contents[view.lesson]?.lesson }

  package func step(of view: LessonView) -> Step? {
    guard let steps = content(of: view)?.steps, steps.indices.contains(view.step) else {
      return nil
    }
    return steps[view.step]
  }

  package func stepKey(of view: LessonView) -> Records.StepKey? {
    guard let lesson = content(of: view), let step = step(of: view) else { return nil }
    return Records.StepKey(lesson: lesson.id, step: step.id.value)
  }

  /// The blocks up to the pause that the learner stands at, without the pauses and the notes.
  package func visibleBlocks(of view: LessonView) -> [Block] {
    guard let step = step(of: view), let key = stepKey(of: view) else { return [] }
    return step.parts.prefix((records.revealed[key] ?? 0) + 1).flatMap { $0 }
  }

  /// Whether a part of the step is still hidden.
  package func hasMore(_ view: LessonView) -> Bool {
    guard let step = step(of: view), let key = stepKey(of: view) else { return false }
    return (records.revealed[key] ?? 0) + 1 < step.parts.count
  }

  package func question(_ id: String, in view: LessonView) -> Question? {
    for block in visibleBlocks(of: view) {
      if case .question(let question) = block.content, question.id.value == id { return question }
    }
    return nil
  }

  /// The first question that is open and waits for a run to name what can be chosen.
  package func questionOfLanesToCome(in view: LessonView) -> Question? {
    guard let lesson = content(of: view) else { return nil }
    for block in visibleBlocks(of: view) {
      guard case .question(let question) = block.content, case .lanes = question.answer,
        response(to: question, in: lesson) == nil,
        laneLabels(for: question, in: lesson).isEmpty
      else { continue }
      return question
    }
    return nil
  }

  package func demo(_ id: String, in lesson: Lesson) -> Demo? {
    for step in lesson.steps {
      for block in step.blocks {
        if case .demo(let demo) = block.content, demo.id == id { return demo }
      }
    }
    return nil
  }

  package func response(to question: Question, in lesson: Lesson) -> Response? {
    let key = Records.QuestionKey(question, in: lesson)
    if reopened.contains(key) { return nil }
    return records.answers[key] ?? shownAnswer(to: question, in: lesson)
  }
}

extension Step {
  /// The step divided at its pauses; notes are the instructor's, and left out.
  package var parts: [[Block]] {
    var parts: [[Block]] = [[]]
    for block in blocks {
      switch block.content {
      case .pause: parts.append([])
      case .notes: break
      default: parts[parts.count - 1].append(block)
      }
    }
    return parts.count > 1 ? parts.filter { !$0.isEmpty } : parts
  }
}
