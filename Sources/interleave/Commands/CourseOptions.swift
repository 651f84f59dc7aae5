import LessonFormat
import Narration

/// What the options of every command say.
struct CourseOptions {
  let isPlain: Bool
  /// Where text is broken; nil where it is not.
  let width: Int?
  private var lessons: String?

  /// Longer lines are hard to read, however wide the terminal.
  private static let widest = 80

  init(_ arguments: Arguments) throws(UsageError) {
    guard !(arguments.has("plain") && arguments.has("no-plain")) else {
      throw UsageError(
        message: "--plain and --no-plain exclude each other", command: arguments.command.name)
    }
    isPlain = arguments.has("plain") || (Environment.wantsPlain && !arguments.has("no-plain"))
    lessons = arguments.value("lessons")
    if let text = arguments.value("width") {
      guard let number = Int(text), (10...1000).contains(number) else {
        throw UsageError(
          message: "\"\(printable(text))\" is no width; write a number of columns from 10 to 1000",
          command: arguments.command.name)
      }
      width = number
    } else {
      width = isPlain ? nil : Output.terminalWidth.map { max(min($0, Self.widest), 10) }
    }
  }

  /// The course is in this folder, whatever else was said.
  mutating func takeCourse(from folder: String) { lessons = folder }

  /// Whether the command says where the course is.
  var namesCourse: Bool { lessons != nil }

  func course() throws(CommandFailure) -> CourseFolder {
    try CourseLocation.find(option: lessons)
  }

  func index(_ detail: Course.Detail) throws(CommandFailure) -> Course {
    let course = try course()
    let index: Course
    do throws(DiskProblem) {
      index = try Course(course, detail: detail)
    } catch {
      throw CommandFailure(
        message: "\(printable(course.path)): \(error.message). \(error.fix).")
    }
    for folder in index.unreadable {
      let file = printable(folder.file)
      Output.printError(
        "interleave: \(file) cannot be read as a lesson; \"interleave check \(file)\" says why")
    }
    guard !index.entries.isEmpty else {
      throw CommandFailure(
        message: "there are no lessons in \(printable(course.path)); "
          + "name a folder with lessons with --lessons=DIR")
    }
    return index
  }
}
