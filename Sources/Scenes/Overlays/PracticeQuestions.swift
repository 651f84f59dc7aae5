import Tutor

/// How a question before something is asked on the screen.
extension PracticeQuestion {
  var title: String {
    switch self {
    case .reset: "Begin anew?"
    case .solution: "See the solution?"
    case .run: "May this run?"
    }
  }

  /// What the key for yes does.
  var agreement: String {
    switch self {
    case .reset: "begin anew"
    case .solution: "show it"
    case .run: "allow it, now and later"
    }
  }
}
