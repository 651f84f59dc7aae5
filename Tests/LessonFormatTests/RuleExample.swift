import Testing

@testable import LessonFormat

/// A text that breaks one rule, and the place that the message must name.
struct RuleExample: CustomTestStringConvertible, Sendable {
  var rule: Rule
  var text: String
  var line: Int
  var column: Int
  var didYouMean: String?
  /// The only message of the lesson, unless said otherwise.
  var isAlone = true

  init(
    _ rule: Rule, _ text: String, _ line: Int, _ column: Int, meant: String? = nil,
    alone: Bool = true
  ) {
    self.rule = rule
    self.text = text
    self.line = line
    self.column = column
    didYouMean = meant
    isAlone = alone
  }

  var testDescription: String { "\(rule.rawValue) at \(line):\(column)" }

  static let all = head + structure + fences + questions + exercises

  /// What shows only between files or on the disk; `CourseRulesTests` has these.
  static let elsewhere: Set<Rule> = [
    .unreadableFile, .fileTooLarge, .noLessons, .noLessonFile, .unknownLesson, .needsInCircle,
    .deadLink, .unknownTerm,
    // In the pages beside the lessons; `PageRulesTests` has these.
    .incompleteEntry, .badChooser, .chooserPath,
    // Said by the layout of the stage, outside of this target; `StageFitTests` has these.
    .roomCodeWidth, .roomPlayerWidth, .roomCodeRows, .roomTable, .roomFirstPart, .roomParagraph,
    // Said by Python's compiler, outside of this target.
    .pythonSyntax,
    // Said by the judge of runs; `CheckRunTests` has these.
    .demoFails, .claimFails, .solutionFails, .starterPasses, .conditionUntold,
  ]

  /// A demo and what stands around it; the fence is on line 11.
  static func demo(_ attributes: String, _ program: String = "x = 1", then rest: String = "")
    -> String
  {
    step(holding: "```python \(attributes)\n\(program)\n```\n\(rest)")
  }

  /// An exercise that is whole but for what is given; its checks begin on line 19.
  static func exercise(
    _ attributes: String = "exercise=e", checks: String = "finishes",
    rest: String = "> [!HINT]\n> Think."
  ) -> String {
    step(
      holding: "```python \(attributes)\npass\n```\n```python solution=e\npass\n```\n"
        + "\n```checks exercise=e\n\(checks)\n```\n\n\(rest)")
  }
}

extension RuleExample {
  static let head: [RuleExample] = [
    RuleExample(.emptyFile, "", 1, 1),
    RuleExample(.emptyFile, " \n\t\r\n", 1, 1),
    RuleExample(.notText, "---\nfor\u{0}mat: 1\n", 2, 4),
    RuleExample(.frontMatterMissing, "# Title\n", 1, 1),
    RuleExample(.frontMatterUnclosed, "---\nformat: 1\n## A step\n", 1, 1),
    RuleExample(.yamlSyntax, "---\nformat: 1\ntitle: a: b\n---\n" + step, 3, 9),
    RuleExample(.yamlSyntax, "---\nformat: &a 1\n---\n" + step, 2, 9),
    RuleExample(
      .unknownKey, "---\nformat: 1\nid: a\ntilte: x\ntitle: b\nminutes: 1\n---\n" + step, 4, 1,
      meant: "title"),
    RuleExample(
      .unknownKey, "---\nformat: 1\nid: a\ntitle: b\nid: c\nminutes: 1\n---\n" + step, 5, 1),
    RuleExample(.missingKey, "---\nformat: 1\nid: a\ntitle: b\n---\n" + step, 1, 1),
    RuleExample(
      .badValue, "---\nformat: 1\nid: a\ntitle: b\nminutes: long\n---\n" + step, 5, 10),
    RuleExample(
      .badValue, "---\nformat: 1\nid: a\ntitle: b\nminutes: 1\nneeds: x\n---\n" + step, 6, 8),
    RuleExample(.unknownFormat, "---\nformat: 2\nid: a\n---\n" + step, 2, 9),
    RuleExample(
      .badID, "---\nformat: 1\nid: My Lesson\ntitle: b\nminutes: 1\n---\n" + step, 3, 5,
      meant: "my-lesson"),
    RuleExample(
      .unspeakableText, "---\nformat: 1\nid: a\ntitle: a ====> b\nminutes: 1\n---\n" + step, 4, 8),
  ]

