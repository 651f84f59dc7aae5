import LessonFormat
import Trace

/// `interleave replay FILE`: a trace that was kept, shown again.
struct ReplayCommand {
  /// More than any trace that a person waits for.
  private static let maximumBytes = 2 << 30

  private let file: String
  private let report: TimelineReport
  private let player: PlayerOpening

  init(_ arguments: Arguments) throws(UsageError) {
    guard let file = arguments.operands.first else {
      throw UsageError(message: "no trace is named", command: arguments.command.name)
    }
    self.file = file
    let options = try CourseOptions(arguments)
    report = TimelineReport(arguments, options)
    player = try PlayerOpening(arguments, options)
  }

  func run() throws(CommandFailure) {
    let bytes: [UInt8]
    do throws(DiskProblem) {
      bytes = try Disk.read(file, limit: Self.maximumBytes)
    } catch {
      throw CommandFailure(message: "\(file): \(error.message). \(error.fix).", status: 2)
    }
    let (timeline, problems) = Timeline.read([bytes])
    guard !timeline.lanes.isEmpty else {
      throw CommandFailure(
        message: problems.count(.newerFormat) > 0
          ? "\(file) is a trace of a newer format; use a newer Interleave"
          : "\(file) is no trace; \"interleave trace --save=FILE PROGRAM\" makes one")
    }
    let program = timeline.header?.program ?? ""
    let name = ["", "-c", "-m"].contains(program) ? "The program" : Disk.lastComponent(program)
    let runs = [(title: name, timeline: timeline)]
    var isShown = player.show(runs, title: name)
    if !isShown { isShown = try player.tell(runs, title: name) }
    if !isShown {
      try Output.print(report.text(timeline, of: name, terminalWidth: Output.terminalWidth))
    }
    if problems.total > 0 {
      Output.printError(
        "interleave: \(problems.total) lines or parts of this trace could not be used")
    }
  }
}
