import Canvas
import Tutor

/// What a search has found, in the page that it leads to.
extension Page {
  /// Marks the words, and says in which row they are; nil where the page does not show them.
  mutating func mark(_ hit: Search.Hit) -> Int? {
    guard let row = row(of: hit) else { return nil }
    restyle(row) { $0.marking(hit.match) }
    return row
  }

  /// By the letters around it: how lines are broken, numbered and framed is the page's own affair.
  private func row(of hit: Search.Hit) -> Int? {
    let before = Self.letters(of: hit.before).suffix(24)
    let match = Self.letters(of: hit.match)
    let after = Self.letters(of: hit.after).prefix(24)
    var letters: [Character] = []
    var rowOfLetter: [Int] = []
    for (index, row) in rows.enumerated() {
      let added = Self.letters(of: row.line.text)
      letters += added
      rowOfLetter += repeatElement(index, count: added.count)
    }
    for (context, skipped) in [
      (before + match + after, before.count), (before + match, before.count), (match + after, 0),
      (match, 0),
    ] {
      guard let place = Self.place(of: Array(context), in: letters) else { continue }
      return rowOfLetter[min(place + skipped, rowOfLetter.count - 1)]
    }
    return nil
  }

  private static func letters(of text: String) -> [Character] {
    text.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  private static func place(of wanted: [Character], in letters: [Character]) -> Int? {
    guard let first = wanted.first, letters.count >= wanted.count else { return nil }
    return (0...(letters.count - wanted.count)).first { start in
      letters[start] == first && wanted.indices.allSatisfy { letters[start + $0] == wanted[$0] }
    }
  }
}

extension TextLine {
  /// The line with the words marked, in whatever colours they are.
  fileprivate func marking(_ words: String) -> TextLine {
    let letters = Array(text)
    let lowered = letters.map { $0.lowercased() }
    let pattern = words.lowercased().map(String.init)
    guard !pattern.isEmpty, lowered.count >= pattern.count,
      let start = (0...(lowered.count - pattern.count)).first(where: { start in
        pattern.indices.allSatisfy { lowered[start + $0] == pattern[$0] }
      })
    else { return self }
    var line = TextLine()
    var index = 0
    for run in runs {
      for letter in run.text {
        let isMarked = index >= start && index < start + pattern.count
        line.append(TextRun(String(letter), isMarked ? run.style.on(.hit) : run.style))
        index += 1
      }
    }
    return line
  }
}
