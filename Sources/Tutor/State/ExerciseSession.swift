import LessonFormat

/// An exercise of a lesson.
package struct ExerciseKey: Hashable, Sendable {
  package var lesson: String
  package var exercise: String

  package init(lesson: String, exercise: String) {
    self.lesson = lesson
    self.exercise = exercise
  }
}

/// The learner's own file, as it is on the disk.
package struct ExerciseFile: Hashable, Sendable {
  package var path: String
  package var text: String

  package init(path: String, text: String) {
    self.path = path
    self.text = text
  }
}

/// What the learner's file is made of the first time.
package struct ExerciseDraft: Hashable, Sendable {
  package var fileName: String
  package var starter: String

  package init(_ exercise: Exercise, in lesson: Lesson) {
    let isShared = lesson.exercises.contains {
      $0.id != exercise.id && $0.fileName == exercise.fileName
    }
    fileName = isShared ? "\(exercise.id)-\(exercise.fileName)" : exercise.fileName
    starter = exercise.starter.text
    if !starter.isEmpty, !starter.hasSuffix("\n") { starter += "\n" }
  }
}

/// What can be done with an exercise.
package enum Practice: Hashable, Sendable {
  case edit
  case check
  case hint
  case solution
  /// Runs the solution, on one axis with the learner's own program.
  case compare
  /// The file as the lesson has it; the old one is kept.
  case reset
  /// Looks what is in the file by now.
  case reread
  /// Opens the run that was judged, where a condition was decided if one is named; they count from 0.
  case look(condition: Int?)
}

/// What is asked before it is done.
package enum PracticeQuestion: Hashable, Sendable {
  case reset
  case solution
  /// A program of a lesson that does not come with Interleave, and what it is to run for.
  case run(LessonProgram, for: Practice)

  package enum LessonProgram: Hashable, Sendable {
    case starter, solution
  }
}

/// What the outside is to do with the learner's file.
package enum ExerciseErrand: Hashable, Sendable {
  /// Is there one?
  case look
  /// In the learner's editor; it is made where there is none.
  case edit
  /// Reads it, to be checked; it is made where there is none.
  case check
  case reset
}

/// What became of it.
package enum ExerciseNews: Hashable, Sendable {
  /// Nil where there is no file yet.
  case looked(ExerciseFile?)
  case toCheck(ExerciseFile)
  /// The editor was left; or none could be opened, and the words say so.
  case edited(ExerciseFile, notice: String?)
  /// It was saved in an editor that somebody has open elsewhere.
  case saved(ExerciseFile)
  /// The old one, if it was another, is kept under this path.
  case reset(ExerciseFile, kept: String?)
  case failed(String)
}

/// A program of an exercise that is to be run.
package struct PracticeRequest: Hashable, Sendable {
  package var key: ExerciseKey
  package var text: String
  package var fileName: String

  package init(key: ExerciseKey, text: String, fileName: String) {
    self.key = key
    self.text = text
    self.fileName = fileName
  }
}

/// What the learner has done with an exercise in this session.
package struct ExerciseSession: Equatable, Sendable {
  /// Nil where there is none, or nobody has looked.
  package var file: ExerciseFile?
  var hasLooked = false
  package var attempt: ExerciseAttempt?
  package var comparison: Comparison?
  package var showsSolution = false

  /// The learner's run and one of the solution, to be seen on one axis.
  package struct Comparison: Hashable, Sendable {
    package var own: RunID
    package var solution: RunID
  }

  package init() {}

  /// The verdict on the file as it is.
  package var verdict: ExerciseVerdict? { attempt?.verdict }

  /// The file was changed since it was judged.
  package var isVerdictOld: Bool {
    attempt?.verdict != nil && file.map { $0.text != attempt?.text } ?? false
  }

  var runIDs: Set<RunID> {
    var ids = Set(attempt?.runs ?? [])
    if let run = attempt?.solution { ids.insert(run) }
    if let comparison { ids.formUnion([comparison.own, comparison.solution]) }
    return ids
  }
}

/// Runs of one text that are judged together.
package struct ExerciseAttempt: Equatable, Sendable {
  package var text: String
  /// One after another; nothing runs any more after one that fails.
  package var runs: [RunID]
  /// The run of the solution that they are compared with, where a condition does so.
  package var solution: RunID?
  /// How often a run was made again, because a busy machine may have been too slow for it.
  var repeats = 0
  /// Nil before all has run.
  package var verdict: ExerciseVerdict?
}

extension Lesson {
  package var exercises: [Exercise] {
    steps.flatMap(\.blocks).compactMap { block in
      if case .exercise(let exercise) = block.content { exercise } else { nil }
    }
  }

  package func exercise(_ id: String) -> Exercise? { exercises.first { $0.id == id } }
}
