/// What a lane is doing. Each lane that has begun and not ended is in exactly one state.
package enum LaneState: UInt8, Sendable, Hashable, CaseIterable {
  /// Its code runs, or would if its thread had the interpreter's lock.
  case running
  /// It could run, and has no turn.
  case ready
  case waiting
  /// A blocking call holds its whole thread.
  case blocked
  /// A thread whose loop has nothing to do, or whose pool has no job for it.
  case idle
  /// Another lane runs in its place: the state of that one counts.
  case lent
  /// The trace had reached its size limit.
  case unknown
  /// Runs, and is kept from it by another thread. An estimate, and so only in what is counted over
  /// a stretch of time: no single moment has it.
  case wantsGIL
}

/// A time for each state, in microseconds.
package struct StateTimes: Sendable, Equatable {
  var values = SIMD8<Int64>()

  package init() {}

  package subscript(state: LaneState) -> Int64 {
    get { values[Int(state.rawValue)] }
    set { values[Int(state.rawValue)] = newValue }
  }

  package var total: Int64 { values.wrappedSum() }

  package static func += (a: inout StateTimes, b: StateTimes) { a.values &+= b.values }
}

/// What a lane, or a group of lanes, did in the stretch of time that one column shows.
package struct Column: Sendable, Equatable {
  /// How many lanes were in each state, on average: for a single lane, its share of the time.
  var shares = SIMD8<Float>()
  private var touchedStates: UInt8 = 0
  /// How many changes of state fall into it.
  package internal(set) var changes: Int32 = 0

  package init() {}

  package subscript(state: LaneState) -> Float { shares[Int(state.rawValue)] }

  /// How many lanes there were, on average.
  package var lanes: Float { shares.sum() }

  /// The state that took most of the time; nil if there was no lane.
  package var dominant: LaneState? {
    var best: LaneState?
    var share: Float = 0
    for state in LaneState.allCases where self[state] > share {
      (best, share) = (state, self[state])
    }
    return best
  }

  /// Whether a lane was in this state at all, be it for no time.
  package func touches(_ state: LaneState) -> Bool {
    touchedStates & (1 << state.rawValue) != 0
  }

  /// With those of another one, for several lanes in one row.
  package mutating func add(_ other: Column) {
    shares += other.shares
    touchedStates |= other.touchedStates
    changes &+= other.changes
  }

  mutating func touch(_ state: LaneState) { touchedStates |= 1 << state.rawValue }

  mutating func set(_ state: LaneState, _ share: Float) {
    shares[Int(state.rawValue)] = share
    if share > 0 { touch(state) }
  }
}

/// A stretch of time, divided into columns.
package struct TimeWindow: Sendable, Equatable {
  package let start: Int64
  package let end: Int64
  package let columns: Int

  package init(from start: Int64, to end: Int64, columns: Int) {
    self.start = min(max(start, 0), TraceTime.latest)
    self.end = min(max(end, self.start), TraceTime.latest)
    self.columns = min(max(columns, 0), 1 << 16)
  }

  /// Where a column begins. Where columns are narrower than a microsecond, several begin at the
  /// same one, and show that one.
  package func edge(_ column: Int) -> Int64 {
    guard columns > 0 else { return start }
    let column = min(max(column, 0), columns)
    // Whole and rest apart, so that no product overflows.
    let (whole, rest) = (end - start).quotientAndRemainder(dividingBy: Int64(columns))
    return start + whole * Int64(column) + rest * Int64(column) / Int64(columns)
  }

  /// The time that a column shows: at least a microsecond.
  package func range(_ column: Int) -> Range<Int64> {
    let first = edge(column)
    return first..<max(edge(column + 1), first + 1)
  }
}
