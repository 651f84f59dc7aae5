package struct Output: Sendable, Equatable {
  package enum Stream: UInt8, Sendable, Hashable {
    case standard = 1
    case error = 2
  }

  package var lane: UInt32 = 0
  package var stream = Stream.standard
  package var text = ""
  /// Characters that were left out of a long piece.
  package var cut: Int64 = 0

  package init() {}
}

package struct Warning: Sendable, Equatable {
  package enum Kind: String, Sendable, Hashable {
    case neverAwaited = "never-awaited"
    case neverRetrieved = "never-retrieved"
    case destroyed
    case slow
    case error
    case other = ""
  }

  package var kind = Kind.other
  package var lane: UInt32 = 0
  package var function: String?
  package var file: UInt32 = 0
  package var line: Int32 = 0
  package var words = ""
  package var exception: String?

  package init() {}
}

package struct JobEvent: Sendable, Equatable {
  package enum Phase: Sendable, Equatable {
    case queued(executor: String, by: UInt32, place: UInt32)
    case started(lane: UInt32, item: Int64?)
    case ended(lane: UInt32, exception: String?)
  }

  package var number: UInt32 = 0
  package var function: String?
  package var phase = Phase.ended(lane: 0, exception: nil)

  package init() {}
}

package struct ChildStart: Sendable, Equatable {
  package var lane: UInt32 = 0
  package var pid: Int64 = 0
  package var how = ""
  package var name = ""
  package var place: UInt32 = 0

  package init() {}
}

/// What the process had used by then.
package struct Usage: Sendable, Equatable {
  /// Processor time in microseconds.
  package var processor: Int64 = 0
  /// Resident memory in bytes.
  package var memory: Int64 = 0

  package init(processor: Int64 = 0, memory: Int64 = 0) {
    self.processor = processor
    self.memory = memory
  }
}

/// What a thread did with the processor in the time that ends with its line, by the runner's
/// samples. Times in microseconds.
package struct ProcessorShare: Sendable, Equatable {
  package var lane: UInt32 = 0
  package var duration: Int64 = 0
  package var processor: Int64 = 0
  /// In line for a processor, while it had the interpreter's lock or nobody else did.
  package var queued: Int64 = 0
  /// The most that it can have waited for the interpreter's lock.
  package var wanted: Int64 = 0

  package init(
    lane: UInt32, duration: Int64, processor: Int64, queued: Int64 = 0, wanted: Int64 = 0
  ) {
    self.lane = lane
    self.duration = duration
    self.processor = processor
    self.queued = queued
    self.wanted = wanted
  }
}

package struct ProcessEnd: Sendable, Equatable {
  package var how = ""
  package var dropped: Int64 = 0
  package var usage = Usage()
  package var bytes: Int64 = 0
  /// The time that tracing took, by estimate, in microseconds.
  package var cost: Int64 = 0
  package var startCost: Int64 = 0
  /// How long the thread that did so the longest stood in line for a processor, in microseconds.
  package var queued: Int64 = 0

  package init() {}
}
