import Testing

@testable import LessonFormat

/// What must not reach cmark. The texts are small, so that a failing test costs nothing.
@Suite struct ComplexityGuardTests {
  private func objects(to text: String) -> Bool {
    let source = SourceText(path: "", bytes: Array(text.utf8))
    return ComplexityGuard.objection(to: source, lines: 1...source.lineCount) != nil
  }

  private static let openers = String(repeating: "![[]()", count: 2000)

  /// Where the guard takes text for code that cmark reads as Markdown, everything gets through.
  @Test(arguments: [
    "- a\n  ```\n\n", "1. a\n   ```\n\n", "<!--\n```\n-->\n\n", "<!-- notes:\n\n```\n-->\n\n",
    "<div>\n```\n\n", "<script>\n\n```\n</script>\n\n", "- - ```\n\n", "> ```\n\n", "",
  ])
  func aFenceThatIsNone(_ lead: String) {
    #expect(objects(to: lead + Self.openers))
  }

  @Test func codeIsNotCounted() {
    #expect(!objects(to: "```\n\(Self.openers)\n```\n"))
    #expect(!objects(to: "~~~~ text\n\(Self.openers)\n~~~~\n\nWords.\n"))
  }

  /// A definition is copied for each use.
  @Test(arguments: ["", "## A\n", "<!-- id: a -->\n", "> ", "- ", "   ", "[b]: /c\n"])
  func aLongDefinition(_ lead: String) {
    let definition = "[a]: " + String(repeating: "u", count: 5000) + "\n\n"
    #expect(objects(to: lead + definition + String(repeating: "[a]\n\n", count: 2000)))
  }

  /// Each table is small; the file is a kilobyte for each 60,000 cells.
  @Test func manyWideTables() {
    let table =
      String(repeating: "|", count: 200) + "\n"
      + String(repeating: "-|", count: 198) + "-\n" + String(repeating: "a\n", count: 290) + "\n"
    #expect(objects(to: String(repeating: table, count: 20)))
  }

  /// A blank line costs as much as there are lists open.
  @Test func listsThatNestOverManyLines() {
    let lists = (0..<40).map {
      String(repeating: "  ", count: 40 * $0) + String(repeating: "- ", count: 40) + "a\n\n"
    }
    #expect(objects(to: lists.joined()))
  }
}
