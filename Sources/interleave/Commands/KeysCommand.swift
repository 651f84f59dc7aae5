import LessonFormat
import Narration
import Scenes

/// `interleave keys`: what the keys do, as they are set.
struct KeysCommand {
  private let keys: KeyMap
  private let options: CourseOptions

  init(_ arguments: Arguments) throws(UsageError) {
    keys = arguments.settings.settings.keys
    options = try CourseOptions(arguments)
  }

  func run() throws(CommandFailure) {
    var narration = Narration()
    for context in KeyContext.allCases {
      narration.gap()
      narration.say("\(context.title), \"\(context.rawValue)\":")
      for binding in keys.bindings[context] ?? [] {
        narration.say(
          "\(binding.command.rawValue): \(inWords(binding.keys)) (\(binding.command.summary))")
      }
    }
    try Output.print(narration.text(width: options.width))
  }
}
