import Testing

@testable import LessonFormat

/// What is wrong between the files of a course.
@Suite struct CourseRulesTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func lesson(
    _ id: String, needs: String = "[]", _ content: String = "Words."
  ) -> String {
    """
    ---
    format: 1
    id: \(id)
    title: A lesson
    minutes: 5
    needs: \(needs)
    ---
    ## A step
    <!-- id: a-step -->

    \(content)

    """
  }

  private func only(_ found: [Diagnostic]) throws -> Diagnostic {
    #expect(found.count == 1, "\(found.map(\.headline))")
    return try #require(found.first)
  }

  @Test func aFolderWithoutLessons() throws {
    let found = try only(try folder.check())
    #expect(found.rule == .noLessons)
    #expect(found.range == .fileStart)
  }

  @Test func aFolderWithoutItsLesson() throws {
    try folder.write("01-a/lesson.md", lesson("a"))
    try folder.write("02-b/notes.txt", "x")
    let found = try only(try folder.check())
    #expect(found.rule == .noLessonFile)
    #expect(found.severity == .warning)
    #expect(found.file.hasSuffix("02-b"))
  }

  @Test func aNeedThatLeadsNowhere() throws {
    try folder.write("01-a/lesson.md", lesson("sync-basics"))
    try folder.write("02-b/lesson.md", lesson("b", needs: "[sync-basics, sync-bascis]"))
    let found = try only(try folder.check())
    #expect(found.rule == .unknownLesson)
    #expect(found.range == SourceRange(line: 6, column: 22, length: 11))
    #expect(found.didYouMean == "sync-basics")
  }

  @Test func needsInACircle() throws {
    try folder.write("01-a/lesson.md", lesson("a", needs: "[c]"))
    try folder.write("02-b/lesson.md", lesson("b", needs: "[a]"))
    try folder.write("03-c/lesson.md", lesson("c", needs: "[b]"))
    let found = try folder.check()
    #expect(found.map(\.rule) == [.needsInCircle, .needsInCircle, .needsInCircle])
    #expect(found.first?.range == SourceRange(line: 6, column: 9, length: 1))
    #expect(found.first?.message.hasSuffix("a needs c, which needs b, which needs a") == true)
  }

  @Test func aLessonThatNeedsItself() throws {
    try folder.write("01-a/lesson.md", lesson("a", needs: "[a]"))
    #expect(try only(try folder.check()).rule == .needsInCircle)
  }

  @Test func twoLessonsWithOneID() throws {
    try folder.write("01-a/lesson.md", lesson("a"))
    try folder.write("02-b/lesson.md", lesson("a"))
    let found = try only(try folder.check())
    #expect(found.rule == .duplicateID)
    #expect(found.file.hasSuffix("02-b/lesson.md"))
  }

  @Test(
    arguments: [
      ("[x](lesson:othr)", .deadLink, "other"),
      ("[x](lesson:other#a-stpe)", .deadLink, "a-step"),
      ("[x](#a-stpe)", .deadLink, "a-step"),
      ("[x](glossary:ready-quue)", .unknownTerm, "ready-queue"),
      ("[x](htps://example.org)", .deadLink, "https"),
      ("[x](missing.py)", .deadLink, nil),
      ("[x](../secret)", .deadLink, nil),
      ("[x](/etc/passwd)", .deadLink, nil),
      ("[](lesson:other)", .deadLink, nil),
    ] as [(String, Rule, String?)])
  func aLinkThatLeadsNowhere(link: String, rule: Rule, meant: String?) throws {
    try folder.write("01-other/lesson.md", lesson("other"))
    try folder.write("02-b/lesson.md", lesson("b", "See \(link)."))
    try folder.write(
      "glossary.md", "---\nformat: 1\ntitle: Glossary\n---\n## Ready queue\n\nA queue.\n")
    let found = try only(try folder.check())
    #expect(found.rule == rule)
    #expect(found.range == SourceRange(line: 11, column: 5, length: link.utf8.count))
    #expect(found.didYouMean == meant)
  }

  @Test(arguments: [
    ("# Glossary\n", Rule.frontMatterMissing, 1),
    ("---\nformat: 1\n---\n## A\n\nx\n", .missingKey, 1),
    ("---\nformat: 1\ntitle: G\nminutes: 1\n---\n## A\n\nx\n", .unknownKey, 4),
    ("---\nformat: 1\ntitle: G\n---\n## A\n\nx\n\n## A\n\ny\n", .duplicateID, 9),
    ("---\nformat: 1\ntitle: G\n---\n## A\n", .emptyStep, 5),
    ("---\nformat: 1\ntitle: G\n---\n## ?\n\nx\n", .badID, 5),
    ("---\nformat: 1\ntitle: G\n---\n## A\n<!-- pause -->\n\nx\n", .misplacedDirective, 6),
    ("---\nformat: 1\ntitle: G\n---\n## A\n\n[x](glossary:b)\n", .unknownTerm, 7),
  ])
  func theGlossary(text: String, rule: Rule, line: Int32) throws {
    try folder.write("01-a/lesson.md", lesson("a"))
    try folder.write("glossary.md", text)
    let found = try only(try folder.check())
    #expect(found.rule == rule)
    #expect(found.range.start.line == line)
    #expect(found.file.hasSuffix("glossary.md"))
  }

  @Test func oneLessonIsCheckedAmongItsCourse() throws {
    try folder.write("01-a/lesson.md", lesson("a"))
    try folder.write("02-b/lesson.md", lesson("b", needs: "[a]", "[x](lesson:a#a-step)"))
    for name in ["02-b", "02-b/lesson.md", "02-b/"] {
      #expect(try folder.check(name).map(\.headline) == [])
    }
  }
}