  static let structure: [RuleExample] = [
    RuleExample(.outsideStep, headOnly + "Words.\n\n" + step, 8, 1),
    RuleExample(.outsideStep, headOnly + "# Title\n\n" + step, 8, 1),
    RuleExample(.notAStep, step(holding: "> ## Not here"), 11, 3),
    RuleExample(.notAStep, step(holding: "# Title"), 11, 1),
    RuleExample(.emptyStep, headOnly + "## A step\n<!-- id: a-step -->\n", 8, 1),
    RuleExample(.emptyStep, headOnly, 1, 1),
    RuleExample(.emptyStep, headOnly + "##\n<!-- id: a -->\nWords.\n", 8, 1),
    RuleExample(
      .stepTooLong, step(holding: String(repeating: "word ", count: 181)), 11, 1),
    RuleExample(.idFromText, headOnly + "## A step\n\nWords.\n", 8, 1),
    RuleExample(.duplicateID, headOnly + step + "\n" + step, 13, 1),
    RuleExample(.unclosedFence, step(holding: "```\ncode"), 11, 1),
    RuleExample(.unclosedComment, step(holding: "Words.\n\n<!-- pause"), 13, 1),
    RuleExample(
      .unknownDirective, step(holding: "Words.\n\n<!-- puase -->"), 13, 1, meant: "pause"),
    RuleExample(.misplacedDirective, step(holding: "> a\n>\n> <!-- pause -->"), 13, 3),
    RuleExample(.misplacedDirective, step(holding: "In the <!-- pause --> middle."), 11, 8),
    RuleExample(.misplacedDirective, step(holding: "- > [!QUIZ] Inside?"), 11, 5),
    RuleExample(.unsupportedHTML, step(holding: "<div>\n\nWords."), 11, 1),
    RuleExample(.unsupportedHTML, step(holding: "Press <kbd>."), 11, 7),
    RuleExample(.unsupportedMarkdown, step(holding: "Words.\n\n***"), 13, 1),
    RuleExample(
      .unknownAlert, step(holding: "> [!NTOE]\n> Words.\n\nWords."), 11, 3, meant: "NOTE"),
    RuleExample(.unknownAlert, step(holding: "> [!NOTE] Words."), 11, 3),
    RuleExample(.missingDescription, step(holding: "![](clock.png)"), 11, 1),
    RuleExample(.missingDescription, step(holding: "```\n+-----+\n```"), 11, 1),
    RuleExample(.unspeakableText, step(holding: "First a\u{2192}b."), 11, 8),
    RuleExample(.unspeakableText, step(holding: "A zero\u{200B}width."), 11, 7),
    RuleExample(
      .tooComplex, step(holding: String(repeating: "> ", count: 30) + "a"), 11, 1),
    RuleExample(.tooComplex, step(holding: String(repeating: "[", count: 900)), 11, 1),
    RuleExample(
      .tooManyMistakes, step(holding: String(repeating: "***\n", count: 600)), 510, 1,
      alone: false),
    RuleExample(.badValue, step(holding: "Words.\n\n<!-- minutes: long -->"), 13, 1),
    RuleExample(
      .badID, headOnly + "## A step\n<!-- id: A Step -->\nWords.\n", 9, 1, meant: "a-step",
      alone: false),
  ]

  private static let headOnly = """
    ---
    format: 1
    id: sample
    title: A sample
    minutes: 5
    needs: []
    ---

    """
}
