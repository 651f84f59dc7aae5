import LessonFormat
import Narration
import Trace

/// `interleave replay FILE`: a trace that was kept, shown again.
struct ReplayCommand {
  private let file: String
  private let report: TimelineReport
  private let player: PlayerOpening
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
    player = try PlayerOpening(arguments, options)
    exports = try TraceExports(arguments)
  }

  func run() throws {
    let (timeline, problems) = try TraceFile.read(file, isPlain: isPlain)
    let program = timeline.header?.program ?? ""
    let name = ["", "-c", "-m"].contains(program) ? "The program" : Disk.lastComponent(program)
    let runs = [(title: name, timeline: timeline)]
    var isShown = !exports.isEmpty || player.show(runs, title: name)
    if !isShown { isShown = try player.tell(runs, title: name) }
    if !isShown {
      try Output.print(report.text(timeline, of: name, terminalWidth: Output.terminalWidth))
    }
    try exports.write(timeline, of: name, problems: problems)
    if problems.total > 0 {
      Output.printError(
        "interleave: \(count(problems.total, "line")) of this trace, or parts of them, could not be "
          + "used")
    }
  }
}
