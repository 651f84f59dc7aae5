import LessonFormat
import Narration

/// Exercises: the learner's file, hints, the solution.
extension State {
  /// The exercise that is meant, where it is: the one that has the focus, that the player shows, or
  /// that stands last in the step.
  package var currentExercise: (key: ExerciseKey, exercise: Exercise)? {
    if case .player(let player) = top {
      guard let key = player.exercise, let exercise = exercise(key) else { return nil }
      return (key, exercise)
    }
    guard let view = lessonView, let lesson = content(of: view) else { return nil }
    let all = visibleExercises(of: view)
    var focused: String?
    if case .practice(let id, _)? = view.focus { focused = id }
    guard let exercise = all.first(where: { $0.id == focused }) ?? all.last else { return nil }
    return (ExerciseKey(lesson: lesson.id, exercise: exercise.id), exercise)
  }

  /// Whether what is done to a program is done to an exercise, and not to a demo: the focus says so,
  /// or else the one that stands last.
  package var isAtExercise: Bool {
    if case .player(let player) = top { return player.exercise != nil }
    guard let view = lessonView else { return false }
    switch view.focus {
    case .practice?: return true
    case .demo?, .knob?: return false
    default: break
    }
    for block in visibleBlocks(of: view).reversed() {
      if case .exercise = block.content { return true }
      if case .demo = block.content { return false }
    }
    return false
  }

  package func visibleExercises(of view: LessonView) -> [Exercise] {
    visibleBlocks(of: view).compactMap { block in
      if case .exercise(let exercise) = block.content { exercise } else { nil }
    }
  }

  package func exercise(_ key: ExerciseKey) -> Exercise? {
    lesson(withID: key.lesson)?.exercise(key.exercise)
  }

  private func exerciseKey(_ id: String) -> ExerciseKey? {
    if case .player(let player) = top, let key = player.exercise { return key }
    guard let view = lessonView, let lesson = content(of: view) else { return nil }
    return ExerciseKey(lesson: lesson.id, exercise: id)
  }

  /// What can be done with an exercise as it stands, in the order in which it is shown.
  package func practices(of exercise: Exercise, in lesson: String) -> [Practice] {
    let session = exercises[ExerciseKey(lesson: lesson, exercise: exercise.id)]
    let findings = session?.verdict?.findings ?? []
    var all = findings.indices.filter { index in
      findings[index].verdict.outcome != .holds && findings[index].verdict.isSomewhere
    }.map { Practice.look(condition: $0) }
    all.append(.edit)
    if session?.file != nil { all.append(.check) }
    if record(of: exercise, in: lesson).hints < exercise.hints.count { all.append(.hint) }
    all.append(session?.showsSolution ?? false ? .compare : .solution)
    return all
  }

  /// Whether there is nothing left that Enter should lead to.
  func isDone(_ id: String, in lesson: Lesson) -> Bool {
    guard let exercise = lesson.exercise(id) else { return true }
    let record = record(of: exercise, in: lesson.id)
    return record.isSolved || record.sawSolution
      || exercises[ExerciseKey(lesson: lesson.id, exercise: id)]?.verdict != nil
  }

  // MARK: What the learner wants

  mutating func practise(_ id: String, _ practice: Practice) -> [Effect] {
    guard let key = exerciseKey(id), let exercise = exercise(key) else {
      notice = "There is no exercise here."
      return []
    }
    switch practice {
    case .edit: return errand(.edit, key)
    case .check: return errand(.check, key)
    case .hint: return giveHint(of: exercise, key)
    case .solution: return showSolution(of: exercise, key)
    case .compare: return compare(exercise, key)
    case .reset:
      ask(.reset, key)
      return []
    case .reread: return errand(.look, key)
    case .look(let condition):
      look(at: condition, of: exercise, key)
      return []
    }
  }

  func errand(_ errand: ExerciseErrand, _ key: ExerciseKey) -> [Effect] {
    guard let lesson = lesson(withID: key.lesson), let exercise = lesson.exercise(key.exercise)
    else {
      return []
    }
    return [.exercise(key, errand, ExerciseDraft(exercise, in: lesson))]
  }

  /// The files of exercises that have come into sight; they may have changed meanwhile.
  func lookForFiles(in view: LessonView) -> [Effect] {
    guard let lesson = content(of: view) else { return [] }
    return visibleExercises(of: view).flatMap {
      errand(.look, ExerciseKey(lesson: lesson.id, exercise: $0.id))
    }
  }

