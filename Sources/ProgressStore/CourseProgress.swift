/// What a learner did in one course, or a part of it that is to be added. Times are milliseconds
/// since 1970.
///
/// The store has a vocabulary of its own: it knows the ids of a course and no lesson, and what a
/// response says is text to it. So it outlives what the session happens to keep.
package struct CourseProgress: Hashable, Sendable {
  package struct StepName: Hashable, Sendable {
    package var lesson: String
    package var step: String

    package init(lesson: String, step: String) {
      self.lesson = lesson
      self.step = step
    }
  }

  package struct StepMark: Hashable, Sendable {
    /// How many pauses of the step the learner has gone past.
    package var pauses: Int
    package var firstSeen: Int64
    package var lastSeen: Int64
    /// In milliseconds.
    package var spent: Int64

    package init(pauses: Int, firstSeen: Int64, lastSeen: Int64, spent: Int64 = 0) {
      self.pauses = pauses
      self.firstSeen = firstSeen
      self.lastSeen = lastSeen
      self.spent = spent
    }
  }

  /// A question can be answered again; each answer stays.
  package struct AnswerName: Hashable, Sendable {
    package var lesson: String
    package var question: String
    package var at: Int64

    package init(lesson: String, question: String, at: Int64) {
      self.lesson = lesson
      self.question = question
      self.at = at
    }
  }

  package struct Answer: Hashable, Sendable {
    /// What was asked, as a hash: an answer to another question is not one to this.
    package var content: String
    package var response: String
    /// Nil as long as it is open.
    package var isRight: Bool?

    package init(content: String, response: String, isRight: Bool?) {
      self.content = content
      self.response = response
      self.isRight = isRight
    }
  }

  /// An exercise with what it asks, as a hash: after an edit that changes it, it is another one.
  package struct ExerciseName: Hashable, Sendable {
    package var lesson: String
    package var exercise: String
    package var content: String

    package init(lesson: String, exercise: String, content: String) {
      self.lesson = lesson
      self.exercise = exercise
      self.content = content
    }
  }

  package struct ExerciseMark: Hashable, Sendable {
    /// How many times it was judged.
    package var attempts: Int
    /// How many hints were shown.
    package var hints: Int
    package var begun: Int64
    /// When it was judged last.
    package var tried: Int64?
    package var solved: Int64?
    /// When the solution was looked at, if that was before one was found.
    package var solutionSeen: Int64?

    package init(
      attempts: Int, hints: Int, begun: Int64, tried: Int64? = nil, solved: Int64? = nil,
      solutionSeen: Int64? = nil
    ) {
      self.attempts = attempts
      self.hints = hints
      self.begun = begun
      self.tried = tried
      self.solved = solved
      self.solutionSeen = solutionSeen
    }
  }

  package struct Place: Hashable, Sendable {
    package var name: StepName
    package var at: Int64

    package init(_ name: StepName, at: Int64) {
      self.name = name
      self.at = at
    }
  }

  package var steps: [StepName: StepMark] = [:]
  package var answers: [AnswerName: Answer] = [:]
  package var exercises: [ExerciseName: ExerciseMark] = [:]
  /// Where the learner was last.
  package var place: Place?

  package init() {}

  package var isEmpty: Bool {
    steps.isEmpty && answers.isEmpty && exercises.isEmpty && place == nil
  }

  package var lessons: Set<String> {
    Set(
      steps.keys.map(\.lesson) + answers.keys.map(\.lesson) + exercises.keys.map(\.lesson))
  }
}

extension CourseProgress {
  /// What becomes of time spent and of attempts where both sides have some.
  package enum Joining: Sendable {
    /// The other one came after this one.
    case adding
    /// Both tell of the same, one perhaps more than the other.
    case mending
  }

  package mutating func join(_ other: CourseProgress, _ joining: Joining) {
    for (name, mark) in other.steps {
      guard var mine = steps[name] else {
        steps[name] = mark
        continue
      }
      mine.pauses = max(mine.pauses, mark.pauses)
      mine.firstSeen = min(mine.firstSeen, mark.firstSeen)
      mine.lastSeen = max(mine.lastSeen, mark.lastSeen)
      mine.spent = joining == .adding ? mine.spent + mark.spent : max(mine.spent, mark.spent)
      steps[name] = mine
    }
    for (name, answer) in other.answers {
      var answer = answer
      answer.isRight = answer.isRight ?? answers[name]?.isRight
      answers[name] = answer
    }
    for (name, mark) in other.exercises {
      exercises[name] = exercises[name].map { $0.joined(mark, joining) } ?? mark
    }
    if let theirs = other.place, theirs.at >= place?.at ?? .min { place = theirs }
  }
}

extension CourseProgress.ExerciseMark {
  fileprivate func joined(_ other: Self, _ joining: CourseProgress.Joining) -> Self {
    Self(
      attempts: joining == .adding ? attempts + other.attempts : max(attempts, other.attempts),
      hints: max(hints, other.hints), begun: min(begun, other.begun),
      tried: [tried, other.tried].compactMap(\.self).max(),
      solved: [solved, other.solved].compactMap(\.self).min(),
      solutionSeen: [solutionSeen, other.solutionSeen].compactMap(\.self).min())
  }
}
