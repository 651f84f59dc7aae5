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

  /// What there is of it for a Python, or why nothing may run.
  static func confinement(
    _ policy: Confinement.Policy, for facts: PythonFacts
  ) throws(CommandFailure) -> Confinement {
    do throws(Confinement.Refusal) {
      return try Confinement.find(policy, for: facts)
    } catch {
      throw CommandFailure(
        message: "--sandbox=strict runs nothing without a sandbox. \(error.gap.sentences)")
    }
  }
}
