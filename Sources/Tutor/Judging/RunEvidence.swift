import LessonFormat
import Trace

/// All that one run of a program leaves behind for its judge.
package struct RunEvidence: Sendable {
  package var timeline: Timeline
  /// What it wrote to standard output, and to standard error.
  package var output: String
  package var errors: String
  /// False where some of the output was left out.
  package var isOutputWhole: Bool
  package var ending: ProgramRun.Ending
  /// The program's own file as its trace names it; nil where that is not known.
  package var file: String?

  package init(
    timeline: Timeline, output: String, errors: String = "", isOutputWhole: Bool = true,
    ending: ProgramRun.Ending, file: String? = nil
  ) {
    self.timeline = timeline
    self.output = output
    self.errors = errors
    self.isOutputWhole = isOutputWhole
    self.ending = ending
    self.file = file ?? timeline.programFile
  }

  /// Of a run that has ended.
  package init(_ run: ProgramRun, isOutputWhole: Bool = true) {
    func text(isError: Bool) -> String {
      run.written.filter { $0.isError == isError }.map(\.text).joined()
    }
    let ending =
      if case .ended(let ending) = run.stage { ending } else { ProgramRun.Ending.stopped }
    self.init(
      timeline: run.timeline, output: text(isError: false), errors: text(isError: true),
      isOutputWhole: isOutputWhole, ending: ending)
  }

  /// Whether it came to an end of its own, well or with an error.
  var hasOwnEnd: Bool {
    if case .exit = ending { true } else { false }
  }

  /// All that could be read on the screen.
  var texts: [String] { errors.isEmpty ? [output] : [output, errors, together] }

  /// Both in the order in which they were printed, as far as the trace tells.
  private var together: String { timeline.outputs.map(\.text).joined() }

  var hasTrace: Bool { !timeline.lanes.isEmpty }

  /// By a busy machine, for longer than a hundredth of the time or a single turn of another program.
  /// Nobody can tell of a run without a trace.
  package var mayHaveBeenKeptWaiting: Bool {
    !hasTrace || timeline.queued > max(timeline.total / 100, 3000)
  }

  /// The line of the program's own file, where a place is in it.
  func ownLine(_ place: SourceLine?) -> Int? {
    guard let place, let file else { return nil }
    return place.file == file || Disk.lastComponent(place.file) == Disk.lastComponent(file)
      ? place.line : nil
  }

  /// The line of the program's own file that a lane is in at a time, of all that it is in there.
  func ownLine(of lane: LaneID, at time: Int64) -> Int? {
    timeline.stack(of: lane, at: time).lazy.compactMap { ownLine($0) }.first
      ?? ownLine(timeline.line(of: lane, at: time))
  }
}

extension Timeline {
  /// The file that Python was started with.
  fileprivate var programFile: String? {
    header?.sources.first?.path
      ?? processes.first?.arguments.dropFirst().first { $0.hasSuffix(".py") }
  }
}
