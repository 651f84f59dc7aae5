import Foundation
import Testing
import TraceProbe

/// What Scripts/fuzz has found, and the seeds that it starts from.
@Suite("Traces that the fuzzer found")
struct FuzzCorpusTests {
  static let corpus = Fixtures.root.appending(path: "fuzz/traces")
  static let inputs: [String] =
    (try? FileManager.default.contentsOfDirectory(atPath: corpus.path))?.sorted() ?? []

  @Test func thereIsACorpus() {
    #expect(!Self.inputs.isEmpty)
  }

  @Test(arguments: inputs)
  func nothingBreaks(_ name: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Self.corpus.appending(path: name)))
    #expect(TraceProbe.broken(by: bytes) == nil)
  }

  @Test("Nor does half of a fixture", arguments: Fixtures.names)
  func fixtures(_ name: String) throws {
    let file = Fixtures.root.appending(path: "traces/\(name)/1.jsonl")
    let bytes = [UInt8](try Data(contentsOf: file))
    #expect(TraceProbe.broken(by: Array(bytes.prefix(bytes.count / 2))) == nil)
  }
}
