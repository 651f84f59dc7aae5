import LessonFormat
import Narration
import Trace

/// `interleave replay FILE`: a trace that was kept, shown again.
struct ReplayCommand {
  /// A timeline of more lines than these would take more memory than a person has to spare.
  private static let mostLines = 20_000_000

  private let file: String
  private let report: TimelineReport
  private let exports: TraceExports
  private let isPlain: Bool

  init(_ arguments: Arguments) throws(UsageError) {
    guard let file = arguments.operands.first else {
      throw UsageError(message: "no trace is named", command: arguments.command.name)
    }
    self.file = file
    let options = try CourseOptions(arguments)
    isPlain = options.isPlain
    report = TimelineReport(arguments, options)
    exports = try TraceExports(arguments)
  }

  func run() throws {
    let reading = try read()
    let (timeline, problems) = (reading.timeline, reading.problems)
    guard !timeline.lanes.isEmpty else {
      throw CommandFailure(
        message: problems.count(.newerFormat) > 0
          ? "\(file) is a trace of a newer format; use a newer Interleave"
          : "\(file) is no trace; \"interleave trace --save=FILE PROGRAM\" makes one")
    }
    let program = timeline.header?.program ?? ""
    let name = ["", "-c", "-m"].contains(program) ? "The program" : Disk.lastComponent(program)
    if exports.isEmpty {
      try Output.print(report.text(timeline, of: name, terminalWidth: Output.terminalWidth))
    }
    try exports.write(timeline, of: name, problems: problems)
    if problems.total > 0 {
      Output.printError(
        "interleave: \(count(problems.total, "line")) of this trace, or parts of them, could not be used"
      )
    }
  }

  private func read() throws(CommandFailure) -> TimelineReading {
    var reading = TimelineReading()
    var progress = Progress("Reading \(printable(file))", isPlain: isPlain)
    var isCut = false
    do throws(DiskProblem) {
      try Disk.read(file, inPiecesOf: 1 << 18) { bytes, share in
        progress.has(share)
        isCut = reading.timeline.lineCount >= Self.mostLines
        return !isCut && reading.take(bytes)
      }
    } catch {
      throw CommandFailure(message: "\(file): \(error.message). \(error.fix).", status: 2)
    }
    reading.finish()
    progress.end()
    if isCut {
      let length = reading.timeline.end - reading.timeline.start
      Output.printError(
        "interleave: \(printable(file)) is very long; this is its beginning, \(seconds(length))")
    }
    return reading
  }
}
