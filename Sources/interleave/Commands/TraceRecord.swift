import Exports
import Trace

/// A run as JSON for programs. Times are microseconds on the clock of the trace; a lane is known by its
/// place in `lanes`. What is nil is not known, or does not apply, and has no key. FORMATS.md in
/// Sources/Exports describes each key.
struct TraceRecord: Encodable {
  /// Lanes and states beyond these are counted and left out: the trace itself has them all.
  private static let mostLanes = 20_000
  private static let mostStates = 20_000
  private static let leastStatesOfLane = 2
  private static let mostOutputs = 20_000

  var format = 1
  var run: Run
  var totals: Figures
  var processes: [Process]
  var lanes: [Lane]
  var lanesLeftOut: Int
  var output: [Printed]
  var outputLeftOut: Int
  var warnings: [WarningRecord]
  var notes: [NoteRecord]
  var problems: [Problem]

  struct Run: Encodable {
    var name: String
    var program: String?
    var arguments: [String]
    var python: String?
    var machine: String?
    var isVirtual: Bool
    var exitStatus: Int64?
    var signal: Int64?
    /// Every process has its last line and nothing was left out.
    var isWhole: Bool
    var begin: Int64
    var end: Int64
  }

  struct Figures: Encodable {
    var wall: Int64
    var processor: Int64
    var processes: Int
    var threads: Int
    var tasks: Int
    var mostWaitingAtOnce: Int
    var mostAliveAtOnce: Int
    var timesOfThreads: [String: Int64]
    var timesOfTasks: [String: Int64]
    var longestTurn: Hold?
    var tracingCost: Int64
    var eventsDropped: Int64
  }

  struct Hold: Encodable {
    var begin: Int64
    var duration: Int64
    var lane: Int?
  }

  struct Place: Encodable {
    var file: String
    var line: Int
    var function: String
  }

  struct Process: Encodable {
    var pid: Int64
    var name: String
    var python: String
    var begin: Int64
    var end: Int64?
    var madeBy: Int?
    var exitStatus: Int64?
    var isWhole: Bool
  }

  struct Lane: Encodable {
    var kind: String
    var process: Int
    var name: String
    var function: String
    /// A task of asyncio's own, or a thread of the library's.
    var isInternal: Bool
    var begin: Int64
    var end: Int64?
    var outcome: String?
    var exception: String?
    var madeBy: Int?
    var madeAt: Place?
    var cancelledBy: Int?
    var cancelledAt: Place?
    var times: [String: Int64]
    var states: [State]
    var statesLeftOut: Int
  }

  struct State: Encodable {
    var state: String
    var begin: Int64
    var end: Int64?
    /// Why it waits or is blocked, as a word of a closed list and in words.
    var reason: String?
    var reasonInWords: String?
    var due: Int64?
    /// The lane that is waited for.
    var waitsFor: Int?
    var heldBy: Int?
    /// What made it ready, and who.
    var cause: String?
    var by: Int?
    var at: Place?
  }

  struct Printed: Encodable {
    var time: Int64
    var lane: Int?
    var stream: String
    var text: String
  }

  struct WarningRecord: Encodable {
    var time: Int64
    var kind: String
    var lane: Int?
    var text: String
    var exception: String?
    var definedAt: Place?
  }

  struct NoteRecord: Encodable {
    var time: Int64
    var kind: String
    var text: String
  }

  struct Problem: Encodable {
    var kind: String
    var count: Int
    /// The first lines of the trace that have it.
    var lines: [Int]
  }
}

extension TraceRecord {
  init(_ timeline: Timeline, of name: String, problems: ProblemLog) {
    var all = problems
    all.add(timeline.problems)
    let lanes = timeline.lanes.indices.prefix(Self.mostLanes).map(LaneID.init)
    let mostStates = max(Self.mostStates / max(lanes.count, 1), Self.leastStatesOfLane)
    run = Run(timeline, name)
    totals = Figures(timeline)
    processes = timeline.processes.map { process in
      Process(
        pid: process.pid, name: process.name, python: process.python, begin: process.begin,
        end: process.end, madeBy: process.parent?.index, exitStatus: process.exitCode,
        isWhole: process.isWhole)
    }
    self.lanes = lanes.map { Lane(timeline, $0, mostStates: mostStates) }
    lanesLeftOut = timeline.lanes.count - lanes.count
    output = timeline.outputs.prefix(Self.mostOutputs).map { line in
      Printed(
        time: line.time, lane: line.lane?.index,
        stream: line.stream == .standard ? "output" : "error", text: line.text)
    }
    outputLeftOut = timeline.outputs.count - output.count
    warnings = timeline.warnings.map { warning in
      WarningRecord(
        time: warning.time, kind: warning.kind.rawValue, lane: warning.lane?.index,
        text: warning.words, exception: warning.exception,
        definedAt: warning.definition.map(Place.init))
    }
    notes = timeline.notes.map { NoteRecord(time: $0.time, kind: $0.kind, text: $0.words) }
    self.problems = all.kinds.map { kind in
      Problem(
        kind: "\(kind)", count: all.count(kind),
        lines: all.examples.filter { $0.problem == kind }.map(\.line))
    }
  }

