import DemoRunner
import LessonFormat

/// What the runs of a dry run stand on, found once, and what is to be said of it beforehand.
struct DryRunGround {
  let pythons: Pythons
  private let path: String
  private let policy: Confinement.Policy
  private let confinement: Confinement
  private let tracerFolder: String

  static let sentenceWithoutPython =
    "No python3 was found here, so recordings would be shown in place of runs."

  init(_ options: RunService.Options) throws(CommandFailure) {
    let interpreter = try PythonChoice.find(options.python)
    path = interpreter.path
    pythons = Pythons(try PythonChoice.facts(of: interpreter), named: options.python)
    policy = options.policy
    confinement = try SandboxOption.confinement(policy, for: pythons.chosen)
    tracerFolder = try DataFolder.tracer.find()
  }

  var isInSandbox: Bool {
    if case .bubblewrap = confinement { true } else { false }
  }

  var sentences: [String] {
    let sandbox =
      switch confinement {
      case .bubblewrap:
        "The sandbox works: each program has a network of its own with nobody else in it, and "
          + "cannot write to the disk."
      case .none(let gap): "\(gap.sentences) \(Confinement.Gap.consequence)"
      }
    return ["Programs run with Python \(pythons.chosen.version), which is \(path).", sandbox]
  }

  func specification(
    of program: RunUnit.Program, in unit: RunUnit
  ) throws(CommandFailure) -> RunSpecification {
    let facts = pythons.facts(for: program.requires) ?? pythons.chosen
    return unit.specification(
      of: program, python: facts, tracerFolder: tracerFolder,
      confinement: facts == pythons.chosen
        ? confinement : try SandboxOption.confinement(policy, for: facts))
  }
}
