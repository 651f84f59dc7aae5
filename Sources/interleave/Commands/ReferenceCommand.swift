import LessonFormat
import Narration

/// `interleave reference [TOPIC]`: the list, or the entries that fit.
struct ReferenceCommand {
  private let options: CourseOptions
  private let topic: String
  private let printsNames: Bool

  init(_ arguments: Arguments) throws(UsageError) {
    options = try CourseOptions(arguments)
    topic = arguments.operands.joined(separator: " ")
    printsNames = arguments.has("names")
  }

  /// 1 where nothing fits.
  func run() throws(CommandFailure) -> Int32 {
    let reference = try options.course().readReference()
    if printsNames {
      let names = reference.entries.map(\.id.value)
      try Output.print(names.map { $0 + "\n" }.joined())
      return 0
    }
    let teller = ReferenceNarration(reference)
    guard topic.contains(where: { !$0.isWhitespace }) else {
      try Output.print(teller.list().text(width: options.width))
      return 0
    }
    let (narration, isFound) = teller.found(topic)
    try Output.print(narration.text(width: options.width))
    return isFound ? 0 : 1
  }
}
