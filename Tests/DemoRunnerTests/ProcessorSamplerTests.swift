#if os(Linux)
  import Foundation
  import Testing
  import Trace

  @testable import DemoRunner

  /// Programs that say themselves how much of the processor their threads have had.
  @Suite("The estimate of who wants the GIL, against what threads know", .serialized)
  struct ProcessorSamplerTests {
    private static let program = """
      import sys, threading, time
      def compute():
          end = time.monotonic() + 1
          number = 0
          while time.monotonic() < end:
              for _ in range(500):
                  number += 1
          sys.stdout.write("%s %f\\n" % (threading.current_thread().name, time.thread_time()))
      def rest():
          time.sleep(1)
      computing, resting = int(sys.argv[1]), int(sys.argv[2])
      threads = [threading.Thread(target=compute, name="c%d" % n) for n in range(computing)]
      threads += [threading.Thread(target=rest, name="r%d" % n) for n in range(resting)]
      for thread in threads:
          thread.start()
      for thread in threads:
          thread.join()

      """

    private static let tracer = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/DemoRunner/Tracer").path

    private struct Run {
      var timeline = Timeline()
      /// Seconds of processor time, by thread.
      var own: [String: Double] = [:]
      var given: [String: Double] = [:]
    }

    private func run(computing: Int, resting: Int) throws -> Run? {
      guard let interpreter = PythonInterpreter.find(),
        let facts = try? PythonFacts.ask(interpreter), !facts.isTooOld, facts.hasGIL
      else { return nil }
      var run = Run()
      let program = TracedProgram(
        ["-c", Self.program, "\(computing)", "\(resting)"], interpreter: interpreter,
        tracerFolder: Self.tracer)
      var shares: [UInt32: Int64] = [:]
      let (ending, _) = try program.run { lines in
        run.timeline.append(lines)
        for line in lines {
          if case .processorShare(let share) = line.event {
            shares[share.lane, default: 0] += share.processor
          }
        }
      }
      #expect(ending == .exit(0))
      for line in run.timeline.outputs {
        let words = line.text.split(separator: " ")
        for (name, time) in zip(words, words.dropFirst()) {
          run.own[String(name)] = Double(time.trimmingCharacters(in: .whitespacesAndNewlines))
        }
      }
      for lane in run.timeline.lanes {
        run.given[lane.name] = Double(shares[lane.number] ?? 0) / 1e6
      }
      return run
    }

    /// A machine that is busy with other things can keep the sampler from looking. What is true shows
    /// in some run; what is wrong, in none. A run that hardly got a processor shows nothing.
    private func runs(
      computing: Int, resting: Int, until isRight: (Run) throws -> Bool
    ) throws -> Bool {
      var showsNothing = true
      for _ in 0..<5 {
        guard let run = try run(computing: computing, resting: resting) else { return true }
        if try isRight(run) { return true }
        if gotProcessor(run) { showsNothing = false }
      }
      return showsNothing
    }

    private func gotProcessor(_ run: Run) -> Bool {
      let lanes = run.timeline.lanes.filter { run.own[$0.name] != nil }
      let span = (lanes.compactMap(\.end).max() ?? 0) - (lanes.map(\.begin).min() ?? 0)
      return run.own.values.reduce(0, +) > 0.75 * Double(span) / 1e6
    }

    @Test("Threads that compute share it", arguments: [2, 3, 4])
    func computing(count: Int) throws {
      let names = (0..<count).map { "c\($0)" }
      let isRight = try runs(computing: count, resting: 0) { run in
        let own = names.compactMap { run.own[$0] }.reduce(0, +)
        let given = names.compactMap { run.given[$0] }.reduce(0, +)
        try #require(own > 0)
        let lanes = try names.map { try #require(run.timeline.lanes(named: $0).first) }
        let held = lanes.reduce(0) { $0 + run.timeline.times(of: $1)[.running] }
        // One at a time has it, from the first one's beginning to the last one's end.
        let infos = lanes.map { run.timeline.lanes[$0.index] }
        let span = (infos.compactMap(\.end).max() ?? 0) - (infos.map(\.begin).min() ?? 0)
        return names.allSatisfy { name in
          abs((run.own[name] ?? 0) / own - (run.given[name] ?? 0) / given) < 0.05
        } && Double(abs(held - span)) < 0.1 * Double(span)
      }
      #expect(isRight)
    }

    private static let bubblewrap = ["/usr/bin/bwrap", "/bin/bwrap"].first {
      FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test(
      "Processes that have other numbers in their sandbox are found",
      .enabled(if: bubblewrap != nil))
    func sandboxed() throws {
      guard let interpreter = PythonInterpreter.find(),
        let facts = try? PythonFacts.ask(interpreter), !facts.isTooOld, facts.hasGIL
      else { return }
      for _ in 0..<5 {
        // Where a sandbox is not allowed, there is nothing to see.
        guard let lines = try runInSandbox(facts.executable) else { return }
        let pids = lines.compactMap { line -> Int64? in
          if case .process(let start) = line.event { start.pid } else { nil }
        }
        try #require(pids.count == 1 && pids[0] < 100)
        // On a busy machine they may wait for a processor more than for each other.
        let told = lines.reduce(into: [UInt32: Int64]()) { sums, line in
          guard case .processorShare(let share) = line.event else { return }
          sums[share.lane, default: 0] += share.processor + share.queued + share.wanted
        }
        if told.values.filter({ $0 > 100_000 }).count >= 2 { return }
      }
      Issue.record("the threads were not found in any run")
    }

    private func runInSandbox(_ python: String) throws -> [TraceLine]? {
      let folder = ScratchFolder()
      let zero = MonotonicClock.nanoseconds
      let process = Process()
      process.executableURL = URL(filePath: Self.bubblewrap ?? "")
      process.arguments = [
        "--unshare-pid", "--dev-bind", "/", "/", "--proc", "/proc", "--die-with-parent",
        python, "-c", Self.program, "2", "0",
      ]
      process.environment = [
        "PYTHONPATH": Self.tracer, "INTERLEAVE_TRACE": folder.path, "INTERLEAVE_ZERO": "\(zero)",
      ]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      var trace = LiveTrace(folder: folder.path, zero: zero, sandbox: process.processIdentifier)
      var lines: [TraceLine] = []
      while process.isRunning {
        lines += trace.take()
        poll(nil, 0, 2)
      }
      repeat { lines += trace.takeRest() } while trace.hasMore
      return process.terminationStatus == 0 ? lines : nil
    }

    @Test("One that computes beside one that sleeps wants nothing")
    func alone() throws {
      let isRight = try runs(computing: 1, resting: 1) { run in
        try ["c0", "r0"].allSatisfy { name in
          let lane = try #require(run.timeline.lanes(named: name).first)
          let times = run.timeline.times(of: lane)
          return times[.wantsGIL] < times.total / 50
        }
      }
      #expect(isRight)
    }
  }
#endif
