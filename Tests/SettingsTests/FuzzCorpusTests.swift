import Foundation
import LessonFormat
import Testing

@testable import Settings

/// What Scripts/fuzz has found in settings, and the seeds that it starts from.
@Suite("Settings that the fuzzer found")
struct FuzzCorpusTests {
  static let corpus = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/fuzz/yaml")
  static let inputs: [String] =
    (try? FileManager.default.contentsOfDirectory(atPath: corpus.path))?.sorted() ?? []

  @Test(arguments: inputs)
  func everyMessageStandsInTheFile(_ name: String) throws {
    let source = SourceText(
      path: "config.yaml",
      bytes: Array(try Data(contentsOf: Self.corpus.appending(path: name))))
    let reading = SettingsReader.read(source, home: "/home/ada") { _ in true }
    for mistake in reading.mistakes {
      #expect((1...source.lineCount + 1).contains(Int(mistake.range.start.line)))
    }
  }

  @Test func thereIsACorpus() {
    #expect(!Self.inputs.isEmpty)
  }
}
