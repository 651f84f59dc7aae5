import Narration
import TestSupport
import Testing
import Trace

@testable import Tutor

@Suite("The player")
struct PlayerSessionTests {
  @Test("The cursor goes from event to event, and back over the same ones")
  func events() throws {
    var session = try Session(playing: ["sleepers"])
    var times: [Int64] = []
    while true {
      try session.send(.player(.stepEvent(1)))
      guard session.state.notice == nil else { break }
      times.append(try session.player.cursor)
    }
    #expect(times.count > 10)
    #expect(times == Array(Set(times)).sorted())
    var back: [Int64] = []
    while true {
      try session.send(.player(.stepEvent(-1)))
      guard session.state.notice == nil else { break }
      back.append(try session.player.cursor)
    }
    #expect(back.filter { $0 > 0 } == times.dropLast().filter { $0 > 0 }.reversed())
  }

  @Test("Playing takes the time that the run took, by its speed, and ends at its end")
  func playing() throws {
    var session = try Session(playing: ["sleepers"])
    let length = session.state.length(of: try session.player)
    try session.send(.player(.speed(1)), .player(.playOrPause))
    #expect(session.state.isMoving)
    try session.send(.ticked(1000))
    #expect(try session.player.cursor == 2000)
    try session.send(.ticked(length))
    #expect(try session.player.cursor == length)
    #expect(!session.state.isMoving)
    try session.send(.player(.playOrPause))
    #expect(try session.player.cursor == 0)
  }

  @Test("Zooming keeps the cursor in sight, and panning takes it along")
  func zooming() throws {
    var session = try Session(playing: ["sleepers"])
    let length = session.state.length(of: try session.player)
    try session.send(.player(.seek(length / 3)), .player(.zoom(4)))
    var window = try #require(try session.player.window)
    #expect(window.contains(try session.player.cursor))
    #expect(abs((window.upperBound - window.lowerBound) - length / 4) <= 1)
    try session.send(.player(.pan(5)))
    window = try #require(try session.player.window)
    #expect(window.upperBound == length)
    #expect(window.contains(try session.player.cursor))
    try session.send(.player(.start))
    #expect(try #require(try session.player.window).lowerBound == 0)
    try session.send(.player(.zoom(1e-9)))
    #expect(try session.player.window == nil)
  }

