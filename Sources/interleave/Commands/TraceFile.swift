import LessonFormat
import Narration
import Trace

/// A trace that was kept in a file.
enum TraceFile {
  /// A timeline of more lines than these would take more memory than a person has to spare.
  private static let mostLines = 20_000_000

  /// Read piece by piece, with a sign of life where it takes long.
  static func read(
    _ file: String, isPlain: Bool
  ) throws(CommandFailure) -> (timeline: Timeline, problems: ProblemLog) {
    var reading = TimelineReading()
    var progress = Progress("Reading \(printable(file))", isPlain: isPlain)
    var isCut = false
    do throws(DiskProblem) {
      try Disk.read(file, inPiecesOf: 1 << 18) { bytes, share in
        progress.has(share)
        isCut = reading.timeline.lineCount >= mostLines
        return !isCut && reading.take(bytes)
      }
    } catch {
      throw CommandFailure(message: "\(file): \(error.message). \(error.fix).", status: 2)
    }
    reading.finish()
    progress.end()
    let (timeline, problems) = (reading.timeline, reading.problems)
    guard !timeline.lanes.isEmpty else {
      throw CommandFailure(
        message: problems.count(.newerFormat) > 0
          ? "\(file) is a trace of a newer format; use a newer Interleave"
          : "\(file) is no trace; \"interleave trace --save=FILE PROGRAM\" makes one")
    }
    if isCut {
      Output.printError(
        "interleave: \(printable(file)) is very long; this is its beginning, "
          + duration(timeline.end - timeline.start))
    }
    return (timeline, problems)
  }

  /// Whether a file says of itself that it is a trace.
  static func isTrace(_ file: String) -> Bool {
    guard let head = try? Disk.read(file, limit: 1024, isPrefix: true) else { return false }
    return head.first == UInt8(ascii: "{")
      && String(decoding: head, as: UTF8.self).contains("\"interleave-trace\"")
  }
}
