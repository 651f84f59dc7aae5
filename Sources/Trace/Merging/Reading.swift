/// Reads one trace, of one file, piece by piece: only the timeline is kept.
package struct TimelineReading {
  package private(set) var timeline = Timeline()
  private var reader = TraceReader()
  private let source: Int

  package init() { source = reader.addSource() }

  package var problems: ProblemLog { reader.problems }

  /// Takes the next piece. False: what follows does not count.
  package mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let taken = reader.feed(bytes, to: source)
    timeline.append(reader.take(.settled))
    return taken == bytes.count && !reader.isRefused(source: source)
  }

  /// No more will come.
  package mutating func finish() {
    reader.finish(source: source)
    timeline.append(reader.take(.all))
    timeline.finish()
  }
}

extension Timeline {
  /// Reads whole files: those of a run's processes in the order in which they began, or one merged
  /// trace.
  package static func read(_ files: [[UInt8]]) -> (timeline: Timeline, problems: ProblemLog) {
    var reader = TraceReader()
    var timeline = Timeline()
    let sources = files.map { _ in reader.addSource() }
    var offsets = files.map { _ in 0 }
    var isDone = files.map(\.isEmpty)
    // Piece by piece, so that the lines of the whole are never all in memory.
    while isDone.contains(false) {
      for index in files.indices where !isDone[index] {
        let end = min(offsets[index] + (1 << 18), files[index].count)
        let taken = files[index].withUnsafeBufferPointer { bytes in
          reader.feed(
            UnsafeBufferPointer(rebasing: bytes[offsets[index]..<end]), to: sources[index])
        }
        isDone[index] = offsets[index] + taken < end || end == files[index].count
        offsets[index] += taken
      }
      // Several files are read in step, which their times need not be.
      if files.count == 1 { timeline.append(reader.take(.settled)) }
    }
    for source in sources { reader.finish(source: source) }
    timeline.append(reader.take(.all))
    timeline.finish()
    return (timeline, reader.problems)
  }
}
