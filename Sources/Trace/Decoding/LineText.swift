/// Texts of JSON as they are meant: escapes resolved, and what is no Unicode replaced by U+FFFD.
enum LineText {
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ value: LineValue) -> String {
    guard value.start >= 0, value.start < value.end, value.end <= bytes.count else { return "" }
    let part = UnsafeBufferPointer(rebasing: bytes[value.start..<value.end])
    guard value.hasEscapes else { return String(decoding: part, as: UTF8.self) }
    return String(decoding: unescape(part), as: UTF8.self)
  }

  private static func unescape(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "\\"), index < bytes.count else {
        result.append(byte)
        continue
      }
      let escaped = bytes[index]
      index += 1
      switch escaped {
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0C)
      case UInt8(ascii: "u"): append(codePoint(bytes, &index), to: &result)
      default: result.append(escaped)
      }
    }
    return result
  }

  /// The code point of `\uXXXX`, or of two that are a pair.
  private static func codePoint(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> UInt32 {
    guard let first = hexDigits(bytes, at: index) else { return 0xFFFD }
    index += 4
    guard first & 0xFC00 == 0xD800 else { return first }
    guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u"), let second = hexDigits(bytes, at: index + 2),
      second & 0xFC00 == 0xDC00
    else { return 0xFFFD }
    index += 6
    return 0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)
  }

  private static func hexDigits(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt32? {
    guard index + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for position in index..<(index + 4) {
      let digit: UInt8
      switch bytes[position] {
      case let byte where byte &- 0x30 < 10: digit = byte - 0x30
      case let byte where (byte | 0x20) &- 0x61 < 6: digit = (byte | 0x20) - 0x61 + 10
      default: return nil
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  private static func append(_ codePoint: UInt32, to result: inout [UInt8]) {
    let scalar = Unicode.Scalar(codePoint) ?? "\u{FFFD}"
    result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}
