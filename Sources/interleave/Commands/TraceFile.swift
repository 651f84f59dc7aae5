import LessonFormat
import Trace

/// A trace that was kept in a file.
enum TraceFile {
  /// More than any trace that a person waits for.
  private static let maximumBytes = 2 << 30

  /// The timeline, and how many lines or parts of the file could not be used.
  static func read(_ file: String) throws(CommandFailure) -> (timeline: Timeline, problems: Int) {
    let bytes: [UInt8]
    do throws(DiskProblem) {
      bytes = try Disk.read(file, limit: maximumBytes)
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
    return (timeline, problems.total)
  }

  /// Whether a file says of itself that it is a trace.
  static func isTrace(_ file: String) -> Bool {
    guard let head = try? Disk.read(file, limit: 1024, isPrefix: true) else { return false }
    return head.first == UInt8(ascii: "{")
      && String(decoding: head, as: UTF8.self).contains("\"interleave-trace\"")
  }
}
