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

  init(_ text: String) throws(Problem) {
    var rest = Substring(text)
    var tokens: [Token] = []
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if first == "\"" || first == "/" {
        rest.removeFirst()
        guard let content = Self.quoted(&rest, end: first) else {
          throw Problem(
            message: first == "\"" ? "this quotation is not closed" : "this pattern is not closed",
            fix: "Write a \(first) at its end")
        }
        tokens.append(first == "\"" ? .string(content) : .pattern(content))
      } else if rest.hasPrefix("..") {
        rest.removeFirst(2)
        tokens.append(.dots)
      } else if first.isASCII, first.isNumber || first == "-" || first == "." {
        let (digits, value) = Self.number(at: rest)
        guard let value else {
          throw Problem(
            message: "\"\(digits)\" is not a number", fix: "Write a number like 3 or 0.5")
        }
        rest.removeFirst(digits.count)
        tokens.append(.number(value))
      } else if first.isLetter {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
        rest.removeFirst(word.count)
        tokens.append(.word(String(word)))
      } else if rest.hasPrefix("+-") || rest.hasPrefix("+/-") {
        rest.removeFirst(rest.hasPrefix("+-") ? 2 : 3)
        tokens.append(.sign("±"))
      } else {
        rest.removeFirst()
        tokens.append(.sign(first))
      }
    }
    self.tokens = tokens[...]
  }

  private static func quoted(_ rest: inout Substring, end: Character) -> String? {
    var content = ""
    while let character = rest.popFirst() {
      if character == end { return content }
      if character == "\\", let next = rest.first, next == end || (end == "\"" && next == "\\") {
        content.append(rest.removeFirst())
      } else {
        content.append(character)
      }
    }
    return nil
  }

  /// Digits with at most one dot, which is not the first of two: `1..3` is a range.
  private static func number(at text: Substring) -> (digits: Substring, value: Double?) {
    var end = text.startIndex
    if text[end] == "-" { end = text.index(after: end) }
    var hasDot = false
    while end < text.endIndex {
      let character = text[end]
      if character == "." {
        let next = text.index(after: end)
        if hasDot || (next < text.endIndex && text[next] == ".") { break }
        hasDot = true
      } else if !(character.isASCII && character.isNumber) {
        break
      }
      end = text.index(after: end)
    }
    let digits = text[..<max(end, text.index(after: text.startIndex))]
    return (digits, Double(digits).flatMap { $0.isFinite && abs($0) < 1e12 ? $0 : nil })
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
