/// The keys and values of one line.
///
/// The table is used again for the next line; a generation tells old values from new ones, so that
/// nothing has to be cleared.
struct LineFields {
  private(set) var unknownKeys = 0
  private(set) var absurdNumbers = 0
  private var values = [LineValue](repeating: LineValue(), count: LineKey.allCases.count)
  private var generation: UInt32 = 0
  private let keys = WordTable.keys

  /// The largest number of a lane, place or the like.
  static let largestNumber: Int64 = 0x7FFF_FFFF

  /// False if the line is not one object and nothing else.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    generation &+= 1
    unknownKeys = 0
    absurdNumbers = 0
    var scanner = LineScanner(bytes)
    scanner.skipSpace()
    guard scanner.take(UInt8(ascii: "{")) else { return false }
    scanner.skipSpace()
    if !scanner.take(UInt8(ascii: "}")) {
      repeat {
        guard readPair(&scanner) else { return false }
        scanner.skipSpace()
      } while scanner.take(UInt8(ascii: ","))
      guard scanner.take(UInt8(ascii: "}")) else { return false }
    }
    scanner.skipSpace()
    return scanner.isAtEnd
  }

  @inline(__always)
  private mutating func readPair(_ scanner: inout LineScanner) -> Bool {
    scanner.skipSpace()
    guard let packed = scanner.key() else { return false }
    scanner.skipSpace()
    guard scanner.take(UInt8(ascii: ":")) else { return false }
    scanner.skipSpace()
    var value = LineValue()
    value.generation = generation
    guard scanner.value(into: &value) else { return false }
    if let number = keys.number(of: packed) {
      values[Int(number)] = value
    } else {
      unknownKeys += 1
    }
    return true
  }

  @inline(__always)
  func value(_ key: LineKey) -> LineValue? {
    let value = values[Int(key.rawValue)]
    return value.generation == generation && value.kind != .null ? value : nil
  }

  /// A whole number of any size; nil if there is none or it can't be one.
  @inline(__always)
  mutating func integer(_ key: LineKey) -> Int64? {
    guard let value = value(key) else { return nil }
    switch value.kind {
    case .number: return value.number
    case .yes: return 1
    case .no: return 0
    case .badNumber:
      absurdNumbers += 1
      return nil
    default: return nil
    }
  }

  /// A number that refers to something; 0 for none, and for what can be no such number.
  @inline(__always)
  mutating func number(_ key: LineKey) -> UInt32 {
    guard let value = integer(key), value != 0 else { return 0 }
    guard value > 0, value <= LineFields.largestNumber else {
      absurdNumbers += 1
      return 0
    }
    return UInt32(value)
  }

  @inline(__always)
  mutating func flag(_ key: LineKey) -> Bool {
    guard let value = value(key) else { return false }
    return value.kind == .yes || (value.kind == .number && value.number != 0)
  }

  /// A time within reach, or nil.
  mutating func time(_ key: LineKey) -> Int64? {
    guard let value = integer(key) else { return nil }
    guard value >= 0, value <= TraceTime.latest else {
      absurdNumbers += 1
      return nil
    }
    return value
  }

  mutating func small(_ key: LineKey) -> Int32 { Int32(clamping: integer(key) ?? 0) }

  func text(_ key: LineKey, _ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard let value = value(key), value.kind == .text else { return nil }
    return LineText.decode(bytes, value)
  }

  /// A text without escapes as one number, if it is short: for words of closed lists.
  @inline(__always)
  func packedWord(_ key: LineKey, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard let value = value(key), value.kind == .text else { return 0 }
    let length = value.end - value.start
    guard length > 0, length <= 8 else { return 0 }
    var packed: UInt64 = 0
    for index in 0..<length {
      packed |= UInt64(bytes[value.start + index]) << UInt64(8 * index)
    }
    return packed
  }
}

/// Bounds of time.
package enum TraceTime {
  /// The latest time that a trace can have: more than four years. Times are kept in 48 bits.
  package static let latest: Int64 = 1 << 47 - 1

  /// A time that somebody asks for, brought to where it can be reckoned with.
  static func bounded(_ time: Int64) -> Int64 { min(max(time, -1), latest + 1) }

  static func bounded(_ range: Range<Int64>) -> Range<Int64> {
    bounded(range.lowerBound)..<bounded(range.upperBound)
  }
}
