/// The first line of a merged trace: what ran, and how that ended.
package struct RunHeader: Sendable, Equatable {
  package struct Source: Sendable, Equatable {
    package var path: String
    package var text: String

    package init(path: String, text: String) {
      self.path = path
      self.text = text
    }
  }

  package var version: Int64 = 1
  package var program = ""
  package var arguments: [String] = []
  package var python = ""
  package var machine = ""
  package var isVirtual = false
  package var code: Int64?
  package var signal: Int64?
  package var isWhole: Bool?
  package var sources: [Source] = []
  /// Of a program that was not traced only its output is told.
  package var isTraced = true
  /// The seconds since 1970, and how long it ran, in microseconds: of a program that was not traced
  /// nothing else tells them.
  package var wall: Int64?
  package var duration: Int64?

  package init() {}
}

/// The first line of each process.
package struct ProcessStart: Sendable, Equatable {
  package var pid: Int64 = 0
  package var parentPID: Int64 = 0
  package var how = ""
  package var role = ""
  /// The lane of the parent process that forked.
  package var by: UInt32 = 0
  package var python = ""
  package var hasGIL = true
  package var switchInterval: Int64 = 0
  package var arguments: [String] = []
  package var folder = ""
  package var mode = ""
  package var isVirtual = false
  /// The seconds since 1970.
  package var wall: Int64?
  /// Processor time that had been used when the process began its trace, if it is told.
  package var processor: Int64?

  package init() {}
}

package struct PlaceDefinition: Sendable, Equatable {
  package var number: UInt32 = 0
  package var file: UInt32 = 0
  package var line: Int32 = 0
  package var function = ""
  /// The place that awaits or calls this one.
  package var caller: UInt32 = 0

  package init() {}
}

package struct ThreadStart: Sendable, Equatable {
  package var lane: UInt32 = 0
  package var name = ""
  package var function: String?
  package var kernelNumber: Int64 = 0
  package var by: UInt32 = 0
  package var place: UInt32 = 0
  package var isMain = false
  package var isDaemon = false
  package var isPoolWorker = false

  package init() {}
}

package struct TaskStart: Sendable, Equatable {
  package var lane: UInt32 = 0
  package var name: String?
  package var function = ""
  package var loop: UInt32 = 0
  package var by: UInt32 = 0
  package var place: UInt32 = 0
  /// Where the coroutine is defined; 0 if that is not the learner's code.
  package var file: UInt32 = 0
  package var line: Int32 = 0
  package var isEager = false
  package var isLate = false

  package init() {}
}

/// What a lane waits for, with the details that the line gives.
package struct Wait: Sendable, Equatable {
  package enum Target: Sendable, Hashable {
    case none
    case lane(UInt32)
    case object(UInt32)
    case job(UInt32)
    case process(UInt32)
  }

  package var reason: UInt32 = 0
  package var place: UInt32 = 0
  /// When a timer or a time limit is due.
  package var due: Int64?
  package var target = Target.none
  /// The lane that holds the lock.
  package var holder: UInt32 = 0

  package init() {}
}

/// The half of a line that says how a step ended.
package struct StepEnd: Sendable, Equatable {
  package enum After: Sendable, Equatable {
    case ready
    case waiting(Wait)
    case ended(Outcome, exception: String?)
  }

  package var lane: UInt32 = 0
  package var place: UInt32 = 0
  package var after = After.ready
  /// Who asked for the cancellation, where, and how.
  package var by: UInt32 = 0
  package var cancelPlace: UInt32 = 0
  package var cancelMeans: CancelMeans?

  package init() {}
}

package struct Step: Sendable, Equatable {
  package enum Next: Sendable, Equatable {
    /// The loop's own work goes on.
    case loop
    case lane(UInt32)
    /// A first step inside of the step of `by`.
    case eager(UInt32, by: UInt32)
    /// The step that an eager one had interrupted goes on.
    case back(UInt32)
    case callback(UInt32)
  }

  package var ended: StepEnd?
  package var next = Next.loop
  /// The thread, where no lane tells it.
  package var thread: UInt32 = 0

  package init() {}
}

package struct Wake: Sendable, Equatable {
  package var lane: UInt32 = 0
  package var by: UInt32 = 0
  package var place: UInt32 = 0
  package var cause = WakeCause.lane
  package var due: Int64?

  package init() {}
}

package struct Turn: Sendable, Equatable {
  package var loop: UInt32 = 0
  package var number: Int64 = 0
  package var queued: Int32 = 0
  package var timers: Int32 = 0
  package var isIdle = false
  package var ended: StepEnd?

  package init() {}
}

package struct TimerStart: Sendable, Equatable {
  package var number: UInt32 = 0
  package var loop: UInt32 = 0
  package var due: Int64 = 0
  package var kind = ""
  package var function: String?
  package var by: UInt32 = 0
  package var place: UInt32 = 0

  package init() {}
}

package struct CallbackStart: Sendable, Equatable {
  package var number: UInt32 = 0
  package var loop: UInt32 = 0
  package var function = ""
  package var by: UInt32 = 0
  package var place: UInt32 = 0

  package init() {}
}
