import Trace

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What a run tells while it goes on: the lines of its processes, and what the runner sees of them.
///
/// Nothing reports that a trace has grown, so it is looked at again and again: often while it grows,
/// ever more rarely while it doesn't.
package struct LiveTrace: Sendable {
  /// In nanoseconds.
  private static let soonest: UInt64 = 16_000_000
  private static let latest: UInt64 = 100_000_000
  /// Reading shall leave most of a processor to the program.
  private static let costFactor: UInt64 = 2
  /// The runner's own lines, kept for a saved trace.
  private static let mostSamples = 32 << 20

  private var reader: TraceFolderReader
  private var sampler: ProcessorSampler?
  private var pause = LiveTrace.soonest
  private var hasBegun = false
  private var nextReading: UInt64 = 0
  /// The runner's own lines so far, as text.
  package private(set) var samples: [UInt8] = []
  /// Those that the lines of the processes have not come up to.
  private var held: [TraceLine] = []
  private var ends: [UInt32: Int64] = [:]

  /// `zero` is the monotonic clock's time, in nanoseconds, that counts as 0. Where the processes
  /// live in a sandbox and have other numbers there, `sandbox` is the process that holds it.
  package init(folder: String, zero: UInt64, sandbox: pid_t? = nil, isSampled: Bool = true) {
    reader = TraceFolderReader(folder: folder, zero: zero)
    sampler = isSampled ? ProcessorSampler(zero: zero, sandbox: sandbox) : nil
  }

  package var problems: ProblemLog { reader.problems }
  /// The files of the processes, in the order of their numbers.
  package var traceFiles: [String] { reader.traceFiles }
  /// Whether `takeRest` has more to give.
  package var hasMore: Bool { reader.hasMore }

  /// When to call `take` again, by the monotonic clock in nanoseconds.
  package var nextLook: UInt64 { min(nextReading, sampler?.nextLook ?? .max) }

  /// Does what it is time for, and gives the lines that are new, roughly in the order of time.
  package mutating func take() -> [TraceLine] {
    let start = MonotonicClock.nanoseconds
    guard start >= nextReading else {
      sampler?.look()
      return []
    }
    let lines = reader.take()
    observe(lines)
    let now = MonotonicClock.nanoseconds
    hasBegun = hasBegun || !lines.isEmpty
    // The first line of all is waited for by somebody.
    pause = lines.isEmpty && hasBegun ? min(pause * 2, Self.latest) : Self.soonest
    nextReading = now + (reader.hasMore ? 0 : pause) + (now - start) * Self.costFactor
    sampler?.look(isAwake: true)
    return lines + settledSamples(upTo: reader.settledTime)
  }

  /// What is left when the programs have ended. Call it until `hasMore` is false.
  package mutating func takeRest() -> [TraceLine] {
    let lines = reader.takeRest()
    observe(lines)
    return lines + settledSamples(upTo: reader.hasMore ? reader.settledTime : .max)
  }

  private mutating func observe(_ lines: [TraceLine]) {
    sampler?.observe(lines)
    for line in lines {
      if case .end = line.event { ends[line.process] = line.time }
    }
  }

  private mutating func settledSamples(upTo time: Int64) -> [TraceLine] {
    held += sampler?.take() ?? []
    let settled = held.filter { $0.time <= time }.compactMap(withinLife)
    held.removeAll { $0.time <= time }
    for line in settled where samples.count < Self.mostSamples {
      if let text = line.runnerLine { samples += text.utf8 }
    }
    return settled
  }

  /// Nothing is told of a process beyond its own last line.
  private func withinLife(_ line: TraceLine) -> TraceLine? {
    guard let end = ends[line.process], line.time > end else { return line }
    guard case .processorShare(var share) = line.event else { return nil }
    share.duration -= line.time - end
    guard share.duration > 0 else { return nil }
    share.processor = min(share.processor, share.duration)
    share.queued = min(share.queued, share.duration - share.processor)
    share.wanted = min(share.wanted, share.duration - share.processor - share.queued)
    return TraceLine(time: end, process: line.process, event: .processorShare(share))
  }
}
