import Foundation
import SessionProbe
import TestSupport
import Testing

/// What Scripts/fuzz has found in sessions, and the seeds that it starts from. One after another:
/// there is one ncurses.
@Suite("Sessions that the fuzzer found", .serialized)
struct FuzzCorpusTests {
  static let corpus = fixtures.appending(path: "fuzz/keys")
  static let inputs: [String] =
    (try? FileManager.default.contentsOfDirectory(atPath: corpus.path))?.sorted() ?? []

  @Test(arguments: inputs)
  func nothingBreaks(_ name: String) throws {
    let course = try #require(
      ProbeCourse(
        lessons: PlainScript.lessons.path, runs: fixtures.appending(path: "traces").path))
    let bytes = [UInt8](try Data(contentsOf: Self.corpus.appending(path: name)))
    #expect(SessionProbe.broken(by: bytes, in: course) == nil)
  }

  @Test func thereIsACorpus() {
    #expect(!Self.inputs.isEmpty)
  }
}
