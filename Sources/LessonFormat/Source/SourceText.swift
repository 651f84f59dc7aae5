/// The bytes of one file and where its lines begin.
///
/// Lines end where cmark ends them: at LF, CR LF or a lone CR.
package struct SourceText: Sendable {
  /// The path as it is shown to people.
  package let path: String
  package let bytes: [UInt8]
  private let lineStarts: [Int32]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    var starts: [Int32] = [0]
    starts.reserveCapacity(bytes.count / 32 + 1)
    bytes.withUnsafeBufferPointer { bytes in
      for index in bytes.indices where bytes[index] <= Byte.carriageReturn {
        let isEnd =
          bytes[index] == Byte.lineFeed
          || bytes[index] == Byte.carriageReturn
            && (index + 1 == bytes.count || bytes[index + 1] != Byte.lineFeed)
        if isEnd { starts.append(Int32(index + 1)) }
      }
    }
    lineStarts = starts
  }

  package var lineCount: Int { lineStarts.count }

  /// Where line `number` (from 1) begins, or the end of the file for a line past it.
  package func offset(ofLine number: Int) -> Int {
    guard number >= 1 else { return 0 }
    return number <= lineStarts.count ? Int(lineStarts[number - 1]) : bytes.count
  }

  /// The bytes of line `number` without its end.
  package func line(_ number: Int) -> ArraySlice<UInt8> {
    guard number >= 1, number <= lineStarts.count else { return [] }
    let start = Int(lineStarts[number - 1])
    var end = offset(ofLine: number + 1)
    while end > start, bytes[end - 1] == Byte.lineFeed || bytes[end - 1] == Byte.carriageReturn {
      end -= 1
    }
    return bytes[start..<end]
  }

  /// The line that holds the byte at `offset`.
  package func lineNumber(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The byte at a position, or the nearest one of its line.
  package func offset(of position: SourcePosition) -> Int {
    let line = Int(position.line)
    let start = offset(ofLine: line)
    return min(start + max(Int(position.column) - 1, 0), offset(ofLine: line + 1))
  }

  package func position(at offset: Int) -> SourcePosition {
    let line = lineNumber(at: offset)
    return SourcePosition(line: line, column: offset - self.offset(ofLine: line) + 1)
  }

  /// The whole of line `number`, from its first byte that is no blank.
  package func range(ofLine number: Int) -> SourceRange {
    let text = line(number)
    let indent = text.prefix { $0 == Byte.space || $0 == Byte.tab }.count
    return SourceRange(line: number, column: indent + 1, length: text.count - indent)
  }
}

/// The bytes that the scanners look for, by name.
package enum Byte {
  package static let tab: UInt8 = 0x09
  package static let lineFeed: UInt8 = 0x0A
  package static let carriageReturn: UInt8 = 0x0D
  package static let space: UInt8 = 0x20
  package static let quote = UInt8(ascii: "\"")
  package static let apostrophe = UInt8(ascii: "'")
  package static let hash = UInt8(ascii: "#")
  package static let backslash = UInt8(ascii: "\\")
  package static let backtick = UInt8(ascii: "`")
  package static let tilde = UInt8(ascii: "~")
  package static let dash = UInt8(ascii: "-")
  package static let dot = UInt8(ascii: ".")
  package static let equals = UInt8(ascii: "=")
  package static let colon = UInt8(ascii: ":")
  package static let slash = UInt8(ascii: "/")
  package static let less = UInt8(ascii: "<")
  package static let greater = UInt8(ascii: ">")
  package static let pipe = UInt8(ascii: "|")
  package static let openBracket = UInt8(ascii: "[")
  package static let closeBracket = UInt8(ascii: "]")

  package static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }
}
