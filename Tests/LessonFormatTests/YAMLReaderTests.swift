import Testing

@testable import LessonFormat

@Suite struct YAMLReaderTests {
  private func read(_ text: String) throws(YAMLProblem) -> YAMLNode? {
    try YAMLReader.read(Array(text.utf8)[...])
  }

  private func problem(_ text: String) -> YAMLProblem? {
    do throws(YAMLProblem) {
      _ = try read(text)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: ["", "\n\n", "# only a remark\n"])
  func nothing(_ text: String) throws { #expect(try read(text).map { "\($0)" } == nil) }

  @Test func aMapping() throws {
    let node = try #require(try read("a: 1\nb:\n  - x\n  - \"y\"\n"))
    guard case .mapping(let pairs) = node.content, pairs.count == 2,
      case .sequence(let items) = pairs[1].value.content,
      case .scalar(let first, isPlain: true) = items[0].content,
      case .scalar(let second, isPlain: false) = items[1].content
    else {
      Issue.record("\(node)")
      return
    }
    #expect([first, second] == ["x", "y"])
    #expect(pairs[0].value.range == SourceRange(line: 1, column: 4, length: 1))
    #expect(items[1].range == SourceRange(line: 4, column: 5, length: 3))
  }

  @Test(arguments: [
    ("a: &x 1\n", 1), ("a: 1\nb: *x\n", 2), ("a: [1\nb: 2\n", 2), ("a: 1\n---\nb: 2\n", 2),
    ("a: \"open\n", 2), ("\tb: 1\n", 1), ("a: b: c\n", 1), ("a: \u{1}\n", 1),
  ])
  func whatIsRefused(text: String, line: Int32) {
    let found = problem(text)
    #expect(found?.range.start.line == line)
    #expect(found?.message.isEmpty == false && found?.fix.isEmpty == false)
  }

  @Test func depthAndSizeAreBounded() {
    #expect(problem(String(repeating: "[", count: 16) + String(repeating: "]", count: 16)) == nil)
    #expect(problem(String(repeating: "[", count: 17)) != nil)
    #expect(problem("[" + String(repeating: "a, ", count: 9_000) + "]") == nil)
    #expect(problem("[" + String(repeating: "a, ", count: 11_000) + "]") != nil)
  }
}
