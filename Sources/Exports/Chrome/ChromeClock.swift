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
  /// The next change of the same lane; .max for none.
  private(set) var followers: [Int32] = []
  /// The last moment of the run.
  let end: Int64

  init(_ timeline: Timeline) {
    end = timeline.end * 1000 + Self.mostInMicrosecond
    starts.reserveCapacity(timeline.changeCount)
    followers.reserveCapacity(timeline.changeCount)
    var lastChange = [Int](repeating: -1, count: timeline.lanes.count)
    var (microsecond, used) = (Int64(-1), Int64(0))
    timeline.forEachChange { change in
      used = change.time == microsecond ? min(used + 1, Self.mostInMicrosecond) : 0
      microsecond = change.time
      let time = microsecond * 1000 + used
      let lane = change.lane.index
      if lastChange[lane] >= 0 { followers[lastChange[lane]] = Int32(clamping: starts.count) }
      lastChange[lane] = starts.count
      starts.append(time)
      followers.append(.max)
    }
  }

  /// The time of the state that a change begins.
  func slice(_ number: Int) -> Range<Int64> {
    guard number < starts.count else { return end..<end }
    let next = Int(followers[number])
    return starts[number]..<(next < starts.count ? starts[next] : end)
  }
}
