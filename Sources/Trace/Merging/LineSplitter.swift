/// Divides bytes that arrive piece by piece into lines.
///
/// Memory is bounded: a line beyond the limit is passed over without being kept.
struct LineSplitter {
  static let longestLine = 16 << 20

  private let limit: Int
  private var rest: [UInt8] = []
  private var isPassingOver = false
  private(set) var reachedNUL = false

  init(limit: Int = LineSplitter.longestLine) { self.limit = limit }

  var hasUnfinishedLine: Bool { isPassingOver || !rest.isEmpty }

  /// Calls `body` with each whole line, or with nil for one that was too long. Stops at the first
  /// NUL, behind which nothing was written yet. Returns how many bytes it has taken.
  mutating func feed(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>?) -> Void
  ) -> Int {
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      // Line ends and NULs are the only bytes of interest, and both are small.
      if byte > 0x0A {
        index += 1
        continue
      }
      if byte == 0 {
        reachedNUL = true
        break
      }
      index += 1
      guard byte == 0x0A else { continue }
      finishLine(UnsafeBufferPointer(rebasing: bytes[start..<(index - 1)]), body)
      start = index
    }
    keep(UnsafeBufferPointer(rebasing: bytes[start..<index]))
    return index
  }

  mutating func dropUnfinishedLine() {
    rest = []
    isPassingOver = false
  }

  private mutating func finishLine(
    _ part: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>?) -> Void
  ) {
    if isPassingOver || rest.count + part.count > limit {
      body(nil)
    } else if rest.isEmpty {
      body(part)
    } else {
      rest.append(contentsOf: part)
      rest.withUnsafeBufferPointer { body($0) }
    }
    if !rest.isEmpty { rest.removeAll(keepingCapacity: rest.capacity < 1 << 16) }
    isPassingOver = false
  }

  private mutating func keep(_ part: UnsafeBufferPointer<UInt8>) {
    guard !part.isEmpty else { return }
    if isPassingOver || rest.count + part.count > limit {
      isPassingOver = true
      rest = []
    } else {
      rest.append(contentsOf: part)
    }
  }
}
