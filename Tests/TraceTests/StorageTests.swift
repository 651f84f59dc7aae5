import TestSupport
import Testing

@testable import Trace

@Suite("Storage")
struct StorageTests {
  @Test("While nothing tells the line of the innermost call, that of its caller is known")
  func innermostLine() throws {
    let run = timeline(
      #"{"t":1,"k":"thr","l":1,"n":"MainThread","tid":1,"main":1}"#,
      #"{"t":1,"k":"file","n":1,"s":"/p.py"}"#,
      #"{"t":1,"k":"at","n":1,"f":1,"ln":9,"fn":"<module>"}"#,
      #"{"t":1,"k":"at","n":2,"f":1,"ln":5,"fn":"fetch","up":1}"#,
      #"{"t":5,"k":"call","l":1,"p":2}"#, #"{"t":9,"k":"use","cpu":5,"rss":6}"#)
    let main = LaneID(index: 0)
    #expect(run.line(of: main, at: 6) == nil)
    #expect(run.innermostLine(of: main, at: 6)?.line == 9)
    let calls = run.calls(of: main, at: 6)
    #expect(calls.frames.map(\.line) == [5] && !calls.isInnermostKnown)
    #expect(run.innermostLine(of: main, at: 3) == nil)
  }

  @Test("Tasks of one function are alike, whoever made them; those of another are not")
  func groups() throws {
    let run = timeline(
      #"{"t":1,"k":"thr","l":1,"n":"MainThread","tid":1,"main":1}"#,
      #"{"t":1,"k":"file","n":1,"s":"/p.py"}"#,
      #"{"t":2,"k":"task","l":2,"n":"Task-1","lp":1,"by":1,"fn":"main","f":1,"ln":9}"#,
      #"{"t":3,"k":"task","l":3,"n":"Task-2","lp":1,"by":1,"fn":"ask","f":1,"ln":2}"#,
      #"{"t":4,"k":"task","l":4,"n":"Task-3","lp":1,"by":2,"fn":"ask","f":1,"ln":2}"#,
      #"{"t":5,"k":"task","l":5,"n":"Task-4","lp":1,"by":2,"fn":"ask","f":1,"ln":6}"#)
    let tasks = run.groups.filter { $0.kind == .task }
    #expect(tasks.map(\.label) == ["main", "ask", "ask"])
    #expect(tasks.map(\.lanes.count) == [1, 2, 1])
  }

  @Test("sums over many spans are those of walking through them")
  func manySpans() {
    var random = SeededGenerator(seed: 1)
    var history = LaneHistory()
    var time: Int64 = 0
    var spans: [(start: Int64, state: LaneState)] = []
    for _ in 0..<5000 {
      time += Int64.random(in: 0...9, using: &random)
      let state = LaneState.allCases[Int.random(in: 0..<6, using: &random)]
      spans.append((time, state))
      history.append(PackedSpan(time: time, state: state))
    }
    let view = LaneHistory.View(end: time + 50, readySince: nil)
    for _ in 0..<60 {
      let from = Int64.random(in: -10...time, using: &random)
      let to = Int64.random(in: from...(time + 100), using: &random)
      var expected = StateTimes()
      for (index, span) in spans.enumerated() {
        let next = index + 1 < spans.count ? spans[index + 1].start : time + 50
        expected[span.state] += max(min(next, to) - max(span.start, from), 0)
      }
      #expect(history.times(from..<to, view: view) == expected)
    }
    var columns: [Column] = []
    history.columns(TimeWindow(from: 0, to: time, columns: 3), view: view, into: &columns)
    #expect(columns.reduce(0) { $0 + Int($1.changes) } + 1 >= 5000)
    for state in LaneState.allCases.prefix(6) { #expect(columns[1].touches(state)) }
  }

  @Test("a packed span keeps what it is given")
  func packed() {
    let span = PackedSpan(
      time: TraceTime.latest, state: .unknown, place: .max, detail: .max, sort: 15,
      marks: [.callback, .wakersPlace])
    #expect(span.start == TraceTime.latest)
    #expect(span.state == .unknown)
    #expect(span.place == .max && span.detail == .max && span.sort == 15)
    #expect(span.marks == [.callback, .wakersPlace])
  }

  @Test("changes in any order give the sums of a sorted list")
  func changesInAnyOrder() {
    var random = SeededGenerator(seed: 2)
    var log = ChangeLog(keepsLanes: true)
    var all: [(time: Int64, change: StateChange)] = []
    for index in 0..<3000 {
      var time = Int64(index) * 10
      if index % 4 == 0 { time = Int64.random(in: 0...time, using: &random) }
      if index % 1000 == 999 { time += 9_000_000_000 }
      let change = StateChange(
        from: LaneState.allCases.randomElement(using: &random),
        to: index % 7 == 0 ? nil : LaneState.allCases.randomElement(using: &random))
      all.append((time, change))
      log.insert(change, at: time, lane: index)
      if index % 50 == 0 { log.settle() }
    }
    log.settle()
    #expect(log.count == 3000)
    let times = all.map(\.time).sorted()
    for _ in 0..<100 {
      let time = Int64.random(in: -5...40_000, using: &random)
      var counts = SIMD8<Int64>()
      for (_, change) in all.filter({ $0.time <= time }) {
        if change.fromIndex < 8 { counts[change.fromIndex] -= 1 }
        if change.toIndex < 8 { counts[change.toIndex] += 1 }
      }
      #expect(log.sums(at: time).counts == counts)
      #expect(log.time(after: time) == times.first { $0 > time })
      #expect(log.time(before: time) == times.last { $0 < time })
    }
    var seen: [Int64] = []
    log.forEach(0...TraceTime.latest) { time, _, _ in
      seen.append(time)
      return true
    }
    #expect(seen == times)
  }

  @Test("stretches of time that hold a moment")
  func intervals() {
    var random = SeededGenerator(seed: 3)
    var index = IntervalIndex()
    var all: [(start: Int64, end: Int64)] = []
    for number in 0..<2000 {
      let start = Int64(number * 3) + Int64.random(in: -40...40, using: &random)
      index.open(at: start)
      all.append((start, .max))
      if let open = all.indices.randomElement(using: &random), Bool.random(using: &random) {
        let end = all[open].start + Int64.random(in: 0...600, using: &random)
        all[open].end = end
        index.close(open, at: end)
      }
    }
    for time in stride(from: Int64(-50), to: 6500, by: 130) {
      var found: [Int] = []
      index.forEach(from: time, through: time + 5) { found.append($0) }
      #expect(found == all.indices.filter { all[$0].start <= time + 5 && all[$0].end > time })
    }
  }

  @Test("numbers far apart take no room between them")
  func numbers() {
    var table = NumberTable<Int>()
    for number in [UInt32(5000), 5001, 5002, 4_294_967_295, 1, 9000, 5900, 0] {
      table[number] = Int(number)
    }
    for number in 5003..<UInt32(9001) where table[number] == nil { table[number] = Int(number) }
    for number in [UInt32(5000), 5900, 8999, 9000, 4_294_967_295, 1, 0] {
      #expect(table[number] == Int(number))
    }
    #expect(table[2] == nil)
    #expect(table[9001] == nil)
    #expect(table.footprint < 1 << 20)
  }

  @Test("windows narrower than their columns, and as wide as can be")
  func windows() {
    let narrow = TimeWindow(from: 10, to: 12, columns: 6)
    #expect(
      (0..<6).map { narrow.range($0) } == [10..<11, 10..<11, 10..<11, 11..<12, 11..<12, 11..<12])
    let wide = TimeWindow(from: .min, to: .max, columns: .max)
    #expect(wide.edge(wide.columns) == TraceTime.latest)
    #expect(TimeWindow(from: 5, to: 1, columns: -2).columns == 0)
  }

  @Test("who had the processor is an estimate from samples")
  func processorShares() throws {
    let timeline = timeline(
      #"{"t":0,"k":"thr","l":1,"n":"a"}"#, #"{"t":0,"k":"thr","l":2,"n":"b"}"#,
      #"{"t":5000,"k":"gil","l":1,"d":5000,"c":4000,"g":1000}"#,
      #"{"t":5000,"k":"gil","l":2,"d":5000,"c":1000,"g":4000}"#,
      #"{"t":10000,"k":"gil","l":1,"d":5000,"c":5000}"#, #"{"t":10000,"k":"note","v":"x"}"#)
    let (a, b) = (LaneID(index: 0), LaneID(index: 1))
    #expect(abs((timeline.processorShare(of: a, at: 2500) ?? 0) - 0.8) < 1e-6)
    #expect(timeline.processorShare(of: b, at: 7000) == nil)
    #expect(timeline.times(of: a)[.wantsGIL] == 1000)
    #expect(timeline.times(of: b)[.wantsGIL] == 4000)
    #expect(timeline.times(of: b)[.running] == 6000)
    let columns = timeline.columns(of: b, in: TimeWindow(from: 0, to: 10_000, columns: 2))
    #expect(abs(columns[0][.wantsGIL] - 0.8) < 1e-4)
    #expect(columns[0].dominant == .wantsGIL)
    #expect(columns[1].dominant == .running)
    #expect(timeline.state(of: b, at: 2500) == .running)
  }

  @Test("a task wants the lock that its thread wants, and a blocked one doesn't")
  func tasksAndTheLock() throws {
    let timeline = timeline(
      #"{"t":0,"k":"thr","l":1,"n":"main","main":1}"#, #"{"t":0,"k":"loop","lp":1,"l":1}"#,
      #"{"t":0,"k":"task","l":2,"n":"busy","lp":1}"#, #"{"t":0,"k":"thr","l":3,"n":"other"}"#,
      #"{"t":1000,"k":"s","l":2}"#,
      #"{"t":10000,"k":"gil","l":1,"d":10000,"c":2500,"q":500,"g":7000}"#,
      // Blocked for half of the window, and on the processor for most of the other half.
      #"{"t":15000,"k":"b","l":2}"#,
      #"{"t":20000,"k":"gil","l":1,"d":10000,"c":4000,"g":6000}"#,
      #"{"t":21000,"k":"u","l":2}"#, #"{"t":22000,"k":"s","o":2,"e":"ok"}"#,
      // Later than what it is about, which is no mistake.
      #"{"t":19000,"k":"gil","l":3,"d":1000,"c":1000}"#)
    let (main, task) = (LaneID(index: 0), LaneID(index: 1))
    let first = timeline.times(of: task, in: 0..<10_000)
    #expect(first[.wantsGIL] == 6300 && first[.running] == 2700)
    #expect(timeline.times(of: main, in: 0..<10_000)[.wantsGIL] == 700)
    #expect(timeline.times(of: task, in: 10_000..<20_000)[.wantsGIL] == 1000)
    #expect(timeline.times(of: task, in: 10_000..<20_000)[.blocked] == 5000)
    #expect(timeline.problems.isEmpty)
  }

  @Test("what the runner has seen stands in a saved trace, in its place")
  func savedSamples() throws {
    let lines = [
      TraceLine(
        time: 15, process: 2,
        event: .processorShare(
          ProcessorShare(lane: 1, duration: 9, processor: 4, queued: 2, wanted: 3))),
      TraceLine(time: 30, process: 1, event: .usage(Usage(processor: 7, memory: 4096))),
    ]
    #expect(TraceLine(time: 1, event: .full).runnerLine == nil)
    func source(_ text: String) -> MergedTraceWriter.Source {
      var rest = Array(text.utf8)
      return {
        defer { rest = [] }
        return rest
      }
    }
    let head = #"{"t":10,"k":"proc","format":"interleave-trace","v":1,"pid":7}"#
    let thread = #"{"t":10,"k":"thr","l":1,"n":"main","tid":7}"#
    let file = "\(head)\n\(thread)\n{\"t\":20,\"k\":\"note\",\"v\":\"x\"}\n"
    var writer = MergedTraceWriter(
      [source(file), source(file)], samples: source(lines.compactMap(\.runnerLine).joined()))
    var written: [UInt8] = []
    try writer.write(header: RunHeader()) { written += $0 }
    var reader = TraceReader()
    let merged = reader.addSource()
    #expect(reader.feed(written, to: merged) == written.count)
    let read = reader.take(.all)
    #expect(read.map(\.time) == [0, 10, 10, 10, 10, 15, 20, 20, 30])
    #expect(read[5] == lines[0] && read[8] == lines[1])
    #expect(reader.problems.isEmpty)
  }
}
