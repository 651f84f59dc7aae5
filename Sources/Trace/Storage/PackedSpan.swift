/// The beginning of a stretch of time that a lane spends in one state, in 16 bytes.
struct PackedSpan: Equatable {
  /// 48 bits of time, 4 of the state, 4 of the cause or the kind of target, 8 of marks.
  private var bits: UInt64
  /// The place where the lane is, or its waker was, by its number in the process.
  var place: UInt32
  /// Waiting and blocked: the number of the wait. Ready: the number of the wake.
  var detail: UInt32

  struct Marks: OptionSet {
    let rawValue: UInt8
    /// The place is the waker's.
    static let wakersPlace = Marks(rawValue: 1)
    static let eager = Marks(rawValue: 2)
    /// The detail is the number of a callback.
    static let callback = Marks(rawValue: 4)
    /// Ready since its timer was due, which the loop never got to.
    static let overdue = Marks(rawValue: 8)
    /// Idle: a pool has no job for it.
    static let rests = Marks(rawValue: 16)
  }

  init(
    time: Int64, state: LaneState, place: UInt32 = 0, detail: UInt32 = 0, sort: UInt8 = 0,
    marks: Marks = []
  ) {
    bits =
      UInt64(bitPattern: time) << 16 | UInt64(state.rawValue & 15) << 12
      | UInt64(sort & 15) << 8 | UInt64(marks.rawValue)
    self.place = place
    self.detail = detail
  }

  @inline(__always)
  var start: Int64 { Int64(bitPattern: bits >> 16) }

  @inline(__always)
  var stateIndex: Int { Int(truncatingIfNeeded: bits >> 12 & 7) }

  var state: LaneState {
    LaneState(rawValue: UInt8(truncatingIfNeeded: bits >> 12 & 15)) ?? .unknown
  }

  /// Ready: the cause of the wake. Waiting and blocked: the kind of what is waited for.
  var sort: UInt8 { UInt8(truncatingIfNeeded: bits >> 8 & 15) }

  var marks: Marks { Marks(rawValue: UInt8(truncatingIfNeeded: bits & 255)) }
}
