import Foundation
import TestSupport
import Testing
import TraceProbe

@testable import Exports
@testable import Trace

@Suite("A run for Perfetto")
struct ChromeTraceTests {
  struct Event: Decodable {
    struct Arguments: Decodable {
      var name: String?
      var at: String?
      var because: String?
      var text: String?
      var waiting: Int?
      var ready: Int?
    }

    var ph: String
    var ts: Double?
    var dur: Double?
    var pid: Int
    var tid: Int
    var name: String?
    var id: Int?
    var args: Arguments?
  }

  private struct File: Decodable {
    var traceEvents: [Event]
  }

  private func events(_ timeline: Timeline, of name: String = "it") throws -> [Event] {
    let text = try text(ChromeTrace(timeline, of: name).write)
    #expect(ChromeRules.broken(by: text) == nil)
    return try JSONDecoder().decode(File.self, from: Data(text.utf8)).traceEvents
  }

  @Test("No fixture breaks a rule of the format", arguments: Fixtures.names)
  func fixtures(_ name: String) throws {
    let timeline = try Fixtures.timeline(name)
    let events = try events(timeline)
    #expect(
      Set(events.filter { $0.name == "thread_name" }.map(\.tid)).count == timeline.lanes.count)
    #expect(events.count { $0.ph == "i" } == timeline.outputs.count + timeline.warnings.count)
    // Every state that took time is there.
    let spans = timeline.lanes.indices.flatMap { timeline.spans(of: LaneID(index: $0)) }
    let long = spans.filter { ($0.end ?? timeline.end) > $0.start }
    #expect(events.count { $0.ph == "X" } >= long.count)
  }

  @Test("The text of a run under virtual time")
  func golden() throws {
    try expectGolden(
      text(ChromeTrace(Fixtures.timeline("virtual"), of: "sleepers.py").write),
      "exports/virtual.chrome.json")
  }

  /// One task lets another one go on.
  private let handOver = timeline(
    #"{"t":1,"k":"thr","l":1,"n":"MainThread","main":1}"#,
    #"{"t":2,"k":"file","n":1,"s":"/home/you/a.py"}"#,
    #"{"t":3,"k":"at","n":1,"f":1,"ln":7,"fn":"give"}"#,
    #"{"t":4,"k":"why","n":1,"v":"lock","s":"a lock"}"#,
    #"{"t":5,"k":"loop","lp":1,"l":1}"#,
    #"{"t":6,"k":"task","l":2,"n":"giver","lp":1}"#,
    #"{"t":7,"k":"task","l":3,"n":"taker","lp":1}"#,
    #"{"t":10,"k":"s","l":3}"#, #"{"t":20,"k":"s","o":3,"w":1,"l":2}"#,
    #"{"t":30,"k":"r","l":3,"by":2,"p":1}"#, #"{"t":40,"k":"s","o":2,"e":"ok","l":3}"#,
    #"{"t":55,"k":"s","o":3,"e":"ok"}"#, #"{"t":60,"k":"end","how":"exit"}"#)

  @Test("An arrow leads from the step that woke a task to the task's next step")
  func arrows() throws {
    let events = try events(handOver)
    let (giver, taker) = (3, 4)
    let arrow = events.filter { $0.ph == "s" || $0.ph == "f" }
    #expect(arrow.map(\.tid) == [giver, taker])
    #expect(arrow.compactMap(\.ts).map { $0.rounded(.down) } == [30, 40])
    let ready = try #require(events.first { $0.name == "ready" && ($0.ts ?? 0) >= 30 })
    #expect(ready.args?.because == "somebody let it go on, by giver, at line 7 of a.py, in give")
    #expect(events.contains { $0.name == "waiting: a lock" && $0.tid == taker })
    let counts = events.filter { $0.ph == "C" && $0.ts == 20 }
    #expect(counts.last?.args?.waiting == 1)
  }

  @Test("Thousands of changes in one microsecond neither overlap nor turn back")
  func crowd() throws {
    var lines = [#"{"t":5,"k":"thr","l":1,"n":"a","main":1}"#, #"{"t":5,"k":"loop","lp":1,"l":1}"#]
    for lane in 2..<400 { lines.append("{\"t\":5,\"k\":\"task\",\"l\":\(lane),\"lp\":1,\"by\":1}") }
    for _ in 0..<3 {
      for lane in 2..<400 {
        lines.append("{\"t\":5,\"k\":\"s\",\"l\":\(lane)}")
        lines.append("{\"t\":5,\"k\":\"s\",\"o\":\(lane)}")
      }
    }
    lines.append(#"{"t":9,"k":"end","how":"exit"}"#)
    let crowd = timeline(lines.joined(separator: "\n"))
    #expect(crowd.changeCount > 3000)
    let events = try events(crowd)
    // What lasts is told, whatever came before it.
    #expect(Set(events.filter { $0.ph == "X" && ($0.dur ?? 0) > 3 }.map(\.tid)).count == 399)
  }

  @Test("Whatever is in a name, it is JSON")
  func hostileNames() throws {
    let name = #"\u0000\u001b[2J \"}],{ \\ \ud83d\ude00 \u2028 \ufffe </script>\r\nb"#
    let hostile = timeline(
      "{\"t\":1,\"k\":\"thr\",\"l\":1,\"n\":\"\(name)\",\"main\":1}",
      "{\"t\":2,\"k\":\"out\",\"l\":1,\"n\":1,\"s\":\"\(name)\"}")
    let events = try events(hostile)
    let said = try #require(events.first { $0.ph == "i" }?.args?.text)
    #expect(said.contains("😀") && said.hasSuffix("\nb"))
    #expect(!said.unicodeScalars.contains { $0 != "\n" && $0.value < 0x20 })
  }

  @Test("A process that was forked is a process there, and a lane that never ends goes to the end")
  func processes() throws {
    let run = try Fixtures.timeline("family")
    let family = try events(run)
    #expect(
      family.filter { $0.name == "process_name" }.compactMap(\.args?.name)
        == zip(["family.py", "child"], run.processes).map { "\($0), process \($1.pid)" })
    let open = try events(
      timeline(
        #"{"t":1,"k":"thr","l":1,"n":"a","main":1}"#, #"{"t":100,"k":"use","cpu":5,"rss":7}"#))
    let slice = try #require(open.first { $0.ph == "X" })
    #expect((slice.ts ?? 0) + (slice.dur ?? 0) > 100)
  }
}
