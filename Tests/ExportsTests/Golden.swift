import Foundation
import Testing

/// Texts that were looked at once and kept. INTERLEAVE_RECORD=1 records them again, and fails, so that
/// nobody takes a recording for a test.
enum Golden {
  static func expect(
    _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = Fixtures.root.appending(path: "exports/\(name)")
    if ProcessInfo.processInfo.environment["INTERLEAVE_RECORD"] == "1" {
      try Data(text.utf8).write(to: file)
      Issue.record("\(name) was recorded; read it", sourceLocation: sourceLocation)
      return
    }
    let kept = try String(contentsOf: file, encoding: .utf8)
    guard text != kept else { return }
    let difference =
      zip(text.split(separator: "\n"), kept.split(separator: "\n"))
      .first { $0 != $1 }.map { "\n  now: \($0)\n  kept: \($1)" } ?? "their lengths"
    Issue.record(
      "\(name) is not what was kept; the first difference is \(difference)",
      sourceLocation: sourceLocation)
  }
}
