import Trace

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Looks from outside at what a run's processes do with the processor: who has the interpreter's lock,
/// by estimate, and what a process uses while it computes and tells nothing.
///
/// Only Linux tells this. Elsewhere there are no samples.
package struct ProcessorSampler: Sendable {
  /// Whether there is anything to be had on this system.
  package static var isAvailable: Bool {
    #if os(Linux)
      true
    #else
      false
    #endif
  }

  /// What was found out since the last time it was taken.
  private var found: [TraceLine] = []

  #if os(Linux)
    /// Threads that compute side by side are looked at so often.
    private static let quick: UInt64 = 5_000_000
    /// After this time, more and more rarely: the lines of a long run shall not grow for ever.
    private static let quickFor: UInt64 = 30_000_000_000
    private static let rarest: UInt64 = 250_000_000
    /// Processes that compute, and those that don't, are looked at so often.
    private static let busy: UInt64 = 50_000_000
    private static let idle: UInt64 = 150_000_000
    /// A process that uses less than this share of a processor has no contest to tell of.
    private static let least = 0.02
    /// No more than this part of the time goes into looking.
    private static let costFactor: UInt64 = 50
    private static let mostProcesses = 256
    private static let mostThreads = 1024

    private let zero: UInt64
    private let sandbox: pid_t?
    private var processes: [UInt32: SampledProcess] = [:]
    private var nextQuick: UInt64 = .max
    private var nextSlow: UInt64 = 0
    private var lastSlow: UInt64 = 0

    /// `zero` is the monotonic clock's time, in nanoseconds, that counts as 0. Where the processes
    /// live in a sandbox and have other numbers there, `sandbox` is the process that holds it.
    package init(zero: UInt64, sandbox: pid_t? = nil) {
      self.zero = zero
      self.sandbox = sandbox
    }

    /// When to look again, by the monotonic clock.
    var nextLook: UInt64 { processes.isEmpty ? .max : min(nextQuick, nextSlow) }

    // MARK: Who there is

    /// Learns of processes and threads from the lines of their traces.
    mutating func observe(_ lines: [TraceLine]) {
      var names = sandbox.map { SandboxNames(below: $0) }
      for line in lines {
        switch line.event {
        case .process(let start): add(start, line.process, &names)
        case .thread(let thread): add(thread, line.process, at: line.time, &names)
        case .threadEnd(let lane, _): processes[line.process]?.threads[lane] = nil
        case .usage: processes[line.process]?.lastUsage = line.time
        case .end: remove(line.process)
        default: break
        }
      }
    }

    private mutating func add(
      _ start: ProcessStart, _ number: UInt32, _ names: inout SandboxNames?
    ) {
      // Under virtual time, times are not the clock's.
      guard !start.isVirtual, processes.count < Self.mostProcesses,
        let pid = pid_t(exactly: start.pid), pid > 0
      else { return }
      let outer = names == nil ? pid : names?.process(called: pid)
      guard let outer, let used = SystemProcesses.processor(of: outer) else { return }
      processes[number] = SampledProcess(
        pid: outer, hasGIL: start.hasGIL, processor: used, time: MonotonicClock.nanoseconds)
      nextSlow = min(nextSlow, MonotonicClock.nanoseconds + Self.busy)
    }

    private mutating func add(
      _ start: ThreadStart, _ number: UInt32, at time: Int64, _ names: inout SandboxNames?
    ) {
      guard let process = processes[number], process.threads.count < Self.mostThreads,
        let tid = pid_t(exactly: start.kernelNumber), tid > 0
      else { return }
      let outer = names == nil ? tid : names?.thread(called: tid, of: process.pid)
      guard let outer else { return }
      processes[number]?.threads[start.lane] = SampledThread(
        number: outer, start: zero &+ UInt64(max(time, 0)) &* 1000)
      // A second thread can make a contest of what was none: look soon.
      if process.threads.count == 1 { nextSlow = MonotonicClock.nanoseconds + Self.quick }
    }

    private mutating func remove(_ number: UInt32) {
      guard var process = processes.removeValue(forKey: number) else { return }
      tell(process.samples.finish(), of: number)
    }

    // MARK: Looking

    /// Looks at what it is time for; a little early at what would wake us up again soon.
    mutating func look(isAwake: Bool = false) {
      let now = MonotonicClock.nanoseconds
      if now >= nextSlow || isAwake && now >= lastSlow + Self.busy - Self.quick { lookAtAll(now) }
      if now >= nextQuick { lookAtThreads(now) }
    }

    private mutating func lookAtAll(_ now: UInt64) {
      var isAnyBusy = false
      for (number, process) in processes {
        guard let used = SystemProcesses.processor(of: process.pid) else {
          remove(number)
          continue
        }
        let share = Double(used - process.processor) / Double(max(now - process.time, 1))
        let isBusy = share >= Self.least
        isAnyBusy = isAnyBusy || isBusy
        if isBusy { tellUsage(of: number, used, now) }
        processes[number]?.processor = used
        processes[number]?.time = now
        setContested(number, isBusy && process.hasGIL && process.threads.count > 1)
      }
      lastSlow = now
      nextSlow = now + (isAnyBusy ? Self.busy : Self.idle)
      if !processes.values.contains(where: \.isContested) {
        nextQuick = .max
      } else if nextQuick == .max {
        nextQuick = now
      }
    }

    private mutating func setContested(_ number: UInt32, _ isContested: Bool) {
      guard let process = processes[number], process.isContested != isContested else { return }
      processes[number]?.isContested = isContested
      if !isContested, var rest = processes[number]?.samples {
        tell(rest.finish(), of: number)
        processes[number]?.samples = rest
      }
    }

    private mutating func lookAtThreads(_ now: UInt64) {
      for (number, process) in processes where process.isContested {
        var readings: [UInt32: SystemProcesses.ThreadReading] = [:]
        let time = MonotonicClock.nanoseconds
        for (lane, thread) in process.threads {
          readings[lane] = SystemProcesses.thread(thread.number, of: process.pid)
        }
        if process.samples.isEmpty { begin(number, with: readings, before: time) }
        let starts = process.threads.mapValues(\.start)
        let shares = processes[number]?.samples.add(readings, at: time, starts: starts) ?? []
        tell(shares, of: number)
      }
      let after = MonotonicClock.nanoseconds
      nextQuick = after + max(period(at: after), (after - now) * Self.costFactor)
    }

    /// The kernel has counted from the beginning of each thread. So if the contest is young, it can be
    /// told from its beginning on.
    private mutating func begin(
      _ number: UInt32, with readings: [UInt32: SystemProcesses.ThreadReading], before now: UInt64
    ) {
      guard let process = processes[number], !process.hasBegun else { return }
      processes[number]?.hasBegun = true
      let starts = process.threads.values.map(\.start).sorted()
      guard starts.count > 1, starts[1] < now, now - starts[1] <= ThreadSamples.longestFirst else {
        return
      }
      let new = process.threads.filter { $0.value.start >= starts[1] }
      let lanes = Set(new.keys).intersection(readings.keys)
      processes[number]?.samples.begin(at: starts[1], with: readings, new: lanes)
    }

    private func period(at now: UInt64) -> UInt64 {
      let elapsed = now > zero ? now - zero : 0
      guard elapsed > Self.quickFor else { return Self.quick }
      return min(elapsed / (Self.quickFor / Self.quick), Self.rarest)
    }

    // MARK: Telling

    /// The time of the run, in microseconds.
    private func time(_ nanoseconds: UInt64) -> Int64 {
      nanoseconds > zero ? Int64(clamping: (nanoseconds - zero) / 1000) : 0
    }

    private mutating func tell(_ shares: [ThreadSamples.Share], of number: UInt32) {
      for share in shares where share.processor + share.queued + share.wanted >= 1000 {
        let event = TraceEvent.processorShare(
          ProcessorShare(
            lane: share.lane, duration: share.duration / 1000, processor: share.processor / 1000,
            queued: share.queued / 1000, wanted: share.wanted / 1000))
        found.append(TraceLine(time: time(share.end), process: number, event: event))
      }
    }

    /// Unless the process has told it itself.
    private mutating func tellUsage(of number: UInt32, _ used: Int64, _ now: UInt64) {
      guard let process = processes[number],
        time(now) - process.lastUsage >= Int64((Self.busy - Self.quick) / 1000)
      else { return }
      let usage = Usage(
        processor: used / 1000, memory: SystemProcesses.memory(of: process.pid) ?? 0)
      let time = time(now)
      processes[number]?.lastUsage = time
      found.append(TraceLine(time: time, process: number, event: .usage(usage)))
    }
  #else
    package init(zero: UInt64, sandbox: pid_t? = nil) {}

    var nextLook: UInt64 { .max }

    mutating func observe(_ lines: [TraceLine]) {}
    mutating func look(isAwake: Bool = false) {}
  #endif

  /// The lines since the last call.
  mutating func take() -> [TraceLine] {
    defer { found = [] }
    return found
  }
}

#if os(Linux)
  private struct SampledThread {
    /// The kernel's.
    let number: pid_t
    let start: UInt64
  }

  private struct SampledProcess {
    let pid: pid_t
    let hasGIL: Bool
    /// What it had used when it was looked at last.
    var processor: Int64
    var time: UInt64
    var lastUsage: Int64 = .min / 2
    /// By lane.
    var threads: [UInt32: SampledThread] = [:]
    var isContested = false
    /// There was a contest before.
    var hasBegun = false
    var samples = ThreadSamples()
  }
#endif
