import Foundation
import TestSupport
import Testing

@Suite("interleave export")
struct HandoutTests {
  private static let lessons = ["sync-basics", "event-loop", "async-await", "threads-and-async"]

  @Test("The page of every lesson keeps all rules, and has all its recordings", arguments: lessons)
  func pages(_ lesson: String) throws {
    let outcome = try Program.run("export", lesson, "--html=-")
    #expect(outcome.status == 0 && outcome.errors == "")
    let rules = HandoutRules(page: outcome.output)
    #expect(rules.broken == [])
    let pictures = rules.all("svg").count { $0.attributes["role"] == "img" }
    let demos = rules.elements.count { $0.attributes["class"] == "demo" }
    #expect(pictures > 0 && demos >= pictures)
    let isMissing = outcome.output.contains("no recording")
    #expect(!isMissing)
  }

  @Test("Several forms at once, and a word about each")
  func several() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(
      "export", "sync-basics/the-cook", "--html", "a.html", "--markdown=a.md", "--asciicast=a.cast",
      "--size=100x30", in: folder.path)
    #expect(outcome.status == 0 && outcome.errors == "")
    #expect(
      outcome.output == """
        Wrote a.html, 10 demos.
        Wrote a.md, 10 demos.
        Wrote a.cast, the demo the-cook, 100 by 30.

        """)
    for (name, start) in [
      ("a.html", "<!DOCTYPE html>"), ("a.md", "# Synchronous code\n"),
      ("a.cast", #"{"version":2,"width":100,"height":30"#),
    ] {
      let text = try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
      #expect(text.hasPrefix(start))
    }
  }

  @Test("The standard output holds the form alone")
  func standardOutput() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(
      "export", "2", "--demo=three-orders", "--asciicast=-", "--html=a.html", in: folder.path)
    #expect(outcome.status == 0 && outcome.errors == "Wrote a.html, 11 demos.\n")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count > 30)
    for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
  }

  @Test("Demos without a recording, or with that of another program, are counted and told")
  func recordings() throws {
    let folder = try TemporaryFolder()
    try folder.lesson(
      """
      ## One
      <!-- id: one -->

      ```python demo=first
      print(1)
      ```

      ```python demo=second
      print(2)
      ```
      """)
    try folder.write("{}\n", to: "01-a/recordings/second.trace.jsonl")
    let page = try Program.run("export", "a", "--lessons=.", "--html=a.html", in: folder.path)
    #expect(page.output == "Wrote a.html, 2 demos, 2 without a recording.\n")
    let text = try String(contentsOfFile: "\(folder.path)/a.html", encoding: .utf8)
    #expect(HandoutRules(page: text).broken == [])
    let tells = [
      "there is no recording of this program. &quot;interleave run a#first&quot; runs it.",
      "the program was changed since it was recorded. &quot;interleave run a#second&quot; runs it.",
    ].filter(text.contains)
    #expect(tells.count == 2)
    let cast = try Program.run("export", "a", "--lessons=.", "--asciicast=-", in: folder.path)
    #expect(cast.status == 1 && cast.output == "")
    #expect(
      cast.errors.contains("no recording of a#first as it is now; \"interleave record a#first\""))
  }

  @Test(
    "What cannot be done is said",
    arguments: [
      (["export"], 2, "no lesson is named"), (["export", "1"], 2, "no output is asked for"),
      (["export", "evnt-loop", "--html=-"], 2, "did you mean \"event-loop\"?"),
      (["export", "1", "--html=-", "--markdown=-"], 2, "two options write to \"-\""),
      (["export", "1", "--html="], 2, "an option names no file"),
      (["export", "1/the-cook", "--html=-"], 2, "holds the whole lesson"),
      (["export", "1", "--html=-", "--demo=x"], 2, "for --asciicast alone"),
      (["export", "1", "--asciicast=-", "--size=9x9"], 2, "is no size; write"),
      (["export", "1", "--asciicast=-", "--demo=the-cok"], 2, "did you mean \"the-cook\"?"),
      (["export", "1/nowhere", "--asciicast=-"], 2, "has no step \"nowhere\""),
      (["export", "1", "--asciicast=-", "--theme=drak"], 2, "did you mean \"dark\"?"),
      (["export", "1", "--html=/nowhere/a.html"], 1, "cannot write /nowhere/a.html"),
    ])
  func mistakes(words: [String], status: Int32, message: String) throws {
    let outcome = try Program.shell("\"$@\"", [Program.binary] + words)
    #expect(outcome.status == status && outcome.output == "")
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }
}
