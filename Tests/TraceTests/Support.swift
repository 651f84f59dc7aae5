import Foundation
import TestSupport
import Testing

@testable import Trace

enum Fixtures {
  static let root = fixtures.deletingLastPathComponent().deletingLastPathComponent()
  static let names = TraceFixtures.names
  static let files = TraceFixtures.files

  static func timeline(_ name: String) throws -> Timeline {
    let (timeline, problems) = Timeline.read(try files(name))
    try #require(problems.kinds.filter { $0 != .unfinishedLine } == [])
    try #require(timeline.problems.isEmpty)
    return timeline
  }
}

/// A timeline of lines of JSON, which get a `proc` line put in front.
func timeline(_ lines: String...) -> Timeline {
  var timeline = Timeline()
  timeline.append(traceLines(lines.joined(separator: "\n")))
  return timeline
}

/// The lines of one process, read as from its file.
func traceLines(_ text: String) -> [TraceLine] {
  var reader = TraceReader()
  let source = reader.addSource()
  _ = reader.feed(Array((head + text + "\n").utf8), to: source)
  return reader.take(.all)
}

let head = """
  {"t":0,"k":"proc","format":"interleave-trace","v":1,"pid":311,"ppid":310,"how":"start"}

  """

/// One line, by itself.
func decode(_ line: String) -> LineDecoder.Result {
  var decoder = LineDecoder()
  let bytes = Array(line.utf8)
  return bytes.withUnsafeBufferPointer { decoder.decode($0) }
}

extension Timeline {
  /// The one lane of that name, or else of that function.
  func lane(_ name: String) throws -> LaneID {
    let named = lanes(named: name)
    if named.count == 1 { return named[0] }
    let found = lanes.indices.filter { lanes[$0].function == name }
    try #require(found.count == 1, "\(found.count) lanes are called \(name)")
    return LaneID(index: found[0])
  }

  func history(_ lane: LaneID) -> [LaneState] { spans(of: lane).map(\.state) }
}

/// Tests with random input run this many times; the failing seed is in the message.
let rounds = 60
