import Foundation
import Testing

@testable import Exports
@testable import Trace

enum Fixtures {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Tests/Fixtures")
  static let names = [
    "blocker", "calls", "eager", "family", "killed", "mixed", "sleepers", "threads", "virtual",
  ]

  static func timeline(_ name: String) throws -> Timeline {
    let folder = root.appending(path: "traces/\(name)")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    var timeline = Timeline.read(
      try files.filter { $0.hasSuffix(".jsonl") }.map {
        Array(try Data(contentsOf: folder.appending(path: $0)))
      }
    ).timeline
    var header = RunHeader()
    header.program = "\(name).py"
    header.sources = try files.filter { $0.hasSuffix(".py") }.map {
      RunHeader.Source(
        path: "/home/you/\($0)",
        text: try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
    }
    timeline.append([TraceLine(time: 0, event: .run(header))])
    return timeline
  }
}

/// Lines of one process, with its first line put in front.
func timeline(_ lines: String...) -> Timeline {
  let head = #"{"t":0,"k":"proc","format":"interleave-trace","v":1,"pid":311,"how":"start"}"#
  return Timeline.read([Array(([head] + lines).joined(separator: "\n").utf8) + [0x0A]]).timeline
}

func text(_ write: (ExportSink) throws -> Void) throws -> String {
  var bytes: [UInt8] = []
  try write { bytes += $0 }
  return try #require(String(validating: bytes, as: UTF8.self))
}
