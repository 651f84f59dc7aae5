/// One line of a trace: when, in which process, and what.
package struct TraceLine: Sendable, Equatable {
  /// Microseconds since the start of the run.
  package var time: Int64
  /// The number of the process, counted from 1.
  package var process: UInt32
  package var event: TraceEvent

  package init(time: Int64, process: UInt32 = 1, event: TraceEvent) {
    self.time = time
    self.process = process
    self.event = event
  }
}

/// What a line says. FORMAT.md describes each kind; the numbers in here are those of the lines,
/// counted for each process on its own, and 0 means none.
package enum TraceEvent: Sendable, Equatable {
  indirect case run(RunHeader)
  indirect case process(ProcessStart)
  case processName(String, function: String?)
  /// The learner's program begins; what its process had used of the processor by then, if told.
  case programStart(processor: Int64?)

  case file(number: UInt32, path: String)
  case place(PlaceDefinition)
  case reason(number: UInt32, kind: ReasonKind, words: String)
  case object(number: UInt32, kind: String, name: String?)

  case thread(ThreadStart)
  case threadEnd(lane: UInt32, exception: String?)
  case task(TaskStart)
  case name(lane: UInt32, String)

  case step(Step)
  case ready(Wake)
  case blocked(lane: UInt32, Wait)
  case unblocked(lane: UInt32, raised: Bool)

  case loop(number: UInt32, thread: UInt32, kind: String)
  case turn(Turn)
  case wake(loop: UInt32)
  case timer(TimerStart)
  case timerEnd(number: UInt32, cancelled: Bool)
  case callback(CallbackStart)

  case output(Output)
  case warning(Warning)
  case job(JobEvent)
  case child(ChildStart)
  case childEnd(pid: Int64, code: Int64)

  case line(lane: UInt32, place: UInt32)
  case call(lane: UInt32, place: UInt32, resumed: Bool)
  case callEnd(lane: UInt32, suspended: Bool, raised: Bool)

  case usage(Usage)
  case note(kind: String, words: String, count: Int64)
  case processorShare(ProcessorShare)

  case exec(lane: UInt32, command: String)
  case full
  case end(ProcessEnd)
}

/// Why a lane waits or is blocked, for programs. The words for people stand beside it.
package enum ReasonKind: String, Sendable, Hashable, CaseIterable {
  case sleep, task, gather, wait, group
  case asCompleted = "as-completed"
  case timeout, shield, future, job
  case lock, event, condition, semaphore, barrier
  case queueGet = "queue-get"
  case queuePut = "queue-put"
  case queueJoin = "queue-join"
  case read, write, accept, connect, close, lookup, select
  case child, pipe, join, server, shutdown, input, code
  /// A class that this version does not know; the words still say what it is.
  case other = ""
}

/// How a lane ended.
package enum Outcome: String, Sendable, Hashable {
  case done = "ok"
  case failed
  case cancelled
  /// Its process ended, and the lane with it.
  case endedWithProcess = "process"
  /// Its process was killed or crashed.
  case cut
}

/// What made a waiting task ready.
package enum WakeCause: UInt8, Sendable, Hashable {
  /// A lane did something: released a lock, put an item, set a result.
  case lane
  case timer
  case inputOutput
  /// What it waited for ended.
  case end
  case cancel
  case thread
  case loop
  /// It gave up its turn and stands in the queue again.
  case yield
  /// It was created.
  case creation
  case unknown
  /// Its wait was cancelled by a time limit.
  case timeLimit
  /// Its task group cancelled it, or its wait.
  case taskGroup
  /// Its loop was about to close.
  case closing
}

/// By what means a task was cancelled.
package enum CancelMeans: String, Sendable, Hashable {
  case call, limit, group, close, interrupt
}
