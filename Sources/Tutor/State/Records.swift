import LessonFormat

/// What the learner has seen and answered, by the stable ids of the course.
package struct Records: Equatable, Sendable {
  package struct StepKey: Hashable, Sendable {
    package var lesson: String
    package var step: String

    package init(lesson: String, step: String) {
      self.lesson = lesson
      self.step = step
    }
  }

  /// A question with what it asks: after an edit that changes it, it is another one, and the answer
  /// to the one before does not count for it.
  package struct QuestionKey: Hashable, Sendable {
    package var lesson: String
    package var question: String
    package var content: String

    package init(lesson: String, question: String, content: String) {
      self.lesson = lesson
      self.question = question
      self.content = content
    }

    package init(_ question: Question, in lesson: Lesson) {
      self.init(
        lesson: lesson.id, question: question.id.value, content: question.fingerprint)
    }
  }

  /// How many pauses of each step the learner has gone past; a step that was seen is in it.
  package var revealed: [StepKey: Int] = [:]
  package var answers: [QuestionKey: Response] = [:]
  /// Whether answers were right, as it was found when it could be: a run that told is gone with its
  /// session.
  package var verdicts: [QuestionKey: Bool] = [:]
  package var exercises: [ExerciseRecord.Key: ExerciseRecord] = [:]
  /// When questions come back, by all answers that were ever given to them.
  package var reviews: [QuestionKey: ReviewMark] = [:]
  /// How often each was answered in this session: the same answer once more is one as well.
  package var answerCounts: [QuestionKey: Int] = [:]
  /// Where the learner was last.
  package var place: StepKey?

  package init() {}

  package var isEmpty: Bool { revealed.isEmpty && answers.isEmpty && exercises.isEmpty }

  package func seenSteps(of entry: CourseOutline.Entry) -> Int {
    entry.steps.count { revealed[StepKey(lesson: entry.id, step: $0.id)] != nil }
  }
}

/// What a learner has said to a question.
package enum Response: Codable, Hashable, Sendable {
  /// Choices by their place, from 0.
  case choices(Set<Int>)
  case number(Double)
  /// The lines of the question by their place in the right order, in the order that was said.
  case order([Int])
  /// Lanes by their labels.
  case lanes(Set<String>)
}