  /// The states that took any time.
  fileprivate static func byName(_ times: StateTimes) -> [String: Int64] {
    Dictionary(
      uniqueKeysWithValues: LaneState.allCases.filter { times[$0] > 0 }.map {
        ("\($0)", times[$0])
      })
  }
}

extension TraceRecord.Run {
  fileprivate init(_ timeline: Timeline, _ name: String) {
    let header = timeline.header
    self.init(
      name: name, program: header?.program, arguments: header?.arguments ?? [],
      python: header?.python ?? timeline.processes.first?.python, machine: header?.machine,
      isVirtual: header?.isVirtual ?? timeline.processes.contains { $0.isVirtual },
      exitStatus: header?.code, signal: header?.signal, isWhole: timeline.isWhole,
      begin: timeline.start, end: timeline.end)
  }
}

extension TraceRecord.Figures {
  fileprivate init(_ timeline: Timeline) {
    let totals = timeline.totals()
    self.init(
      wall: totals.wall, processor: totals.processor, processes: totals.processes,
      threads: totals.threads, tasks: totals.tasks,
      mostWaitingAtOnce: timeline.most(in: [.waiting, .blocked]).count,
      mostAliveAtOnce: timeline.mostAlive().count,
      timesOfThreads: TraceRecord.byName(totals.ofThreads),
      timesOfTasks: TraceRecord.byName(totals.ofTasks),
      longestTurn: timeline.longestTurn().map { hold in
        TraceRecord.Hold(begin: hold.start, duration: hold.duration, lane: hold.lane?.index)
      },
      tracingCost: timeline.processes.reduce(0) { $0 &+ $1.tracingCost &+ $1.startCost },
      eventsDropped: timeline.dropped)
  }
}

extension TraceRecord.Place {
  fileprivate init(_ line: SourceLine) {
    self.init(file: line.file, line: line.line, function: line.function)
  }
}

extension TraceRecord.Lane {
  fileprivate init(_ timeline: Timeline, _ lane: LaneID, mostStates: Int) {
    let info = timeline.lanes[lane.index]
    let count = timeline.stateCount(of: lane)
    self.init(
      kind: info.kind == .task ? "task" : "thread", process: info.process, name: info.name,
      function: info.function, isInternal: info.isInternal, begin: info.begin, end: info.end,
      outcome: info.outcome.map { "\($0)" }, exception: info.exception,
      madeBy: info.parent?.index, madeAt: timeline.creation(of: lane).map(TraceRecord.Place.init),
      cancelledBy: info.cancelledBy?.index,
      cancelledAt: timeline.cancellation(of: lane).map(TraceRecord.Place.init),
      times: TraceRecord.byName(timeline.times(of: lane)),
      states: (0..<min(count, mostStates)).compactMap { number in
        timeline.moment(of: lane, number: number).map(TraceRecord.State.init)
      },
      statesLeftOut: max(count - mostStates, 0))
  }
}

extension TraceRecord.State {
  fileprivate init(_ moment: LaneMoment) {
    self.init(state: "\(moment.state)", begin: moment.since, end: moment.until)
    at = moment.line.map(TraceRecord.Place.init)
    if let wait = moment.wait {
      reason = wait.kind == .other ? "other" : wait.kind.rawValue
      reasonInWords = wait.words
      due = wait.due
      if case .lane(let lane) = wait.target { waitsFor = lane.index }
      heldBy = wait.holder?.index
    }
    if let wake = moment.wake {
      cause = "\(wake.cause)"
      by = wake.by?.index
    }
  }
}
