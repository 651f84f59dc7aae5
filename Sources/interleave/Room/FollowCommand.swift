import LessonFormat
import Narration
import Room

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `interleave follow` and `interleave notes`: a presentation on another screen.
struct FollowCommand {
  private let arguments: Arguments
  private let isDriving: Bool

  init(_ arguments: Arguments, isDriving: Bool) throws(UsageError) {
    self.arguments = arguments
    self.isDriving = isDriving
  }

  func run() throws {
    if arguments.has("list") { return try list() }
    let place = try find()
    let options = try CourseOptions(arguments)
    if isDriving, options.isPlain || !PlainOptions(arguments, options).isTyped {
      return try NotesInWords(place, width: options.width).run()
    }
    let course = options.namesCourse ? nil : try course(of: place)
    try StartCommand(
      arguments, company: .presentation(place, isDriving: isDriving), course: course
    ).run()
  }

  /// Where the presentation has a course of its own, the same one; nil where it has not.
  private func course(of place: RoomPlace) throws(CommandFailure) -> String? {
    guard let about = RoomInquiry.about(place) else { return nil }
    if about.hidesCourse, !place.isOwn {
      throw CommandFailure(
        message:
          "the presentation shows a course of its own, which you cannot read; name a copy of "
          + "it with --lessons=DIR")
    }
    let told = about.hidesCourse ? OwnCourse(room: place.name).find() : about.course
    guard let path = told else { return nil }
    if Disk.kind(of: path) == .folder, access(path, R_OK | X_OK) == 0 { return path }
    throw CommandFailure(
      message: "the presentation shows a course of its own, in \(printable(path)), which you "
        + "cannot read; name a copy of it with --lessons=DIR")
  }

  private var places: [RoomPlace] {
    let places =
      arguments.operands.first.map { RoomDirectory.places(named: $0) } ?? RoomDirectory.places()
    return isDriving ? places.filter(\.isOwn) : places
  }

  private func find() throws(CommandFailure) -> RoomPlace {
    let places = places
    if places.count == 1 { return places[0] }
    let name = arguments.operands.first.map { printable($0) }
    guard places.isEmpty else {
      throw CommandFailure(
        message: "there are several presentations: "
          + inWords(places.map(\.inWords), joinedBy: "and") + "; name one of them", status: 2)
    }
    let all = isDriving ? RoomDirectory.places().filter(\.isOwn) : RoomDirectory.places()
    if let name, !all.isEmpty {
      throw CommandFailure(
        message: "there is no presentation \"\(name)\"; there is "
          + inWords(all.map(\.inWords), joinedBy: "and"), status: 2)
    }
    let rest =
      isDriving
      ? "start one with \"interleave present\" in another terminal"
      : "whoever presents starts one with \"interleave present\", for other users with --open"
    throw CommandFailure(message: "nothing is presented on this machine; \(rest)")
  }

  private func list() throws {
    var narration = Narration()
    for place in places { narration.say(place.inWords) }
    if narration.lines.isEmpty { narration.say("Nothing is presented on this machine.") }
    try Output.print(narration.text())
  }
}

extension RoomPlace {
  fileprivate var inWords: String { isOwn ? name : "\(user)/\(name)" }
}
