import TextWidth

/// What a screen shows at one moment: a grid of cells, and where the hardware cursor rests.
///
/// Drawing never fails. Whatever lies outside the frame, or outside the area that a call names, is
/// left out, and no wide glyph is ever half there. Positions are relative to the area's corner.
package struct Frame: Sendable {
  package let size: Size
  /// On the line that is active, for whoever follows the cursor; nil hides it.
  package var cursor: Point?

  var cells: [Cell]
  /// What cells refer to by number; the first stands for no marks.
  var markTable: [[Unicode.Scalar]] = [[]]
  private var markNumbers: [[Unicode.Scalar]: UInt16] = [:]

  /// Screens are not larger than this in either direction.
  package static let longestSide = 1000

  package init(_ size: Size) {
    self.size = Size(min(size.width, Self.longestSide), min(size.height, Self.longestSide))
    cells = Array(repeating: .blank, count: self.size.width * self.size.height)
  }

  package var area: Rect { Rect(size) }

  /// Draws one line of text and returns the columns that it used.
  @discardableResult
  package mutating func put(
    _ text: some StringProtocol, _ style: Style = .plain, at point: Point, in area: Rect? = nil
  ) -> Int {
    let area = area ?? self.area
    guard point.y >= 0, point.y < area.height, area.y + point.y >= 0,
      area.y + point.y < size.height, point.x < area.width
    else { return 0 }
    var pen = Pen(row: area.y + point.y, x: area.x + point.x, in: area, of: size)
    let ascii: Void? =
      text.utf8.withContiguousStorageIfAvailable { bytes in
        for byte in bytes where byte < 0x20 || byte >= 0x7F { return nil }
        for byte in bytes where pen.hasRoom { write(Unicode.Scalar(byte), style, with: &pen) }
        return ()
      } ?? nil
    if ascii == nil {
      var glyphs = Glyphs(text)
      while pen.hasRoom, let glyph = glyphs.next() { write(glyph, style, with: &pen) }
    }
    return max(pen.x - (area.x + point.x), 0)
  }

  /// Fills an area with a glyph of one column.
  package mutating func fill(
    _ area: Rect, with scalar: Unicode.Scalar = " ", _ style: Style = .plain
  ) {
    let visible = area.intersection(self.area)
    guard !visible.isEmpty else { return }
    let narrow = Placement(scalar) == .narrow
    let cell = Cell(narrow ? scalar : "\u{FFFD}", style)
    for row in visible.y..<visible.maxY {
      let start = row * size.width
      blankHalves(start + visible.x)
      blankHalves(start + visible.maxX - 1)
      for index in (start + visible.x)..<(start + visible.maxX) { cells[index] = cell }
    }
  }

  /// Changes how cells look and leaves what is in them.
  package mutating func restyle(_ area: Rect, _ change: (Style) -> Style) {
    let visible = area.intersection(self.area)
    guard !visible.isEmpty else { return }
    for row in visible.y..<visible.maxY {
      for index in (row * size.width + visible.x)..<(row * size.width + visible.maxX) {
        cells[index].style = change(cells[index].style)
      }
    }
  }

  /// The hardware cursor, at a place of an area. It stays away where the place is not visible.
  package mutating func placeCursor(at point: Point, in area: Rect? = nil) {
    let area = area ?? self.area
    let place = Point(area.x + point.x, area.y + point.y)
    cursor = area.intersection(self.area).contains(place) ? place : nil
  }
}

/// Where the next glyph of a line goes, and how far it may go.
private struct Pen {
  let start: Int
  var x: Int
  let left: Int
  let right: Int

  init(row: Int, x: Int, in area: Rect, of size: Size) {
    start = row * size.width
    self.x = x
    left = max(area.x, 0)
    right = min(area.maxX, size.width)
  }

  var hasRoom: Bool { x < right }
}

extension Frame {
  private mutating func write(_ scalar: Unicode.Scalar, _ style: Style, with pen: inout Pen) {
    if pen.x >= pen.left { set(pen.start + pen.x, Cell(scalar, style)) }
    pen.x += 1
  }

  private mutating func write(_ glyph: Glyph, _ style: Style, with pen: inout Pen) {
    let whole = pen.x >= pen.left && pen.x + glyph.width <= pen.right
    let first = pen.start + pen.x
    if whole {
      set(first, Cell(glyph.base, marks: number(of: glyph.marks), style))
      if glyph.width == 2 {
        blankHalves(first + 1)
        cells[first + 1] = Cell(continuing: style)
      }
    } else {
      // A wide glyph that an edge cuts leaves blanks on the side that is visible.
      for x in max(pen.x, pen.left)..<max(pen.left, min(pen.x + glyph.width, pen.right)) {
        set(pen.start + x, Cell(" ", style))
      }
    }
    pen.x += glyph.width
    if !whole { pen.x = min(pen.x, max(pen.right, pen.left)) }
  }

  private mutating func set(_ index: Int, _ cell: Cell) {
    blankHalves(index)
    cells[index] = cell
  }

  /// Before a cell is overwritten: what would be left of a wide glyph there becomes blank.
  private mutating func blankHalves(_ index: Int) {
    if cells[index].isContinuation { cells[index - 1] = cells[index - 1].emptied }
    if index + 1 < cells.count, cells[index + 1].isContinuation {
      cells[index + 1] = cells[index + 1].emptied
    }
  }

  private mutating func number(of marks: [Unicode.Scalar]) -> UInt16 {
    if marks.isEmpty { return 0 }
    if let known = markNumbers[marks] { return known }
    guard markTable.count <= Int(UInt16.max) else { return 0 }
    let number = UInt16(markTable.count)
    markTable.append(marks)
    markNumbers[marks] = number
    return number
  }
}

extension Frame {
  /// The glyphs of a part of a row, from left to right, for whoever sends them to a screen.
  package func forEachGlyph(
    inRow row: Int, columns: Range<Int>,
    _ body: (_ base: Unicode.Scalar, _ marks: [Unicode.Scalar], _ width: Int, _ style: Style) ->
      Void
  ) {
    guard row >= 0, row < size.height else { return }
    let start = row * size.width
    for column in columns.clamped(to: 0..<size.width) {
      let cell = cells[start + column]
      guard let base = cell.base else { continue }
      let isWide = column + 1 < size.width && cells[start + column + 1].isContinuation
      body(base, markTable[cell.marks], isWide ? 2 : 1, cell.style)
    }
  }
}
