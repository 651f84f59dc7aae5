import Foundation

/// Runs that were recorded once, in Tests/Fixtures/traces.
package enum TraceFixtures {
  package static let names = [
    "blocker", "calls", "eager", "family", "killed", "mixed", "sleepers", "threads", "virtual",
  ]

  /// The files of a recorded run, one a process, in the order in which the processes began.
  package static func files(_ name: String) throws -> [[UInt8]] {
    let folder = fixtures.appending(path: "traces/\(name)")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".jsonl") }
      .map { Array(try Data(contentsOf: folder.appending(path: $0))) }
  }
}
