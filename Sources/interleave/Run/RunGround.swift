import DemoRunner
import LessonFormat

/// What the runs of lessons' programs stand on, found once.
struct RunGround: Sendable {
  let pythons: Pythons
  /// Where the chosen Python is.
  let path: String
  /// Of the chosen Python.
  let confinement: Confinement
  let tracerFolder: String
  private let policy: Confinement.Policy

  init(_ options: RunService.Options) throws(CommandFailure) {
    let interpreter = try PythonChoice.find(options.python)
    path = interpreter.path
    pythons = Pythons(try PythonChoice.facts(of: interpreter), named: options.python)
    policy = options.policy
    confinement = try SandboxOption.confinement(policy, for: pythons.chosen)
    tracerFolder = try DataFolder.tracer.find()
  }

  func confinement(for facts: PythonFacts) throws(CommandFailure) -> Confinement {
    facts == pythons.chosen ? confinement : try SandboxOption.confinement(policy, for: facts)
  }

  /// A variant as it runs, with `text` for its program.
  func specification(
    _ runnable: RunnableVariant, of demo: Demo, in folder: LessonFolder, text: String
  ) throws(CommandFailure) -> RunSpecification {
    RunSpecification(
      runnable.variant, of: demo, in: folder, text: text, python: runnable.facts,
      tracerFolder: tracerFolder, confinement: try confinement(for: runnable.facts))
  }
}
