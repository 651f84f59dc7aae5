import LessonFormat

/// JSON as it is written, without anything in between: an export has millions of values.
///
/// Names and texts of a program can hold anything. Control characters become U+FFFD and everything
/// else stays as it is, in UTF-8, since not every reader understands `\u` everywhere.
package struct JSONBytes {
  private(set) var bytes: [UInt8] = []
  /// Inside of a page, `<` could end the element that the JSON stands in.
  private let isInPage: Bool
  private var needsComma = false

  package init(isInPage: Bool = false) { self.isInPage = isInPage }

  var count: Int { bytes.count }

  /// What was written, which is then forgotten.
  package mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  // MARK: Structure

  package mutating func object(_ body: (inout JSONBytes) -> Void) { nest("{", "}", body) }
  package mutating func array(_ body: (inout JSONBytes) -> Void) { nest("[", "]", body) }

  private mutating func nest(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JSONBytes) -> Void
  ) {
    separate()
    bytes.append(UInt8(ascii: open))
    needsComma = false
    body(&self)
    bytes.append(UInt8(ascii: close))
    needsComma = true
  }

  package mutating func key(_ key: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    key.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes += "\":".utf8
    needsComma = false
  }

  package mutating func key(_ key: StaticString, _ value: String) {
    self.key(key)
    string(value)
  }

  package mutating func key(_ key: StaticString, _ value: Int64) {
    self.key(key)
    number(value)
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  /// Text that is JSON already; what follows it is the first of its kind.
  mutating func raw(_ text: String) {
    bytes += text.utf8
    needsComma = false
  }

  // MARK: Values

  package mutating func number(_ value: Int64) {
    separate()
    bytes += String(value).utf8
  }

  mutating func bool(_ value: Bool) {
    separate()
    bytes += (value ? "true" : "false").utf8
  }

  /// Thousandths, as a number with a point.
  package mutating func thousandths(_ value: Int64) {
    separate()
    let (whole, rest) = value.quotientAndRemainder(dividingBy: 1000)
    bytes += String(whole).utf8
    guard rest > 0 else { return }
    bytes += (rest < 10 ? ".00" : rest < 100 ? ".0" : ".").utf8
    bytes += String(rest).utf8
  }

  package mutating func string(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    for (index, line) in textLines(text).enumerated() {
      if index > 0 { bytes += "\\n".utf8 }
      append(printable(line))
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Text for a terminal, whose control characters count: they are written as `\u`.
  package mutating func terminalText(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    append(text)
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case 0..<0x20, 0x7F:
        bytes += "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case UInt8(ascii: "<") where isInPage: bytes += "\\u003c".utf8
      default: bytes.append(byte)
      }
    }
  }
}

/// The lines of a text, whatever ends them. A progress bar that is drawn over itself gives many.
package func textLines(_ text: String) -> [String] {
  let bytes = Array(text.utf8)
  var lines: [String] = []
  var start = 0
  for (index, byte) in bytes.enumerated() where byte == 0x0A || byte == 0x0D {
    // The two of a pair end one line.
    let isPaired = byte == 0x0A && index > 0 && bytes[index - 1] == 0x0D
    if !isPaired { lines.append(String(decoding: bytes[start..<index], as: UTF8.self)) }
    start = index + 1
  }
  lines.append(String(decoding: bytes[start...], as: UTF8.self))
  return lines
}
