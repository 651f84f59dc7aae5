import Testing
import TextWidth

@Suite("Glyphs")
struct GlyphTests {
  private func shown(_ text: String) -> String {
    Glyphs(text).reduce(into: "") { result, glyph in
      result.unicodeScalars.append(glyph.base)
      result.unicodeScalars.append(contentsOf: glyph.marks)
    }
  }

  @Test(
    "Columns",
    arguments: [
      ("", 0), ("plain", 5), ("café", 4), ("cafe\u{301}", 4), ("日本", 4), ("─█▒■╳·", 6),
      ("👍", 2), ("👍🏽", 2), ("🏽", 2), ("👨‍👩‍👧", 6), ("❤️", 1), ("1️⃣", 1), ("🇫🇷", 2), ("각", 2),
      ("\u{1112}\u{1161}\u{11AB}", 2), ("\u{301}x", 2), ("a\tb", 4), ("a\u{200B}b", 2),
      ("\u{1B}[31m", 5), ("नमस्ते", 4),
    ])
  func width(_ text: String, _ expected: Int) {
    #expect(columns(text) == expected)
    #expect(Glyphs(text).reduce(0) { $0 + $1.width } == expected)
  }

  @Test("What would act on a terminal is shown as U+FFFD")
  func controls() {
    #expect(
      shown("a\u{1B}]0;x\u{7}b\u{9B}c\r\n") == "a\u{FFFD}]0;x\u{FFFD}b\u{FFFD}c\u{FFFD}\u{FFFD}")
    #expect(shown("\u{202E}abc\u{2066}\u{2028}\u{E000}") == "\u{FFFD}abc\u{FFFD}\u{FFFD}\u{FFFD}")
  }

  @Test("A mark with nothing under it gets a dotted circle, and no glyph more than four")
  func marks() {
    #expect(shown("\u{301}") == "\u{25CC}\u{301}")
    #expect(shown("a" + String(repeating: "\u{301}", count: 9)).unicodeScalars.count == 5)
  }

  @Test("Joiners and variation selectors are left out, the members of a family stay")
  func joined() {
    #expect(shown("👨‍👩‍👧") == "👨👩👧")
    #expect(shown("❤️ 👍🏽") == "❤ 👍")
  }
}
