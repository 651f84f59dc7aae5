import Canvas
import DemoRunner
import LessonFormat
import Narration
import Scenes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `interleave check`: every mistake in one go.
struct CheckCommand {
  private enum Format {
    case text, sentences, json, sarif
  }

  private let options: CourseOptions
  private let paths: [String]
  private let format: Format
  private let isStrict: Bool
  private let python: String?
  private let asksPython: Bool
  /// The stage that lessons have to fit on; nil where that is not asked.
  private let stage: Size?
  /// Nil where no program is to be run.
  private let runs: CourseRuns.Options?

  init(_ arguments: Arguments) throws(UsageError) {
    options = try CourseOptions(arguments)
    paths = arguments.operands
    guard !(arguments.has("json") && arguments.has("sarif")) else {
      throw UsageError(
        message: "--json and --sarif exclude each other", command: arguments.command.name)
    }
    format =
      arguments.has("json")
      ? .json : arguments.has("sarif") ? .sarif : options.isPlain ? .sentences : .text
    isStrict = arguments.has("strict")
    python = arguments.value("python")
    asksPython = !arguments.has("no-python")
    stage = try Self.stage(arguments)
    runs = try Self.runs(arguments, isPlain: options.isPlain)
  }

  private static let largestStage = Size(1000, 1000)

  private static func stage(_ arguments: Arguments) throws(UsageError) -> Size? {
    guard let text = arguments.value("present") else { return nil }
    let numbers = text.lowercased().split(separator: "x", omittingEmptySubsequences: false)
      .map { Int($0) }
    let (least, most) = (Scene.smallest, largestStage)
    guard numbers.count == 2, let width = numbers[0], let height = numbers[1],
      (least.width...most.width).contains(width), (least.height...most.height).contains(height)
    else {
      throw UsageError(
        message: "--present takes columns and rows like 80x24, from \(least.width)x\(least.height) "
          + "to \(most.width)x\(most.height), not \"\(printable(text))\"",
        command: arguments.command.name)
    }
    return Size(width, height)
  }

  private static func runs(
    _ arguments: Arguments, isPlain: Bool
  ) throws(UsageError) -> CourseRuns.Options? {
    guard arguments.has("run") else {
      let needing = ["all-pythons", "only", "repeat", "at-once", "trust", "sandbox"]
      if let option = needing.first(where: { arguments.has($0) }) {
        throw UsageError(message: "--\(option) needs --run", command: arguments.command.name)
      }
      return nil
    }
    guard !arguments.has("no-python") else {
      throw UsageError(
        message: "--run and --no-python exclude each other", command: arguments.command.name)
    }
    var runs = CourseRuns.Options(python: arguments.value("python"))
    runs.usesAllPythons = arguments.has("all-pythons")
    runs.policy = try SandboxOption.read(arguments)
    runs.isAllowed = arguments.has("trust")
    runs.repetitions = try number("repeat", arguments) ?? runs.repetitions
    runs.atOnce = try number("at-once", arguments) ?? runs.atOnce
    runs.isPlain = isPlain
    if let word = arguments.value("only") {
      guard let kind = CheckKind(rawValue: word) else {
        throw UsageError(
          message: "--only takes \(inWords(CheckKind.allCases.map(\.rawValue))), not "
            + "\"\(printable(word))\"",
          command: arguments.command.name)
      }
      runs.only = kind
    }
    return runs
  }

  private static func number(
    _ option: String, _ arguments: Arguments
  ) throws(UsageError) -> Int? {
    guard let text = arguments.value(option) else { return nil }
    guard let number = Int(text), (1...10_000).contains(number) else {
      throw UsageError(
        message: "--\(option) takes a whole number from 1 on, not \"\(printable(text))\"",
        command: arguments.command.name)
    }
    return number
  }

