import LessonFormat

/// What is kept of a learner's work on an exercise.
package struct ExerciseRecord: Hashable, Sendable {
  /// An exercise with what it asks: after an edit that changes it, it is another one.
  package struct Key: Hashable, Sendable {
    package var lesson: String
    package var exercise: String
    package var content: String

    package init(lesson: String, exercise: String, content: String) {
      self.lesson = lesson
      self.exercise = exercise
      self.content = content
    }

    package init(_ exercise: Exercise, in lesson: String) {
      self.init(lesson: lesson, exercise: exercise.id, content: exercise.fingerprint)
    }
  }

  /// How many times it was judged.
  package var attempts = 0
  /// How many hints were shown.
  package var hints = 0
  package var isSolved = false
  /// The solution was looked at before one was found.
  package var sawSolution = false

  package init(
    attempts: Int = 0, hints: Int = 0, isSolved: Bool = false, sawSolution: Bool = false
  ) {
    self.attempts = attempts
    self.hints = hints
    self.isSolved = isSolved
    self.sawSolution = sawSolution
  }
}

extension State {
  package func record(of exercise: Exercise, in lesson: String) -> ExerciseRecord {
    records.exercises[.init(exercise, in: lesson)] ?? ExerciseRecord()
  }

  /// The learner began it when it asked something else.
  package func hasChanged(_ exercise: Exercise, in lesson: String) -> Bool {
    let key = ExerciseRecord.Key(exercise, in: lesson)
    guard records.exercises[key] == nil else { return false }
    return records.exercises.keys.contains {
      $0.lesson == lesson && $0.exercise == exercise.id
    }
  }

  mutating func note(
    _ exercise: Exercise, in lesson: String, _ change: (inout ExerciseRecord) -> Void
  ) -> [Effect] {
    let before = records
    change(&records.exercises[.init(exercise, in: lesson), default: ExerciseRecord()])
    return records == before ? [] : [.save(records)]
  }
}
