/// `interleave present LESSON`: a lesson for a room.
struct PresentCommand {
  private let options: CourseOptions
  private let place: String?
  private let runs: RunService.Options
  private let isDryRun: Bool

  init(_ arguments: Arguments) throws(UsageError) {
    options = try CourseOptions(arguments)
    place = arguments.operands.first
    runs = RunService.Options(
      python: arguments.value("python"), policy: try SandboxOption.read(arguments))
    isDryRun = arguments.has("dry-run")
    if isDryRun, place == nil {
      throw UsageError(
        message: "--dry-run needs a lesson; \"interleave list\" shows them",
        command: arguments.command.name)
    }
  }

  func run() throws -> Int32 {
    guard isDryRun, let place else {
      throw CommandFailure(message: "presenting comes with the next change")
    }
    return try DryRun(of: place, in: options, runs).perform()
  }
}
