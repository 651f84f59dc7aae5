/// What every process, thread and task of a run was doing at every moment.
///
/// It grows by batches of lines while the program runs, and answers questions at any time. A question
/// takes time that grows with its answer, and with the logarithm of the trace.
package struct Timeline: Sendable {
  package internal(set) var header: RunHeader?
  package internal(set) var processes: [ProcessInfo] = []
  package internal(set) var lanes: [LaneInfo] = []
  package internal(set) var groups: [LaneGroup] = []
  package internal(set) var loops: [LoopInfo] = []
  package internal(set) var outputs: [OutputLine] = []
  package internal(set) var warnings: [WarningLine] = []
  package internal(set) var notes: [NoteLine] = []
  package internal(set) var jobs: [JobInfo] = []
  package internal(set) var children: [ChildInfo] = []
  /// Ends of lanes in the order of time.
  package internal(set) var ends: [LaneEnd] = []
  /// What did not fit the format, by the number of the line in the trace, from 1.
  package internal(set) var problems = ProblemLog()
  /// How many lines it is made of.
  package internal(set) var lineCount = 0
  /// Characters of output that were left out.
  package internal(set) var outputCut: Int64 = 0
  /// The first moment that anything is known of.
  package internal(set) var start: Int64 = 0
  /// The last moment that anything is known of.
  package internal(set) var end: Int64 = 0
  /// Goes up with each change, so that what was made from a timeline knows when it is out of date.
  package internal(set) var revision = 0

  /// Beyond this much text, output is counted and not kept.
  static let longestOutput = 32 << 20
  /// Beyond these numbers, more are counted and not kept.
  static let mostLanes = 1 << 20
  static let mostProcesses = 1 << 12
  static let mostLoops = 1 << 12

  var strings = StringTable()
  var tables: [ProcessTables] = []
  var processByNumber: [UInt32: Int] = [:]
  var histories: [LaneHistory] = []
  /// The loop of each task, and the loop that each thread runs; -1 for none.
  var loopOfLane: [Int32] = []
  /// The last place of each lane, which it is at until it tells another one.
  var lastPlaces: [UInt32] = []
  var extras: [LaneID: LaneExtras] = [:]
  var frames: [CallFrame] = []
  /// The children that run, by their pid.
  var openChildren: [Int64: Int] = [:]
  var groupByKey: [LaneGroup.Key: Int] = [:]
  var touchedGroups: Set<Int> = []
  /// The changes of all lanes.
  var changes = ChangeLog(keepsLanes: true)
  var lives = IntervalIndex()
  var waits = WaitTable()
  var wakes = WakeTable()
  var loopStorage: [LoopStorage] = []
  var timers: [TimerInfo] = []
  var timerLives = IntervalIndex()
  var callbacks: [CallbackInfo] = []
  var callbackLives = IntervalIndex()
  var outputSize = 0
  /// The newest moment that a line has told of; `end` can be later, by the clock.
  var told: Int64 = 0
  var hasBegun = false
  var newestLine: Int64 = 0

  package init() {}

  /// When the learner's program began to run; the first moment of all if the trace does not tell.
  /// Before it, Python and the tracer start up.
  package var programStart: Int64 { processes.first?.programStart ?? start }

  /// How many changes of state it knows.
  package var changeCount: Int { changes.count }

  /// Bytes that it takes, by its own count, room for growth included.
  package var footprint: Int {
    var sum = histories.reduce(0) { $0 + $1.footprint }
    sum += changes.footprint + groups.reduce(0) { $0 + $1.log.footprint + $1.lanes.capacity * 8 }
    sum += lanes.capacity * MemoryLayout<LaneInfo>.stride + lanes.count * 8
    sum += waits.footprint + wakes.footprint + lives.footprint + strings.footprint
    sum += tables.reduce(0) { $0 + $1.footprint } + loopStorage.reduce(0) { $0 + $1.footprint }
    sum += timers.capacity * MemoryLayout<TimerInfo>.stride + timerLives.footprint
    sum += callbacks.capacity * MemoryLayout<CallbackInfo>.stride + callbackLives.footprint
    sum += outputs.capacity * MemoryLayout<OutputLine>.stride + outputSize
    sum += frames.capacity * 12 + ends.capacity * 16
    for extra in extras.values {
      sum += extra.lines.footprint + extra.frames.footprint + extra.processor.footprint
    }
    return sum
  }
}

package struct LoopInfo: Sendable, Equatable {
  package var process: Int
  package var number: UInt32
  package var kind: String
  package var thread: LaneID?
}

package struct OutputLine: Sendable, Equatable {
  package var time: Int64
  package var lane: LaneID?
  package var stream: Output.Stream
  package var text: String
}

package struct WarningLine: Sendable, Equatable {
  package var time: Int64
  package var lane: LaneID?
  package var kind: Warning.Kind
  package var words: String
  package var function: String?
  package var definition: SourceLine?
  package var exception: String?
}

package struct NoteLine: Sendable, Equatable {
  package var time: Int64
  package var process: Int
  package var kind: String
  package var words: String
  package var count: Int64
}

package struct JobInfo: Sendable, Equatable {
  package var process: Int
  package var function = ""
  package var executor = ""
  package var by: LaneID?
  package var queuedAt: Int64?
  package var startedAt: Int64?
  package var lane: LaneID?
  package var endedAt: Int64?
  package var exception: String?
}

package struct ChildInfo: Sendable, Equatable {
  package var time: Int64
  package var lane: LaneID?
  package var pid: Int64
  package var how: String
  package var name: String
  package var line: SourceLine?
  package var end: Int64?
  package var code: Int64?
}

package struct LaneEnd: Sendable, Equatable {
  package var time: Int64
  package var lane: LaneID
}

package struct TimerInfo: Sendable, Equatable {
  package var process: Int
  package var loop: Int?
  package var due: Int64
  package var kind: String
  package var function: String?
  package var by: LaneID?
  package var line: SourceLine?
  package var wasCancelled = false
}

package struct CallbackInfo: Sendable, Equatable {
  package var process: Int
  package var loop: Int?
  package var function: String
  package var by: LaneID?
  package var line: SourceLine?
  /// Its place in the order in which everything came into ready queues.
  var order: UInt32
}
