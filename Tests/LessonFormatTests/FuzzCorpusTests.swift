import Foundation
import Testing

@testable import LessonFormat

/// What Scripts/fuzz has found, and the seeds that it starts from.
@Suite struct FuzzCorpusTests {
  static let corpus = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/fuzz/lessons")

  static let inputs: [String] =
    (try? FileManager.default.contentsOfDirectory(atPath: corpus.path))?.sorted() ?? []

  @Test func thereIsACorpus() {
    #expect(!Self.inputs.isEmpty)
  }

  @Test(arguments: inputs)
  func everyInputIsReadAsAnyText(_ name: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Self.corpus.appending(path: name)))
    #expect(Property.broken(by: bytes) == nil)
    #expect(Property.brokenPage(by: bytes) == nil)
  }
}
