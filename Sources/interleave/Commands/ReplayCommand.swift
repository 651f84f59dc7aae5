import LessonFormat
import Trace

/// `interleave replay FILE`: a trace that was kept, shown again.
struct ReplayCommand {
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
    let (timeline, problems) = try TraceFile.read(file)
    let program = timeline.header?.program ?? ""
    let name = ["", "-c", "-m"].contains(program) ? "The program" : Disk.lastComponent(program)
    let runs = [(title: name, timeline: timeline)]
    var isShown = player.show(runs, title: name)
    if !isShown { isShown = try player.tell(runs, title: name) }
    if !isShown {
      try Output.print(report.text(timeline, of: name, terminalWidth: Output.terminalWidth))
    }
    if problems > 0 {
      Output.printError("interleave: \(problems) lines or parts of this trace could not be used")
    }
  }
}
