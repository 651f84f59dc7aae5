import Trace

/// The waits of a run for what passes outside of it: time, the network, a file, another program,
/// what is typed. Several of these can pass at once; a wait for another lane is over when that one
/// says so, and nothing more goes on because of it.
package struct OutsideWaits: Sendable {
  package let stays: [Stay]
  /// The most at once.
  package let most: Peak

  package init(_ timeline: Timeline) {
    let facts = RunFacts(timeline)
    var stays: [Stay] = []
    for lane in facts.names.counted {
      timeline.forEachStay(of: lane) { stay in
        if stay.end > timeline.origin, facts.isOutside(stay) { stays.append(stay) }
      }
    }
    self.stays = stays
    most = Timeline.peak(of: stays.map { (max($0.start, timeline.origin), $0.end) })
  }

  /// Those that wait at a time.
  package func lanes(at time: Int64) -> [LaneID] {
    stays.filter { $0.start <= time && time < $0.end }.map(\.lane)
  }
}
