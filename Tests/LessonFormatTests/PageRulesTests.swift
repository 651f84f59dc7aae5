import Testing

@testable import LessonFormat

/// What can be wrong with the quick reference and the chooser.
@Suite struct PageRulesTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "01-a/lesson.md", "---\nformat: 1\nid: a\ntitle: A\nminutes: 5\n---\n" + step)
  }

  struct Example: CustomTestStringConvertible, Sendable {
    var rule: Rule
    var line: Int
    var text: String
    var meant: String?

    init(_ rule: Rule, _ line: Int, _ text: String, meant: String? = nil) {
      self.rule = rule
      self.line = line
      self.text = text
      self.meant = meant
    }

    var testDescription: String { "\(rule.rawValue) in line \(line)" }
  }

  private func expect(_ example: Example, in name: String) throws {
    try folder.write(name, example.text)
    let found = try folder.check(name)
    #expect(found.count == 1, "\(found.map(\.headline))")
    let one = try #require(found.first)
    #expect(one.rule == example.rule, "\(one.headline)")
    #expect(Int(one.range.start.line) == example.line, "\(one.headline)")
    #expect(one.didYouMean == example.meant)
    #expect(one.file.hasSuffix(name))
  }

  private static let head = "---\nformat: 1\ntitle: T\n---\n"
  private static let taught = "\n\nTaught in [A](lesson:a#a-step).\n\n"

  static let ofTheReference: [Example] = [
    Example(.frontMatterMissing, 1, "# Reference\n"),
    Example(.missingKey, 1, "---\nformat: 1\n---\n## A\n\nx." + taught),
    Example(.unknownKey, 4, "---\nformat: 1\ntitle: T\nminutes: 1\n---\n## A\n\nx." + taught),
    Example(.emptyStep, 1, head),
    Example(.emptyStep, 5, head + "## A\n"),
    Example(.outsideStep, 5, head + "Words.\n\n## A\n\nx." + taught),
    Example(.badID, 5, head + "## ?\n\nx." + taught),
    Example(.badID, 6, head + "## A\n<!-- id: Not So -->\n\nx." + taught, meant: "not-so"),
    Example(.duplicateID, 12, head + "## A\n\nx." + taught + "\n## A\n\ny." + taught),
    Example(.incompleteEntry, 5, head + "## A\n\nNobody teaches it.\n"),
    Example(.incompleteEntry, 5, head + "## A\n\n- [A](lesson:a)\n"),
    Example(.misplacedDirective, 6, head + "## A\n<!-- pause -->\n\nx." + taught),
    Example(.misplacedDirective, 6, head + "## A\n<!-- chooser -->\n\nx." + taught),
    Example(.badValue, 6, head + "## A\n<!-- message: ... -->\n\nx." + taught),
    Example(
      .unknownDirective, 6, head + "## A\n<!-- mesage: a b -->\n\nx." + taught, meant: "message"),
    Example(.deadLink, 7, head + "## Gather\n\n[x](#gahter)." + taught, meant: "gather"),
    Example(.deadLink, 7, head + "## A\n\n[x](lesson:a#a-stpe).\n", meant: "a-step"),
    Example(.deadLink, 7, head + "## A\n\n[x](chooser:)." + taught),
    Example(.unknownTerm, 7, head + "## A\n\n[x](glossary:loop)." + taught),
    Example(.badAttribute, 9, head + "## A\n\nx.\n\n```python requires=new\n1\n```" + taught),
    Example(.unspeakableText, 7, head + "## A\n\nx \u{2500} y." + taught),
  ]

  @Test(arguments: ofTheReference)
  func theReference(_ example: Example) throws {
    try expect(example, in: "reference.md")
  }

  private static let advice = "\n\nx.\n\n```python\n1\n```" + taught
  private static let question = head + "## A?\n\n- [b](#b)\n- [c](#c)\n"

  static let ofTheChooser: [Example] = [
    Example(.emptyFile, 1, ""),
    Example(.badChooser, 1, head),
    Example(.badChooser, 5, head + "## B" + advice),
    Example(.badChooser, 5, head + "## A?\n\nWords.\n"),
    Example(.badChooser, 5, head + "## A?\n\n- [b](#b)\n\n## B" + advice),
    Example(.badChooser, 8, head + "## A?\n\n- [b](#b)\n- no link\n\n## B" + advice),
    Example(.badChooser, 8, head + "## A?\n\n- [b](#b)\n- [c](lesson:a)\n\n## B" + advice),
    Example(.badChooser, 9, question + "## B\n\n## C" + advice),
    Example(.badChooser, 9, question + "## B\n\nx." + taught + "## C" + advice),
    Example(.badChooser, 9, question + "## B\n\nx.\n\n```python\n1\n```\n\n## C" + advice),
    Example(
      .deadLink, 8, head + "## A?\n\n- [b](#b)\n- [c](#bb)\n\n## B" + advice),
    Example(
      .duplicateID, 19, question.replacing("#c", with: "#b") + "## B" + advice + "## B" + advice),
    Example(
      .chooserPath, 19, question.replacing("#c", with: "#b") + "## B" + advice + "## C" + advice),
    Example(
      .chooserPath, 11,
      question + "## B?\n\n- [a](#a)\n- [c](#c)\n\n## C" + advice),
    Example(.chooserPath, 8, head + "## A?\n\n- [b](#b)\n- [a](#a)\n\n## B" + advice),
    Example(
      .deadLink, 11,
      question + "## B\n\n[x](reference:q).\n\n```python\n1\n```" + taught + "## C" + advice),
  ]

  @Test(arguments: ofTheChooser)
  func theChooser(_ example: Example) throws {
    try expect(example, in: "chooser.md")
  }

  @Test func aPathHasAnEnd() throws {
    var text = Self.head
    for number in 0..<40 {
      text += "## Q\(number)?\n\n- [on](#q\(number + 1))\n- [end](#end)\n\n"
    }
    text += "## Q40" + Self.advice + "## End" + Self.advice
    try folder.write("chooser.md", text)
    let found = try folder.check("chooser.md")
    #expect(found.map(\.rule) == [.tooComplex], "\(found.map(\.headline))")
  }

  // MARK: In lessons

  private func lesson(_ content: String) throws -> [Diagnostic] {
    try folder.write(
      "02-b/lesson.md",
      "---\nformat: 1\nid: b\ntitle: B\nminutes: 5\n---\n## S\n<!-- id: s -->\n\n\(content)\n")
    return try folder.check("02-b")
  }

  @Test func aStepNeedsAChooserToAsk() throws {
    let found = try lesson("Words.\n\n<!-- chooser -->")
    #expect(found.map(\.rule) == [.misplacedDirective])
    #expect(found.first?.range.start.line == 12)
    try folder.write("chooser.md", Self.question + "## B" + Self.advice + "## C" + Self.advice)
    #expect(try lesson("Words.\n\n<!-- chooser -->").isEmpty)
    #expect(
      try lesson("<!-- chooser -->\n\nWords.\n\n<!-- chooser -->").map(\.rule)
        == [.misplacedDirective])
    #expect(try lesson("<!-- chooser: now -->\n\nx").map(\.rule) == [.unknownDirective])
  }

  @Test func linksToThePagesAreChecked() throws {
    #expect(try lesson("[x](reference:a)").map(\.rule) == [.deadLink])
    try folder.write("reference.md", Self.head + "## Gather\n\nx." + Self.taught)
    #expect(try lesson("[x](reference:gather) [y](reference:)").isEmpty)
    let found = try lesson("[x](reference:gahter)")
    #expect(found.map(\.rule) == [.deadLink])
    #expect(found.first?.didYouMean == "gather")
    try folder.write("chooser.md", Self.question + "## B" + Self.advice + "## C" + Self.advice)
    #expect(try lesson("[x](chooser:) [y](chooser:b)").isEmpty)
    #expect(try lesson("[x](chooser:d)").map(\.rule) == [.deadLink])
  }

  @Test func noLessonIsCalledLikeAPage() throws {
    for name in CourseFolder.pageNames {
      try folder.write(
        "02-b/lesson.md", "---\nformat: 1\nid: \(name)\ntitle: B\nminutes: 5\n---\n" + step)
      #expect(try folder.check("02-b").map(\.rule) == [.badID])
    }
  }
}
