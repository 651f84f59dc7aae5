import LessonFormat
import Narration

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `interleave choose [NUMBER...]`: question by question to an advice.
struct ChooseCommand {
  private let options: CourseOptions
  private let answers: [String]

  init(_ arguments: Arguments) throws(UsageError) {
    options = try CourseOptions(arguments)
    answers = arguments.operands
  }

  /// 1 where the input ends before the advice.
  func run() throws(CommandFailure) -> Int32 {
    let chooser = try options.course().readChooser()
    let teller = ChooserNarration(chooser)
    var path = ChooserPath()
    for answer in answers {
      guard let part = chooser.part(at: path), part.isQuestion else {
        throw CommandFailure(
          message: "\"\(printable(answer))\" answers nothing; the advice was reached before it",
          status: 2)
      }
      guard let choice = choice(answer, of: part) else {
        throw CommandFailure(
          message: "\"\(printable(answer))\" is no answer to \"\(printable(part.title))\"; "
            + "write a number from 1 to \(part.choices.count)",
          status: 2)
      }
      try say(part.title + " " + teller.said(choice, to: part))
      path.choices.append(choice)
    }
    if !answers.isEmpty { try Output.print("\n") }
    return try ask(chooser, from: path)
  }

  private func ask(_ chooser: Chooser, from path: ChooserPath) throws(CommandFailure) -> Int32 {
    let teller = ChooserNarration(chooser)
    var path = path
    while let part = chooser.part(at: path), part.isQuestion {
      try Output.print(teller.part(at: path).text(width: options.width))
      var isAnswered = false
      while !isAnswered {
        try say(
          "To answer, type a number from 1 to \(part.choices.count)"
            + (path.choices.isEmpty ? "." : ", or back."))
        guard let line = readLine() else { return 1 }
        let word = line.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
        switch word {
        case "back" where !path.choices.isEmpty: path.choices.removeLast()
        case "again": path.choices = []
        case "quit", "q", "exit": return 1
        default:
          guard let choice = choice(word, of: part) else {
            try say("\"\(printable(word))\" is none of the choices.")
            continue
          }
          try say(teller.said(choice, to: part))
          path.choices.append(choice)
        }
        isAnswered = true
      }
      try Output.print("\n")
    }
    try Output.print(teller.part(at: path).text(width: options.width))
    return 0
  }

  private func choice(_ word: String, of part: Chooser.Part) -> Int? {
    Int(word).flatMap { part.choices.indices.contains($0 - 1) ? $0 - 1 : nil }
  }

  private func say(_ words: String) throws(CommandFailure) {
    var narration = Narration()
    narration.say(words)
    try Output.print(narration.text(width: options.width))
  }
}
