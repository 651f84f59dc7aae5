/// What somebody who presents is asked for in the last line.
enum StagePrompt: Equatable, Sendable {
  case step, minutes

  var label: String {
    switch self {
    case .step: "Go to step: "
    case .minutes: "Break, in minutes: "
    }
  }

  var keys: String {
    switch self {
    case .step: "Enter goes there, Esc leaves"
    case .minutes: "Enter begins it, Esc leaves"
    }
  }
}
