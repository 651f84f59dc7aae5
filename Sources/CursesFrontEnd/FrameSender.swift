import CNcurses
internal import Canvas
import TextWidth

/// Hands frames to ncurses, only what differs from the one before.
struct FrameSender {
  var looks: Looks
  let ascii: Bool
  private var last: Frame?
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
      encode(frame, change)
      mvwadd_wchnstr(
        window, Int32(change.row), Int32(change.columns.lowerBound), cells,
        Int32(cells.count))
    }
    curs_set(frame.cursor == nil ? 0 : 1)
    if let cursor = frame.cursor { wmove(window, Int32(cursor.y), Int32(cursor.x)) }
    wnoutrefresh(window)
    doupdate()
    last = frame
  }

  private mutating func encode(_ frame: Frame, _ change: Change) {
    cells.removeAll(keepingCapacity: true)
    var style = Style.plain
    var look = looks.look(of: style)
    frame.forEachGlyph(inRow: change.row, columns: change.columns) { base, marks, width, its in
      if its != style { (style, look) = (its, looks.look(of: its)) }
      append(base, marks, width, look)
    }
  }

  /// The glyph in what this terminal has, in as many columns as the frame gave it. A C library that
  /// is older or newer than our table may think otherwise of it, and ncurses goes by that.
  private mutating func append(
    _ base: Unicode.Scalar, _ marks: [Unicode.Scalar], _ width: Int, _ look: Looks.Look
  ) {
    if ascii {
      for _ in 0..<width { append(plainGlyph(for: base), [], look) }
    } else if base.isASCII || interleave_columns_of(base.value) == width {
      append(base, marks, look)
    } else {
      append("\u{FFFD}", [], look)
      for _ in 1..<width { append(" ", [], look) }
    }
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
