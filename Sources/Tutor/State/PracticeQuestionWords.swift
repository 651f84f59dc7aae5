/// What is asked, in words that both front ends use.
extension PracticeQuestion {
  package var words: String {
    switch self {
    case .reset:
      "Your file is put back to what the lesson begins with. What is in it now is kept under "
        + "another name."
    case .solution:
      "You have not found a solution yet, and seeing one ends the search. It is noted that you saw "
        + "it first."
    case .run:
      "This lesson does not come with Interleave. Look at what would run before you allow it; it is "
        + "asked again when the program changes."
    }
  }
}

extension State {
  /// What would run if that is agreed to; nil where the question is another one.
  package func program(
    askedAbout question: PracticeQuestion, of key: ExerciseKey
  ) -> (title: String, text: String)? {
    guard case .run(let program, _) = question, let exercise = exercise(key) else { return nil }
    return switch program {
    case .starter: ("the program that you begin with", exercise.starter.text)
    case .solution: ("the solution", exercise.solution.text)
    }
  }
}
