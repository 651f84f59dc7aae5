import Trace

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Loading traces of growing length, and how long questions take afterwards.
@main
struct TimelineBenchmark {
  private static let tasks = 10_000
  private static let visible = 50

  static func main() {
    let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    // Each size in a fresh process would be purer; growing sizes come close.
    for lines in arguments.isEmpty ? [10_000, 100_000, 1_000_000] : arguments {
      measure(lines: lines)
    }
  }

  private static func measure(lines: Int) {
    let tasks = min(tasks, lines / 4)
    let bytes = SampleTrace.make(lines: lines, tasks: tasks)
    let before = resident()
    let clock = ContinuousClock()
    let began = clock.now
    let (timeline, problems) = Timeline.read([bytes])
    let seconds = (clock.now - began) / .seconds(1)
    let grown = resident() - before
    precondition(problems.isEmpty && timeline.problems.isEmpty, "the sample is not legal")

    print(
      "\(timeline.lineCount) events, \(tasks) tasks, \(timeline.changeCount) changes of state, "
        + "\(bytes.count / 1_000_000) MB of text")
    row(
      "load",
      "\(rounded(seconds * 1000)) ms, "
        + "\(rounded(seconds * 1e9 / Double(timeline.lineCount))) ns/event")
    row(
      "memory",
      "\(rounded(Double(timeline.footprint) / Double(timeline.lineCount))) bytes/event by own count, "
        + "\(rounded(Double(grown) / Double(timeline.lineCount))) resident")
    ask(timeline)
    grow(bytes)
    print("")
  }

  private static func ask(_ timeline: Timeline) {
    let all = timeline.lanes(aliveIn: 0..<timeline.end)
    let some = Array(all.prefix(visible))
    var random = Generator()
    let windows = windows(of: timeline)
    report("\(some.count) lanes × 200 columns", windows) { window in
      some.reduce(0) { $0 + timeline.columns(of: $1, in: window).count }
    }
    report("the main thread × 200 columns", windows) { window in
      timeline.columns(of: LaneID(index: 0), in: window).count
    }
    report("all tasks folded × 200 columns", windows) { window in
      timeline.columns(ofGroup: timeline.groups.count - 1, in: window).count
    }
    let times = (0..<200).map { _ in Int64.random(in: 0...timeline.end, using: &random) }
    report("states of \(some.count) lanes at a time", times) { time in
      timeline.states(of: some, at: time).count
    }
    report("states of all lanes at a time", times) { time in
      timeline.states(of: all, at: time).count
    }
    report("everything of \(some.count) lanes at a time", times) { time in
      some.reduce(0) { $0 + (timeline.moment(of: $1, at: time) == nil ? 0 : 1) }
    }
    report("next moment, all lanes", times) { Int(timeline.nextMoment(after: $0) ?? 0) }
    report("next moment, one lane", times) {
      Int(timeline.nextMoment(after: $0, of: all[all.count / 2]) ?? 0)
    }
    report("next turn of the loop", times) { Int(timeline.nextTurn(after: $0) ?? 0) }
    report("the loop's queue, timers, waiting", times) { timeline.loop(0, at: $0).waiting.count }
    report("most waiting at once (whole trace)", [0]) { _ in timeline.most(in: [.waiting]).count }
    report("totals (whole trace)", [0]) { _ in timeline.totals().tasks }
    report("comparison with itself (whole trace)", [0]) { _ in
      timeline.compared(with: timeline).tasks.first
    }
  }

  /// Windows of all widths, from all of the trace down to a few microseconds.
  private static func windows(of timeline: Timeline) -> [TimeWindow] {
    var random = Generator()
    var result: [TimeWindow] = []
    var width = timeline.end
    while width > 50 {
      for _ in 0..<10 {
        let start = Int64.random(in: 0...(timeline.end - width), using: &random)
        result.append(TimeWindow(from: start, to: start + width, columns: 200))
      }
      width /= 3
    }
    return result
  }

  /// The worst that a batch costs while a program runs.
  private static func grow(_ bytes: [UInt8]) {
    var reader = TraceReader()
    var timeline = Timeline()
    let source = reader.addSource()
    var durations: [Double] = []
    let clock = ContinuousClock()
    var offset = 0
    while offset < bytes.count {
      let end = min(offset + 65_536, bytes.count)
      durations.append(
        clock.measure {
          _ = reader.feed(Array(bytes[offset..<end]), to: source)
          timeline.append(reader.take(.settled))
        } / .seconds(1))
      offset = end
    }
    show("a batch of 64 KiB while it grows", durations)
  }

  // MARK: Measuring

  private static func report<Input>(
    _ name: String, _ inputs: [Input], _ body: (Input) -> Int
  ) {
    let clock = ContinuousClock()
    var sum = 0
    for input in inputs { sum &+= body(input) }
    let durations = inputs.map { input in
      clock.measure { sum &+= body(input) } / .seconds(1)
    }
    if sum == .min { print("") }
    show(name, durations)
  }

  private static func show(_ name: String, _ durations: [Double]) {
    let sorted = durations.sorted()
    row(
      name,
      "median \(rounded(sorted[sorted.count / 2] * 1e6)) µs, "
        + "worst \(rounded((sorted.last ?? 0) * 1e6)) µs")
  }

  private static func row(_ name: String, _ value: String) {
    print("  \(name)\(String(repeating: " ", count: max(40 - name.count, 1)))\(value)")
  }

  private static func rounded(_ value: Double) -> String {
    value >= 100 ? "\(Int(value.rounded()))" : String((value * 10).rounded() / 10)
  }

  /// Resident memory in bytes; 0 where the system does not tell.
  private static func resident() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard fgets(&line, 128, file) != nil else { return 0 }
    let text = String(
      decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let words = text.split(separator: " ")
    return words.count > 1 ? (Int(words[1]) ?? 0) * Int(getpagesize()) : 0
  }

  private struct Generator: RandomNumberGenerator {
    private var state: UInt64 = 42

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
