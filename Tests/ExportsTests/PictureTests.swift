import Foundation
import Narration
import Testing
import TraceProbe

@testable import Exports
@testable import Trace

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("A run as a picture")
struct PictureTests {
  private func svg(_ timeline: Timeline, of name: String = "it") throws -> String {
    try text(SVGPicture(timeline, of: name).write)
  }

  @Test("Every fixture gives a picture that any reader of XML takes", arguments: Fixtures.names)
  func fixtures(_ name: String) throws {
    let picture = try svg(Fixtures.timeline(name), of: "\(name).py")
    #expect(MarkupRules.broken(by: picture, scripts: 0) == nil)
    #expect(XMLParser(data: Data(picture.utf8)).parse())
    for part in ["role=\"img\"", "<title id=\"title\">", "<desc id=\"description\">", "<pattern"] {
      #expect(picture.contains(part))
    }
    #expect(picture.contains("\(name).py ran for "))
  }

  @Test("Each state that occurs is in the legend, with its own pattern, and no other is")
  func legend() throws {
    let picture = try svg(Fixtures.timeline("blocker"))
    #expect(picture.contains(">blocked</tspan>") && picture.contains("url(#p-blocked)"))
    #expect(!picture.contains(">wants the GIL</tspan>"))
  }

  @Test("A thread that was kept from running is drawn so, for its share of the time")
  func wantsGIL() throws {
    let timeline = timeline(
      #"{"t":0,"k":"thr","l":1,"n":"a","main":1}"#, #"{"t":0,"k":"thr","l":2,"n":"b"}"#,
      #"{"t":5000000,"k":"gil","l":1,"d":5000000,"c":2500000,"g":2500000}"#,
      #"{"t":5000000,"k":"gil","l":2,"d":5000000,"c":2500000,"g":2500000}"#,
      #"{"t":5000000,"k":"end","how":"exit"}"#)
    let picture = try svg(timeline)
    let isInLegend = picture.contains("wants the GIL</tspan>")
    #expect(isInLegend)
    let page = try text(HTMLPage(timeline, of: "it").write)
    let isShared = page.contains(#""most":100,"columns":[880,50,0,0,0,0,0,0,50]"#)
    #expect(isShared)
  }

  @Test("Nothing, one moment and a very long time can be drawn")
  func extremes() throws {
    for timeline in [
      Timeline(), timeline(), timeline(#"{"t":5,"k":"thr","l":1,"n":"a"}"#),
      timeline(
        #"{"t":0,"k":"thr","l":1,"n":"a"}"#, #"{"t":140737488355327,"k":"b","l":1,"w":1}"#),
    ] {
      #expect(MarkupRules.broken(by: try svg(timeline), scripts: 0) == nil)
    }
  }

  // MARK: Rows

  private func many(_ count: Int, function: (Int) -> String) -> Timeline {
    var lines = [#"{"t":1,"k":"thr","l":1,"n":"MainThread","main":1}"#]
    for lane in 2..<(count + 2) {
      lines.append(
        "{\"t\":2,\"k\":\"task\",\"l\":\(lane),\"n\":\"t\(lane)\",\"fn\":\"\(function(lane))\","
          + "\"by\":1,\"f\":1,\"ln\":3}")
    }
    lines.append(#"{"t":900,"k":"end","how":"exit"}"#)
    return timeline(([#"{"t":0,"k":"file","n":1,"s":"a.py"}"#] + lines).joined(separator: "\n"))
  }

  @Test("Few lanes have a row each, many share one, and what has no room is counted")
  func folding() {
    func rows(_ timeline: Timeline) -> PictureRows {
      PictureRows(timeline, LaneNames(timeline))
    }
    #expect(rows(many(50) { _ in "work" }).rows.count == 51)
    let folded = rows(many(10_000) { _ in "work" }).rows
    #expect(folded.map(\.label) == ["main thread", "work, 10000 lanes"])
    let different = rows(many(1000) { "work\($0)" })
    #expect(different.rows.count == 250)
    #expect(different.leftOut == 751)
  }

  @Test("Ten thousand lanes, alike or not, stay a small file")
  func size() throws {
    for timeline in [many(10_000) { _ in "work" }, many(10_000) { "work\($0)" }] {
      #expect(try svg(timeline).utf8.count < 500_000)
    }
  }

  @Test("Processes have their names above their rows, if there are several")
  func sections() throws {
    let family = try Fixtures.timeline("family")
    #expect(try svg(family).contains(">child, process \(family.processes[1].pid)</text>"))
    #expect(try !svg(Fixtures.timeline("sleepers")).contains(">sleepers.py, process"))
  }

  // MARK: Shapes

  @Test("States fill a row to its height and never beyond")
  func shapes() throws {
    for name in Fixtures.names {
      let timeline = try Fixtures.timeline(name)
      let window = TimeWindow(from: timeline.start, to: timeline.end, columns: 97)
      for lane in timeline.lanes.indices.map(LaneID.init) {
        let shape = RowShape(timeline.columns(of: lane, in: window), lanes: 1)
        var heights = [Int](repeating: 0, count: 97)
        for (_, blocks) in shape.blocks {
          for block in blocks {
            #expect(block.from < block.to && block.to <= 97)
            #expect(block.bottom >= 0 && block.bottom + block.height <= RowShape.parts)
            for column in block.from..<block.to { heights[column] += block.height }
          }
        }
        #expect(heights.allSatisfy { $0 <= RowShape.parts })
      }
    }
  }

  @Test("Ticks are round and told in the unit that fits")
  func axis() {
    func labels(_ length: Int64) -> [String] {
      TimeAxis(0..<max(length, 1), about: 5).ticks.map(\.label)
    }
    #expect(labels(500_000) == ["0.0 s", "0.1 s", "0.2 s", "0.3 s", "0.4 s", "0.5 s"])
    #expect(labels(2_300_000) == ["0.0 s", "0.5 s", "1.0 s", "1.5 s", "2.0 s"])
    #expect(labels(7) == ["0 µs", "2 µs", "4 µs", "6 µs"])
    #expect(labels(0) == ["0 µs", "1 µs"])
    #expect(labels(TraceTime.latest).count <= 6)
  }
}
