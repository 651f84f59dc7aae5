/// A lane of a timeline. Lanes are numbered in the order in which they appear.
package struct LaneID: Codable, Hashable, Sendable, Comparable {
  package let index: Int

  package init(index: Int) { self.index = index }

  package static func < (a: LaneID, b: LaneID) -> Bool { a.index < b.index }
}

package enum LaneKind: UInt8, Sendable, Hashable {
  case thread, task
}

/// What is known of a lane apart from its states.
package struct LaneInfo: Sendable, Equatable {
  package var kind: LaneKind
  /// The index of its process in `Timeline.processes`.
  package var process: Int
  /// Its number in the lines of its process.
  package var number: UInt32
  /// What the program calls it; empty if it has no name.
  package var name = ""
  /// The thread's target, or the qualified name of the coroutine.
  package var function = ""
  /// Who created it; `Timeline.creation` tells on which line.
  package var parent: LaneID?
  package var begin: Int64
  /// Nil while it lives.
  package var end: Int64?
  package var outcome: Outcome?
  package var exception: String?
  /// Who asked for its cancellation; `Timeline.cancellation` tells on which line.
  package var cancelledBy: LaneID?
  /// How; nil where nobody knows, and in traces of before this was told.
  package var cancelMeans: CancelMeans?
  package var isMain = false
  package var isDaemon = false
  package var isPoolWorker = false
  /// A task of asyncio's own, or a thread of the library's.
  package var isInternal = false
  /// It was met after it had begun; what it did before is not known.
  package var isLate = false
  /// The index of its group in `Timeline.groups`.
  package var group: Int
  var creationPlace: UInt32 = 0
  var cancelPlace: UInt32 = 0
  var definitionFile: UInt32 = 0
  var definitionLine: Int32 = 0
}

/// A line of the learner's code.
package struct SourceLine: Sendable, Hashable {
  package var file: String
  package var line: Int
  package var function: String

  package init(file: String, line: Int, function: String) {
    self.file = file
    self.line = line
    self.function = function
  }
}

package struct ProcessInfo: Sendable, Equatable {
  /// What `P` says in a merged trace.
  package var number: UInt32
  package var pid: Int64 = 0
  package var parentPID: Int64 = 0
  package var how = ""
  package var role = ""
  package var name = ""
  package var python = ""
  package var hasGIL = true
  package var isVirtual = false
  /// When it began, in seconds since 1970.
  package var wall: Int64?
  package var arguments: [String] = []
  package var begin: Int64
  /// When its program began to run, after Python and the tracer had started up.
  package var programStart: Int64?
  package var end: Int64?
  /// The lane of the parent that forked it or started it.
  package var parent: LaneID?
  /// It has its last line. Without that it was cut, or still runs.
  package var isWhole = false
  /// When its file had reached its size limit.
  package var fullSince: Int64?
  package var dropped: Int64 = 0
  package var exitCode: Int64?
  package var tracingCost: Int64 = 0
  package var startCost: Int64 = 0
  /// How long the thread that did so the longest stood in line for a processor, from the beginning of
  /// the program to the end; 0 where that is not known.
  package var queued: Int64 = 0
  /// Processor time that is none of the program's: used before it began.
  var processorBefore: Int64 = 0
}

/// Why a lane waits or is blocked.
package struct WaitDetails: Sendable, Equatable {
  package enum Target: Sendable, Equatable {
    case lane(LaneID)
    case object(kind: String, name: String?)
    case job(function: String)
    case process(pid: Int64)
  }

  package var kind: ReasonKind
  package var words: String
  package var due: Int64?
  package var target: Target?
  package var holder: LaneID?
}

/// What made a lane ready.
package struct WakeDetails: Sendable, Equatable {
  package var cause: WakeCause
  /// The lane whose doing it was.
  package var by: LaneID?
  /// The line that did it.
  package var line: SourceLine?
  /// When the lane came to stand in the ready queue. For a timer that fired late, this is later than
  /// the time since which the lane was ready.
  package var queuedAt: Int64
}

/// What a lane does at one moment.
package struct LaneMoment: Sendable, Equatable {
  package var lane: LaneID
  package var state: LaneState
  package var since: Int64
  /// When that changes; nil if the trace does not tell.
  package var until: Int64?
  /// Waiting and blocked: for what.
  package var wait: WaitDetails?
  /// Ready: what made it so.
  package var wake: WakeDetails?
  /// The line that it is at: the innermost of the learner's own.
  package var line: SourceLine?
  /// The function of the callback that runs on the thread.
  package var callback: String?
  /// Idle since its pool has no job for it.
  package var rests = false
}

/// A stretch of time that a lane spent in one state.
package struct Span: Sendable, Equatable {
  package var state: LaneState
  package var start: Int64
  /// Nil if it is not over.
  package var end: Int64?

  package init(state: LaneState, start: Int64, end: Int64?) {
    self.state = state
    self.start = start
    self.end = end
  }
}
