import LessonFormat
import Narration
import Testing
import TextWidth
import Trace

/// Whatever a trace says: something is said, nothing traps, and a voice does not stumble.
@Suite("Words for any run")
struct RunPropertyTests {
  private func everything(_ timeline: Timeline) -> [String] {
    let narration = TimelineNarration(timeline, of: "p.py")
    var said = TimelineNarration.Level.allCases.map { narration.told($0).text() }
    let moment = MomentNarration(timeline)
    let end = timeline.end
    for part in 0...6 as ClosedRange<Int64> {
      let time = timeline.origin + (end - timeline.origin) / 6 * part
      said.append(moment.sentence(at: time, of: "a run"))
      said.append(moment.whole(at: time).text())
      for lane in timeline.lanes.indices.prefix(20) {
        said.append(moment.lane(LaneID(index: lane), at: time).text())
      }
    }
    for time in [-1, 0, .max, .min] as [Int64] { said.append(moment.whole(at: time).text()) }
    var next = moment.nextEvent(after: -1)
    for _ in 0..<20 {
      guard let time = next else { break }
      said.append(moment.event(at: time))
      next = moment.nextEvent(after: time)
    }
    return said
  }

  private func check(_ timeline: Timeline, _ comment: String) {
    for (index, text) in everything(timeline).enumerated() {
      let faults = SpeechRules.faults(text)
      #expect(faults.isEmpty, "\(comment): \(faults.first ?? "")")
      #expect(index >= 3 || text.count > 1 || timeline.lanes.isEmpty, "\(comment): silence")
    }
    for width in [1, 40, 57, 100, 300] {
      for isASCII in [false, true] {
        let runs = [NamedRun("one", timeline), NamedRun("other", timeline)]
        let text = TimelineChart(runs, width: width, isASCII: isASCII).text()
        for line in text.split(separator: "\n") {
          #expect(columns(String(line)) <= max(width, 40), "\(comment), \(width): \(line)")
          if isASCII { #expect(line.utf8.allSatisfy { $0 < 0x80 }) }
        }
      }
    }
    _ = RunsNarration([NamedRun("one", timeline), NamedRun("other", timeline)]).comparison()
  }

  @Test(arguments: RunFixtures.names)
  func recorded(_ name: String) throws {
    check(try RunFixtures.timeline(name), name)
  }

  @Test(arguments: RunFixtures.names)
  func damaged(_ name: String) throws {
    let files = try RunFixtures.files(name)
    for seed in 1...8 as ClosedRange<UInt64> {
      let broken = files.enumerated().map { RunFixtures.damaged($1, seed: seed * 31 + UInt64($0)) }
      check(Timeline.read(broken).timeline, "\(name), seed \(seed)")
    }
  }

  @Test("An empty timeline, and one that still grows")
  func growing() throws {
    check(Timeline(), "empty")
    let bytes = try RunFixtures.files("sleepers")[0]
    for share in 1...9 {
      check(Timeline.read([Array(bytes.prefix(bytes.count * share / 10))]).timeline, "\(share)")
    }
  }

  @Test("Names, output and exceptions that a voice or a terminal would stumble over")
  func hostile() {
    let names = ["\u{1B}[31mred", "a\u{202E}b", "🚀", "│││", "--------", "#x# ** __", ""]
    for name in names {
      let json = name.utf16.map { unit in
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
      check(
        RunFixtures.timeline(
          lines: """
            {"t":0,"k":"why","n":1,"v":"sleep","s":"sleep(\(json))"}
            {"t":0,"k":"at","n":1,"f":1,"ln":3,"fn":"\(json)"}
            {"t":0,"k":"loop","lp":1,"l":1,"c":"Loop","debug":0}
            {"t":0,"k":"task","l":2,"n":"\(json)","lp":1,"by":1,"p":1,"fn":"\(json)","f":1,"ln":2}
            {"t":0,"k":"turn","lp":1,"n":1,"q":2,"tm":0}
            {"t":0,"k":"s","l":2}
            {"t":10,"k":"s","o":2,"p":1,"w":1,"u":1000000}
            {"t":900,"k":"out","l":2,"n":1,"s":"\(json)\\n"}
            {"t":1000,"k":"warn","v":"error","l":2,"s":"\(json)","x":"\(json)"}
            {"t":2000000,"k":"r","l":2,"u":1000000,"c":"timer"}
            {"t":2000000,"k":"s","l":2}
            {"t":2000100,"k":"s","o":2,"e":"failed","x":"\(json)"}
            """), name)
    }
  }
}
