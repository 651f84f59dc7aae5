import TestSupport
import Testing

@testable import Trace

/// Random legal runs, and every question asked of the timeline and of the slow reference.
@Suite("Against a slow reference")
struct PropertyTests {
  struct Case: CustomTestStringConvertible {
    let seed: UInt64
    let lines: [TraceLine]
    let timeline: Timeline
    let reference: Reference
    var random: SeededGenerator

    var testDescription: String { "seed \(seed)" }

    init(seed: UInt64) {
      self.seed = seed
      random = SeededGenerator(seed: seed &* 977)
      // Now and then so many that sums of many changes come into it.
      let steps = seed % 10 == 9 ? 1200 : Int.random(in: 5...400, using: &random)
      let isEndless = Bool.random(using: &random)
      var lines = Simulation.run(seed: seed, steps: steps, isEndless: isEndless)
      if seed % 3 == 0 {
        lines += Simulation.run(seed: seed + 1000, process: 2, steps: steps / 2, isEndless: false)
        lines = lines.enumerated().sorted {
          ($0.element.time, $0.element.process, $0.offset)
            < ($1.element.time, $1.element.process, $1.offset)
        }.map(\.element)
      }
      self.lines = lines
      var timeline = Timeline()
      var rest = lines[...]
      // In batches of any size, as they come from a program that runs.
      while !rest.isEmpty {
        let size = Int.random(in: 1...60, using: &random)
        timeline.append(rest.prefix(size))
        rest = rest.dropFirst(size)
      }
      self.timeline = timeline
      reference = Reference(lines)
    }

    func lane(_ key: Reference.Key) -> LaneID {
      timeline.known(key.number, Int(key.process) - 1) ?? LaneID(index: -1)
    }

    /// Times at which something happens, times beside them, and any others.
    mutating func times(_ count: Int) -> [Int64] {
      let moments = reference.order.flatMap { reference.moments($0) }
      return (0..<count).map { index in
        switch index % 3 {
        case 0: moments.randomElement(using: &random) ?? 0
        case 1:
          (moments.randomElement(using: &random) ?? 0) + Int64.random(in: -2...2, using: &random)
        default: Int64.random(in: 0...(reference.end + 10), using: &random)
        }
      }
    }
  }

  @Test("the lines are legal", arguments: 0..<rounds)
  func legal(seed: Int) {
    let run = Case(seed: UInt64(seed))
    #expect(run.timeline.problems == ProblemLog())
    #expect(run.timeline.lanes.count == run.reference.order.count)
    #expect(run.timeline.end == run.reference.end)
  }

  @Test("the state of every lane at a time, and who is alive", arguments: 0..<rounds)
  func states(seed: Int) {
    var run = Case(seed: UInt64(seed))
    for time in run.times(60) {
      var alive: [LaneID] = []
      for key in run.reference.order {
        let expected = run.reference.state(key, time)
        #expect(run.timeline.state(of: run.lane(key), at: time) == expected, "\(key) at \(time)")
        #expect(run.timeline.moment(of: run.lane(key), at: time)?.state == expected)
        let lane = run.reference.lanes[key]
        if let lane, lane.begin <= time, lane.end ?? .max > time { alive.append(run.lane(key)) }
      }
      #expect(run.timeline.lanes(aliveAt: time) == alive.sorted())
    }
  }

  @Test("columns of lanes, in windows of any width", arguments: 0..<rounds)
  func columns(seed: Int) {
    var run = Case(seed: UInt64(seed))
    for _ in 0..<6 {
      let ends = run.times(2).map { max($0, 0) }.sorted()
      let count = Int.random(in: 1...40, using: &run.random)
      let window = TimeWindow(from: ends[0], to: ends[1], columns: count)
      for key in run.reference.order.prefix(12) {
        let columns = run.timeline.columns(of: run.lane(key), in: window)
        for (index, column) in columns.enumerated() {
          expect(column, run.reference, [key], window.range(index))
        }
      }
    }
  }

