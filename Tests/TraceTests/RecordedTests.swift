import Testing

@testable import Trace

/// Recorded runs of small programs with known schedules; the programs stand beside the traces. Times
/// are compared within 5 ms.
@Suite("Recorded runs")
struct RecordedTests {
  private func isNear(_ a: Int64?, _ b: Int64) -> Bool {
    a.map { abs($0 - b) <= 5000 } ?? false
  }

  @Test("three sleeps at once, in virtual time: the figures are exact")
  func virtual() throws {
    let timeline = try Fixtures.timeline("virtual")
    #expect(timeline.end - timeline.start == 300_000)
    for (number, length) in [(1, 100_000), (2, 200_000), (3, 300_000)] {
      let lane = try timeline.lane("fetch \(number)")
      #expect(timeline.times(of: lane)[.waiting] == Int64(length))
      #expect(timeline.history(lane) == [.ready, .running, .waiting, .ready, .running])
      #expect(timeline.info(lane)?.outcome == .done)
      let moment = try #require(timeline.moment(of: lane, at: 50_000))
      #expect(moment.state == .waiting)
      #expect(moment.wait?.kind == .sleep)
      #expect(moment.wait?.words == "sleep(0.\(number))")
      #expect(moment.wait?.due == Int64(length))
      #expect(
        moment.line == SourceLine(file: "/home/you/sleepers.py", line: 5, function: "fetch"))
    }
    #expect(timeline.most(in: [.waiting]) == Peak(count: 4, time: 0))
    let loop = timeline.loop(0, at: 150_000)
    #expect(loop.isIdle)
    #expect(loop.ready.isEmpty)
    #expect(loop.timers.map(\.left) == [50_000, 150_000])
    #expect(try loop.waiting.contains(timeline.lane("main")))
    #expect(loop.waiting.count == 3)
    #expect(timeline.outputCount(upTo: 200_000) == 2)
    #expect(timeline.outputs.map(\.text).last == "[1, 2, 3]\n")
  }

  @Test("a task that blocks makes another late: ready since its timer was due")
  func blocker() throws {
    let timeline = try Fixtures.timeline("blocker")
    let (quick, rude) = (try timeline.lane("quick"), try timeline.lane("rude"))
    let blocked = try #require(timeline.spans(of: rude).first { $0.state == .blocked })
    #expect(isNear(blocked.end.map { $0 - blocked.start }, 200_000))
    let middle = blocked.start + 150_000
    #expect(timeline.state(of: quick, at: middle) == .ready)
    #expect(timeline.moment(of: quick, at: middle)?.wake?.cause == .timer)
    #expect(timeline.moment(of: rude, at: middle)?.wait?.words == "time.sleep(0.2)")
    #expect(timeline.moment(of: rude, at: middle)?.line?.line == 12)
    #expect(isNear(timeline.times(of: quick)[.waiting], 50_000))
    #expect(isNear(timeline.times(of: quick)[.ready], 160_000))
    let loop = timeline.loop(0, at: middle)
    #expect(loop.running == rude)
    #expect(loop.ready.map(\.content) == [.lane(quick)])
    #expect(loop.ready.map(\.isQueued) == [false])
    let hold = try #require(timeline.longestTurn())
    #expect(isNear(hold.duration, 200_000))
    #expect(hold.lane == rude)
    let wake = try #require(timeline.wake(of: quick, after: blocked.start))
    #expect(wake.details.queuedAt > blocked.end ?? 0)
    #expect(wake.time < blocked.start + 60_000)
  }

  @Test("live, a sleep whose time has come is ready before the loop says so")
  func live() throws {
    let lines = traceLines(
      """
      {"t":1,"k":"thr","l":1,"n":"MainThread","main":1}
      {"t":2,"k":"loop","lp":1,"l":1}
      {"t":3,"k":"why","n":1,"v":"sleep","s":"sleep(1)"}
      {"t":4,"k":"task","l":2,"n":"a","lp":1,"fn":"a"}
      {"t":5,"k":"task","l":3,"n":"b","lp":1,"fn":"b"}
      {"t":6,"k":"turn","lp":1,"n":1,"q":2}
      {"t":7,"k":"s","l":2}
      {"t":8,"k":"s","o":2,"w":1,"u":100,"l":3}
      """)
    var timeline = Timeline()
    timeline.append(lines)
    timeline.advance(to: 250)
    let a = try timeline.lane("a")
    #expect(timeline.state(of: a, at: 99) == .waiting)
    #expect(timeline.state(of: a, at: 100) == .ready)
    #expect(timeline.moment(of: a, at: 200)?.since == 100)
    #expect(timeline.times(of: a)[.ready] == 3 + 150)
    #expect(timeline.loop(0, at: 200).ready.map(\.content) == [.lane(a)])
    #expect(timeline.longestTurn()?.duration == 244)
    #expect(timeline.longestTurn()?.lane == (try timeline.lane("b")))
  }

  @Test("two threads and a lock")
  func threads() throws {
    let timeline = try Fixtures.timeline("threads")
    let (first, second) = (try timeline.lane("first"), try timeline.lane("second"))
    let waits = try #require(timeline.spans(of: second).first { $0.state == .blocked })
    let wait = try #require(timeline.moment(of: second, at: waits.start + 1000)?.wait)
    #expect(wait.kind == .lock)
    #expect(wait.target == .object(kind: "Lock", name: nil))
    #expect(wait.holder == first)
    #expect(isNear(waits.end.map { $0 - waits.start }, 80_000))
    #expect(timeline.ends.map(\.lane) == [first, second, LaneID(index: 0)])
    #expect(timeline.mostAlive { $0.kind == .thread }.count == 3)
    #expect(timeline.most(in: [.blocked]).count == 3)
    #expect(timeline.overlap(of: [first, second]) != nil)
    #expect(timeline.creation(of: second)?.line == 16)
    #expect(timeline.info(second)?.parent == LaneID(index: 0))
    #expect(isNear(timeline.totals().ofThreads[.blocked], 480_000))
  }

  @Test("a process and its child")
  func family() throws {
    let timeline = try Fixtures.timeline("family")
    #expect(timeline.processes.map(\.name) == ["", "child"])
    #expect(timeline.processes[1].parent == LaneID(index: 0))
    #expect(timeline.processes[1].exitCode == 0)
    #expect(timeline.mostProcesses().count == 2)
    #expect(timeline.isWhole)
    let main = LaneID(index: 0)
    let join = try #require(timeline.spans(of: main).last { $0.state == .blocked })
    #expect(
      timeline.moment(of: main, at: join.start)?.wait?.target
        == .process(pid: timeline.processes[1].pid))
    #expect(timeline.children.map(\.name) == ["child"])
    #expect(timeline.usage(at: timeline.end).processor > 0)
  }

  @Test("callbacks, cancellation, a failure, a time limit, a job, a warning")
  func mixed() throws {
    let timeline = try Fixtures.timeline("mixed")
    let (victim, broken) = (try timeline.lane("victim"), try timeline.lane("broken"))
    let (consumer, main) = (try timeline.lane("consumer"), try timeline.lane("main"))
    #expect(timeline.info(victim)?.outcome == .cancelled)
    #expect(timeline.info(victim)?.cancelledBy == main)
    #expect(timeline.cancellation(of: victim)?.line == 30)
    #expect(timeline.info(broken)?.outcome == .failed)
    #expect(timeline.info(broken)?.exception == "ValueError: no milk")
    let waiting = try #require(timeline.spans(of: consumer).first { $0.state == .waiting })
    let wake = try #require(timeline.wake(of: consumer, after: waiting.start))
    #expect(wake.details.by == main)
    #expect(wake.details.line?.line == 31)
    #expect(timeline.wake(of: victim, after: waiting.start + 1000)?.details.cause == .cancel)
    #expect(timeline.warnings.map(\.kind) == [.neverAwaited])
    #expect(timeline.jobs.map(\.function) == ["sum"])
    let ring = try #require(timeline.outputs.first)
    #expect(ring.text == "ring soon\n")
    #expect(timeline.moment(of: LaneID(index: 0), at: ring.time)?.callback == "ring")
    let isQueued = { (time: Int64) in
      timeline.loop(0, at: time).ready.contains { $0.content == .callback(function: "ring") }
    }
    let queued = try #require((1...1000).first { isQueued(ring.time - $0) })
    let before = timeline.loop(0, at: ring.time - queued)
    #expect(before.timers.contains { $0.content == .call(function: "ring") })
  }

  @Test("eager tasks run inside of the step that makes them")
  func eager() throws {
    let timeline = try Fixtures.timeline("eager")
    let (quick, slow) = (try timeline.lane("quick"), try timeline.lane("slow"))
    #expect(timeline.history(quick) == [.running])
    #expect(timeline.history(slow) == [.running, .waiting, .ready, .running])
    let main = try timeline.lane("main")
    #expect(timeline.history(main).filter { $0 == .lent }.count == 2)
    let begin = try #require(timeline.info(quick)?.begin)
    #expect(timeline.moment(of: main, at: begin + 10)?.state == .lent)
  }

  @Test("every line and every call")
  func calls() throws {
    let timeline = try Fixtures.timeline("calls")
    let main = LaneID(index: 0)
    let depths = (0...timeline.end).map { timeline.calls(of: main, at: $0).depth }
    #expect(depths.max() == 4)
    // Just before the first of the innermost calls is left.
    let deepest = try #require(depths.firstIndex(of: 4))
    let left = try #require(depths[deepest...].firstIndex { $0 != 4 })
    let frames = timeline.calls(of: main, at: Int64(left) - 1).frames
    #expect(frames.map(\.function) == ["leaf", "middle", "main", "<module>"])
    #expect(frames.map(\.line) == [2, 6, 12, 16])
    #expect(timeline.line(of: main, at: Int64(left) - 1)?.line == 2)
    #expect(depths[left] == 3)
    #expect(timeline.calls(of: main, at: timeline.end).depth == 0)
  }

  @Test("a process that was killed: everything up to there counts")
  func killed() throws {
    let timeline = try Fixtures.timeline("killed")
    #expect(!timeline.isWhole)
    #expect(timeline.processes[0].end == nil)
    let lane = try timeline.lane("waits")
    #expect(timeline.state(of: lane, at: timeline.end) == .waiting)
    #expect(timeline.info(lane)?.end == nil)
    #expect(timeline.lanes(aliveAt: timeline.end).count == 3)
    #expect(timeline.state(of: lane, at: timeline.end + 1) == nil)
  }

  @Test("a program compared with another, and with itself")
  func comparison() throws {
    let (a, b) = (try Fixtures.timeline("virtual"), try Fixtures.timeline("sleepers"))
    #expect(a.compared(with: a).parting == nil)
    let pair = a.compared(with: b, tolerance: 100_000)
    #expect(pair.wall.first == 300_000)
    #expect(pair.waitingAtOnce == .init(first: 4, second: 4))
    #expect(pair.tasks == .init(first: 6, second: 6))
    let parting = try #require(a.compared(with: try Fixtures.timeline("threads")).parting)
    #expect(parting.time < 10_000)
    #expect(parting.pictures.first.waiting == 4)
  }

  @Test("a run that imports for longer has not parted from the other meanwhile")
  func startingLater() {
    func run(imports: Int64, until end: Int64) -> Timeline {
      let lines = [
        #"{"t":100,"k":"proc","format":"interleave-trace","v":1,"pid":311,"how":"start","role":"main"}"#,
        #"{"t":200,"k":"thr","l":1,"n":"MainThread","tid":311,"main":1}"#,
        #"{"t":300,"k":"why","n":1,"v":"sleep","s":"sleep(1)"}"#,
        #"{"t":1000,"k":"main","cpu":22600}"#,
        #"{"t":\#(1000 + imports),"k":"b","l":1,"w":1}"#,
        #"{"t":\#(1000 + end),"k":"u","l":1}"#,
        #"{"t":\#(2_000_000),"k":"end","how":"exit","dropped":0}"#,
      ]
      return Timeline.read([Array((lines.joined(separator: "\n") + "\n").utf8)]).timeline
    }
    let quick = run(imports: 1000, until: 1_000_000)
    #expect(
      quick.compared(with: run(imports: 60_000, until: 500_000)).parting?.time == 500_000)
    #expect(quick.compared(with: run(imports: 60_000, until: 1_000_000)).parting == nil)
    // Who computes for long does something else.
    #expect(
      quick.compared(with: run(imports: 900_000, until: 1_000_000)).parting?.time == 1000)
  }

  @Test("at no time are two lanes of a loop active", arguments: Fixtures.names)
  func oneAtATime(name: String) throws {
    let timeline = try Fixtures.timeline(name)
    var time: Int64? = timeline.start
    while let now = time {
      for loop in timeline.loops.indices {
        let active = timeline.lanes(aliveAt: now).filter { lane in
          timeline.loopOf(lane) == loop
            && [.running, .blocked, .idle].contains(timeline.state(of: lane, at: now))
        }
        #expect(active.count <= 1, "at \(now)")
      }
      for lane in timeline.lanes(aliveAt: now) {
        #expect(timeline.state(of: lane, at: now) != nil)
      }
      time = timeline.nextMoment(after: now)
    }
  }

  @Test("alike lanes fold")
  func folding() throws {
    let timeline = try Fixtures.timeline("virtual")
    let group = try #require(timeline.groups.first { $0.label == "fetch" })
    #expect(group.lanes.count == 3)
    #expect(group.counts(at: 150_000) == [.waiting: 2])
    let index = try #require(timeline.info(group.lanes[0])?.group)
    let columns = timeline.columns(
      ofGroup: index, in: TimeWindow(from: 0, to: 300_000, columns: 3))
    #expect(columns.map { $0[.waiting] } == [3, 2, 1])
    #expect(columns.map(\.dominant) == [.waiting, .waiting, .waiting])
  }
}
