import Tutor

/// What somebody who presents is asked for in the last line.
enum StagePrompt: Equatable, Sendable {
  case step, minutes, program

  var label: String {
    switch self {
    case .step: "Go to step: "
    case .minutes: "Break, in minutes (else \(Pause.usualMinutes)): "
    case .program: "Program: "
    }
  }

  var keys: String {
    switch self {
    case .step: "Enter goes there, Esc leaves"
    case .minutes: "Enter begins it, Esc leaves"
    case .program: "Enter opens the file, or your editor where none is named; Esc leaves"
    }
  }
}
