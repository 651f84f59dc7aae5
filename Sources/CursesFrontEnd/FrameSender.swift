import CNcurses
internal import Canvas
import TextWidth

/// Hands frames to ncurses, only what differs from the one before.
struct FrameSender {
  var looks: Looks
  private let ascii: Bool
  private var last: Frame?
  private var glyphs: [PlacedGlyph] = []
  private var cells: [cchar_t] = []
  /// One cell's characters and the 0 behind them.
  private var text: [wchar_t] = Array(repeating: 0, count: Glyph.mostMarks + 2)

  init(looks: Looks, ascii: Bool) {
    self.looks = looks
    self.ascii = ascii
  }

  /// The next frame is sent in full.
  mutating func forget() { last = nil }

  mutating func send(_ frame: Frame) {
    let window = interleave_stdscr()
    if last?.size != frame.size { werase(window) }
    for change in frame.changes(since: last) {
      let column = encode(frame, change)
      mvwadd_wchnstr(window, Int32(change.row), Int32(column), cells, Int32(cells.count))
    }
    curs_set(frame.cursor == nil ? 0 : 1)
    if let cursor = frame.cursor { wmove(window, Int32(cursor.y), Int32(cursor.x)) }
    wnoutrefresh(window)
    doupdate()
    last = frame
  }

  /// Makes cells of all parts of a row that a change touches, and returns the column of the first.
  ///
  /// To change how text looks takes more bytes than a word, so it is not changed for blanks, of
  /// which only the ground is seen: those between two words look as the word before, others plain.
  private mutating func encode(_ frame: Frame, _ change: Change) -> Int {
    cells.removeAll(keepingCapacity: true)
    frame.read(row: change.row, into: &glyphs)
    let part = part(around: change.columns)
    var code: UInt32?
    var look = looks.look(of: .plain)
    // How the word before looks, and whether blanks may look so too.
    var inWord = look.paper
    var background = look.background
    var isWord = false
    var blanks = 0
    var isBare = true
    for glyph in glyphs[part] {
      if glyph.styleCode != code { (code, look) = (glyph.styleCode, looks.look(of: glyph.style)) }
      if glyph.isBlank, !look.showsInBlanks {
        blanks += 1
        if background != look.background { isWord = false }
        if blanks > Self.widestGap { (isWord, isBare) = (false, true) }
        cells.append(look.paper)
        continue
      }
      if isWord {
        for index in (cells.count - blanks)..<cells.count { cells[index] = inWord }
      }
      blanks = 0
      if !look.isBare { isBare = false }
      let shown = isBare || !look.isBare ? look : looks.bareBehindOthers
      append(glyph, of: frame, shown)
      (inWord, background, isWord) = (shown.blank, shown.background, !shown.showsInBlanks)
    }
    return part.isEmpty ? 0 : Int(glyphs[part.lowerBound].column)
  }

  /// More blanks than these stand between the parts of a picture, which change each by itself.
  private static let widestGap = 8

  /// The glyphs whose looks may depend on those of these columns.
  private func part(around columns: Range<Int>) -> Range<Int> {
    func index(ofColumn column: Int) -> Int {
      // All glyphs are one column wide in nearly all rows.
      if column < glyphs.count, glyphs[column].column == column { return column }
      return glyphs.firstIndex { $0.column >= column } ?? glyphs.count
    }
    var first = index(ofColumn: columns.lowerBound)
    var last = index(ofColumn: columns.upperBound)
    var blanks = 0
    while first > 0, blanks <= Self.widestGap {
      first -= 1
      blanks = glyphs[first].isBlank ? blanks + 1 : 0
    }
    blanks = 0
    while last < glyphs.count, blanks <= Self.widestGap {
      blanks = glyphs[last].isBlank ? blanks + 1 : 0
      last += 1
    }
    return first..<last
  }

  /// The glyph in what this terminal has, in as many columns as the frame gave it. A C library that
  /// is older or newer than our table may think otherwise of it, and ncurses goes by that.
  private mutating func append(_ glyph: PlacedGlyph, of frame: Frame, _ look: Looks.Look) {
    if glyph.base < 0x80, !glyph.hasMarks {
      // Nearly all of them, and nothing about them has to be looked up.
      return append(glyph.base, look)
    }
    guard let base = Unicode.Scalar(glyph.base) else { return }
    let width = glyph.isWide ? 2 : 1
    if ascii {
      for _ in 0..<width { append(plainGlyph(for: base).value, look) }
    } else if base.isASCII || interleave_columns_of(base.value) == width {
      append(base, frame.marks(of: glyph), look)
    } else {
      append("\u{FFFD}", [], look)
      for _ in 1..<width { append(0x20, look) }
    }
  }

  /// One of ASCII.
  private mutating func append(_ base: UInt32, _ look: Looks.Look) {
    var cell = look.blank
    cell.chars.0 = wchar_t(truncatingIfNeeded: base)
    cells.append(cell)
  }

  private mutating func append(
    _ base: Unicode.Scalar, _ marks: [Unicode.Scalar], _ look: Looks.Look
  ) {
    text[0] = wchar_t(base.value)
    var count = 1
    for mark in marks where interleave_columns_of(mark.value) == 0 && count < text.count - 1 {
      text[count] = wchar_t(mark.value)
      count += 1
    }
    text[count] = 0
    var cell = cchar_t()
    interleave_set_cell(&cell, &text, look.attributes, look.pair)
    cells.append(cell)
  }
}

extension PlacedGlyph {
  fileprivate var isBlank: Bool { base == 0x20 && !hasMarks }
}
