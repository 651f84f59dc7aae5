import LessonFormat

/// JSON as it is written, without anything in between: an export has millions of values.
///
/// Names and texts of a program can hold anything. Control characters become U+FFFD and everything
/// else stays as it is, in UTF-8, since not every reader understands `\u` everywhere.
struct JSONBytes {
  private(set) var bytes: [UInt8] = []
  /// Inside of a page, `<` could end the element that the JSON stands in.
  private let isInPage: Bool
  private var needsComma = false

  init(isInPage: Bool = false) { self.isInPage = isInPage }

  var count: Int { bytes.count }

  /// What was written, which is then forgotten.
  mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  // MARK: Structure

  mutating func object(_ body: (inout JSONBytes) -> Void) { nest("{", "}", body) }
  mutating func array(_ body: (inout JSONBytes) -> Void) { nest("[", "]", body) }

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

  mutating func key(_ key: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    key.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes += "\":".utf8
    needsComma = false
  }

  mutating func key(_ key: StaticString, _ value: String) {
    self.key(key)
    string(value)
  }

  mutating func key(_ key: StaticString, _ value: Int64) {
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

  mutating func number(_ value: Int64) {
    separate()
    bytes += String(value).utf8
  }

  mutating func bool(_ value: Bool) {
    separate()
    bytes += (value ? "true" : "false").utf8
  }

  /// Thousandths, as a number with a point.
  mutating func thousandths(_ value: Int64) {
    separate()
    let (whole, rest) = value.quotientAndRemainder(dividingBy: 1000)
    bytes += String(whole).utf8
    guard rest > 0 else { return }
    bytes += (rest < 10 ? ".00" : rest < 100 ? ".0" : ".").utf8
    bytes += String(rest).utf8
  }

  mutating func string(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    for (index, line) in textLines(text).enumerated() {
      if index > 0 { bytes += "\\n".utf8 }
      append(printable(line))
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(_ text: String) {
    for byte in text.utf8 {
      switch byte {
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
func textLines(_ text: String) -> [String] {
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
