import DemoRunner
import LessonFormat

/// A demo or an exercise whose programs are run to see what they show.
struct RunUnit {
  enum Subject {
    case demo(Demo)
    case exercise(Exercise)
  }

  struct Program: Hashable {
    /// What conditions call it: a variant's name, "solution", "starter".
    var name: String
    /// "three-fetches, sync"
    var title: String
    var file: RunSpecification.File
    var isTraced: Bool
    var expectsFailure: Bool
    /// The Python that it cannot do without.
    var requires: PythonVersion?
    /// Where it stands, for what is wrong with it as a whole.
    var range: SourceRange
  }

  static let solution = "solution"
  static let starter = "starter"

  /// The file that it is told at.
  var file: String
  var subject: Subject
  var range: SourceRange
  var programs: [Program]
  /// The programs would disturb each other.
  var computes: Bool
  /// How often each is run for one verdict.
  var rounds: Int
  var timeout: Double
  var details: Set<RunSpecification.Detail> = []

  /// Those of a lesson that there is a Python for, and for how many programs there is none.
  static func all(
    of lesson: CheckedLesson, only kind: CheckKind?, where isThere: (PythonVersion) -> Bool
  ) -> (units: [RunUnit], skipped: Int) {
    var units: [RunUnit] = []
    var skipped = 0
    for block in lesson.lesson.steps.flatMap(\.blocks) {
      let unit: RunUnit
      switch block.content {
      case .demo(let demo) where kind != .exercises:
        let fitting = demo.variants.filter { $0.isRun && $0.requires.map(isThere) ?? true }
        skipped += demo.variants.count(where: \.isRun) - fitting.count
        unit = RunUnit(
          demo, fitting, in: lesson.folder, file: lesson.file, range: block.range)
      case .exercise(let exercise) where kind != .demos:
        guard exercise.requires.map(isThere) ?? true else {
          skipped += 2
          continue
        }
        unit = RunUnit(exercise, lesson, block.range)
      default: continue
      }
      if !unit.programs.isEmpty { units.append(unit) }
    }
    return (units, skipped)
  }

  init(
    _ demo: Demo, _ variants: [Demo.Variant], in folder: LessonFolder, file: String,
    range: SourceRange
  ) {
    self.file = file
    self.range = range
    subject = .demo(demo)
    computes = demo.pace == .inTurn
    rounds = 1
    timeout = demo.timeout
    details = demo.traceDetails
    programs = variants.map { variant in
      Program(
        name: variant.name, title: demo.programName(of: variant),
        file: .init(
          name: demo.fileName(of: variant, in: folder),
          bytes: Array(variant.program.text.utf8)),
        isTraced: variant.isTraced, expectsFailure: variant.expectsFailure,
        requires: variant.requires, range: variant.range)
    }
  }

  private init(_ exercise: Exercise, _ lesson: CheckedLesson, _ range: SourceRange) {
    file = lesson.file
    self.range = range
    subject = .exercise(exercise)
    computes = false
    rounds = exercise.runs
    timeout = exercise.timeout
    programs = [(Self.solution, exercise.solution), (Self.starter, exercise.starter)].map {
      Program(
        name: $0, title: "\(exercise.id), the \($0)",
        file: .init(name: exercise.fileName, bytes: Array($1.text.utf8)), isTraced: true,
        expectsFailure: false, requires: exercise.requires, range: range)
    }
  }

  func specification(
    of program: Program, python: PythonFacts, tracerFolder: String, confinement: Confinement
  ) -> RunSpecification {
    var specification = RunSpecification(
      program: program.file, python: python, tracerFolder: tracerFolder, confinement: confinement)
    specification.isTraced = program.isTraced
    specification.limits.wall = timeout
    specification.details = details
    return specification
  }

  /// The conditions that a program has to be judged by.
  func conditions(for program: Program) -> [Condition] {
    switch subject {
    case .demo(let demo):
      demo.claims.filter { $0.variant == nil || $0.variant == program.name }.map(\.condition)
    case .exercise(let exercise): exercise.checks
    }
  }
}

/// What `--only` names.
enum CheckKind: String, CaseIterable {
  case demos, exercises
}