  @Test("From a wait to what ended it")
  func waker() throws {
    var session = try Session(playing: ["mixed"])
    let timeline = try #require(session.state.runs.values.first).timeline
    let woken = try #require(
      LaneNames(timeline).shown.first {
        timeline.wake(of: $0, after: timeline.start)?.details.by != nil
      })
    try session.send(.player(.select(.lane(track: 0, woken))), .player(.jumpToWaker))
    let wake = try #require(timeline.wake(of: woken, after: timeline.start))
    #expect(try session.player.cursor == wake.time - timeline.origin)
    #expect(try session.player.row == wake.details.by.map { .lane(track: 0, $0) })
  }

  @Test("To where two runs part; of one run, or two alike, a word says that there is none")
  func parting() throws {
    var session = try Session(playing: ["sleepers", "blocker"])
    try session.send(.player(.jumpToParting))
    #expect(session.state.notice == nil)
    session = try Session(playing: ["sleepers"])
    try session.send(.player(.jumpToParting))
    #expect(session.state.notice == "There is only one run to look at.")
    session = try Session(playing: ["sleepers", "sleepers"])
    try session.send(.player(.jumpToParting))
    #expect(session.state.notice == "The runs do the same from beginning to end.")
  }

  @Test("Rows are those of every lane that is shown; a filter leaves some, by name or by state")
  func rows() throws {
    var session = try Session(playing: ["sleepers"])
    let timeline = try #require(session.state.runs.values.first).timeline
    #expect(session.state.rows(of: try session.player).count == LaneNames(timeline).shown.count)
    try session.send(.player(.filter("main thread")))
    #expect(session.state.rows(of: try session.player).count == 1)
    try session.send(.back)
    #expect(try session.player.filter == "")
    #expect(try session.send(.back) == [.quit])
  }

  /// Tasks that are alike, of which every third waits at the end of what is known.
  private func manyTasks(_ count: Int) -> Timeline {
    var lines = [
      #"{"t":100,"k":"proc","format":"interleave-trace","v":1,"pid":311,"how":"start"}"#,
      #"{"t":101,"k":"thr","l":1,"n":"MainThread","tid":311,"main":1}"#,
      #"{"t":102,"k":"why","n":1,"v":"sleep","s":"sleep(1)"}"#,
      #"{"t":103,"k":"loop","lp":1,"l":1,"c":"_UnixSelectorEventLoop"}"#,
    ]
    for task in 0..<count {
      lines.append(
        #"{"t":\#(110 + task),"k":"task","l":\#(task + 2),"n":"w \#(task)","lp":1,"by":1,"fn":"work"}"#
      )
    }
    for task in stride(from: 0, to: count, by: 3) {
      lines.append(#"{"t":\#(300 + 2 * task),"k":"s","l":\#(task + 2)}"#)
      lines.append(
        #"{"t":\#(301 + 2 * task),"k":"turn","lp":1,"n":\#(task + 1),"q":0,"tm":1,"o":\#(task + 2),"w":1}"#
      )
    }
    lines.append(#"{"t":900,"k":"out","l":1,"s":"x\n"}"#)
    return Timeline.read([Array((lines.joined(separator: "\n") + "\n").utf8)]).timeline
  }

  @Test("Of lanes that are folded those count that pass the filter")
  func filteredGroup() throws {
    let timeline = manyTasks(30)
    var session = try Session(playing: ["sleepers"])
    session.state = State(
      playing: [(title: "many", run: ProgramRun(stage: .ended(.exit(0)), timeline: timeline))],
      title: "many")
    try session.send(.player(.end))
    func group() throws -> Player.ShownRow? {
      session.state.shownRows(ofTrack: 0, in: try session.player).first { row in
        if case .group = row.row { true } else { false }
      }
    }
    #expect(try group() != nil && group()?.lanes == nil)
    try session.send(.player(.filter("waiting")))
    let waiting = try #require(try group()?.lanes)
    #expect(waiting.count == 10)
    #expect(timeline.briefWords(of: waiting, at: timeline.end) == "10 waiting")
    // Fewer than are worth folding stand for themselves.
    try session.send(.player(.filter("w 29")))
    #expect(session.state.rows(of: try session.player).count == 1)
    let all = timeline.groups.indices.first { timeline.groups[$0].lanes.count == 30 }
    let window = TimeWindow(from: timeline.start, to: timeline.end, columns: 20)
    let columns = timeline.columns(of: timeline.groups[try #require(all)].lanes, in: window)
    let sums = timeline.columns(ofGroup: try #require(all), in: window)
    for (one, other) in zip(columns, sums) { #expect(abs(one.lanes - other.lanes) < 0.5) }
  }

  @Test("A run is written when it has ended, as its file's name says, each to a file of its own")
  func exporting() throws {
    var session = try Session(playing: ["sleepers", "blocker"])
    func files(_ effects: [Effect]) -> [String] {
      effects.compactMap { if case .export(let export) = $0 { export.file } else { nil } }
    }
    #expect(
      files(try session.send(.export(file: "a.html", as: nil))) == ["a-1.html", "a-2.html"])
    try session.send(.player(.moveRow(1)))
    #expect(files(try session.send(.export(file: "b", as: .svg))) == ["b.svg"])
    #expect(try session.send(.export(file: "c.txt", as: nil)).isEmpty)
    #expect(session.state.notice?.contains(".trace.jsonl") == true)
  }

  @Test("Every intent in any order leaves a cursor within the run", arguments: 0..<20)
  func anyOrder(seed: UInt64) throws {
    var session = try Session(playing: ["mixed", "threads"])
    var generator = SeededGenerator(seed: seed)
    let rows = session.state.rows(of: try session.player)
    let intents: [PlayerIntent] = [
      .seek(.max), .seek(.min), .seek(1000), .start, .end, .stepEvent(1), .stepEvent(-1),
      .stepTurn(1), .stepTurn(-1), .playOrPause, .speed(1), .speed(-1), .zoom(2), .zoom(0.3),
      .zoom(.nan), .zoom(0), .zoomToAll, .pan(0.5), .pan(-.infinity), .pan(1e300), .select(nil),
      .select(rows.randomElement(using: &generator)), .moveRow(1), .moveRow(-3), .moveRow(1000),
      .fold, .jumpToWaker, .jumpToParting, .filter("f"), .filter(""), .order(.name),
      .order(.waiting), .order(.state), .panel(.loop),
    ]
    for _ in 0..<300 {
      try session.send(.player(try #require(intents.randomElement(using: &generator))))
      try session.send(.ticked(Int64.random(in: -5...50_000, using: &generator)))
      let player = try session.player
      let length = session.state.length(of: player)
      #expect((0...length).contains(player.cursor))
      let window = session.state.window(of: player)
      #expect(!window.isEmpty && window.lowerBound >= 0 && window.upperBound <= max(length, 1))
    }
  }
}
