package struct Pen: Hashable, Sendable {
  package enum Color: Hashable, Sendable {
    case standard
    case palette(Int)
  }

  package var foreground = Color.standard
  package var background = Color.standard
  package var bold = false
  package var dim = false
  package var italic = false
  package var underline = false
  package var reverse = false
}

package struct ScreenCell: Hashable, Sendable {
  /// Empty for the right half of a wide character.
  package var text = " "
  package var pen = Pen()
}

/// The grid of a terminal, and what moves it about.
package struct Screen: Sendable {
  package private(set) var columns: Int
  package private(set) var rows: Int
  package var x = 0
  package var y = 0
  package var pen = Pen()
  package private(set) var cells: [[ScreenCell]]
  /// A line is full, and the next character begins a new one.
  var isWrapping = false
  var top = 0
  var bottom: Int

  init(columns: Int, rows: Int) {
    (self.columns, self.rows) = (columns, rows)
    bottom = rows - 1
    cells = Array(repeating: Array(repeating: ScreenCell(), count: columns), count: rows)
  }

  package func row(_ y: Int) -> String {
    guard cells.indices.contains(y) else { return "" }
    return String(cells[y].map(\.text).joined().reversed().drop { $0 == " " }.reversed())
  }

  package var text: String {
    let lines = (0..<rows).map(row)
    return lines.reversed().drop { $0.isEmpty }.reversed().joined(separator: "\n")
  }

  private var blank: ScreenCell {
    var pen = Pen()
    pen.background = self.pen.background
    return ScreenCell(pen: pen)
  }

  mutating func resize(columns: Int, rows: Int) {
    cells = (0..<rows).map { y in
      (0..<columns).map { x in
        y < self.rows && x < self.columns ? cells[y][x] : ScreenCell()
      }
    }
    (self.columns, self.rows, top, bottom) = (columns, rows, 0, rows - 1)
    move(x, y)
  }

  mutating func move(_ x: Int, _ y: Int) {
    self.x = min(max(x, 0), columns - 1)
    self.y = min(max(y, 0), rows - 1)
    isWrapping = false
  }

  mutating func put(_ text: String, width: Int) {
    if isWrapping || x + width > columns {
      x = 0
      lineFeed()
    }
    guard width <= columns else { return }
    for index in x..<x + width { breakGlyph(at: index) }
    cells[y][x] = ScreenCell(text: text, pen: pen)
    if width == 2 { cells[y][x + 1] = ScreenCell(text: "", pen: pen) }
    x += width
    isWrapping = x == columns
    if isWrapping { x = columns - 1 }
  }

  /// A mark joins the character before it.
  mutating func addMark(_ mark: Unicode.Scalar) {
    var index = isWrapping ? x : x - 1
    if index > 0, cells[y][index].text.isEmpty { index -= 1 }
    if index >= 0 { cells[y][index].text.unicodeScalars.append(mark) }
  }

  private mutating func breakGlyph(at index: Int) {
    if cells[y][index].text.isEmpty, index > 0 { cells[y][index - 1].text = " " }
    if index + 1 < columns, cells[y][index + 1].text.isEmpty { cells[y][index + 1].text = " " }
  }

  mutating func lineFeed() {
    isWrapping = false
    if y == bottom { scroll(by: 1) } else { y = min(y + 1, rows - 1) }
  }

  mutating func reverseLineFeed() {
    isWrapping = false
    if y == top { scroll(by: -1) } else { y = max(y - 1, 0) }
  }

  mutating func scroll(by count: Int, from: Int? = nil) {
    let from = from ?? top
    guard from <= bottom else { return }
    for _ in 0..<min(abs(count), rows) {
      let empty = Array(repeating: blank, count: columns)
      if count > 0 {
        cells.remove(at: from)
        cells.insert(empty, at: bottom)
      } else {
        cells.remove(at: bottom)
        cells.insert(empty, at: from)
      }
    }
  }

  mutating func insertBlanks(_ count: Int) {
    for _ in 0..<min(count, columns - x) {
      cells[y].insert(blank, at: x)
      cells[y].removeLast()
    }
  }

  mutating func deleteCharacters(_ count: Int) {
    for _ in 0..<min(count, columns - x) {
      cells[y].remove(at: x)
      cells[y].append(blank)
    }
  }

  mutating func erase(columns range: Range<Int>) {
    for index in range.clamped(to: 0..<columns) {
      breakGlyph(at: index)
      cells[y][index] = blank
    }
  }

  mutating func erase(rows range: Range<Int>) {
    for index in range.clamped(to: 0..<rows) {
      cells[index] = Array(repeating: blank, count: columns)
    }
  }
}
