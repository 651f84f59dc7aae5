import LessonFormat
import Room

/// `interleave present`: the course before a room, or what would fail there.
struct PresentCommand {
  private let arguments: Arguments
  private let options: PresentOptions

  init(_ arguments: Arguments) throws(UsageError) {
    self.arguments = arguments
    options = PresentOptions(
      name: arguments.value("name"), isOpen: arguments.has("open"),
      isRehearsal: arguments.has("rehearse"))
    if let name = options.name, !RoomName.isValid(name) {
      throw UsageError(
        message:
          "\"\(printable(name))\" is no name for a room; use up to 40 of a to z, 0 to 9 and -",
        command: arguments.command.name)
    }
    if arguments.has("dry-run"), arguments.operands.isEmpty {
      throw UsageError(
        message: "--dry-run needs a lesson; \"interleave list\" shows them",
        command: arguments.command.name)
    }
  }

  func run() throws -> Int32 {
    if arguments.has("dry-run"), let place = arguments.operands.first {
      let runs = RunService.Options(
        python: arguments.value("python"), policy: try SandboxOption.read(arguments))
      return try DryRun(of: place, in: try CourseOptions(arguments), runs).perform()
    }
    try StartCommand(arguments, company: .room(of: options)).run()
    return 0
  }
}
