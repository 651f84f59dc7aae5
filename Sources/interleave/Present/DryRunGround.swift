import DemoRunner
import LessonFormat

/// What a dry run says of it beforehand, and takes from it.
extension RunGround {
  static let sentenceWithoutPython =
    "No python3 was found here, so recordings would be shown in place of runs."

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
      confinement: try confinement(for: facts))
  }
}
