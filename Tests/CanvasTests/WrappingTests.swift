import Canvas
import TestSupport
import Testing
import TextWidth

@Suite("Wrapping")
struct WrappingTests {
  private func wrapped(_ text: String, _ width: Int) -> [String] {
    wrap([TextRun(text)], to: width).map(\.text)
  }

  @Test("At blanks, and none is left at an end")
  func words() {
    #expect(wrapped("one two three", 7) == ["one two", "three"])
    #expect(wrapped("one  two   three", 8) == ["one  two", "three"])
    #expect(wrapped("  indented text", 10) == ["  indented", "text"])
    #expect(wrapped("", 10) == [""])
    #expect(wrapped("   ", 10) == [""])
  }

  @Test("A newline always breaks")
  func newlines() {
    #expect(wrapped("one\ntwo\r\n\nthree\n", 20) == ["one", "two", "", "three", ""])
  }

  @Test("A word longer than a line is broken where the line is full")
  func longWords() {
    #expect(wrapped("a abcdefghij k", 4) == ["a", "abcd", "efgh", "ij k"])
    #expect(wrapped("abc", 1) == ["a", "b", "c"])
    #expect(wrapped("日本", 1) == ["日", "本"])
    #expect(wrapped("abc", -5) == ["a", "b", "c"])
  }

  @Test("Blanks that don't break, and hyphens that do")
  func breaks() {
    #expect(wrapped("see 10\u{A0}kB there", 8) == ["see", "10\u{A0}kB", "there"])
    #expect(wrapped("a well-known word", 7) == ["a well-", "known", "word"])
    #expect(wrapped("use --plain -5", 8) == ["use", "--plain", "-5"])
  }

  @Test("Between wide characters, but not before a full stop")
  func wide() {
    #expect(wrapped("日本語です。", 6) == ["日本語", "です。"])
    #expect(wrapped("日本語で。す", 8) == ["日本語", "で。す"])
    #expect(wrapped("abc日本", 5) == ["abc日", "本"])
  }

  @Test("Styles stay with their words, also inside of one")
  func styles() {
    let code = Style(.code, on: .panel)
    let lines = wrap(
      [TextRun("call "), TextRun("sleep(1)", code), TextRun(", then wait")], to: 15)
    #expect(lines.map(\.text) == ["call sleep(1),", "then wait"])
    #expect(lines[0].runs == [TextRun("call "), TextRun("sleep(1)", code), TextRun(",")])
  }

  @Test("A run that belongs together stays so while it can")
  func together() {
    let runs = [TextRun("try "), TextRun("a + b", together: true), TextRun(" now")]
    #expect(wrap(runs, to: 7).map(\.text) == ["try", "a + b", "now"])
    #expect(wrap(runs, to: 4).map(\.text) == ["try", "a +", "b", "now"])
  }

  @Test("Text hangs beside its bullet")
  func hanging() {
    let bullet = TextLine("• ", Style(.accent))
    let lines = wrap([TextRun("one two three")], to: 9, first: bullet)
    #expect(lines.map(\.text) == ["• one two", "  three"])
    #expect(
      wrap([TextRun("a b")], to: 3, first: TextLine("> "), rest: TextLine("> ")).map(\.text)
        == ["> a", "> b"])
    #expect(
      wrap([TextRun("ab")], to: 2, first: TextLine("----")).map(\.text) == ["----a", "    b"])
  }

  @Test("A line cut to fit says so")
  func fitting() {
    #expect(TextLine("some text").fitted(to: 9).text == "some text")
    #expect(TextLine("some text").fitted(to: 6).text == "some …")
    #expect(TextLine("日本語").fitted(to: 4).text == "日…")
    #expect(TextLine("x").fitted(to: 0).text == "")
  }

  @Test("No line is wider than it may be, and no letter is lost", arguments: 0..<200)
  func property(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array("ab c  -—\n日本。é\u{301}👍\u{200D}🏽\u{A0}\t(x)")
    let runs = (0..<Int.random(in: 0...6, using: &random)).map { _ in
      let count = Int.random(in: 0...30, using: &random)
      let text = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? " " }
      return TextRun(
        String(text), Style(Bool.random(using: &random) ? .text : .code),
        together: Bool.random(using: &random))
    }
    let width = Int.random(in: 2...20, using: &random)
    let lines = wrap(runs, to: width)
    for line in lines {
      #expect(line.columns <= width)
      #expect(line.columns == columns(line.text))
    }
    func letters(_ text: String) -> [Unicode.Scalar] {
      text.split(separator: "\n").flatMap { Glyphs($0).map(\.base) }.filter { $0 != " " }
    }
    let before = runs.flatMap { letters($0.text) }
    #expect(lines.flatMap { letters($0.text) } == before)
  }
}
