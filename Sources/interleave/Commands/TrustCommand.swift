import DemoRunner
import LessonFormat
import Narration

/// `interleave trust`: which programs of other people's lessons may run.
struct TrustCommand {
  private let paths: [String]
  private let lists: Bool
  private let revoked: String?
  private let revokesAll: Bool

  init(_ arguments: Arguments) throws(UsageError) {
    paths = arguments.operands
    lists = arguments.has("list")
    revoked = arguments.value("revoke")
    revokesAll = arguments.has("revoke-all")
    let wishes = [!paths.isEmpty, lists, revoked != nil, revokesAll].count { $0 }
    guard wishes == 1 else {
      throw UsageError(
        message: wishes == 0
          ? "name a lesson to allow, or use --list" : "one thing at a time: a PATH or one option",
        command: arguments.command.name)
    }
  }

  func run() throws {
    guard let store = TrustStore.standard else {
      throw CommandFailure(
        message: "there is no place to remember it: neither HOME nor XDG_STATE_HOME is set")
    }
    do {
      if lists { return try list(store) }
      if revokesAll {
        let number = try store.revoke { _ in true }
        return try tell(number == 0 ? "Nothing was allowed." : "\(said(number)) no longer allowed.")
      }
      if let revoked { return try revoke(revoked, store) }
      for path in paths { try allow(path, store) }
    } catch let failure as TrustStore.Failure {
      throw CommandFailure(message: "\(printable(failure.path)): \(failure.reason)")
    }
  }

  private func said(_ number: Int) -> String {
    "\(count(number, "program")) \(number == 1 ? "is" : "are")"
  }

  private func list(_ store: TrustStore) throws {
    let entries = store.entries()
    guard !entries.isEmpty else { return try tell("No programs are allowed but the course's own.") }
    var lines = ["\(said(entries.count)) allowed:"]
    lines += entries.sorted { ($0.place, $0.time) < ($1.place, $1.time) }.map {
      "\(printable($0.place)), since \(Self.day($0.time)), \($0.digest.prefix(12))"
    }
    try tell(lines.joined(separator: "\n"))
  }

  private func revoke(_ path: String, _ store: TrustStore) throws {
    let place = Disk.realPath(path) ?? path
    // A lesson that was removed is still known by where it was.
    let number = try store.revoke { entry in
      entry.place == place || entry.place.hasPrefix(place.hasSuffix("/") ? place : place + "/")
        || entry.place.hasPrefix(place + "#")
        || entry.digest.hasPrefix(path)
          && path.utf8.count >= 8
    }
    try tell(
      number == 0
        ? "Nothing of \(printable(path)) was allowed." : "\(said(number)) no longer allowed.")
  }

  private func allow(_ path: String, _ store: TrustStore) throws {
    var programs: [(text: String, place: String)] = []
    for folder in lessons(at: path) {
      guard let lesson = try? LoadedLesson(folder) else {
        Output.printError(
          "interleave: \(printable(folder.file)) cannot be read as a lesson; "
            + "\"interleave check \(printable(folder.file))\" says why")
        continue
      }
      let place = Disk.realPath(folder.file) ?? folder.file
      programs += lesson.programs.map { ($0.text, "\(place)#\($0.name)") }
    }
    try store.allow(programs)
    let names = programs.map { "\n\(printable($0.place))" }.joined()
    try tell(
      programs.isEmpty
        ? "There are no programs in \(printable(path))."
        : "\(said(programs.count)) allowed to run, until they are changed:\(names)")
  }

  private func lessons(at path: String) -> [LessonFolder] {
    if Disk.lastComponent(path) == LessonFolder.fileName {
      return [LessonFolder(path: Disk.parent(path))]
    }
    let folder = LessonFolder(path: path)
    if Disk.kind(of: folder.file) == .file { return [folder] }
    return (try? CourseFolder(path: path).lessonFolders().lessons) ?? []
  }

  private func tell(_ text: String) throws(CommandFailure) { try Output.print(text + "\n") }

  /// The day of a time, in the calendar of Greenwich.
  private static func day(_ time: Int) -> String {
    // Days since 1 March of the year 0, which puts the leap day at the end of a year.
    let days = time / 86_400 + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let number = month < 10 ? month + 3 : month - 9
    let year = yearOfEra + era * 400 + (number <= 2 ? 1 : 0)
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(padded(number))-\(padded(dayOfYear - (153 * month + 2) / 5 + 1))"
  }
}
