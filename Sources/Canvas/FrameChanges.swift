/// Part of a row that differs from another frame's.
package struct Change: Hashable, Sendable {
  package var row: Int
  package var columns: Range<Int>
}

extension Frame: Equatable {
  package static func == (one: Frame, other: Frame) -> Bool {
    one.size == other.size && one.cursor == other.cursor && one.changes(since: other).isEmpty
  }

  /// For each row what has to be sent so that a screen with `other` shows this frame; all of it
  /// where the sizes differ. No range begins or ends inside of a wide glyph of either frame.
  package func changes(since other: Frame?) -> [Change] {
    guard let other, other.size == size else {
      return size.width == 0
        ? [] : (0..<size.height).map { Change(row: $0, columns: 0..<size.width) }
    }
    return cells.withUnsafeBufferPointer { new in
      other.cells.withUnsafeBufferPointer { old in
        (0..<size.height).compactMap { row in
          let start = row * size.width
          return changed(
            UnsafeBufferPointer(rebasing: new[start..<start + size.width]),
            UnsafeBufferPointer(rebasing: old[start..<start + size.width]), other.markTable
          ).map { Change(row: row, columns: $0) }
        }
      }
    }
  }

  private func changed(
    _ new: UnsafeBufferPointer<Cell>, _ old: UnsafeBufferPointer<Cell>,
    _ oldMarks: [[Unicode.Scalar]]
  ) -> Range<Int>? {
    func differs(_ column: Int) -> Bool {
      if new[column].bits == old[column].bits && new[column].marks == 0 { return false }
      return new[column].withoutMarks != old[column].withoutMarks
        || markTable[new[column].marks] != oldMarks[old[column].marks]
    }
    guard var first = new.indices.first(where: differs),
      var last = new.indices.last(where: differs)
    else { return nil }
    while first > 0, new[first].isContinuation || old[first].isContinuation { first -= 1 }
    while last + 1 < new.count, new[last + 1].isContinuation || old[last + 1].isContinuation {
      last += 1
    }
    return first..<last + 1
  }
}

extension Cell {
  fileprivate var withoutMarks: UInt64 { bits & ~(0xFFFF << 21) }
}
