/// The value of one key of a line: a number at once, a text only as the place where it stands,
/// since most texts are never looked at twice.
struct LineValue {
  enum Kind: UInt8 {
    case missing, number, badNumber, text, yes, no, null, nested
  }

  var kind = Kind.missing
  var hasEscapes = false
  /// The line in which the value was seen; those of older lines don't count.
  var generation: UInt32 = 0
  var number: Int64 = 0
  var start = 0
  var end = 0
}

/// Walks over the bytes of one line of JSON. Reading past the end gives zeros, which nothing of
/// JSON accepts, so no step needs a check of its own.
struct LineScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var index: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int = 0) {
    self.bytes = bytes
    self.index = index
  }

  @inline(__always)
  func byte(at position: Int) -> UInt8 {
    position >= 0 && position < bytes.count ? bytes[position] : 0
  }

  @inline(__always)
  mutating func skipSpace() {
    while true {
      switch byte(at: index) {
      case 0x20, 0x09, 0x0D, 0x0A: index += 1
      default: return
      }
    }
  }

  @inline(__always)
  mutating func take(_ expected: UInt8) -> Bool {
    guard byte(at: index) == expected else { return false }
    index += 1
    return true
  }

  var isAtEnd: Bool { index >= bytes.count }

  /// A key of at most eight bytes as one number, 0 for one that is longer or has escapes; nil if
  /// there is no key.
  @inline(__always)
  mutating func key() -> UInt64? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    var packed: UInt64 = 0
    var length = 0
    while true {
      let byte = byte(at: index)
      if byte == UInt8(ascii: "\"") {
        index += 1
        return packed
      }
      if byte == UInt8(ascii: "\\") || byte < 0x20 || length == 8 { break }
      packed |= UInt64(byte) << UInt64(8 * length)
      length += 1
      index += 1
    }
    return string() == nil ? nil : 0
  }

  /// The rest of a text whose opening quote was taken: whether it has escapes, or nil if it does
  /// not end.
  @inline(__always)
  mutating func string() -> Bool? {
    var hasEscapes = false
    while true {
      let byte = byte(at: index)
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return hasEscapes
      case UInt8(ascii: "\\"):
        hasEscapes = true
        index += 2
      case 0..<0x20: return nil
      default: index += 1
      }
    }
  }

  /// Takes any value; false if it is not one.
  @inline(__always)
  mutating func value(into value: inout LineValue) -> Bool {
    let first = byte(at: index)
    switch first {
    case UInt8(ascii: "\""):
      index += 1
      value.start = index
      guard let hasEscapes = string() else { return false }
      value.kind = .text
      value.hasEscapes = hasEscapes
      value.end = index - 1
      return true
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number(into: &value)
    case UInt8(ascii: "t"):
      value.kind = .yes
      return word("true")
    case UInt8(ascii: "f"):
      value.kind = .no
      return word("false")
    case UInt8(ascii: "n"):
      value.kind = .null
      return word("null")
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      value.kind = .nested
      value.start = index
      guard nested() else { return false }
      value.end = index
      return true
    default: return false
    }
  }

  private mutating func word(_ word: StaticString) -> Bool {
    word.withUTF8Buffer { expected in
      for byte in expected where !take(byte) { return false }
      return true
    }
  }

  @inline(__always)
  private mutating func number(into value: inout LineValue) -> Bool {
    let isNegative = take(UInt8(ascii: "-"))
    let start = index
    var magnitude: Int64 = 0
    var overflows = false
    while true {
      let digit = byte(at: index) &- 0x30
      guard digit < 10 else { break }
      // Up to 18 digits fit for certain.
      if index - start >= 18 { overflows = true }
      magnitude = magnitude &* 10 &+ Int64(digit)
      index += 1
    }
    guard index > start else { return false }
    value.kind = overflows ? .badNumber : .number
    value.number = isNegative ? 0 &- magnitude : magnitude
    return fraction(into: &value)
  }

  /// Whole numbers are all that the format has. Of others the whole part counts, unless there is
  /// an exponent.
  @inline(__always)
  private mutating func fraction(into value: inout LineValue) -> Bool {
    if take(UInt8(ascii: ".")) {
      let start = index
      while byte(at: index) &- 0x30 < 10 { index += 1 }
      if index == start { return false }
    }
    if byte(at: index) | 0x20 == UInt8(ascii: "e") {
      index += 1
      if !take(UInt8(ascii: "-")) { _ = take(UInt8(ascii: "+")) }
      let start = index
      while byte(at: index) &- 0x30 < 10 { index += 1 }
      value.kind = .badNumber
      return index > start
    }
    return true
  }

  /// Passes over an array or object by counting brackets: no depth can exhaust the stack.
  private mutating func nested() -> Bool {
    var depth = 0
    while true {
      let byte = byte(at: index)
      index += 1
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return true }
      case UInt8(ascii: "\""):
        if string() == nil { return false }
      case 0: return false
      default: break
      }
    }
  }
}
