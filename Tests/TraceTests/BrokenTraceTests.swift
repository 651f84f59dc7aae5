import TestSupport
import Testing

@testable import Trace

@Suite("Broken traces")
struct BrokenTraceTests {
  @Test("lanes that never began are shown from where they were met")
  func neverBegan() throws {
    let timeline = timeline(
      #"{"t":10,"k":"s","l":7}"#, #"{"t":20,"k":"s","o":7,"w":3,"on":99}"#,
      #"{"t":30,"k":"b","l":8,"w":4}"#)
    #expect(timeline.problems.count(.laneNeverBegan) == 2)
    #expect(timeline.lanes.count == 2)
    let moment = try #require(timeline.moment(of: LaneID(index: 0), at: 25))
    #expect(moment.state == .waiting)
    #expect(moment.wait == WaitDetails(kind: .other, words: ""))
    #expect(moment.line == nil)
  }

  @Test("a lane that begins twice, goes on after its end, or makes an impossible change")
  func impossible() {
    let timeline = timeline(
      #"{"t":1,"k":"thr","l":1,"n":"a"}"#, #"{"t":2,"k":"thr","l":1,"n":"b"}"#,
      #"{"t":3,"k":"u","l":1}"#, #"{"t":4,"k":"task","l":2,"fn":"f"}"#,
      #"{"t":5,"k":"b","l":2}"#, #"{"t":6,"k":"s","o":2,"e":"ok"}"#,
      #"{"t":7,"k":"r","l":2}"#, #"{"t":8,"k":"s","o":2,"e":"ok"}"#)
    #expect(timeline.problems.count(.laneBeganTwice) == 1)
    #expect(timeline.problems.count(.illegalChange) == 3)
    #expect(timeline.problems.count(.laneHadEnded) == 2)
    #expect(timeline.lanes.map(\.name) == ["a", ""])
  }

  @Test("a line after the last one of its process")
  func afterEnd() {
    let timeline = timeline(
      #"{"t":1,"k":"thr","l":1,"n":"a"}"#, #"{"t":5,"k":"end","how":"exit"}"#,
      #"{"t":6,"k":"b","l":1,"w":1}"#)
    #expect(timeline.problems.kinds == [.lineAfterEnd])
    #expect(timeline.lanes[0].end == 5)
  }

  @Test("an exec that failed: its end is forgotten")
  func failedExec() {
    let timeline = timeline(
      #"{"t":1,"k":"thr","l":1,"n":"a"}"#, #"{"t":4,"k":"exec","l":1,"s":"/bin/no"}"#,
      #"{"t":5,"k":"end","how":"exec"}"#, #"{"t":6,"k":"b","l":1,"w":1}"#)
    #expect(timeline.problems.isEmpty)
    #expect(timeline.lanes[0].end == nil)
    #expect(!timeline.isWhole)
    #expect(timeline.state(of: LaneID(index: 0), at: 6) == .blocked)
  }

  @Test("a file that is full: all lanes are unknown from there on")
  func full() {
    let timeline = timeline(
      #"{"t":1,"k":"thr","l":1,"n":"a"}"#, #"{"t":5,"k":"full"}"#,
      #"{"t":9,"k":"end","how":"exit","dropped":12}"#)
    #expect(timeline.problems.isEmpty)
    #expect(timeline.history(LaneID(index: 0)) == [.running, .unknown])
    #expect(timeline.dropped == 12)
    #expect(!timeline.isWhole)
  }

  @Test("lines that come late keep the order of their lane")
  func late() {
    let timeline = timeline(
      #"{"t":100,"k":"thr","l":1,"n":"a"}"#, #"{"t":100000,"k":"thr","l":2,"n":"b"}"#)
    var late = timeline
    late.append([
      TraceLine(time: 90, event: .blocked(lane: 1, Wait())),
      TraceLine(time: 50_000, event: .unblocked(lane: 1, raised: false)),
    ])
    #expect(late.problems.count(.lateLine) == 2)
    #expect(late.spans(of: LaneID(index: 0)).map(\.start) == [100, 100, 50_000])
    #expect(late.nextMoment(after: 100) == 50_000)
    #expect(late.previousMoment(before: 100_000) == 50_000)
  }

  @Test("a lane does nothing before it begins, and does not end before that")
  func beforeItBegins() {
    var timeline = timeline(#"{"t":100,"k":"task","l":1,"n":"a","eager":1}"#)
    timeline.append([TraceLine(time: 50, event: .step(Step()))])
    var other = timeline
    timeline.append([TraceLine(time: 60, event: .threadEnd(lane: 1, exception: nil))])
    #expect(timeline.lanes[0].end == 100)
    other.append([TraceLine(time: 60, event: .blocked(lane: 1, Wait()))])
    #expect(other.spans(of: LaneID(index: 0)).map(\.start) == [100])
  }

  @Test("output in the wrong order of time, and as much of it as you like")
  func reversedOutput() {
    var timeline = timeline(#"{"t":1,"k":"thr","l":1,"n":"a"}"#)
    timeline.append(
      (0..<3000).map { index in
        var output = Output()
        output.text = "x"
        return TraceLine(time: 9000 - Int64(index), event: .output(output))
      })
    let times = timeline.outputs.map(\.time)
    #expect(times.count == 3000)
    #expect(times == times.sorted())
  }

  @Test("places that call each other in a circle")
  func circle() {
    let timeline = timeline(
      #"{"t":1,"k":"thr","l":1,"n":"a"}"#, #"{"t":2,"k":"file","n":1,"s":"a.py"}"#,
      #"{"t":3,"k":"at","n":1,"f":1,"ln":4,"fn":"f","up":2}"#,
      #"{"t":4,"k":"at","n":2,"f":1,"ln":9,"fn":"g","up":1}"#,
      #"{"t":5,"k":"b","l":1,"w":1,"p":1}"#)
    #expect(timeline.stack(of: LaneID(index: 0), at: 5).count == 64)
  }

  @Test("a hundred thousand calls that never return")
  func deepCalls() {
    var timeline = timeline(#"{"t":1,"k":"thr","l":1,"n":"a"}"#)
    timeline.append(
      (2..<100_002).map { time in
        TraceLine(time: time, event: .call(lane: 1, place: 5, resumed: false))
      })
    #expect(timeline.calls(of: LaneID(index: 0), at: 200).depth == 199)
    #expect(timeline.calls(of: LaneID(index: 0), at: 100_001).depth == 100_000)
  }

  @Test("questions about what there is not")
  func nothing() {
    for timeline in [Timeline(), timeline()] {
      let lane = LaneID(index: 5)
      let window = TimeWindow(from: -5, to: .max, columns: 3)
      #expect(timeline.state(of: lane, at: 0) == nil)
      #expect(timeline.moment(of: lane, at: .min) == nil)
      #expect(timeline.columns(of: lane, in: window) == Array(repeating: Column(), count: 3))
      #expect(timeline.columns(ofGroup: 9, in: window).count == 3)
      #expect(timeline.spans(of: lane).isEmpty)
      #expect(timeline.nextMoment(after: .min) == nil)
      #expect(timeline.previousMoment(before: .max) == nil)
      #expect(timeline.nextMoment(after: 0, of: lane) == nil)
      #expect(timeline.loop(3, at: 7) == LoopMoment())
      #expect(timeline.longestTurn() == nil)
      #expect(timeline.overlap(of: [lane]) == nil)
      #expect(timeline.totals().tasks == 0)
      #expect(timeline.compared(with: timeline).parting == nil)
      #expect(timeline.lanes(aliveIn: 5..<5).isEmpty)
    }
  }

  // MARK: Mutations

  @Test("no damage makes the reader or a question trap", arguments: 0..<rounds)
  func mutated(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let name = Fixtures.names[seed % Fixtures.names.count]
    for _ in 0..<6 {
      var files = try Fixtures.files(name)
      for index in files.indices { files[index] = Mutation.mutate(files[index], using: &random) }
      let (timeline, _) = Timeline.read(files)
      askEverything(timeline, using: &random)
    }
  }

  private func askEverything(_ timeline: Timeline, using random: inout SeededGenerator) {
    let times =
      [.min, -1, 0, timeline.start, timeline.end, .max]
      + (0..<4).map { _ in Int64.random(in: 0...max(timeline.end, 1), using: &random) }
    for time in times {
      for lane in timeline.lanes.indices.map(LaneID.init) {
        _ = timeline.moment(of: lane, at: time)
        _ = timeline.stack(of: lane, at: time)
        _ = timeline.calls(of: lane, at: time)
        _ = timeline.wake(of: lane, after: time)
        _ = timeline.wake(of: lane, before: time)
        _ = timeline.nextMoment(after: time, of: lane)
        _ = timeline.previousMoment(before: time, of: lane)
      }
      for loop in timeline.loops.indices { _ = timeline.loop(loop, at: time) }
      _ = timeline.nextMoment(after: time)
      _ = timeline.previousMoment(before: time)
      _ = timeline.nextTurn(after: time)
      _ = timeline.previousTurn(before: time)
      _ = timeline.changes(in: min(time, 0)...max(time, 0))
      _ = timeline.lanes(aliveIn: min(time, 0)..<max(time, 0))
      _ = timeline.usage(at: time)
      _ = timeline.lanes(aliveAt: time)
      let window = TimeWindow(from: time, to: times.randomElement(using: &random) ?? 0, columns: 7)
      for lane in timeline.lanes.indices.map(LaneID.init) {
        #expect(timeline.columns(of: lane, in: window).count == 7)
        _ = timeline.times(of: lane, in: min(time, 0)..<max(time, 0))
        _ = timeline.spans(of: lane, in: min(time, 0)..<max(time, 0))
      }
      for group in timeline.groups.indices {
        #expect(timeline.columns(ofGroup: group, in: window).count == 7)
      }
    }
    _ = timeline.totals()
    _ = timeline.longestTurn()
    _ = timeline.mostAlive()
    _ = timeline.compared(with: timeline)
  }
}
