import DemoRunner
import LessonFormat

/// What `--sandbox` says.
enum SandboxOption {
  static func read(_ arguments: Arguments) throws(UsageError) -> Confinement.Policy {
    let word = arguments.value("sandbox") ?? Confinement.Policy.auto.rawValue
    guard let policy = Confinement.Policy(rawValue: word) else {
      throw UsageError(
        message: "--sandbox takes \(inWords(Confinement.Policy.allCases.map(\.rawValue))), not "
          + "\"\(word)\"",
        command: arguments.command.name)
    }
    return policy
  }
}
