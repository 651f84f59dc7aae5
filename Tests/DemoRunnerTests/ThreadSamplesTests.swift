#if os(Linux)
  import Testing

  @testable import DemoRunner

  @Suite("Who wants the interpreter's lock, by what the kernel counts")
  struct ThreadSamplesTests {
    private typealias Reading = SystemProcesses.ThreadReading
    private static let millisecond: Int64 = 1_000_000

    /// Readings every 5 ms; counts in milliseconds.
    private func shares(
      _ rows: [[UInt32: (processor: Int64, queued: Int64, place: Reading.Place)]]
    ) -> [UInt32: [ThreadSamples.Share]] {
      var samples = ThreadSamples()
      var result: [ThreadSamples.Share] = []
      for (index, row) in rows.enumerated() {
        let readings = row.mapValues { counted in
          Reading(
            processor: counted.processor * Self.millisecond,
            queued: counted.queued * Self.millisecond, place: counted.place)
        }
        result += samples.add(readings, at: UInt64(1000 + 5_000_000 * (index + 1)))
      }
      return Dictionary(grouping: result + samples.finish(), by: \.lane)
    }

    private func milliseconds(
      _ shares: [ThreadSamples.Share]?, _ part: KeyPath<ThreadSamples.Share, Int64>
    ) -> [Int64] {
      (shares ?? []).map { ($0[keyPath: part] + Self.millisecond / 2) / Self.millisecond }
    }

    @Test("Two that take turns want it whenever the other one has it")
    func turns() {
      let found = shares([
        [1: (0, 0, .running), 2: (0, 0, .lock)],
        [1: (5, 0, .lock), 2: (0, 0, .running)],
        [1: (5, 0, .running), 2: (5, 0, .lock)],
        [1: (7, 0, .lock), 2: (8, 0, .running)],
      ])
      #expect(milliseconds(found[1], \.processor) == [5, 0, 2])
      #expect(milliseconds(found[1], \.wanted) == [0, 5, 3])
      #expect(milliseconds(found[2], \.processor) == [0, 5, 3])
      #expect(milliseconds(found[2], \.wanted) == [5, 0, 2])
    }

    @Test("What is counted late belongs to the one who was running")
    func late() {
      // Lane 1 has run all the time, and lane 2 wanted to; the kernel counts at its ticks.
      let found = shares([
        [1: (0, 0, .running), 2: (0, 0, .lock)],
        [1: (1, 0, .running), 2: (0, 0, .lock)],
        [1: (9, 0, .running), 2: (0, 0, .lock)],
        [1: (15, 0, .running), 2: (0, 0, .lock)],
      ])
      #expect(milliseconds(found[1], \.processor) == [5, 5, 5])
      #expect(milliseconds(found[1], \.wanted) == [0, 0, 0])
      #expect(milliseconds(found[2], \.wanted) == [5, 5, 5])
    }

    @Test("To stand in line for a processor is not to want the lock")
    func preempted() {
      let found = shares([
        [1: (0, 0, .running), 2: (0, 0, .elsewhere)],
        [1: (2, 3, .running), 2: (0, 0, .elsewhere)],
        [1: (3, 7, .running), 2: (0, 0, .elsewhere)],
      ])
      #expect(milliseconds(found[1], \.queued) == [3, 4])
      #expect(milliseconds(found[1], \.wanted) == [0, 0])
      // Reads from somewhere, and wants nothing.
      #expect(milliseconds(found[2], \.wanted) == [0, 0])
    }

    @Test("Of several in line who were seen at the lock, only one can be the one who has it")
    func crowded() {
      let found = shares([
        [1: (0, 0, .lock), 2: (0, 0, .lock)],
        [1: (0, 0, .lock), 2: (0, 0, .lock)],
        [1: (1, 4, .running), 2: (0, 4, .running)],
      ])
      #expect(milliseconds(found[1], \.processor).last == 1)
      let held = [found[1]?.last, found[2]?.last].compactMap { $0 }
      #expect(abs(held.reduce(0) { $0 + $1.processor + $1.queued } - 5_000_000) < 10)
      #expect(milliseconds(found[1], \.wanted).last == 2)
      #expect(milliseconds(found[2], \.wanted).last == 3)
    }

    @Test("Calls that have let go of the lock share a processor, and do not want the lock")
    func away() {
      let found = shares([
        [1: (0, 0, .running), 2: (0, 0, .running)],
        [1: (4, 1, .running), 2: (1, 4, .running)],
        [1: (4, 6, .running), 2: (6, 4, .running)],
        [1: (9, 6, .running), 2: (6, 9, .running)],
        [1: (9, 11, .running), 2: (11, 9, .running)],
      ])
      #expect(milliseconds(found[1], \.processor) == [4, 0, 5, 0])
      #expect(milliseconds(found[1], \.queued) == [1, 5, 0, 5])
      #expect(milliseconds(found[1], \.wanted) == [0, 0, 0, 0])
      #expect(milliseconds(found[2], \.wanted) == [0, 0, 0, 0])
    }

    @Test("Threads come and go, and a contest is told from its beginning")
    func comingAndGoing() {
      var samples = ThreadSamples()
      let now: [UInt32: Reading] = [
        1: Reading(processor: 900 * Self.millisecond, queued: 0, place: .elsewhere),
        2: Reading(processor: 40 * Self.millisecond, queued: 0, place: .running),
        3: Reading(processor: 60 * Self.millisecond, queued: 0, place: .lock),
      ]
      samples.begin(at: 1_000_000_000, with: now, new: [2, 3])
      #expect(samples.add(now, at: 1_100_000_000).isEmpty)
      let shares = samples.finish()
      #expect(shares.allSatisfy { $0.duration == 100_000_000 })
      let wanted = Dictionary(uniqueKeysWithValues: shares.map { ($0.lane, $0.wanted) })
      #expect(wanted == [1: 0, 2: 60_000_000, 3: 40_000_000])
      // One that joins in is told from its beginning on, and each moment once.
      let two = now.filter { $0.key != 3 }
      _ = samples.add(two, at: 2_000_000_000)
      _ = samples.add(two, at: 2_010_000_000)
      let young = Reading(processor: 3 * Self.millisecond, queued: 0, place: .lock)
      let joined = samples.add(
        two.merging([3: young]) { $1 }, at: 2_020_000_000, starts: [3: 1_990_000_000])
      #expect(joined.filter { $0.lane == 3 }.map(\.duration) == [30_000_000])
      #expect(joined.filter { $0.lane == 3 }.map(\.wanted) == [27_000_000])
      #expect(samples.finish().allSatisfy { $0.lane != 3 })
      // Nothing of this traps: a gap of hours, counts that go back, threads that vanish.
      _ = samples.add(now, at: 1_100_000_000)
      _ = samples.add([2: Reading(processor: 0, queued: .max / 4, place: .running)], at: 1 << 62)
      _ = samples.add([:], at: (1 << 62) + 1)
      _ = samples.finish()
      #expect(samples.isEmpty)
    }
  }
#endif
