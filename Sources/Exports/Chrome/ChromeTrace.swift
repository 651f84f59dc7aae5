import LessonFormat
import Narration
import Trace

/// A run in the Trace Event Format, which Perfetto and Chrome's about:tracing open.
///
/// A process is a process there; each thread and each task is a track of its own, with a slice a state.
/// What made a task ready is an arrow to its next step; how many lanes are in each state is a counter;
/// output and warnings are instants. Times are those of the trace.
package struct ChromeTrace {
  let timeline: Timeline
  let names: LaneNames
  let clock: ChromeClock
  let tracks: ChromeTracks
  var json = JSONBytes()
  private var isFirst = true

  /// The slice that each lane is in; empty where it has none.
  var open: [Range<Int64>]
  /// The number of the next state of each lane.
  var stateNumbers: [Int]
  /// The arrow that ends at the next step of a lane.
  var arrows: [LaneID: Int64] = [:]
  var arrowCount: Int64 = 0
  private var counters: ChromeCounters
  private var nextOutput = 0
  private var nextWarning = 0

  package init(_ timeline: Timeline, of name: String) {
    self.timeline = timeline
    names = LaneNames(timeline)
    clock = ChromeClock(timeline)
    tracks = ChromeTracks(timeline)
    open = Array(repeating: 0..<0, count: timeline.lanes.count)
    stateNumbers = Array(repeating: 0, count: timeline.lanes.count)
    counters = ChromeCounters(timeline)
  }

  package func write(to sink: ExportSink) throws {
    var copy = self
    try copy.writeAll(to: sink)
  }

  private mutating func writeAll(to sink: ExportSink) throws {
    json.raw("{\"traceEvents\":[")
    writeNames()
    var number = 0
    try timeline.forEachChange { change in
      let time = clock.starts[number]
      writeInstants(before: time)
      if let sample = counters.sample(before: time, of: change, timeline) { write(sample) }
      write(change, number)
      counters.count(change, at: time, timeline)
      number += 1
      if json.count > 1 << 16 { try sink(json.take()) }
    }
    writeInstants(before: .max)
    for sample in counters.last() { write(sample) }
    json.raw("\n]}\n")
    try sink(json.take())
  }

  /// One event, on a line of its own. The time comes first, where readers look for it.
  mutating func event(
    _ phase: String, at time: Int64? = nil, process: Int, track: Int64? = nil,
    _ body: (inout JSONBytes) -> Void
  ) {
    json.raw(isFirst ? "\n" : ",\n")
    isFirst = false
    json.object { json in
      json.key("ph", phase)
      if let time {
        json.key("ts")
        json.thousandths(time)
      }
      json.key("pid", ChromeTracks.number(ofProcess: process))
      json.key("tid", track ?? ChromeTracks.number(ofProcess: process))
      body(&json)
    }
  }

  // MARK: Names

  private mutating func writeNames() {
    for process in timeline.processes.indices {
      name("process_name", timeline.label(ofProcess: process), process)
      order("process_sort_index", Int64(process), process)
    }
    for lane in timeline.lanes.indices.map(LaneID.init) {
      let process = timeline.lanes[lane.index].process
      let track = tracks[lane]
      name("thread_name", names.label(lane), process, track)
      order("thread_sort_index", Int64(lane.index), process, track)
    }
  }

  private mutating func name(
    _ kind: String, _ name: String, _ process: Int, _ track: Int64? = nil
  ) {
    event("M", process: process, track: track) { json in
      json.key("name", kind)
      json.key("args")
      json.object { $0.key("name", name) }
    }
  }

  private mutating func order(
    _ kind: String, _ place: Int64, _ process: Int, _ track: Int64? = nil
  ) {
    event("M", process: process, track: track) { json in
      json.key("name", kind)
      json.key("args")
      json.object { $0.key("sort_index", place) }
    }
  }

  // MARK: Counters

  private mutating func write(_ sample: ChromeCounters.Sample) {
    event("C", at: sample.time, process: sample.process) { json in
      json.key("name", "lanes")
      json.key("args")
      json.object { json in
        for (state, count) in sample.counts { json.key(state, Int64(count)) }
      }
    }
  }

  // MARK: Output and warnings

  private mutating func writeInstants(before time: Int64) {
    while true {
      let output =
        timeline.outputs.indices.contains(nextOutput)
        ? timeline.outputs[nextOutput].time * 1000 : .max
      let warning =
        timeline.warnings.indices.contains(nextWarning)
        ? timeline.warnings[nextWarning].time * 1000 : .max
      guard min(output, warning) < time else { return }
      if output <= warning {
        let line = timeline.outputs[nextOutput]
        nextOutput += 1
        instant(line.stream == .standard ? "output" : "error output", output, line.lane, line.text)
      } else {
        let line = timeline.warnings[nextWarning]
        nextWarning += 1
        instant("warning", warning, line.lane, line.words)
      }
    }
  }

  private mutating func instant(_ kind: String, _ time: Int64, _ lane: LaneID?, _ text: String) {
    let process = lane.map { timeline.lanes[$0.index].process } ?? 0
    event("i", at: time, process: process, track: lane.map { tracks[$0] }) { json in
      json.key("s", lane == nil ? "p" : "t")
      json.key("cat", kind)
      json.key("name", kind + ": " + String(textLines(text).first { !$0.isEmpty } ?? "").prefix(80))
      json.key("args")
      json.object { $0.key("text", text) }
    }
  }
}

/// The numbers of processes and tracks. Readers know a track by its number alone, and take the one
/// that bears its process's number for the main thread.
struct ChromeTracks {
  private var numbers: [Int64]

  init(_ timeline: Timeline) {
    let processes = timeline.processes.count
    numbers = timeline.lanes.indices.map { Int64(processes + 1 + $0) }
    var hasMain: Set<Int> = []
    for (index, lane) in timeline.lanes.enumerated()
    where lane.isMain && hasMain.insert(lane.process).inserted {
      numbers[index] = Self.number(ofProcess: lane.process)
    }
  }

  subscript(lane: LaneID) -> Int64 { numbers[lane.index] }

  static func number(ofProcess process: Int) -> Int64 { Int64(process) + 1 }
}
