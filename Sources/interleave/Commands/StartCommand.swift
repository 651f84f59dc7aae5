import LessonFormat
import Narration

/// `interleave`: what there is to learn, and how to begin.
struct StartCommand {
  private let options: CourseOptions

  init(_ arguments: Arguments) throws(UsageError) {
    options = try CourseOptions(arguments)
  }

  func run() throws(CommandFailure) {
    let entries = try options.index(.frontMatter).entries
    var narration = Narration()
    narration.say(
      "Interleave teaches synchronous and asynchronous programming. You read a little, predict "
        + "what a program will do, and see what it did.")
    narration.gap()
    narration.say(
      "\(count(entries.count, "lesson")), about "
        + "\(count(entries.reduce(0) { $0 + $1.frontMatter.minutes }, "minute")) in all.")
    for entry in entries {
      narration.say(
        "\(entry.number). \(entry.frontMatter.title), \(count(entry.frontMatter.minutes, "minute"))"
          + (entry.frontMatter.summary.map { ". \($0)" } ?? "").asSentence)
    }
    narration.gap()
    // Scripts/run starts a program that need not be installed, and says how it was called.
    let name = Environment["INTERLEAVE_CALLED_AS"] ?? "interleave"
    narration.say("To read the first lesson, type: \(name) show 1")
    narration.say("To see what a Python program of yours does, type: \(name) trace PROGRAM")
    narration.say("To see every command, type: \(name) --help")
    try Output.print(narration.text(width: options.width))
  }
}
