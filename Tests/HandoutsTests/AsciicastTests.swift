import Canvas
import Foundation
import LessonFormat
import TestSupport
import Testing
import Trace

@testable import Handouts

@Suite("A demo as an asciicast")
struct AsciicastTests {
  private struct Header: Decodable {
    var version: Int
    var width: Int
    var height: Int
    var title: String
  }

  private struct Event {
    var time: Double
    var text: String
  }

  /// Frames as their words: what the terminal shows is for whoever encodes them to say.
  private static var terminal: Asciicast.Terminal {
    Asciicast.Terminal(
      opening: "<", closing: ">", foreground: "ffffff", background: "000000", palette: [],
      encode: { frame, last in frame == last ? "" : "\u{1B}c" + frame.text })
  }

  private func demo(_ id: String, of handout: Handout) throws -> Demo {
    let demos = handout.lesson.steps.flatMap(\.blocks).compactMap { block in
      if case .demo(let demo) = block.content { demo } else { nil }
    }
    return try #require(demos.first { $0.id == id })
  }

  private func cast(
    _ id: String, size: Size = Asciicast.ordinarySize
  ) throws -> (header: Header, events: [Event]) {
    let handout = try completeHandout()
    let cast = try #require(
      Asciicast(handout, demo: demo(id, of: handout), size: size, terminal: Self.terminal))
    let lines = try text(cast.write).split(separator: "\n")
    let header = try JSONDecoder().decode(Header.self, from: Data(lines[0].utf8))
    let events = try lines.dropFirst().map { line in
      let parts = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
      #expect(parts.count == 3 && parts[1] as? String == "o")
      return Event(
        time: try #require((parts[0] as? NSNumber)?.doubleValue),
        text: try #require(parts[2] as? String))
    }
    return (header, events)
  }

  @Test("The player plays from the beginning to the end, and rests there")
  func plays() throws {
    let (header, events) = try cast("three-fetches")
    #expect(header.version == 2 && header.width == 80 && header.height == 24)
    #expect(header.title.hasSuffix(": three-fetches"))
    #expect(events[0].time == 0 && events[0].text.hasPrefix("<\u{1B}c"))
    #expect(events[0].text.contains("three-fetches") && events[0].text.contains("paused   0 s"))
    let last = events.suffix(2).map(\.text)
    #expect(last[0].contains("paused") && last[1] == ">")
    #expect(events[events.count - 1].time - events[events.count - 2].time == 3)
    for (one, next) in zip(events, events.dropFirst()) {
      // At most 30 in a second, and only what changes.
      #expect(next.time - one.time >= 0.0329 && next.text != one.text)
    }
    let times = events.filter { $0.text.contains("playing") }.count
    #expect(times > 20)
  }

  @Test("It is the same each time, and as large as was asked for")
  func sizes() throws {
    let (header, events) = try cast("three-fetches", size: Size(120, 36))
    #expect(header.width == 120 && header.height == 36)
    let rows = events[0].text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(rows.count == 36)
    let again = try cast("three-fetches", size: Size(120, 36)).events
    #expect(events.map(\.text) == again.map(\.text))
  }

  @Test("A variant without a recording says so; a demo without any has no asciicast")
  func missing() throws {
    let events = try cast("figures").events
    let isTold = events[0].text.contains("There is no recording of this program.")
    #expect(isTold)
    let handout = try completeHandout()
    let none = Asciicast(
      handout, demo: try demo("raises", of: handout), size: Asciicast.ordinarySize,
      terminal: Self.terminal)
    #expect(none == nil)
  }
}
