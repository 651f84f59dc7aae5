/// A glyph of a row, as whoever sends it to a screen needs it.
package struct PlacedGlyph: Sendable {
  /// The number of its base scalar.
  package let base: UInt32
  /// Equal for equal styles, and quicker to compare.
  package let styleCode: UInt32
  package let column: UInt16
  package let isWide: Bool
  fileprivate let marksNumber: UInt16

  package var hasMarks: Bool { marksNumber != 0 }
  package var style: Style { Style(code: styleCode) }
}

extension Frame {
  /// The glyphs of a row from left to right, instead of what stood in `glyphs`.
  package func read(row: Int, into glyphs: inout [PlacedGlyph]) {
    glyphs.removeAll(keepingCapacity: true)
    guard row >= 0, row < size.height else { return }
    cells.withUnsafeBufferPointer { all in
      let cells = UnsafeBufferPointer(rebasing: all[(row * size.width)..<((row + 1) * size.width)])
      for column in cells.indices {
        let cell = cells[column]
        guard !cell.isContinuation else { continue }
        glyphs.append(
          PlacedGlyph(
            base: cell.baseNumber, styleCode: cell.styleCode, column: UInt16(column),
            isWide: column + 1 < cells.count && cells[column + 1].isContinuation,
            marksNumber: UInt16(cell.marks)))
      }
    }
  }

  package func marks(of glyph: PlacedGlyph) -> [Unicode.Scalar] {
    markTable[Int(glyph.marksNumber)]
  }
}