  private mutating func giveHint(of exercise: Exercise, _ key: ExerciseKey) -> [Effect] {
    guard !exercise.hints.isEmpty else {
      notice = "This exercise has no hints."
      return []
    }
    let shown = record(of: exercise, in: key.lesson).hints
    guard shown < exercise.hints.count else {
      notice = exercise.hints.count == 1 ? "That was the only hint." : "That was the last hint."
      return []
    }
    leavePlayer(of: key)
    let effects = note(exercise, in: key.lesson) { $0.hints = shown + 1 }
    // What can be done no longer must not keep the focus.
    if let view = lessonView, let focus = view.focus, !items(of: view).contains(focus) {
      updateLesson { $0.focus = .practice(exercise: key.exercise, .edit) }
    }
    return effects
  }

  private mutating func leavePlayer(of key: ExerciseKey) {
    if case .player(let player) = top, player.exercise == key, stack.count > 1 {
      stack.removeLast()
    }
  }

  // MARK: What is asked before

  mutating func ask(_ question: PracticeQuestion, _ key: ExerciseKey) {
    if overlay != nil { stack.removeLast() }
    stack.append(.overlay(.ask(key, question)))
  }

  mutating func agree(to question: PracticeQuestion, _ key: ExerciseKey) -> [Effect] {
    guard let lesson = lesson(withID: key.lesson), let exercise = lesson.exercise(key.exercise)
    else {
      return []
    }
    switch question {
    case .reset: return errand(.reset, key)
    case .solution: return revealSolution(of: exercise, key)
    case .run(let program, let practice):
      let text =
        program == .starter ? ExerciseDraft(exercise, in: lesson).starter : exercise.solution.text
      return [.allow(DemoKey(lesson: key.lesson, demo: key.exercise), texts: [text])]
        + practise(key.exercise, practice)
    }
  }

  /// It ends the fun, so it is asked once, unless one was found.
  private mutating func showSolution(of exercise: Exercise, _ key: ExerciseKey) -> [Effect] {
    let record = record(of: exercise, in: key.lesson)
    guard record.isSolved || record.sawSolution else {
      ask(.solution, key)
      return []
    }
    return revealSolution(of: exercise, key)
  }

  private mutating func revealSolution(of exercise: Exercise, _ key: ExerciseKey) -> [Effect] {
    leavePlayer(of: key)
    exercises[key, default: ExerciseSession()].showsSolution = true
    if case .lesson = top {
      updateLesson { $0.focus = .practice(exercise: key.exercise, .compare) }
    }
    return note(exercise, in: key.lesson) { record in
      if !record.isSolved { record.sawSolution = true }
    }
  }

  // MARK: What came of the file

  mutating func take(_ news: ExerciseNews, of key: ExerciseKey) -> [Effect] {
    guard let exercise = exercise(key) else { return [] }
    var session = exercises[key] ?? ExerciseSession()
    defer { advanceFocusIfNone() }
    switch news {
    case .looked(let file):
      session.file = file
      session.hasLooked = true
      exercises[key] = session
      return []
    case .toCheck(let file):
      exercises[key] = session
      return begin(file, of: exercise, key)
    case .edited(let file, let notice):
      let before =
        session.file?.text
        ?? lesson(withID: key.lesson).map {
          ExerciseDraft(exercise, in: $0).starter
        }
      let isNew = session.file == nil
      session.file = file
      session.hasLooked = true
      exercises[key] = session
      // What it is about is known from now on.
      let effects = note(exercise, in: key.lesson) { _ in }
      if let notice {
        self.notice = notice
        return effects
      }
      guard file.text == before else { return effects + begin(file, of: exercise, key) }
      self.notice =
        isNew ? "Nothing was changed yet. Your file is \(file.path)." : "Nothing was changed."
      return effects
    case .saved(let file):
      // What was not known yet is no change.
      guard session.hasLooked, let before = session.file?.text, before != file.text else {
        return []
      }
      session.file = file
      exercises[key] = session
      return isOpen(key) ? begin(file, of: exercise, key) : []
    case .reset(let file, let kept):
      session.file = file
      session.hasLooked = true
      exercises[key] = session
      notice =
        kept.map { "Your file is as the lesson has it again. What was in it is kept as \($0)." }
        ?? "Your file is as the lesson has it."
      return note(exercise, in: key.lesson) { _ in }
    case .failed(let reason):
      notice = reason
      return []
    }
  }

  private mutating func advanceFocusIfNone() {
    if case .lesson(let view) = top, view.focus == nil { advanceFocus() }
  }

  /// What is saved elsewhere is checked where the exercise is what the learner looks at.
  private func isOpen(_ key: ExerciseKey) -> Bool {
    switch top {
    case .player(let player): return player.exercise == key
    case .lesson(let view):
      return content(of: view)?.id == key.lesson
        && visibleExercises(of: view).contains { $0.id == key.exercise }
    case .home, .overlay: return false
    }
  }
}
