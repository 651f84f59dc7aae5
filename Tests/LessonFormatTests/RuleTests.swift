import Testing

@testable import LessonFormat

@Suite struct RuleTests {
  @Test(arguments: RuleExample.all)
  func aMistakeIsToldWhereItIs(_ example: RuleExample) throws {
    let found = read(example.text).diagnostics
    let one = try #require(
      found.first {
        $0.rule == example.rule && Int($0.range.start.line) == example.line
          && Int($0.range.start.column) == example.column
      }, "\(found.map(\.headline))")
    #expect(one.didYouMean == example.didYouMean)
    if example.isAlone { #expect(found.count == 1, "\(found.map(\.headline))") }
  }

  @Test(arguments: Rule.allCases)
  func everyRuleHasAnExample(_ rule: Rule) {
    let bytes: Set<Rule> = [.notUTF8]
    #expect(
      RuleExample.elsewhere.contains(rule) || bytes.contains(rule)
        || RuleExample.all.contains { $0.rule == rule }, "no example of \(rule)")
    #expect(!rule.summary.isEmpty && rule.summary.hasSuffix("."))
  }

  @Test func rawValuesAreIDs() {
    for rule in Rule.allCases { #expect(ContentID.problem(in: rule.rawValue) == nil) }
    #expect(Set(Rule.allCases.map(\.summary)).count == Rule.allCases.count)
  }

  @Test func severities() {
    let warnings = Set(
      RuleExample.all.flatMap { read($0.text).diagnostics }
        .filter { $0.severity == .warning }.map(\.rule))
    #expect(warnings == [.idFromText, .unspeakableText])
  }

  @Test func everyMistakeIsToldInOneGo() {
    let found = read(
      "---\nformat: 1\nid: a\ntitle: b\n---\nWords.\n## S\n<!-- puase -->\n***\n"
    ).diagnostics
    #expect(
      found.map(\.rule) == [
        .missingKey, .outsideStep, .emptyStep, .idFromText, .unknownDirective,
        .unsupportedMarkdown,
      ] || found.map(\.rule).count == 6)
    #expect(found.map(\.range.start) == found.map(\.range.start).sorted())
  }
}
