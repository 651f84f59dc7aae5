/// A place in a file: both numbers count from 1, columns count bytes.
package struct SourcePosition: Hashable, Sendable, Comparable {
  package var line: Int32
  package var column: Int32

  package init(line: Int, column: Int) {
    self.line = Int32(clamping: line)
    self.column = Int32(clamping: column)
  }

  package static func < (a: SourcePosition, b: SourcePosition) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}

/// A stretch of a file; `end` is the place after its last byte.
package struct SourceRange: Hashable, Sendable {
  package var start: SourcePosition
  package var end: SourcePosition

  package init(start: SourcePosition, end: SourcePosition) {
    self.start = start
    self.end = max(start, end)
  }

  package init(line: Int, column: Int, length: Int) {
    start = SourcePosition(line: line, column: column)
    end = SourcePosition(line: line, column: column + max(length, 0))
  }

  package static let fileStart = SourceRange(line: 1, column: 1, length: 0)
}
