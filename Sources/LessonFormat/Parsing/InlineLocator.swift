/// Finds where the inlines of a block stand in the file.
///
/// cmark's own columns are right in most places and wrong in some: on lines that are indented or
/// lazily continue a quote, and behind a line that a backslash or code breaks. So a place is looked
/// at first, and where the text is not there it is searched for, from where the last one ended.
struct InlineLocator {
  /// Farther than this is not searched, so that hostile text costs no more than any other.
  private static let reach = 512

  private let source: SourceText?
  private let end: Int
  private var cursor: Int

  init() {
    source = nil
    end = 0
    cursor = 0
  }

  init(block: SourceRange, in source: SourceText) {
    self.source = source
    cursor = source.offset(of: block.start)
    end = max(source.offset(ofLine: Int(block.end.line) + 1), cursor)
  }

  /// The place of a text, which `guess` is looked at for first.
  mutating func locate(_ text: String, at guess: SourcePosition) -> SourcePosition {
    guard let source else { return guess }
    let wanted = text.utf8.prefix(24)
    let place = source.offset(of: guess)
    if place >= cursor, source.bytes[place...].starts(with: wanted) {
      cursor = min(place + text.utf8.count, end)
      // A guess behind its line's end stands for the next line.
      return place < source.offset(ofLine: Int(guess.line) + 1) ? guess : source.position(at: place)
    }
    guard let found = search(for: Array(wanted), from: cursor) else {
      return source.position(at: min(place, source.bytes.count))
    }
    cursor = min(found + text.utf8.count, end)
    return source.position(at: found)
  }

  /// The range of the next `[…](url)`, or nil for a link that is written in another way.
  mutating func locateLink(to url: String, mark: String) -> SourceRange? {
    guard let source, let middle = search(for: Array("](\(url)".utf8), from: cursor) else {
      return nil
    }
    guard let start = opening(before: middle) else { return nil }
    let bytes = source.bytes
    var close = middle + 2 + url.utf8.count
    while close < end, bytes[close] != UInt8(ascii: ")") { close += 1 }
    cursor = start + 1
    return SourceRange(
      start: source.position(at: start - (mark.utf8.count - 1)),
      end: source.position(at: min(close + 1, end)))
  }

  /// What follows stands behind this range.
  mutating func pass(_ range: SourceRange) {
    guard let source else { return }
    cursor = min(max(cursor, source.offset(of: range.end)), end)
  }

  private func search(for wanted: [UInt8], from start: Int) -> Int? {
    guard let source, let first = wanted.first, start < end else { return nil }
    let limit = min(end, start + Self.reach)
    return source.bytes[start..<limit].indices.first {
      source.bytes[$0] == first && source.bytes[$0...].starts(with: wanted)
    }
  }

  /// The bracket that the one at `close` closes.
  private func opening(before close: Int) -> Int? {
    guard let source else { return nil }
    var depth = 0
    var index = close
    while index >= cursor {
      switch source.bytes[index] {
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
