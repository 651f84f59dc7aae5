import TestSupport
import Testing

@testable import LessonFormat

/// Texts that are no lesson, or one in another writing.
@Suite struct BadTextTests {
  static let everything = (try? Disk.read(Fixtures.everything.file)) ?? []

  @Test(arguments: [[], [0x20], [0x0A, 0x0D, 0x09], [0xEF, 0xBB, 0xBF]] as [[UInt8]])
  func nothing(_ bytes: [UInt8]) throws {
    let found = read(bytes: bytes).diagnostics
    #expect(found.count == 1)
    #expect([.emptyFile, .frontMatterMissing].contains(try #require(found.first).rule))
  }

  @Test func binary() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<20 {
      let bytes = (0..<2000).map { _ in UInt8.random(in: 0...255, using: &random) }
      let reading = read(bytes: bytes)
      #expect(reading.lesson == nil)
      #expect(!reading.diagnostics.isEmpty)
    }
  }

  @Test(arguments: [[0xFF, 0xFE], [0xFE, 0xFF]] as [[UInt8]])
  func utf16(_ mark: [UInt8]) {
    let found = read(bytes: mark + Array("a\u{0}b\u{0}".utf8)).diagnostics
    #expect(found.map(\.rule) == [.notUTF8])
    #expect(found.first?.message.contains("UTF-16") == true)
  }

  @Test func latin1() {
    let bytes = Array((head + step).utf8) + [0x0A, 0x63, 0x61, 0x66, 0xE9, 0x0A]
    let found = read(bytes: bytes).diagnostics
    #expect(found.first?.rule == .notUTF8)
    #expect(found.first?.range == SourceRange(line: 13, column: 4, length: 1))
    #expect(found.first?.message.contains("E9") == true)
  }

  @Test(
    arguments: [
      [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xF0, 0x9F],
    ] as [[UInt8]])
  func textThatIsNotUTF8(_ bad: [UInt8]) {
    let found = read(bytes: Array(head.utf8) + Array(step.utf8) + bad + [0x0A]).diagnostics
    #expect(found.contains { $0.rule == .notUTF8 && $0.range.start.line == 12 })
  }

  @Test(arguments: ["\r\n", "\r"])
  func otherLineEnds(_ end: String) throws {
    let plain = read(bytes: Self.everything, files: Fixtures.everything.programFiles)
    let text = String(decoding: Self.everything, as: UTF8.self).replacing("\n", with: end)
    let other = read(text, files: Fixtures.everything.programFiles)
    #expect(other.diagnostics.map(\.headline) == plain.diagnostics.map(\.headline))
    // The places are counted by lines, so that they are the same as well.
    let expected = try #require(plain.lesson)
    let given = try #require(other.lesson)
    #expect(given.frontMatter == expected.frontMatter)
    for (a, b) in zip(given.steps, expected.steps) {
      #expect(a.id == b.id && a.title == b.title && a.blocks.count == b.blocks.count)
      for (one, another) in zip(a.blocks, b.blocks) {
        #expect(one.content == another.content, "\(another.range.start)")
      }
    }
  }

  @Test func aByteOrderMark() throws {
    let plain = read(bytes: Self.everything, files: Fixtures.everything.programFiles)
    let marked = read(
      bytes: [0xEF, 0xBB, 0xBF] + Self.everything, files: Fixtures.everything.programFiles)
    #expect(marked.lesson == plain.lesson)
    #expect(marked.diagnostics == plain.diagnostics)
    #expect(plain.diagnostics.isEmpty)
  }

  @Test func tabs() throws {
    let reading = read(step(holding: "-\tone\n\n\ttwo\n\n> [!NOTE]\n>\tWords.\n\n\tcode"))
    #expect(reading.diagnostics.map(\.headline) == [])
    #expect(
      try #require(reading.lesson).blocks.map(\.content.name) == ["list", "callout", "code"])
    let demo = read(step(holding: "```python\tdemo=a\ttitle=b\nif 1:\n\tpass\n```"))
    #expect(demo.diagnostics.isEmpty)
    #expect(demo.lesson?.demos.first?.variants.first?.title == "b")
  }

  @Test func controlCharactersReachNoTerminal() {
    let text = step(
      holding: "A \u{1B}[2J word.\n\n```python \u{1B}]0;x=1\nx\n```\n\n> [!\u{1B}c]\n> a\n")
    for one in read(text).diagnostics { #expect(isPrintable(one)) }
  }

  @Test(arguments: [
    "---\n", "---", "---\nformat: 1", head, head + "##", head + step + "```",
    head + step + "<!--", head + step + "<!-- notes:", head + step + "> [!QUIZ", head + "|",
    head + step + "```python demo=", head + step + "```python demo=a title=\"",
    head + step + "```checks exercise=a\noutput contains \"\\", head + step + "> [!QUIZ]\n> -",
    head + step + "[a]: ", head + step + "<!-->", head + step + "<!--->",
    head + step + "```python demo=a\nx = ''' # knob", head + step + "> [!PREDICT]\n> answer:",
    head + step + "```python demo=a focus=-\nx\n```", head + step + "```python =\nx\n```",
    head + step + "```python demo=a lines=//,//\nx\n```",
    head + step + "```python demo=a lines=99999999999999999999,1\nx\n```",
    head + step + "```python demo=a focus=1-99999999999999999999\nx\n```",
    head + step + "```python demo=a requires=.t\nx\n```",
    head + step + "```python demo=a\nA = 1 # knob .. step :\n```",
    head + step + "```python demo=a\nA = - # knob 1..2\n```",
  ])
  func textsThatEndInTheMiddle(_ text: String) {
    let source = SourceText(path: "lesson.md", bytes: Array(text.utf8))
    let found = LessonReader.read(source, files: .none).diagnostics
    for one in found { #expect(Property.broken(by: one, in: source) == nil) }
  }

  @Test func duplicateKeysAndBombs() {
    let bomb =
      "a: &a [x, x, x, x]\n" + (0..<9).map { "b\($0): &b\($0) [*a, *a, *a]\n" }.joined()
    #expect(read("---\n\(bomb)---\n" + step).diagnostics.map(\.rule).contains(.yamlSyntax))
    let deep = "needs: " + String(repeating: "[", count: 5000)
    #expect(read("---\n\(deep)\n---\n" + step).diagnostics.first?.rule == .yamlSyntax)
    let wide = "needs: [" + String(repeating: "a, ", count: 20_000) + "a]"
    #expect(read("---\n\(wide)\n---\n" + step).diagnostics.first?.rule == .yamlSyntax)
    let many = (0..<398).map { "k\($0): 1\n" }.joined()
    #expect(read("---\n\(many)---\n" + step).diagnostics.count > 398)
  }
}

/// No control character but the ends of lines, whichever way it is told.
func isPrintable(_ diagnostic: Diagnostic, line: ArraySlice<UInt8>? = nil) -> Bool {
  [diagnostic.headline, diagnostic.sentence, diagnostic.rendered(sourceLine: line)].allSatisfy {
    $0.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F || $0 == "\n" }
  }
}
