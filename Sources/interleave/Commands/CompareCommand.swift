import DemoRunner
import LessonFormat
import Narration
import Trace

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `interleave compare A.py B.py`: runs two or more of a person's own programs, and shows them on one
/// axis with what is different.
struct CompareCommand {
  private let operands: [String]
  private let python: String?
  private let runsTogether: Bool
  private let report: TimelineReport
  private let player: PlayerOpening
  private let isPlain: Bool

  init(_ arguments: Arguments) throws(UsageError) {
    operands = arguments.operands
    python = arguments.value("python")
    runsTogether = arguments.has("together")
    let options = try CourseOptions(arguments)
    isPlain = options.isPlain
    report = TimelineReport(arguments, options)
    player = try PlayerOpening(arguments, options)
    guard operands.count > 1 else {
      throw UsageError(
        message: operands.isEmpty
          ? "no programs are named" : "there is nothing to compare \(operands[0]) with",
        command: arguments.command.name)
    }
  }

  /// What one operand stands for.
  private enum Side {
    case trace(String)
    /// A program with its arguments.
    case program([String])
  }

  func run() throws -> Int32 {
    let sides = try operands.map(side)
    let programs = sides.compactMap { side in
      if case .program(let words) = side { return words }
      return nil
    }
    var traced: [TracedRuns.Run] = []
    if !programs.isEmpty {
      traced = try TracedRuns(python: python, runsTogether: runsTogether).run(programs)
    }
    let names = names()
    var runs: [NamedRun] = []
    var failures: [String] = []
    for (side, name) in zip(sides, names) {
      switch side {
      case .trace(let file):
        runs.append(NamedRun(name, try TraceFile.read(file, isPlain: isPlain).timeline))
      case .program:
        let run = traced.removeFirst()
        if let timeline = run.timeline { runs.append(NamedRun(name, timeline)) }
        if let failure = run.failure { failures.append("\(name) \(failure)") }
      }
    }
    try tell(runs, amongOutput: !programs.isEmpty)
    for failure in failures { Output.printError("interleave: \(printable(failure))") }
    return failures.isEmpty ? 0 : 1
  }

  /// The output of programs stays theirs.
  private func tell(_ runs: [NamedRun], amongOutput: Bool) throws(CommandFailure) {
    guard !runs.isEmpty else { return }
    let wasShown = player.show(
      runs.map { ($0.name, $0.timeline) }, title: inWords(runs.map(\.name), joinedBy: "and"))
    if wasShown, !amongOutput { return }
    let width = amongOutput ? Output.errorsWidth : Output.terminalWidth
    let text = report.text(runs, terminalWidth: width)
    if amongOutput {
      Output.printError(String(text.dropLast()))
    } else {
      try Output.print(text)
    }
  }

  // MARK: Operands

  /// A file as it stands; else a program and its arguments in one word, with blanks between them.
  private func side(_ operand: String) throws(CommandFailure) -> Side {
    if TraceFile.isTrace(operand) { return .trace(operand) }
    let words = Self.words(operand)
    guard let program = words.first, Self.exists(program) else {
      throw CommandFailure(
        message: "there is no file \(operand); name Python programs, or traces that "
          + "\"interleave trace --save=FILE\" has written", status: 2)
    }
    return .program(words)
  }

  private static func words(_ operand: String) -> [String] {
    let words = exists(operand) ? [] : operand.split(separator: " ").map(String.init)
    return words.isEmpty ? [operand] : words
  }

  private static func exists(_ file: String) -> Bool { access(file, F_OK) == 0 }

  /// The last part of each path, unless two would be called the same.
  private func names() -> [String] {
    let short = operands.map { operand -> String in
      var words = Self.words(operand)
      words[0] = Disk.lastComponent(words[0])
      return words.joined(separator: " ")
    }
    let named = short.indices.map { index in
      short.filter { $0 == short[index] }.count > 1 ? operands[index] : short[index]
    }
    return named.indices.map { index in
      let before = named[..<index].filter { $0 == named[index] }.count
      return before > 0 ? "\(named[index]) (\(before + 1))" : named[index]
    }
  }
}
