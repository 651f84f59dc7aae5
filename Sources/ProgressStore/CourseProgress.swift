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
  /// Where the learner was last.
  package var place: Place?

  package init() {}

  package var isEmpty: Bool { steps.isEmpty && answers.isEmpty && place == nil }

  package var lessons: Set<String> {
    Set(steps.keys.map(\.lesson) + answers.keys.map(\.lesson))
  }
}

extension CourseProgress {
  /// What becomes of time spent where both sides have some.
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
    if let theirs = other.place, theirs.at >= place?.at ?? .min { place = theirs }
  }
}
