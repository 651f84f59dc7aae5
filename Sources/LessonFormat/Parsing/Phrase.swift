/// The small language of conditions and answers: words, numbers with units, "texts", /patterns/.
struct Phrase {
  struct Problem: Error {
    var message: String
    var fix: String
  }

  private enum Token: Equatable {
    case word(String)
    case number(Double)
    case string(String)
    case pattern(String)
    case sign(Character)
    case dots
  }

  private var tokens: ArraySlice<Token> = []

  init(_ text: some StringProtocol) throws(Problem) {
    var rest = Array(text.utf8)[...]
    var tokens: [Token] = []
    tokens.reserveCapacity(8)
    while let first = rest.first {
      switch first {
      case Byte.space, Byte.tab:
        rest.removeFirst()
      case Byte.slash where !rest.dropFirst().contains(Byte.slash):
        tokens.append(Self.sign(&rest))
      case Byte.quote, Byte.slash:
        tokens.append(try Self.quotation(&rest))
      case Byte.dot where rest.dropFirst().first == Byte.dot:
        rest.removeFirst(2)
        tokens.append(.dots)
      case Byte.dash where !(rest.dropFirst().first.map(Self.beginsNumber) ?? false),
        Byte.dot where !(rest.dropFirst().first.map(Self.beginsNumber) ?? false):
        tokens.append(Self.sign(&rest))
      case UInt8(ascii: "0")...UInt8(ascii: "9"), Byte.dash, Byte.dot:
        tokens.append(.number(try Self.number(&rest)))
      case UInt8(ascii: "+") where Self.takesPlusMinus(&rest):
        tokens.append(.sign("±"))
      default:
        tokens.append(Self.word(&rest) ?? Self.sign(&rest))
      }
    }
    self.tokens = tokens[...]
  }

  private static func quotation(_ rest: inout ArraySlice<UInt8>) throws(Problem) -> Token {
    let end = rest.removeFirst()
    var content: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == end {
        let text = String(decoding: content, as: UTF8.self)
        return end == Byte.quote ? .string(text) : .pattern(text)
      }
      if byte == Byte.backslash, let next = rest.first,
        next == end || (end == Byte.quote && next == Byte.backslash)
      {
        content.append(rest.removeFirst())
      } else {
        content.append(byte)
      }
    }
    throw Problem(message: "this quotation is not closed", fix: "Write a \" at its end")
  }

  private static func beginsNumber(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == Byte.dot
  }

  /// Digits with at most one dot, which is not the first of two: `1..3` is a range.
  private static func number(_ rest: inout ArraySlice<UInt8>) throws(Problem) -> Double {
    let start = rest
    if rest.first == Byte.dash { rest.removeFirst() }
    var hasDot = false
    while let byte = rest.first {
      if byte == Byte.dot {
        if hasDot || rest.dropFirst().first == Byte.dot { break }
        hasDot = true
      } else if !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        break
      }
      rest.removeFirst()
    }
    let digits = String(decoding: start[..<rest.startIndex], as: UTF8.self)
    guard let value = Double(digits), abs(value) < 1e12 else {
      throw Problem(message: "\"\(digits)\" is not a number", fix: "Write a number like 3 or 0.5")
    }
    return value
  }

  /// `+-` and `+/-` stand for ±.
  private static func takesPlusMinus(_ rest: inout ArraySlice<UInt8>) -> Bool {
    for spelling in ["+-", "+/-"] where rest.starts(with: spelling.utf8) {
      rest.removeFirst(spelling.utf8.count)
      return true
    }
    return false
  }

  private static let plusMinus = Array("±".utf8)

  /// Letters of any script, so that `µs` is one; of what is not ASCII, ± alone is a sign.
  private static func word(_ rest: inout ArraySlice<UInt8>) -> Token? {
    var end = rest.startIndex
    while end < rest.endIndex, isWordByte(rest[end]), !rest[end...].starts(with: plusMinus) {
      end += 1
    }
    guard end > rest.startIndex else { return nil }
    defer { rest = rest[end...] }
    return .word(String(decoding: rest[..<end], as: UTF8.self))
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), Byte.dash, 0x80...:
      true
    default: false
    }
  }

  private static func sign(_ rest: inout ArraySlice<UInt8>) -> Token {
    if rest.starts(with: plusMinus) {
      rest.removeFirst(plusMinus.count)
      return .sign("±")
    }
    return .sign(Character(Unicode.Scalar(rest.removeFirst())))
  }

  var isAtEnd: Bool { tokens.isEmpty }

  mutating func word() -> String? {
    guard case .word(let word) = tokens.first else { return nil }
    tokens.removeFirst()
    return word
  }

  /// Takes the words where they all follow, and nothing otherwise.
  mutating func words(_ expected: String...) -> Bool {
    guard tokens.starts(with: expected.map { .word($0) }) else { return false }
    tokens.removeFirst(expected.count)
    return true
  }

  func isNext(sign: Character) -> Bool { tokens.first == .sign(sign) }

  mutating func sign(_ expected: Character) -> Bool {
    guard tokens.first == .sign(expected) else { return false }
    tokens.removeFirst()
    return true
  }

  /// `..`
  mutating func dots() -> Bool {
    guard tokens.first == .dots else { return false }
    tokens.removeFirst()
    return true
  }

  mutating func number() -> Double? {
    guard case .number(let number) = tokens.first else { return nil }
    tokens.removeFirst()
    return number
  }

  mutating func wholeNumber() -> Int? {
    guard case .number(let number) = tokens.first, number == number.rounded() else { return nil }
    tokens.removeFirst()
    return Int(number)
  }

  mutating func string() -> String? {
    guard case .string(let string) = tokens.first else { return nil }
    tokens.removeFirst()
    return string
  }

  /// One text or more, with commas between.
  mutating func strings() -> [String]? {
    guard let first = string() else { return nil }
    var result = [first]
    while sign(",") {
      guard let next = string() else { return nil }
      result.append(next)
    }
    return result
  }

  mutating func pattern() -> String? {
    guard case .pattern(let pattern) = tokens.first else { return nil }
    tokens.removeFirst()
    return pattern
  }

  private static let seconds: [String: Double] = ["s": 1, "ms": 1e-3, "us": 1e-6, "µs": 1e-6]

  /// A number with a unit of time, in seconds.
  mutating func duration() -> Double? {
    guard let number = number(), let unit = word(), let factor = Self.seconds[unit] else {
      return nil
    }
    return number * factor
  }

  /// `under B s`, `over A s`, `A..B s`, `A s ± 10%`.
  mutating func timeRange() -> NumberRange? {
    if words("under") { return duration().map { NumberRange(lower: nil, upper: $0) } }
    if words("over") { return duration().map { NumberRange(lower: $0, upper: nil) } }
    guard let first = number() else { return nil }
    if dots() {
      guard let second = number(), let unit = word(), let factor = Self.seconds[unit] else {
        return nil
      }
      return NumberRange(lower: first * factor, upper: second * factor)
    }
    guard let unit = word(), let factor = Self.seconds[unit], let tolerance = tolerance() else {
      return nil
    }
    let value = first * factor
    let margin =
      switch tolerance {
      case .relative(let share): value * share
      case .absolute(let amount): amount * (words(unit) ? factor : 1)
      }
    return NumberRange(lower: value - margin, upper: value + margin)
  }

  /// `± 10%` or `± 0.2`.
  mutating func tolerance() -> NumberAnswer.Tolerance? {
    guard sign("±"), let amount = number() else { return nil }
    return sign("%") ? .relative(amount / 100) : .absolute(amount)
  }
}
