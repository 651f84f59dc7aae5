import LessonFormat

/// Coming back to what was answered, and to what a lesson left open.
extension State {
  mutating func activate(_ agenda: Agenda) -> [Effect] {
    let rows = rows(of: agenda)
    guard rows.indices.contains(agenda.selection) else { return take(.back) }
    let row = rows[agenda.selection]
    switch row.matter {
    case .goOn: return leave(agenda)
    case .question(let id, _):
      let place = records.place
      let effects = open(row) { $0.reopen(id) }
      guard agenda.occasion == .review else { return effects }
      // The course goes on where it was before the review.
      records.place = place
      return effects.map { if case .save = $0 { .save(records) } else { $0 } }
    case .exercise(let id):
      return open(row) { $0.focusOnExercise(id) }
    }
  }

  private mutating func focusOnExercise(_ id: String) {
    guard let view = lessonView else { return }
    focus(
      on: items(of: view).first { item in
        if case .practice(id, _) = item { true } else { false }
      })
  }

  /// On to the next lesson.
  mutating func leave(_ agenda: Agenda) -> [Effect] {
    if overlay != nil { stack.removeLast() }
    return leap(1)
  }

  /// The step of a row, shown as far as the row is.
  private mutating func open(_ row: Agenda.Row, then change: (inout State) -> Void) -> [Effect] {
    guard let lesson = contents[row.lesson]?.lesson, lesson.steps.indices.contains(row.step) else {
      return []
    }
    let key = Records.StepKey(lesson: lesson.id, step: lesson.steps[row.step].id.value)
    records.revealed[key] = max(records.revealed[key] ?? 0, row.part)
    let effects = go(to: row.lesson, step: row.step)
    change(&self)
    return effects
  }

  /// The question can be answered anew; what was answered before is kept until then.
  private mutating func reopen(_ id: String) {
    guard let view = lessonView, let lesson = content(of: view),
      let question = question(id, in: view)
    else { return }
    reopened.insert(Records.QuestionKey(question, in: lesson))
    focus(on: items(of: view).first { $0.question == id })
    updateLesson { $0.hasChosen = false }
  }

  /// Where the lesson has anything to sum up.
  mutating func showEnd(of view: LessonView) -> Bool {
    let agenda = Agenda(.end(lesson: view.lesson))
    let blocks = content(of: view)?.steps.flatMap(\.blocks) ?? []
    let hasMatter = blocks.contains { block in
      switch block.content {
      case .question, .exercise: true
      default: false
      }
    }
    guard hasMatter else { return false }
    var shown = agenda
    // Whoever goes on by Enter alone goes on.
    shown.selection = rows(of: agenda).count - 1
    stack.append(.overlay(.agenda(shown)))
    return true
  }
}
