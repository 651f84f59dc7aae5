import LessonFormat
import Room
import Tutor

/// `interleave present`: the course before a room.
struct PresentCommand {
  private let arguments: Arguments

  init(_ arguments: Arguments) throws(UsageError) {
    self.arguments = arguments
  }

  func run() throws -> Int32 {
    let options = PresentOptions(
      name: arguments.value("name"), isOpen: arguments.has("open"),
      isRehearsal: arguments.has("rehearse"))
    if let name = options.name, !RoomName.isValid(name) {
      throw UsageError(message: RoomFailure.badName(name).sentence, command: "present")
    }
    try StartCommand(arguments, company: .room(of: options)).run()
    return 0
  }
}
