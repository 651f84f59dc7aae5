import LessonFormat
import Narration

/// `interleave list`: the lessons and their steps.
struct ListCommand {
  private enum Format {
    case words, names, json
  }

  private let options: CourseOptions
  private let format: Format

  init(_ arguments: Arguments) throws(UsageError) {
    options = try CourseOptions(arguments)
    guard !(arguments.has("json") && arguments.has("names")) else {
      throw UsageError(
        message: "--json and --names exclude each other", command: arguments.command.name)
    }
    format = arguments.has("json") ? .json : arguments.has("names") ? .names : .words
  }

  func run() throws {
    let entries = try options.index(.steps).entries
    switch format {
    case .words: try Output.print(words(entries).text(width: options.width))
    case .names: try Output.print(names(entries).joined(separator: "\n") + "\n")
    case .json: try Output.print(JSONText.of(CourseRecord(entries)))
    }
  }

  private func words(_ entries: [Course.Entry]) -> Narration {
    var narration = Narration()
    for entry in entries {
      narration.gap()
      narration.say(
        "Lesson \(entry.number), \(entry.frontMatter.id): \(entry.frontMatter.title), "
          + "\(count(entry.frontMatter.minutes, "minute")), \(count(entry.steps.count, "step")).")
      for (index, step) in entry.steps.enumerated() {
        narration.say("Step \(index + 1), \(step.id): \(step.title)")
      }
    }
    return narration
  }

  private func names(_ entries: [Course.Entry]) -> [String] {
    entries.flatMap { entry in
      [entry.frontMatter.id] + entry.steps.map { "\(entry.frontMatter.id)/\($0.id)" }
    }
  }
}

private struct CourseRecord: Encodable {
  struct Lesson: Encodable {
    var id: String
    var number: Int
    var title: String
    var summary: String?
    var minutes: Int
    var needs: [String]
    var path: String
    var steps: [Step]
  }

  struct Step: Encodable {
    var id: String
    var number: Int
    var title: String
  }

  var format = 1
  var lessons: [Lesson]

  init(_ entries: [Course.Entry]) {
    lessons = entries.map { entry in
      Lesson(
        id: entry.frontMatter.id, number: entry.number, title: entry.frontMatter.title,
        summary: entry.frontMatter.summary, minutes: entry.frontMatter.minutes,
        needs: entry.frontMatter.needs.map(\.lesson), path: entry.folder.file,
        steps: entry.steps.enumerated().map {
          Step(id: $1.id, number: $0 + 1, title: $1.title)
        })
    }
  }
}
