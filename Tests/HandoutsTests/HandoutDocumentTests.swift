import Foundation
import TestSupport
import Testing

@testable import Handouts
@testable import LessonFormat

@Suite("A lesson as a document")
struct HandoutDocumentTests {
  /// What a code host sees in a document.
  private struct Parsed {
    var headings: [String] = []
    var links: [String] = []
    var code: [String] = []
    var html: [String] = []
    var tables = 0
    var quotes: [String] = []
    /// All words, without markup.
    var words = ""

    init(_ text: String) throws {
      guard let document = MarkdownDocument(Array(text.utf8)[...]) else {
        throw CancellationError()
      }
      var parsed = self
      document.withRoot { parsed.take($0) }
      self = parsed
    }

    private mutating func take(_ node: MarkdownNode) {
      switch node.kind {
      case .heading: headings.append(Self.words(node))
      case .link, .image: links.append(node.url)
      case .code: code.append(node.literal)
      case .html, .inlineHTML: html.append(node.literal)
      case .table: tables += 1
      case .quote: quotes.append(Self.words(node))
      case .text, .inlineCode: words += node.literal
      case .softBreak, .lineBreak: words += " "
      default: break
      }
      for child in node.children { take(child) }
    }

    private static func words(_ node: MarkdownNode) -> String {
      switch node.kind {
      case .text, .inlineCode: node.literal
      case .softBreak, .lineBreak: " "
      default: node.children.map(words).joined()
      }
    }
  }

  private func document(_ handout: Handout, isASCII: Bool = false) throws -> String {
    try text(HandoutDocument(handout, isASCII: isASCII).write)
  }

  @Test("A document of everything is what it says")
  func everything() throws {
    let handout = try completeHandout()
    let text = try document(handout)
    let parsed = try Parsed(text)
    #expect(parsed.headings[0] == handout.lesson.title)
    let anchors = Set(parsed.headings.map(MarkdownText.anchor))
    #expect(anchors.count == parsed.headings.count)
    for link in parsed.links where link.hasPrefix("#") {
      #expect(anchors.contains(String(link.dropFirst())), "\(link)")
    }
    for number in 1...9 { #expect(parsed.links.contains("#answer-\(number)")) }
    #expect(parsed.tables == 1)
    #expect(parsed.html.allSatisfy { $0.contains("details>") })
    for block in handout.lesson.steps.flatMap(\.blocks) {
      switch block.content {
      case .exercise(let exercise):
        #expect(parsed.code.contains(exercise.starter.text))
        #expect(parsed.code.contains(exercise.solution.text))
      case .code(let code): #expect(parsed.code.contains(code.text))
      case .paragraph(let inlines):
        let hasLink = inlines.contains { if case .link = $0.content { true } else { false } }
        let isThere = hasLink || parsed.words.contains(inlines.plainText)
        #expect(isThere, "\(inlines.plainText)")
      default: break
      }
    }
    #expect(parsed.code.contains { $0.contains("■") && $0.contains("blocked") })
    #expect(parsed.code.contains("second: 2.5 s\n"))
    #expect(parsed.quotes.contains { $0.hasPrefix("[!WARNING]") })
    let end = try #require(text.range(of: "\n## Answers\n")?.lowerBound)
    #expect(text.range(of: "The waits add up.").map { $0.lowerBound > end } == true)
  }

  @Test("With ASCII the chart has no other signs")
  func ascii() throws {
    let parsed = try Parsed(document(completeHandout(), isASCII: true))
    let chart = try #require(parsed.code.first { $0.contains("X blocked") })
    #expect(chart.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test("Nothing in a lesson or a run becomes markup")
  func hostile() throws {
    let handout = try Hostile.handout()
    let parsed = try Parsed(document(handout))
    #expect(parsed.html.allSatisfy { $0.contains("details>") }, "\(parsed.html)")
    #expect(parsed.links.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("https://") })
    // Backticks in a program and in what it printed close no fence.
    #expect(parsed.code.contains { $0.contains("2  # ``` and ```") })
    #expect(parsed.code.contains { $0.contains("\n```\n") })
    #expect(parsed.headings.contains { $0.contains("<script>alert(1)</script>") })
  }

  @Test(
    "Words stay words, whatever they are made of",
    arguments: [
      "*a* _b_ `c` ~~d~~ [e](f) <g> &amp; \\ $h$ | i", "# no heading", "- no item", "+ none",
      "1. one",
      "12) two", "> no quote", "===", "---", "snake_case and __init__", "a < b > c", "a & b",
      "```", "~~~", "![x](y)", "<!-- x -->", "&#35;", "https://example.org", "| a | b |",
    ])
  func escaping(_ words: String) throws {
    let line = MarkdownText.asLine(MarkdownText.escaped(words))
    let parsed = try Parsed(line)
    #expect(parsed.words == words && parsed.html.isEmpty && parsed.headings.isEmpty, "\(line)")
  }

  @Test("Code in a line stays code", arguments: ["a", "`", "``a`", " a ", "a ` b", "\\", "<b>"])
  func inlineCode(_ code: String) throws {
    #expect(try Parsed("x " + MarkdownText.code(code)).words == "x " + code)
  }
}
