import Testing

@testable import LessonFormat

/// The outline finds steps without reading Markdown; where it is in doubt it must say so.
@Suite struct OutlineTests {
  @Test(arguments: [
    "## A\n<!-- id: b -->\n\nx", "## A\n<!-- id: b --> <!-- minutes: 2 -->\n\nx",
    "## A\n<!-- minutes: 2 --> <!-- id: b -->\n\nx", "## A\n<!--\nid: b\n-->\n\nx",
    "## A\n<!-- id : b -->\n\nx", "## A\n<!-- id: b -->x\n\nx", "## A\n<!-- id: b-->c -->\n\nx",
    "## A\n<!-->\n## B\n\nx", "## A\n<!--->\n## B\n\nx", "## A\n<!--\n## B\n-->\n## C\n\nx",
    "## A [b]\n\n[b]: /c", "## A [b](c) *d* `e` &amp; \\*\n\nx", "## A ##\n\nx", "##\tA\n\nx",
    "##\n\nx", "##A\n\nx", "```\n## A\n```\n## B\n\nx", "~~~~\n## A\n~~~\n~~~~\n## B\n\nx",
    "- ```\n## A\n  ```\n## B\n\nx", "<div>\n## A\n</div>\n\n## B\n\nx", "> ## A\n\n## B\n\nx",
    "A\n---\n\n## B\n\nx", "   ## A\n\n## B\n\nx", "## A\n<!-- id: Bad Id -->\n<!-- id: b -->\n\nx",
    "## A\n<!-- id: a -->\n<!-- id: b -->\n\nx", "## A\u{C}\n\nx", "## A\u{2028}B\n\nx",
    "<!-- comment: x -->\n## A\n\nx", "## A\n\n    <!-- id: b -->\n", "## A\n> <!-- id: b -->\n",
    "## A\n\n| a |\n|---|\n## B\n\nx", "## A\n[b]: /c '\n## B\n'\n\nx",
    "## A\n\n\\`\n```\n## B\n```",
  ])
  func agreesWithTheFullReading(_ body: String) {
    let text = head + body + "\n"
    let source = SourceText(path: "lesson.md", bytes: Array(text.utf8))
    #expect(Property.disagreement(of: read(text), with: source) == nil)
  }

  @Test func isSureOfOrdinaryLessons() throws {
    for folder in try Fixtures.complete.lessonFolders().lessons {
      let source = try folder.source()
      let bounds = try #require(FrontMatterBounds(source))
      let outline = try #require(Outline(source, from: bounds.bodyLine))
      let steps = try #require(try folder.read().lesson).steps
      #expect(outline.sections.map(\.id) == steps.map(\.id.value))
      #expect(outline.sections.map(\.title) == steps.map(\.title.plainText))
    }
  }

  @Test func theIndexHasTheSteps() throws {
    let index = try Course(Fixtures.complete, detail: .steps)
    #expect(
      index.entries.map { $0.steps.map(\.id) } == [
        ["all-blocks", "code", "demos", "more-demos", "exercises"], ["only-step"],
      ])
    #expect(try Course(Fixtures.complete, detail: .frontMatter).entries[0].steps.isEmpty)
  }
}