  @Test("columns of groups, and of all", arguments: 0..<rounds)
  func density(seed: Int) {
    var run = Case(seed: UInt64(seed))
    // A sleep whose time has come live is not in the density, so only what is over is compared.
    let hasLate = run.reference.order.contains { key in
      run.timeline.readySince(run.lane(key)) != nil
    }
    guard !hasLate else { return }
    let ends = run.times(2).map { max($0, 0) }.sorted()
    let window = TimeWindow(from: ends[0], to: ends[1], columns: 9)
    let keys = Dictionary(
      run.reference.order.map { (run.lane($0), $0) }, uniquingKeysWith: { a, _ in a })
    for (index, group) in run.timeline.groups.enumerated() {
      let members = group.lanes.compactMap { keys[$0] }
      for (place, column) in run.timeline.columns(ofGroup: index, in: window).enumerated() {
        expect(column, run.reference, members, window.range(place))
      }
      let time = run.times(1)[0]
      for (state, count) in group.counts(at: min(time, run.reference.end)) {
        let expected = members.count {
          run.reference.state($0, min(time, run.reference.end)) == state
        }
        #expect(count == expected)
      }
    }
    for state in [LaneState.waiting, .ready, .running] where run.lines.count < 500 {
      #expect(run.timeline.most(in: [state]).count == run.reference.most(in: state))
    }
  }

  private func expect(
    _ column: Column, _ reference: Reference, _ keys: [Reference.Key], _ range: Range<Int64>
  ) {
    var expected: [LaneState: Int64] = [:]
    for key in keys {
      expected.merge(reference.times(key, range)) { $0 + $1 }
    }
    let width = Float(range.upperBound - range.lowerBound)
    for state in LaneState.allCases {
      let share = Float(expected[state] ?? 0) / width
      #expect(abs(column[state] - share) <= 1e-4 * max(1, share), "\(state) in \(range)")
      if share > 0 { #expect(column.touches(state)) }
    }
  }

  @Test("from moment to moment, and from turn to turn", arguments: 0..<rounds)
  func moments(seed: Int) {
    var run = Case(seed: UInt64(seed))
    let reference = run.reference
    let all = reference.order.flatMap { reference.moments($0) } + reference.printed
    for time in run.times(30) {
      #expect(run.timeline.nextMoment(after: time) == all.filter { $0 > time }.min())
      #expect(run.timeline.previousMoment(before: time) == all.filter { $0 < time }.max())
      #expect(run.timeline.nextTurn(after: time) == reference.turns.filter { $0 > time }.min())
      #expect(
        run.timeline.previousTurn(before: time) == reference.turns.filter { $0 < time }.max())
      #expect(run.timeline.outputCount(upTo: time) == reference.printed.count { $0 <= time })
      for key in reference.order.prefix(6) {
        let own = reference.moments(key)
        let lane = run.lane(key)
        #expect(run.timeline.nextMoment(after: time, of: lane) == own.filter { $0 > time }.min())
        #expect(
          run.timeline.previousMoment(before: time, of: lane) == own.filter { $0 < time }.max())
      }
    }
  }

  @Test("the ready queue in its order, and the waiting set", arguments: 0..<rounds)
  func queues(seed: Int) {
    var run = Case(seed: UInt64(seed))
    for time in run.times(20) where time <= run.reference.end {
      for (index, loop) in run.timeline.loops.enumerated() {
        let process = UInt32(loop.process + 1)
        let moment = run.timeline.loop(index, at: time)
        let queued = moment.ready.filter(\.isQueued).map(\.content)
        let expected = run.reference.queue(process, time).map { number in
          LoopMoment.Entry.Content.lane(run.lane(.init(process: process, number: number)))
        }
        #expect(queued == expected, "at \(time)")
        let waiting = run.reference.order.filter {
          $0.process == process && run.reference.state($0, time) == .waiting
        }
        #expect(moment.waiting == waiting.map { run.lane($0) })
        for timer in moment.timers { #expect(timer.left == timer.due - time) }
      }
    }
  }

  @Test("no two lanes of a thread are active at once, and totals add up", arguments: 0..<rounds)
  func invariants(seed: Int) {
    var run = Case(seed: UInt64(seed))
    for time in run.times(40) where time <= run.reference.end {
      for (index, loop) in run.timeline.loops.enumerated() {
        let lanes = run.timeline.lanes(aliveAt: time).filter { lane in
          run.timeline.loopOf(lane) == index
        }
        let active = lanes.filter {
          [.running, .blocked, .idle].contains(run.timeline.state(of: $0, at: time))
        }
        #expect(active.count <= 1, "\(loop.number) at \(time)")
      }
    }
    for (index, lane) in run.timeline.lanes.enumerated() {
      let times = run.timeline.times(of: LaneID(index: index))
      let begin = run.timeline.spans(of: LaneID(index: index)).first?.start ?? 0
      #expect(times.total == (lane.end ?? run.timeline.end) - begin)
    }
    let ends = run.timeline.ends.map(\.time)
    #expect(ends == ends.sorted())
  }
}
