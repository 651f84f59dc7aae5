#if os(Linux)
  /// What the threads of one process did with the processor, window by window.
  ///
  /// The kernel adds up the time of a thread that runs only at its next tick, or when it stops to run.
  /// So a window is told when more are known, and what is missing in it is given to those who were
  /// running at its end, as far as they are seen to have run.
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
    /// Who waits for the lock is seen at it again and again. Whoever was not seen there for so many
    /// looks stands in line for a processor alone, as a call does that has let go of the lock.
    private static let looksAway = 4
    static let longestFirst: UInt64 = 1_000_000_000

    private struct Thread {
      /// What was told so far, in the kernel's counting.
      var processor: Int64
      var queued: Int64
      /// At each of the times.
      var readings: [SystemProcesses.ThreadReading]
      /// What was up to then has been told.
      var since: UInt64 = 0
      /// How many of the last times it was no longer there.
      var silence = 0

      /// How many looks it is since it was seen at the lock; very many if it never was.
      var away = Int.max / 2

      var isRunning: Bool { readings[1].place != .lock && readings[1].place != .elsewhere }

      /// Neither has the lock nor wants it, as far as can be seen.
      var isAway: Bool {
        away >= ThreadSamples.looksAway && readings.dropFirst().allSatisfy { $0.place == .running }
      }

      mutating func keepSilence() {
        silence += 1
        guard var last = readings.last else { return }
        last.place = .elsewhere
        readings.append(last)
      }
    }

    private struct Part {
      var lane: UInt32
      var processor: Int64
      var queued: Int64
      var held: Int64 { processor + queued }
    }

    /// The ends of the windows that were not told yet; the first is where the first one begins.
    private var times: [UInt64] = []
    private var threads: [UInt32: Thread] = [:]

    var isEmpty: Bool { times.isEmpty }

    /// Begins at a time before the first look. Those who began no earlier had done nothing then; what
    /// the others had done is not known, and they are taken to have done nothing since.
    mutating func begin(
      at time: UInt64, with readings: [UInt32: SystemProcesses.ThreadReading], new: Set<UInt32>
    ) {
      var before = readings
      for lane in new { before[lane] = .init(processor: 0, queued: 0, place: .unknown) }
      _ = add(before, at: time)
    }

    /// Takes what was read at one moment, by lane, and when each began. Returns what is settled by
    /// it.
    mutating func add(
      _ readings: [UInt32: SystemProcesses.ThreadReading], at time: UInt64,
      starts: [UInt32: UInt64] = [:]
    ) -> [Share] {
      guard time > times.last ?? 0 else { return [] }
      let isFirst = times.isEmpty
      times.append(time)
      for lane in threads.keys where readings[lane] == nil { threads[lane]?.keepSilence() }
      threads = threads.filter { $0.value.silence <= Self.lookahead }
      var result: [Share] = []
      for (lane, reading) in readings {
        if threads[lane] == nil {
          let firsts = isFirst ? [] : first(lane, reading, from: starts[lane])
          result += firsts
          var before = reading
          before.place = .elsewhere
          threads[lane] = Thread(
            processor: reading.processor, queued: reading.queued,
            readings: Array(repeating: before, count: times.count - 1),
            since: firsts.isEmpty ? 0 : time)
        }
        threads[lane]?.readings.append(reading)
      }
      return result + (times.count > Self.lookahead + 1 ? tellFirst() : [])
    }

    /// What a thread has done that came into a contest which was under way.
    private func first(
      _ lane: UInt32, _ reading: SystemProcesses.ThreadReading, from start: UInt64?
    ) -> [Share] {
      guard let start, let end = times.last, start < end, end - start < Self.longestFirst else {
        return []
      }
      let duration = Int64(end - start)
      let processor = min(max(reading.processor, 0), duration)
      let queued = min(max(reading.queued, 0), duration - processor)
      let rest = reading.place == .elsewhere ? 0 : duration - processor - queued
      return [
        Share(
          lane: lane, end: end, duration: duration, processor: processor, queued: queued,
          wanted: rest)
      ]
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
      var parts = threads.map { lane, thread in
        let processor = min(max(thread.readings[1].processor - thread.processor, 0), duration)
        let queued = max(thread.readings[1].queued - thread.queued, 0)
        return Part(
          lane: lane, processor: processor, queued: min(queued, duration - processor))
      }
      addMissing(to: &parts, \.processor, \.processor, duration) { $0.processor }
      addMissing(to: &parts, \.queued, \.queued, duration) { $0.queued }
      for part in parts {
        threads[part.lane]?.processor += part.processor
        threads[part.lane]?.queued += part.queued
      }
      let shares = shares(parts, duration)
      for (lane, thread) in threads {
        threads[lane]?.away = thread.readings[1].place == .lock ? 0 : thread.away + 1
        threads[lane]?.readings.removeFirst()
      }
      times.removeFirst()
      return shares
    }

    /// Where the window is not filled, time was counted late for those who ran at its end.
    private func addMissing(
      to parts: inout [Part], _ field: WritableKeyPath<Part, Int64>,
      _ told: KeyPath<Thread, Int64>, _ duration: Int64,
      _ counted: (SystemProcesses.ThreadReading) -> Int64
    ) {
      let missing = duration - parts.reduce(0) { $0 + $1.held }
      guard missing > 0 else { return }
      let later = parts.map { part -> Int64 in
        guard let thread = threads[part.lane], thread.isRunning, let last = thread.readings.last
        else { return 0 }
        let more = counted(last) - thread[keyPath: told] - part[keyPath: field]
        return min(max(more, 0), duration - part.held)
      }
      let sum = later.reduce(0, +)
      guard sum > 0 else { return }
      let share = min(Double(missing) / Double(sum), 1)
      for index in parts.indices {
        parts[index][keyPath: field] += Int64(Double(later[index]) * share)
      }
    }

    private func shares(_ parts: [Part], _ duration: Int64) -> [Share] {
      let isAway = parts.map { threads[$0.lane]?.isAway ?? false }
      let contenders = zip(parts, isAway).filter { !$1 }.map(\.0)
      let processor = contenders.reduce(0) { $0 + $1.processor }
      let queued = contenders.reduce(0) { $0 + $1.queued }
      // One at a time holds the lock, on a processor or in line for one. Who stands in line beyond
      // that only wants to see whether the lock is free.
      let holding = min(queued, max(duration - processor, 0))
      let factor = queued > 0 ? Double(holding) / Double(queued) : 0
      let held = zip(parts, isAway).map { part, isAway in
        part.processor + (isAway ? part.queued : Int64(Double(part.queued) * factor))
      }
      let sum = held.reduce(0, +)
      return parts.indices.compactMap { index in
        let (part, held) = (parts[index], held[index])
        guard threads[part.lane]?.since ?? 0 < times[1] else { return nil }
        let isElsewhere = threads[part.lane]?.readings[1].place == .elsewhere
        return Share(
          lane: part.lane, end: times[1], duration: duration, processor: part.processor,
          queued: held - part.processor,
          wanted: isElsewhere ? 0 : max(min(duration - held, sum - held), 0))
      }
    }
  }
#endif
