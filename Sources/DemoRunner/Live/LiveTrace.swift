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
  private var nextReading: UInt64 = 0
  /// The runner's own lines so far, as text.
  package private(set) var samples: [UInt8] = []

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
    var lines: [TraceLine] = []
    if start >= nextReading {
      lines = reader.take()
      sampler?.observe(lines)
      let now = MonotonicClock.nanoseconds
      pause = lines.isEmpty ? min(pause * 2, Self.latest) : Self.soonest
      nextReading = now + (reader.hasMore ? 0 : pause) + (now - start) * Self.costFactor
    }
    sampler?.look()
    return lines + newSamples()
  }

  /// What is left when the programs have ended. Call it until `hasMore` is false.
  package mutating func takeRest() -> [TraceLine] {
    let lines = reader.takeRest()
    sampler?.observe(lines)
    return lines + newSamples()
  }

  private mutating func newSamples() -> [TraceLine] {
    let lines = sampler?.take() ?? []
    for line in lines where samples.count < Self.mostSamples {
      if let text = line.runnerLine { samples += text.utf8 }
    }
    return lines
  }
}
