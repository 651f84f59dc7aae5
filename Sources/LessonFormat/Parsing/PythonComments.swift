/// Finds the comments of a Python program, and no `#` that stands in a string.
enum PythonComments {
  struct Comment {
    /// Both count from 1; the column counts bytes.
    var line: Int
    var column: Int
    /// With its `#`.
    var text: String
    var codeBefore: ArraySlice<UInt8>
  }

  static func find(in bytes: [UInt8]) -> [Comment] {
    var comments: [Comment] = []
    var index = 0
    var line = 1
    var lineStart = 0
    while index < bytes.count {
      switch bytes[index] {
      case Byte.lineFeed:
        line += 1
        lineStart = index + 1
        index += 1
      case Byte.hash:
        let end = bytes[index...].firstIndex(of: Byte.lineFeed) ?? bytes.count
        comments.append(
          Comment(
            line: line, column: index - lineStart + 1,
            text: String(decoding: bytes[index..<end], as: UTF8.self),
            codeBefore: bytes[lineStart..<index]))
        index = end
      case Byte.quote, Byte.apostrophe:
        let end = endOfString(bytes, from: index)
        for place in index..<end where bytes[place] == Byte.lineFeed {
          line += 1
          lineStart = place + 1
        }
        index = end
      default:
        index += 1
      }
    }
    return comments
  }

  /// Prefixes need no care: also in a raw string a backslash keeps the next quote inside.
  private static func endOfString(_ bytes: [UInt8], from start: Int) -> Int {
    let mark = bytes[start]
    let isTriple = start + 2 < bytes.count && bytes[start + 1] == mark && bytes[start + 2] == mark
    var index = start + (isTriple ? 3 : 1)
    while index < bytes.count {
      if bytes[index] == Byte.backslash {
        index += 2
      } else if bytes[index] == mark, !isTriple {
        return index + 1
      } else if isTriple, bytes[index] == mark, index + 2 < bytes.count,
        bytes[index + 1] == mark, bytes[index + 2] == mark
      {
        return index + 3
      } else if bytes[index] == Byte.lineFeed, !isTriple {
        return index
      } else {
        index += 1
      }
    }
    return bytes.count
  }
}
