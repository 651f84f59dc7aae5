import TextWidth

/// Breaks runs into lines of at most `width` columns: at blanks, after hyphens between letters,
/// between wide characters, and inside of a word only where it is longer than a line. A newline
/// always breaks. `first` stands before the first line, `rest` before the others; without it as
/// many blanks, so that a list's text hangs beside its bullet.
package func wrap(
  _ runs: [TextRun], to width: Int, first: TextLine = TextLine(), rest: TextLine? = nil
) -> [TextLine] {
  var wrapper = Wrapper(
    width: width, first: first,
    rest: rest ?? TextLine(String(repeating: " ", count: first.columns)))
  for run in runs { wrapper.take(run) }
  return wrapper.finish()
}

extension TextLine {
  /// At most `width` columns of the line; what was cut is shown by an ellipsis.
  package func fitted(to width: Int) -> TextLine {
    guard columns > width else { return self }
    guard width > 0 else { return TextLine() }
    var result = TextLine()
    for run in runs {
      let whole = TextWidth.columns(run.text)
      if result.columns + whole < width {
        result.append(run, columns: whole)
        continue
      }
      var kept = ""
      var used = 0
      for glyph in Glyphs(run.text) {
        if result.columns + used + glyph.width > width - 1 {
          result.append(TextRun(kept, run.style), columns: used)
          result.append(TextRun("…", run.style), columns: 1)
          return result
        }
        kept.append(glyph)
        used += glyph.width
      }
      result.append(TextRun(kept, run.style), columns: used)
    }
    return result
  }
}

extension String {
  mutating func append(_ glyph: Glyph) {
    unicodeScalars.append(glyph.base)
    if !glyph.marks.isEmpty { unicodeScalars.append(contentsOf: glyph.marks) }
  }
}

/// What no line ends with, and what none begins with, in scripts without blanks.
private let noneAfter = Set("（「『【《〈〔［｛([{".unicodeScalars)
private let noneBefore = Set("、。，．）」』】》〉〕］｝！？：；ー々…—.,;:!?)]}%".unicodeScalars)

private struct Neighbour {
  var base: Unicode.Scalar
  var width: Int
}

private struct Wrapper {
  let rest: TextLine
  let width: Int
  var lines: [TextLine] = []
  var line: TextLine
  /// What stands before the text of the current line.
  var margin: Int
  var blanks = TextLine()
  var word = TextLine()
  var last: Neighbour?
  var beforeLast: Neighbour?

  init(width: Int, first: TextLine, rest: TextLine) {
    self.rest = rest
    self.width = width
    line = first
    margin = first.columns
  }

  var measure: Int { max(width - margin, 1) }

  mutating func take(_ run: TextRun) {
    var isFirst = true
    for part in run.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if !isFirst { breakLine() }
      isFirst = false
      let text = part.last == 0x0D ? Substring(part.dropLast()) : Substring(part)
      let whole = run.together && columns(text) <= max(width - rest.columns, 1)
      let isASCII = text.utf8.withContiguousStorageIfAvailable { bytes in
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return false }
        takeASCII(bytes, run.style, whole: whole)
        return true
      }
      if isASCII != true { take(text, run.style, whole: whole) }
    }
  }

  /// The same as below for what most text is, a word at a time.
  private mutating func takeASCII(
    _ bytes: UnsafeBufferPointer<UInt8>, _ style: Style, whole: Bool
  ) {
    var start = 0
    for (index, byte) in bytes.enumerated() {
      let glyph = Neighbour(base: Unicode.Scalar(byte), width: 1)
      let separates = byte == 0x20 && !whole
      if separates || (!whole && mayBreak(before: glyph)) {
        appendToWord(bytes[start..<index], style)
        endWord()
        start = separates ? index + 1 : index
      }
      if separates { blanks.append(TextRun(" ", style), columns: 1) }
      (beforeLast, last) = (last, glyph)
    }
    appendToWord(bytes[start...], style)
  }

  private mutating func appendToWord(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ style: Style) {
    word.append(TextRun(String(decoding: bytes, as: UTF8.self), style), columns: bytes.count)
  }

  private mutating func take(_ text: Substring, _ style: Style, whole: Bool) {
    var piece = ""
    var used = 0
    for glyph in Glyphs(text) {
      let neighbour = Neighbour(base: glyph.base, width: glyph.width)
      let separates = glyph.base == " " && glyph.marks.isEmpty && !whole
      if separates || (!whole && mayBreak(before: neighbour)) {
        word.append(TextRun(piece, style), columns: used)
        (piece, used) = ("", 0)
        endWord()
      }
      if separates {
        blanks.append(TextRun(" ", style), columns: 1)
      } else {
        piece.append(glyph)
        used += glyph.width
      }
      (beforeLast, last) = (last, neighbour)
    }
    word.append(TextRun(piece, style), columns: used)
  }

  private func mayBreak(before glyph: Neighbour) -> Bool {
    guard let last else { return false }
    if last.width == 2 || glyph.width == 2 {
      return !noneAfter.contains(last.base) && !noneBefore.contains(glyph.base)
    }
    switch last.base {
    case "—": return true
    case "-", "‐":
      return glyph.base.properties.isAlphabetic
        && beforeLast?.base.properties.isAlphabetic == true
    default: return false
    }
  }

  mutating func endWord() {
    guard !word.isEmpty else { return }
    if line.columns + blanks.columns + word.columns > margin + measure {
      if line.columns > margin { startLine() }
      blanks = TextLine()
    }
    line.append(contentsOf: blanks)
    if word.columns > measure { appendInPieces() } else { line.append(contentsOf: word) }
    blanks.clear()
    word.clear()
  }

  /// A word longer than a line, broken wherever a line is full.
  private mutating func appendInPieces() {
    for run in word.runs {
      var piece = ""
      var used = 0
      for glyph in Glyphs(run.text) {
        let column = line.columns + used
        if column + glyph.width > margin + measure, column > margin {
          line.append(TextRun(piece, run.style), columns: used)
          (piece, used) = ("", 0)
          startLine()
        }
        piece.append(glyph)
        used += glyph.width
      }
      line.append(TextRun(piece, run.style), columns: used)
    }
  }

  private mutating func startLine() {
    lines.append(line)
    line = rest
    margin = rest.columns
  }

  private mutating func breakLine() {
    endWord()
    startLine()
    blanks = TextLine()
    last = nil
  }

  mutating func finish() -> [TextLine] {
    endWord()
    lines.append(line)
    return lines
  }
}