  /// 1 where there are errors.
  func run() throws -> Int32 {
    var check = CourseCheck()
    for path in try pathsToCheck() {
      do throws(DiskProblem) {
        try check.add(path: path)
      } catch {
        throw CommandFailure(
          message: "\(printable(path)): \(error.message). \(error.fix).", status: 2)
      }
    }
    var remarks: [String] = []
    if let stage {
      check.add(
        check.lessons.flatMap { checked in
          StageFit(
            checked.lesson, in: checked.file, chooser: checked.folder.course.chooser().chooser,
            size: stage
          ).warnings()
        })
      remarks.append(
        "Laid out for a room that sees \(stage.width) columns and \(stage.height) rows.")
    }
    var wasStopped = false
    if asksPython, let remark = try judgePrograms(of: &check) { remarks.append(remark) }
    if let runs {
      var courseRuns = try CourseRuns(runs)
      let (mistakes, remark) = try courseRuns.judge(check.lessons)
      check.add(mistakes)
      remarks.append(remark)
      wasStopped = courseRuns.stoppedAt != nil
    }
    let report = CheckReport(
      check.diagnostics, lessonCount: check.lessonCount,
      place: paths.isEmpty ? try options.course().path : nil,
      remark: remarks.isEmpty ? nil : remarks.joined(separator: "\n"))
    switch format {
    case .text: try Output.print(report.text(asSentences: false))
    case .sentences: try Output.print(report.text(asSentences: true))
    case .json: try Output.print(JSONText.of(report.record))
    case .sarif: try Output.print(JSONText.of(SARIFLog(report)))
    }
    if wasStopped { return 128 + SIGINT }
    return report.errorCount > 0 || (isStrict && report.warningCount > 0) ? 1 : 0
  }

  private func pathsToCheck() throws(CommandFailure) -> [String] {
    guard !paths.isEmpty else { return [try options.course().path] }
    for path in paths where Disk.kind(of: path) == nil {
      // A link that leads nowhere is a mistake in the lesson; a wrong name is one of the caller.
      guard Disk.isLink(path) else {
        throw CommandFailure(
          message: "there is no file or folder \"\(printable(path))\"", status: 2)
      }
    }
    return paths
  }

  // MARK: Python

  /// What is to be said where nobody could judge the programs.
  private func judgePrograms(of check: inout CourseCheck) throws(CommandFailure) -> String? {
    guard !check.programs.isEmpty else { return nil }
    guard let interpreter = PythonInterpreter.find(named: python) else {
      if let python {
        throw CommandFailure(
          message: "there is no program \"\(printable(python))\" to run as Python", status: 2)
      }
      return "No python3 was found, so the programs were not compiled."
    }
    let programs = check.programs
    let sources = programs.map { item in
      let version = item.requires ?? Self.oldestPython
      return PythonCompiler.Source(
        text: item.program.text, major: version.major, minor: version.minor,
        isFragment: item.isFragment)
    }
    do throws(PythonCompiler.Failure) {
      let verdict = try PythonCompiler(interpreter).compile(sources)
      check.add(
        verdict.mistakes.filter { programs.indices.contains($0.index) }.map {
          diagnostic($0, in: programs[$0.index], version: verdict.version)
        })
      guard verdict.skipped > 0 else { return nil }
      return "\(count(verdict.skipped, "program").capitalizedFirst) "
        + "\(verdict.skipped == 1 ? "needs" : "need") a newer Python than \(verdict.version), "
        + "and \(verdict.skipped == 1 ? "was" : "were") not compiled."
    } catch {
      let reason =
        switch error {
        case .cannotStart(let reason): "cannot be started: \(reason.lowercased())"
        case .timedOut: "does not answer"
        case .failed(let reason): "failed: \(reason)"
        }
      let words = "\(interpreter.path) \(reason); the programs were not compiled"
      // One that was named is wanted; another is only a pity.
      if python != nil { throw CommandFailure(message: words, status: 2) }
      return printable(words) + "."
    }
  }

  /// What every program of a course may expect unless it says otherwise.
  private static let oldestPython = PythonVersion(major: 3, minor: 9)

  private func diagnostic(
    _ mistake: PythonCompiler.Mistake, in item: CheckedProgram, version: String
  ) -> Diagnostic {
    Diagnostic(
      rule: .pythonSyntax, severity: .error, file: item.program.path,
      range: item.program.range(line: mistake.line, column: mistake.column),
      message: "Python \(version) cannot compile this: \(mistake.message)",
      fix: item.isFragment
        ? "Correct it, or add norun behind the language where it is meant to be so"
        : "Correct it, or say with requires= which Python it needs")
  }
}
