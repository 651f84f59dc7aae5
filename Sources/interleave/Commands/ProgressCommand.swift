import LessonFormat
import Narration
import ProgressStore
import Tutor

/// `interleave progress`: how far the learner is, and what to do with what is known about it.
struct ProgressCommand {
  private enum Wish {
    case words, json, reset
    case export(String)
    case take(String)
  }

  private let wish: Wish
  private let lesson: String?
  private let options: CourseOptions

  init(_ arguments: Arguments) throws(UsageError) {
    options = try CourseOptions(arguments)
    lesson = arguments.operands.first
    let wishes: [Wish] =
      (arguments.has("json") ? [.json] : []) + (arguments.has("reset") ? [.reset] : [])
      + (arguments.value("export").map { [.export($0)] } ?? [])
      + (arguments.value("import").map { [.take($0)] } ?? [])
    guard wishes.count <= 1 else {
      throw UsageError(
        message: "--json, --export, --import and --reset exclude each other",
        command: arguments.command.name)
    }
    wish = wishes.first ?? .words
    switch wish {
    case .export, .take:
      guard lesson == nil else {
        throw UsageError(
          message: "all lessons are exported and imported together",
          command: arguments.command.name)
      }
    default: break
    }
  }

  func run() throws {
    let isImport = if case .take = wish { true } else { false }
    let place = try ProgressPlace(making: isImport)
    switch wish {
    case .export(let path): try ProgressExchange(place).export(to: path)
    case .take(let path): try ProgressExchange(place).take(from: path)
    case .words:
      let report = try report(place)
      try Output.print(report.words(only: lesson).text(width: options.width))
    case .json: try Output.print(JSONText.of(try report(place).record(only: lesson)))
    case .reset: try reset(place)
    }
  }

  private func report(_ place: ProgressPlace) throws -> ProgressReport {
    let course = try options.index(.steps)
    return ProgressReport(course, try place.progress(of: try options.course(), course))
  }

  private func reset(_ place: ProgressPlace) throws {
    let course = try options.index(.steps)
    let progress = try place.progress(of: try options.course(), course)
    // What is known of a lesson that is gone can be forgotten as well.
    let id = lesson.map { course.entry(named: $0)?.frontMatter.id ?? $0 }
    if let id, !progress.lessons.contains(id) {
      _ = try ProgressReport(course, progress).words(only: id)
      return try Output.print("There is nothing to forget about the lesson \(printable(id)).\n")
    }
    guard !progress.isEmpty else { return try Output.print("There is nothing to forget.\n") }
    let name = CourseName(try options.course()).text
    let copy = try ProgressExchange(place).keepCopy()
    try place.told { () throws(ProgressTrouble) in
      try place.file?.forget(course: name, lesson: id)
    }
    let what = id.map { "The lesson \(printable($0)) is" } ?? "The course is"
    try Output.print(
      "\(what) as if you had never opened it. What was known lies in "
        + "\(printable(UserFolder.short(copy))); "
        + "\"interleave progress --import=FILE\" brings it back.\n")
  }
}
