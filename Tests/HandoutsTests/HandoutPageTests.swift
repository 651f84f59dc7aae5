import Exports
import Foundation
import LessonFormat
import TestSupport
import Testing
import Trace

@testable import Handouts

@Suite("A lesson as a page")
struct HandoutPageTests {
  private func page(_ handout: Handout) throws -> String {
    try text(HandoutPage(handout).write)
  }

  @Test("A page of everything keeps all rules")
  func everything() throws {
    let rules = HandoutRules(page: try page(completeHandout()))
    #expect(rules.broken == [])
    #expect(rules.all("svg").count { $0.attributes["role"] == "img" } == 1)
    #expect(rules.elements.count { $0.attributes["id"]?.hasPrefix("question-") == true } == 9)
    #expect(rules.elements.count { $0.attributes["id"]?.hasPrefix("solution-") == true } == 2)
  }

  @Test("The rules find what is wrong")
  func rulesAreStrict() throws {
    let whole = try page(completeHandout())
    let breaks: [(String, String, String)] = [
      ("</main>", "", "whole"), ("<p>", "<p onclick=\"x\">", "known-elements"),
      ("<html lang=\"en\">", "<html>", "language"), ("href=\"#main\"", "href=\"#answers\"", "skip"),
      ("<h1>Everything: one of each</h1>", "<p>Everything</p>", "heading-order"),
      ("id=\"answer-2\"", "id=\"answer-1\"", "unique-ids"),
      ("href=\"#answer-3\"", "href=\"#nowhere\"", "links-resolve"),
      ("href=\"#question-3\"", "href=\"#question-4\"", "answered"),
      ("<figcaption", "<p", "whole"), ("scope=\"col\"", "scope=\"\"", "table-headers"),
      ("tabindex=\"0\"", "tabindex=\"3\"", "tab-order"),
      ("<strong>Right: </strong>", "", "in-words"),
      ("https://docs", "javascript:docs", "safe-links"),
      ("<summary>Hint 1</summary>", "<p>Hint 1</p>", "summaries"),
    ]
    for (part, other, rule) in breaks {
      let range = try #require(whole.range(of: part), "\(part)")
      let broken = HandoutRules(page: whole.replacingCharacters(in: range, with: other)).broken
      #expect(broken.contains { $0.hasPrefix(rule) }, "\(part)")
    }
  }

  @Test("What a learner should find out alone stands at the end alone")
  func answersLast() throws {
    let page = try page(completeHandout())
    let end = try #require(page.range(of: "id=\"answers\"")?.lowerBound)
    for secret in [
      "The waits add up.", "Right: ", "Both naps wait at the same time.", "gather(async",
    ] {
      let first = page.range(of: secret)?.lowerBound
      if let first { #expect(first > end, "\(secret)") }
    }
    #expect(page.range(of: "It takes several coroutines.").map { $0.lowerBound < end } == true)
    #expect(!page.contains("before</strong> you go on"))
  }

  @Test("Runs are told with their words, and those that are missing as well")
  func runs() throws {
    let page = try page(completeHandout())
    for words in [
      "Recorded with Python 3.13.5", "Numbers to change:", "What &quot;untraced&quot; printed",
      "Figures: there is no recording of this program. &quot;interleave run everything#figures&quot;",
      "Untraced measures itself, so it was not traced. It ran for 2.50 s.",
      "It: the program was changed since it was recorded.",
      "The program is here to be read, not to be run.", "Lane by lane, in words",
    ] {
      let isThere = page.contains(words)
      #expect(isThere, "\(words)")
    }
  }

  @Test("A question that a run answers is answered by the recording")
  func measured() throws {
    let handout = try completeHandout()
    var answers: [String: String] = [:]
    for block in handout.lesson.steps.flatMap(\.blocks) {
      if case .question(let question) = block.content {
        answers[question.id.value] = handout.answer(to: question)
      }
    }
    let run = try #require(handout.demos["three-fetches"]?[1].run)
    let total = inWords((Double(run.timeline.total) / 1e4).rounded() / 100)
    #expect(answers["longest"]?.hasSuffix("In the recording it is \(total) s.") == true)
    #expect(answers["fixed"] == "The answer is 3.")
    #expect(answers["both"] == "Right: A and B.")
    #expect(answers["in-order"] == "The right order:")
    #expect(answers["who-waits"]?.contains("In the recording: ") == true)
  }

  @Test("Nothing in a lesson or a run becomes markup")
  func hostile() throws {
    let page = try page(Hostile.handout())
    #expect(HandoutRules(page: page).broken == [])
    let isShown = page.contains("&lt;img src=x onerror=alert(1)&gt;")
    #expect(isShown)
    let lower = page.lowercased()
    #expect(!lower.contains("<script") && !lower.contains("href=\"javascript"))
    #expect(!lower.contains("href=\"data:") && !lower.contains("<iframe"))
    #expect(page.contains("default-src &#39;none&#39;"))
  }

  @Test("Nothing is fetched from anywhere")
  func alone() throws {
    let page = try page(completeHandout())
    let fetches = ["src=", "@import", "url(h", "<link", "<script"].filter(page.contains)
    #expect(fetches == [])
  }

  @Test("Colours can be read on every ground, light and dark")
  func contrast() {
    let inks = HandoutStyle.inks + HandoutStyle.edges
    for (palette, isLight) in [(Palette.light, true), (.dark, false)] {
      let grounds = [palette.paper] + HandoutStyle.grounds.map { isLight ? $0.light : $0.dark }
      let words = [palette.text, palette.quiet, palette.accent]
      for ground in grounds {
        for ink in words + inks.map({ isLight ? $0.light : $0.dark }) {
          #expect(Contrast.between(ink, ground) >= 4.5, "\(ink) on \(ground)")
        }
      }
    }
  }

  @Test("Ids that repeat or hold anything are told apart")
  func anchors() throws {
    let lesson = try lesson(
      "## One\n<!-- id: a -->\n\n[x](#a)\n\n## Two\n<!-- id: a -->\n\nWords.\n\n## Three\n\nWords.\n"
    )
    #expect(HandoutRules(page: try page(Handout(lesson: lesson))).broken == [])
  }

  @Test("An axis is shared: the shorter run ends before the picture does")
  func axis() throws {
    let handout = try completeHandout()
    let runs = try #require(handout.demos["three-fetches"]).compactMap(\.named)
    var alone = Markup()
    RunsPicture([runs[0]]).write(id: "a", title: "a", to: &alone)
    var together = Markup()
    RunsPicture(runs).write(id: "a", title: "a", to: &together)
    func labels(_ markup: Markup) -> Int {
      markup.text.components(separatedBy: "class=\"axis\"").count - 1
    }
    #expect(labels(alone) == 1 && labels(together) == 1)
  }
}
