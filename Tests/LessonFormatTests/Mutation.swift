import TestSupport

@testable import LessonFormat

/// Small damage to a text, as a careless author or a broken disk would do it.
enum Mutation {
  /// What the format gives a meaning to.
  static let fragments: [String] =
    [
      "## ", "# ", "### x\n", "```", "~~~~", "```python demo=a\nx = 1\n```\n", "```\n", "<!--",
      "-->", "<!-- pause -->", "<!-- id: x -->", "<!-- id: x --> <!-- minutes: 2 -->",
      "<!-- notes:\n  a\n", "<!-->", "<!--->", "> ", "> [!QUIZ id=q] a\n", "> [!NOTE]\n", "- [x] ",
      "- [ ] ", "1. ", "- ", "  ", "    ", "\t", "---\n", "...\n", "***\n", "|-|\n", "|", "| a ",
      "[x](#a)", "[x](lesson:a#b)", "[a]: /b\n", "[", "](", ")", "![", "*", "**", "_", "~~", "`",
      "\\", "\"", "\"\"\"", "'", "&amp;", "&ngE;", "&#0;", "<b>", "<", ">", "answer: total(a)\n",
      "answer: 3 ± 10% s\n", "demo=", "exercise=e ", "solution=e", "checks exercise=e\n", "file=",
      "lines=/a/,/b/", "focus=1-", "else=b", "requires=3.11", "# knob 1..20", " # knob a..b: c",
      "A = 1  # knob 0..2\n", "total 1..2 s\n", "output matches /(/\n", "as fast as x within 2\n",
      "\r\n", "\r", "\n\n", "\u{FEFF}", "\u{0}", "\u{1B}[2J", "\u{202E}", "\u{200B}", "\u{2500}",
      "\u{2028}", "\u{85}", "\u{0C}", "é", "😀", "e\u{301}", "key: value\n", "id: x\n",
      "<!-- chooser -->\n", "<!-- message: a b -->\n",
      "[x](reference:a)", "[x](chooser:)", "## A?\n", "- [a](#a)\n- [b](#b)\n", "needs: [a]\n",
      "title: \"", "&a ", "*a", "{", "? ", "format: 1\n",
    ]

  static func mutate(_ bytes: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
    var lines = bytes.split(separator: Byte.lineFeed, omittingEmptySubsequences: false)
      .map { Array($0) }
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0..<lines.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0 where lines.count > 1: lines.remove(at: place)
      case 1: lines.insert(lines[place], at: Int.random(in: 0...lines.count, using: &random))
      case 2: lines.swapAt(place, Int.random(in: 0..<lines.count, using: &random))
      case 3 where !lines[place].isEmpty:
        let index = Int.random(in: 0..<lines[place].count, using: &random)
        lines[place][index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 4: lines.removeLast(Int.random(in: 0..<max(lines.count / 4, 1), using: &random))
      default:
        let index = Int.random(in: 0...lines[place].count, using: &random)
        lines[place].insert(
          contentsOf: (fragments.randomElement(using: &random) ?? "").utf8, at: index)
      }
    }
    return Array(lines.joined(separator: [Byte.lineFeed]))
  }

  /// The fewest lines of `bytes` for which `fails` still holds.
  static func shrink(_ bytes: [UInt8], while fails: ([UInt8]) -> Bool) -> [UInt8] {
    var lines = bytes.split(separator: Byte.lineFeed, omittingEmptySubsequences: false)
    func text(_ lines: [ArraySlice<UInt8>]) -> [UInt8] {
      Array(lines.joined(separator: [Byte.lineFeed]))
    }
    var size = lines.count / 2
    while size >= 1 {
      var start = 0
      while start + size <= lines.count, lines.count > size {
        var fewer = lines
        fewer.removeSubrange(start..<(start + size))
        if fails(text(fewer)) { lines = fewer } else { start += size }
      }
      size /= 2
    }
    return text(lines)
  }
}
