/// Finds where the inlines of a block stand in the file.
///
/// cmark's own columns are right in most places and wrong in some: on lines that are indented or
/// lazily continue a quote, and behind a line that a backslash or code breaks. So a place is looked
/// at first, and where the text is not there it is searched for, from where the last one ended.
struct InlineLocator {
  /// Farther than this is not searched, so that hostile text costs no more than any other.
  private static let reach = 512
  /// So much of a text is compared.
  private static let glance = 16

  private var cursor = 0
  private var end = 0

  init() {}

  init(block: SourceRange, in source: SourceText) {
    cursor = source.offset(of: block.start)
    end = max(source.offset(ofLine: Int(block.end.line) + 1), cursor)
  }

  /// The place of a text, which `guess` is looked at for first.
  mutating func locate(
    _ text: String, at guess: SourcePosition, in source: SourceText
  ) -> SourcePosition {
    let place = source.offset(of: guess)
    let length = text.utf8.count
    if place >= cursor, Self.stands(text, at: place, in: source.bytes) {
      cursor = min(place + length, end)
      // A guess behind its line's end stands for the next line.
      return place < source.offset(ofLine: Int(guess.line) + 1) ? guess : source.position(at: place)
    }
    guard let found = search(for: Array(text.utf8.prefix(Self.glance)), in: source.bytes) else {
      return source.position(at: min(place, source.bytes.count))
    }
    cursor = min(found + length, end)
    return source.position(at: found)
  }

  private static func stands(_ text: String, at place: Int, in bytes: [UInt8]) -> Bool {
    text.withBytes { wanted in
      bytes.withUnsafeBufferPointer {
        $0.holds(UnsafeBufferPointer(rebasing: wanted.prefix(glance)), at: place)
      }
    }
  }

  /// The range of the next `[…](url)`, or nil for a link that is written in another way.
  mutating func locateLink(
    to url: String, mark: String, in source: SourceText
  ) -> SourceRange? {
    let bytes = source.bytes
    guard let middle = search(for: Array("](\(url)".utf8), in: bytes),
      let start = opening(before: middle, in: bytes)
    else { return nil }
    var close = middle + 2 + url.utf8.count
    while close < end, bytes[close] != UInt8(ascii: ")") { close += 1 }
    cursor = start + 1
    return SourceRange(
      start: source.position(at: start - (mark.utf8.count - 1)),
      end: source.position(at: min(close + 1, end)))
  }

  /// What follows stands behind this range.
  mutating func pass(_ range: SourceRange, in source: SourceText) {
    cursor = min(max(cursor, source.offset(of: range.end)), end)
  }

  private func search(for wanted: [UInt8], in bytes: [UInt8]) -> Int? {
    guard let first = wanted.first, cursor < end else { return nil }
    let limit = min(end, cursor + Self.reach)
    return (cursor..<limit).first { bytes[$0] == first && bytes[$0...].starts(with: wanted) }
  }

  /// The bracket that the one at `close` closes.
  private func opening(before close: Int, in bytes: [UInt8]) -> Int? {
    var depth = 0
    var index = close
    while index >= cursor {
      switch bytes[index] {
      case Byte.closeBracket: depth += 1
      case Byte.openBracket:
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
      index -= 1
    }
    return nil
  }
}
