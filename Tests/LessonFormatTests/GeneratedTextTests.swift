import Foundation
import TestSupport
import Testing

@testable import LessonFormat

/// Damaged lessons by the thousand. `INTERLEAVE_FUZZ_SECONDS` makes it go on for longer.
@Suite struct GeneratedTextTests {
  static let seeds: [UInt64] = Array(1...8)
  private static let rounds = 60

  private static let originals: [[UInt8]] = [
    (try? Disk.read(Fixtures.everything.file)) ?? [],
    Array(LessonTemplate.text(id: "a-lesson", title: "A lesson").utf8),
    Array(step(holding: "> [!QUIZ id=q] Which?\n> - [x] a\n> - [ ] b").utf8),
  ]

  @Test func theOriginalsAreInOrder() {
    for original in Self.originals {
      #expect(Property.broken(by: original) == nil)
      #expect(
        read(bytes: original, files: Fixtures.everything.programFiles).diagnostics.isEmpty)
    }
  }

  private static let pages: [[UInt8]] = ["reference.md", "chooser.md"].map {
    (try? Disk.read(Disk.join(Fixtures.lessons, "pages/\($0)"))) ?? []
  }

  @Test(arguments: seeds)
  func damagedLessons(seed: UInt64) {
    damage(Self.originals, seed: seed) { Property.broken(by: $0) }
  }

  @Test(arguments: seeds)
  func damagedPages(seed: UInt64) {
    damage(Self.pages, seed: seed) { Property.brokenPage(by: $0) }
  }

  private func damage(_ originals: [[UInt8]], seed: UInt64, broken: ([UInt8]) -> String?) {
    let seconds = ProcessInfo.processInfo.environment["INTERLEAVE_FUZZ_SECONDS"]
      .flatMap { Double($0) }
    let end = seconds.map { ContinuousClock.now + .seconds($0) }
    var round: UInt64 = 0
    while end.map({ ContinuousClock.now < $0 }) ?? (round < Self.rounds) {
      var random = SeededGenerator(seed: seed << 32 | round)
      var bytes = originals[Int(round) % originals.count]
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        bytes = Mutation.mutate(bytes, using: &random)
      }
      if let reason = broken(bytes) {
        let small = Mutation.shrink(bytes) { broken($0) != nil }
        Issue.record(
          """
          seed \(seed), round \(round): \(reason)
          \(broken(small) ?? "")
          \(String(decoding: small, as: UTF8.self).debugDescription)
          """)
        return
      }
      round += 1
    }
  }

  @Test func theShrinkerKeepsWhatFails() {
    let text = Array((0..<50).map { "line \($0)" }.joined(separator: "\n").utf8)
    let small = Mutation.shrink(text) { $0[...].contains(sequence: "line 33") }
    #expect(String(decoding: small, as: UTF8.self) == "line 33")
  }
}
