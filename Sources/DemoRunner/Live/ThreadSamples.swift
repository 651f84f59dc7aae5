#if os(Linux)
  /// What the threads of one process did with the processor, window by window.
  ///
  /// The kernel counts the time of a thread that runs only now and then, at its next tick. So a window
  /// is told when two more are known: what was counted late is put back to when it must have been.
  struct ThreadSamples {
    struct Share: Equatable {
      var lane: UInt32
      /// When the window ended, and how long it was; the rest is parts of that. In nanoseconds.
      var end: UInt64
      var duration: Int64
      var processor: Int64
      /// In line for a processor while nobody else held the lock.
      var queued: Int64
      /// The most that it can have waited for the interpreter's lock.
      var wanted: Int64
    }

    private static let lookahead = 2

    private struct Thread {
      /// Counted up to the beginning of the first window.
      var processor: Int64
      var held: Int64
      var readings: [SystemProcesses.ThreadReading]
    }

    /// The ends of windows that were not told yet; the first is the beginning of the first window.
    private var times: [UInt64] = []
    private var threads: [UInt32: Thread] = [:]

    var isEmpty: Bool { times.isEmpty }

    /// Takes what was read at one moment, by lane. Returns the windows that are settled by it.
    mutating func add(
      _ readings: [UInt32: SystemProcesses.ThreadReading], at time: UInt64
    ) -> [Share] {
      guard time > times.last ?? 0 else { return [] }
      times.append(time)
      threads = threads.filter { readings[$0.key] != nil }
      for (lane, reading) in readings {
        // One that is new has done nothing before it was first seen.
        let new = Thread(
          processor: reading.processor, held: reading.processor + reading.queued,
          readings: Array(repeating: reading, count: times.count - 1))
        threads[lane, default: new].readings.append(reading)
      }
      return times.count > Self.lookahead + 1 ? tellFirst() : []
    }

    /// The windows that are left, and nothing is known of what comes after them.
    mutating func finish() -> [Share] {
      var result: [Share] = []
      while times.count > 1 { result += tellFirst() }
      self = ThreadSamples()
      return result
    }

    private mutating func tellFirst() -> [Share] {
      let duration = Int64(times[1] - times[0])
      var parts: [(lane: UInt32, processor: Int64, queued: Int64)] = []
      for (lane, thread) in threads {
        let processor = earliest(thread, from: thread.processor) { $0.processor }
        let held = earliest(thread, from: thread.held) { $0.processor + $0.queued }
        let ran = min(processor - thread.processor, duration)
        let wasHeld = min(max(held - thread.held, ran), duration)
        threads[lane]?.processor += ran
        threads[lane]?.held += wasHeld
        parts.append((lane, ran, wasHeld - ran))
      }
      let shares = shares(parts, duration)
      for lane in threads.keys { threads[lane]?.readings.removeFirst() }
      times.removeFirst()
      return shares
    }

    /// What had been counted by the end of the first window, at the least: nobody does more in a
    /// window than it is long.
    private func earliest(
      _ thread: Thread, from start: Int64, _ count: (SystemProcesses.ThreadReading) -> Int64
    ) -> Int64 {
      var result = start
      for index in stride(from: times.count - 1, to: 0, by: -1) {
        let later = index + 1 < times.count ? Int64(times[index + 1] - times[index]) : 0
        result = max(count(thread.readings[index]), result - later)
      }
      return max(result, start)
    }

    private func shares(
      _ parts: [(lane: UInt32, processor: Int64, queued: Int64)], _ duration: Int64
    ) -> [Share] {
      let processor = parts.reduce(0) { $0 + $1.processor }
      let queued = parts.reduce(0) { $0 + $1.queued }
      // One at a time holds the lock, on a processor or in line for one. Who stands in line beyond
      // that only wants to see whether the lock is free.
      let holding = min(queued, max(duration - processor, 0))
      let part = queued > 0 ? Double(holding) / Double(queued) : 0
      let all = parts.map { $0.processor + Int64(Double($0.queued) * part) }
      let sum = all.reduce(0, +)
      return zip(parts, all).map { part, held in
        let isElsewhere = threads[part.lane]?.readings[1].place == .elsewhere
        return Share(
          lane: part.lane, end: times[1], duration: duration, processor: part.processor,
          queued: held - part.processor,
          wanted: isElsewhere ? 0 : max(min(duration - held, sum - held), 0))
      }
    }
  }
#endif
