import Foundation
import Testing

/// Compares text with a file that a person can read. With INTERLEAVE_RECORD set the file is written,
/// and the test fails, so that nothing is recorded by accident.
package func expectGolden(
  _ text: String, _ name: String, in folder: URL = fixtures,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = folder.appending(path: name)
  let text = text.hasSuffix("\n") ? text : text + "\n"
  if ProcessInfo.processInfo.environment["INTERLEAVE_RECORD"] != nil {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    Issue.record("recorded \(name)", sourceLocation: sourceLocation)
    return
  }
  let expected = try? String(contentsOf: file, encoding: .utf8)
  #expect(
    text == expected, "\(name) differs; INTERLEAVE_RECORD=1 writes it anew",
    sourceLocation: sourceLocation)
}

package let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Fixtures")
