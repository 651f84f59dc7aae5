import Trace

/// When each state of each lane begins and ends, in nanoseconds.
///
/// A trace counts microseconds, and under virtual time thousands of things happen in one. Each change
/// of state gets a nanosecond of its own inside of its microsecond, in the order in which they
/// happened, so that every slice takes some time, none overlaps another one of its track, and an
/// arrow never points back in time. Beyond 999 changes in one microsecond there is no room: states
/// that come and go inside of such a crowd take no time at all and are left out.
struct ChromeClock {
  private static let mostInMicrosecond: Int64 = 999

  /// By the number of the change.
  private(set) var starts: [Int64] = []
  /// When the state that the change begins ends; for one that ends a lane it means nothing.
  private(set) var ends: [Int64] = []
  /// The last moment of the run.
  let end: Int64

  init(_ timeline: Timeline) {
    end = timeline.end * 1000 + Self.mostInMicrosecond
    starts.reserveCapacity(timeline.changeCount)
    ends.reserveCapacity(timeline.changeCount)
    var lastChange = [Int](repeating: -1, count: timeline.lanes.count)
    var (microsecond, used) = (Int64(-1), Int64(0))
    timeline.forEachChange { change in
      used = change.time == microsecond ? min(used + 1, Self.mostInMicrosecond) : 0
      microsecond = change.time
      let time = microsecond * 1000 + used
      let lane = change.lane.index
      if lastChange[lane] >= 0 { ends[lastChange[lane]] = time }
      lastChange[lane] = change.to == nil ? -1 : starts.count
      starts.append(time)
      ends.append(end)
    }
  }
}
