/// Two runs on one axis, each from its own start.
package struct TimelineComparison: Sendable, Equatable {
  /// A figure of both runs.
  package struct Pair<Value: Sendable & Equatable>: Sendable, Equatable {
    package var first: Value
    package var second: Value
  }

  /// How many lanes do what, at the moment at which the runs part.
  package struct Picture: Sendable, Equatable {
    package var running = 0
    package var ready = 0
    package var waiting = 0
    package var blocked = 0
  }

  package struct Parting: Sendable, Equatable {
    /// Since the start of each run.
    package var time: Int64
    package var pictures: Pair<Picture>
  }

  package var wall: Pair<Int64>
  package var processor: Pair<Int64>
  /// The time that all lanes spent waiting or blocked, added up.
  package var waiting: Pair<Int64>
  /// The most lanes that waited or were blocked at once.
  package var waitingAtOnce: Pair<Int>
  /// The most lanes that were alive at once.
  package var aliveAtOnce: Pair<Int>
  package var threads: Pair<Int>
  package var tasks: Pair<Int>
  /// Where the runs first do something else, for longer than the tolerance; nil if they never do.
  package var parting: Parting?
}

extension Timeline {
  /// Compares this run with another. Runs that do the same for no longer than `tolerance`
  /// microseconds apart have not parted.
  package func compared(with other: Timeline, tolerance: Int64 = 5000) -> TimelineComparison {
    let (a, b) = (totals(), other.totals())
    let waits: Set<LaneState> = [.waiting, .blocked]
    func waiting(_ totals: Totals) -> Int64 {
      totals.ofTasks[.waiting] + totals.ofTasks[.blocked] + totals.ofThreads[.waiting]
        + totals.ofThreads[.blocked]
    }
    return TimelineComparison(
      wall: .init(first: total, second: other.total),
      processor: .init(first: a.processor, second: b.processor),
      waiting: .init(first: waiting(a), second: waiting(b)),
      waitingAtOnce: .init(first: most(in: waits).count, second: other.most(in: waits).count),
      aliveAtOnce: .init(first: mostAlive().count, second: other.mostAlive().count),
      threads: .init(first: a.threads, second: b.threads),
      tasks: .init(first: a.tasks, second: b.tasks),
      parting: parting(from: other, tolerance: max(tolerance, 0)))
  }

  /// A program that imports more than another one does nothing else for about so long.
  private static let longestStart: Int64 = 300_000

  /// When both runs have done something else than begin; 0 where one of them only begins for longer
  /// than imports take.
  private static func begun(_ runs: [(time: Int64, picture: TimelineComparison.Picture)]...)
    -> Int64
  {
    let beginning = TimelineComparison.Picture(running: 1)
    let begun =
      runs.map { pictures in
        pictures.first { $0.picture != beginning && $0.picture != .init() }?.time ?? 0
      }.max() ?? 0
    return begun <= longestStart ? begun : 0
  }

  private func parting(
    from other: Timeline, tolerance: Int64
  ) -> TimelineComparison.Parting? {
    let (a, b) = (pictures(), other.pictures())
    let begun = Self.begun(a, b)
    var (i, j) = (0, 0)
    var apart: TimelineComparison.Parting?
    while true {
      let until = min(
        i + 1 < a.count ? a[i + 1].time : .max, j + 1 < b.count ? b[j + 1].time : .max)
      if a[i].picture == b[j].picture || until <= begun {
        apart = nil
      } else if apart == nil {
        apart = .init(
          time: max(a[i].time, b[j].time, begun),
          pictures: .init(first: a[i].picture, second: b[j].picture))
      }
      // Both have ended: what they do now, they do for ever.
      guard until < .max else { return apart }
      if let apart, until - apart.time > tolerance { return apart }
      if i + 1 < a.count, a[i + 1].time == until { i += 1 }
      if j + 1 < b.count, b[j + 1].time == until { j += 1 }
    }
  }

  /// How many lanes do what, from when on. A thread that is lent or idle does nothing of its own.
  private func pictures() -> [(time: Int64, picture: TimelineComparison.Picture)] {
    var result: [(time: Int64, picture: TimelineComparison.Picture)] = [(0, .init())]
    var picture = TimelineComparison.Picture()
    changes.forEach(0...TraceTime.latest) { time, change, _ in
      if let from = change.from { picture.count(from, -1) }
      if let to = change.to { picture.count(to, 1) }
      let time = max(time - origin, 0)
      if result[result.count - 1].time == time {
        result[result.count - 1].picture = picture
      } else if result[result.count - 1].picture != picture {
        result.append((time, picture))
      }
      return true
    }
    if result[result.count - 1].picture != .init() { result.append((total, .init())) }
    return result
  }
}

extension TimelineComparison.Picture {
  fileprivate mutating func count(_ state: LaneState, _ change: Int) {
    switch state {
    case .running, .wantsGIL: running += change
    case .ready: ready += change
    case .waiting: waiting += change
    case .blocked: blocked += change
    case .idle, .lent, .unknown: break
    }
  }
}
