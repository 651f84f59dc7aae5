import LessonFormat

/// A lesson that is open at one of its steps.
package struct LessonView: Equatable, Sendable {
  /// Its place in the course.
  package var lesson: Int
  package var step: Int
  /// What the learner's next Enter is for.
  package var focus: Item?
  /// The learner has moved the focus since it came where it is by itself.
  package var hasChosen = false
  /// A number that is being typed for the knob that has the focus.
  package var typedKnob = ""
  /// Answers that have been begun, by question.
  package var drafts: [String: Draft] = [:]
  /// What a search has found in this step, which is to be seen.
  package var sought: Search.Hit?
  /// What was chosen in the chooser, where the step asks its questions.
  package var chooser = ChooserPath()

  package init(lesson: Int, step: Int) {
    self.lesson = lesson
    self.step = step
  }
}

/// Something in a step that the learner can do.
package enum Item: Hashable, Sendable {
  case choice(question: String, Int)
  /// A number to type.
  case number(question: String)
  /// A line that is to be put into its place.
  case line(question: String, Int)
  /// A lane of a run, by its label.
  case lane(question: String, String)
  /// To be pressed when all choices that are right have been made.
  case submit(question: String)
  case demo(String)
  case knob(demo: String, String)
  case practice(exercise: String, Practice)
  case chooser(ChooserMove)
  /// The how-manieth link of what is shown.
  case link(Int)

  var isKnob: Bool { if case .knob = self { true } else { false } }

  package var question: String? {
    switch self {
    case .choice(let id, _), .number(let id), .line(let id, _), .lane(let id, _), .submit(let id):
      id
    case .demo, .knob, .practice, .chooser, .link: nil
    }
  }
}

/// An answer that is not given yet.
package struct Draft: Hashable, Sendable {
  package var choices: Set<Int> = []
  package var typed = ""
  package var order: [Int] = []
  package var lanes: Set<String> = []

  package init() {}
}
