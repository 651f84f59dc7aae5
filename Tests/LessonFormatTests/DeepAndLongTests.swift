import Testing

@testable import LessonFormat

/// Texts that nobody writes: they are refused, or read without a fuss.
@Suite struct DeepAndLongTests {
  private func rules(_ content: String) -> [Rule] {
    read(step(holding: content)).diagnostics.map(\.rule)
  }

  @Test(arguments: [
    String(repeating: ">", count: 100_000), String(repeating: "- ", count: 50_000),
    String(repeating: "1. ", count: 30_000), String(repeating: "[", count: 100_000),
    String(repeating: "![[]()", count: 20_000), String(repeating: "<?", count: 50_000),
    String(repeating: "<!A", count: 30_000), String(repeating: "<![CDATA[", count: 10_000),
    String(repeating: "*a _b ", count: 20_000), "a" + String(repeating: "` ", count: 100_000),
    String(repeating: "|a", count: 5000) + "|\n" + String(repeating: "|-", count: 5000) + "|\n"
      + String(repeating: "a\n", count: 5000),
    String(repeating: "a", count: 1 << 20),
  ])
  func whatWouldTakeMinutesIsRefused(_ content: String) {
    #expect(rules(content) == [.tooComplex])
  }

  @Test func aLongDefinitionThatIsUsedOften() {
    let uses = String(repeating: "[a]\n\n", count: 20_000)
    #expect(rules("[a]: " + String(repeating: "u", count: 5000) + "\n\n" + uses) == [.tooComplex])
  }

  @Test(arguments: [1, 20, 24, 25, 47])
  func nestingIsBounded(_ depth: Int) {
    let quotes = String(repeating: ">", count: depth) + " a"
    let found = rules(quotes).filter { $0 == .tooComplex }
    #expect(found.count == (depth < ContentReader.maximumDepth ? 0 : 1))
  }

  @Test func nestedListsOverManyLines() {
    let lines = (0..<60).map { String(repeating: " ", count: $0 * 2) + "- a" }
    #expect(rules(lines.joined(separator: "\n")) == [.tooComplex])
  }

  @Test func nestedEmphasis() {
    let text =
      String(repeating: "*a **b ", count: 40) + "c" + String(repeating: "** d*", count: 40)
    #expect(rules(text) == [.tooComplex])
  }

  @Test func tenMegabytes() throws {
    let paragraph = "Plain words with a *mark* and `code` here.\n\n"
    let text = head + step + "\n" + String(repeating: paragraph, count: 30_000)
    let reading = read(text)
    #expect(reading.diagnostics.map(\.rule) == [.stepTooLong])
    #expect(try #require(reading.lesson).steps[0].blocks.count == 30_001)
    let fence =
      "```text\n" + String(repeating: "a line of a log\n", count: 600_000) + "```\n"
    #expect(fence.utf8.count > 9 << 20)
    #expect(read(step(holding: fence)).diagnostics.isEmpty)
  }

  @Test func manyMistakesAreCut() {
    let found = read(step(holding: "Words.\n\n" + String(repeating: "***\n\n", count: 3000)))
      .diagnostics
    #expect(found.count == DiagnosticLog.limit + 1)
    #expect(found.last?.rule == .tooManyMistakes)
    #expect(found.last?.message.hasPrefix("2500 more") == true)
  }

  @Test func aMillionLines() {
    let reading = read(step(holding: "Words." + String(repeating: "\n", count: 1_000_000)))
    #expect(reading.diagnostics.isEmpty)
    #expect(reading.lesson?.steps.first?.range.end.line == 1_000_013)
  }

  /// What the guard holds each run to, at its very limits.
  @Test func theGuardLetsThroughWhatIsOrdinary() throws {
    let source = try Fixtures.everything.source()
    #expect(ComplexityGuard.objection(to: source, lines: 1...source.lineCount) == nil)
    func objection(_ text: String) -> String? {
      let source = SourceText(path: "", bytes: Array(text.utf8))
      return ComplexityGuard.objection(to: source, lines: 1...source.lineCount)?.message
    }
    let most = String(repeating: "[", count: ComplexityGuard.maximumBrackets)
    #expect(objection(most) == nil)
    #expect(objection(most + "[") != nil)
    #expect(objection(most + "\n\n" + most) == nil)
    #expect(objection("```\n" + most + most + "\n```\n") == nil)
  }
}
