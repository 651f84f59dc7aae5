import Testing

@testable import LessonFormat

/// The small helpers that everything else leans on.
@Suite struct WordsTests {
  @Test(
    arguments: [
      ("demoo", "demo"), ("vairant", "variant"), ("timout", "timeout"), ("TITLE", "title"),
      ("pridict", "predict"), ("requries", "requires"), ("d", nil), ("", nil), ("banana", nil),
      (String(repeating: "x", count: 100), nil),
    ] as [(String, String?)])
  func suggestions(written: String, meant: String?) {
    let names = ["demo", "variant", "timeout", "title", "predict", "requires"]
    #expect(closest(to: written, among: names) == meant)
  }

  @Test func theNearestIsSuggested() {
    #expect(closest(to: "lins", among: ["list", "lines", "links"]) == "lines")
    #expect(closest(to: "a", among: ["b"]) == nil)
    #expect(closest(to: "demo", among: []) == nil)
  }

  @Test(arguments: [
    ("Three fetches, one by one", "three-fetches-one-by-one"), ("don't", "dont"),
    ("  --a--  b ", "a-b"), ("Ünïcode", "n-code"), ("日本", ""), ("3.11", "3-11"), ("", ""),
  ])
  func slugs(text: String, slug: String) {
    #expect(ContentID.slug(of: text) == slug)
    #expect(slug.isEmpty || ContentID.problem(in: slug) == nil)
  }

  @Test func slugsAreShortAndStable() {
    let long = ContentID.slug(of: String(repeating: "a-", count: 100))
    #expect(long.utf8.count <= ContentID.maximumLength)
    #expect(!long.hasSuffix("-"))
    #expect(ContentID.slug(of: long) == long)
  }

  @Test(arguments: ["", "A", "a b", "a--b", "-a", "a-", "ä", String(repeating: "a", count: 65)])
  func whatIsNoID(_ text: String) { #expect(ContentID.problem(in: text) != nil) }

  @Test func listsInWords() {
    #expect(inWords([]) == "")
    #expect(inWords(["a"]) == "a")
    #expect(inWords(["a", "b"]) == "a or b")
    #expect(inWords(["a", "b", "c"]) == "a, b or c")
    #expect(inWords(3.0) == "3")
    #expect(inWords(0.25) == "0.25")
    #expect(inWords(0.1 + 0.25 + 1e-17 * 4) == "0.35" && inWords(0.1 + 0.2) == "0.3")
    #expect(!inWords(Double.infinity).isEmpty && !inWords(Double.nan).isEmpty)
  }

  @Test func printableText() {
    #expect(printable("a\tb") == "a  b")
    #expect(printable("a\u{1B}[31m\u{7F}\u{9B}") == "a\u{FFFD}[31m\u{FFFD}\u{FFFD}")
    #expect(printable("\u{202E}\u{200B}\u{2028}") == "\u{FFFD}\u{FFFD}\u{FFFD}")
    #expect(printable("naïve 日本 👨\u{200D}👩") == "naïve 日本 👨\u{200D}👩")
  }

  @Test(arguments: [
    ("Plain words, (in brackets)... and more!", false), ("a -> b", true), ("====", true),
    ("=== ", false), ("┌─┐", true), ("⠿", true), ("😀", true), ("3 × 4 ± 1°", false),
    ("a→b", true), ("zero\u{200B}width", true), ("\u{E000}", true), ("naïve", false),
    ("x ≤ y", true), ("a • b", true),
  ])
  func speech(text: String, isProblem: Bool) {
    #expect((SpeakableText.problem(in: text, asProse: true) != nil) == isProblem)
  }

  @Test("Every short text of letters and signs: where a row of signs or an arrow begins")
  func rowsOfSigns() {
    let letters = Array("a->=".utf8)
    for number in 0..<16_384 {
      let text = (0..<7).map { letters[number >> (2 * $0) & 3] }
      let rows = text.indices.filter { place in
        guard text[place] != letters[0], place == 0 || text[place - 1] == letters[0] else {
          return false
        }
        let row = text[place...].prefix { $0 != letters[0] }
        let hasFour = row.indices.dropFirst(3).contains { Set(row[($0 - 3)...$0]).count == 1 }
        let hasArrow = row.indices.dropFirst().contains {
          row[$0] == UInt8(ascii: ">") && row[$0 - 1] != UInt8(ascii: ">")
        }
        return row.count >= 5 || hasFour || hasArrow
      }
      let problem = SpeakableText.problem(in: String(decoding: text, as: UTF8.self), asProse: true)
      #expect(problem?.offset == rows.first)
    }
  }

  @Test func codeMayHaveSigns() {
    for text in ["a -> b", "====", "x ≤ y", "a→b", "😀"] {
      #expect(SpeakableText.problem(in: text, asProse: false) == nil)
    }
    #expect(SpeakableText.problem(in: "ab ─", asProse: false)?.offset == 3)
    #expect(SpeakableText.problem(in: "é \u{200B}", asProse: false)?.offset == 3)
  }

  @Test func pictures() {
    #expect(SpeakableText.looksDrawn("a\n+-----+\n", isPlainText: true))
    #expect(!SpeakableText.looksDrawn("a\n+-----+\n", isPlainText: false))
    #expect(SpeakableText.looksDrawn("│", isPlainText: false))
    #expect(!SpeakableText.looksDrawn("two\nlines.\n", isPlainText: true))
  }

  @Test(
    arguments: [
      ("3.11", "3.11"), ("3.13t", "3.13t"), ("3", nil), ("3.", nil), ("2.7", nil), ("3.11.2", nil),
      ("t", nil), ("", nil), ("3.x", nil), ("3.100", nil),
    ] as [(String, String?)])
  func versions(text: String, version: String?) {
    #expect(PythonVersion(text)?.description == version)
  }

  @Test func versionsCompare() {
    #expect(PythonVersion(major: 3, minor: 9) < PythonVersion(major: 3, minor: 11))
  }
}
