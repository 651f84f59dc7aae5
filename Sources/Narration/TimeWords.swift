import LessonFormat
import Trace

/// How long something took: 3.00 s, 12 ms, 8.4 ms, 350 microseconds.
package func duration(_ microseconds: Int64) -> String {
  switch microseconds {
  case ...0: "0 s"
  case ..<1000: count(Int(microseconds), "microsecond")
  case ..<9950: decimal(microseconds, unit: 1000, places: 1) + " ms"
  case ..<99_500: decimal(microseconds, unit: 1000, places: 0) + " ms"
  case ..<600_000_000: decimal(microseconds, unit: 1_000_000, places: 2) + " s"
  case ..<7_200_000_000: decimal(microseconds, unit: 60_000_000, places: 1) + " minutes"
  default: decimal(microseconds, unit: 3_600_000_000, places: 1) + " hours"
  }
}

/// 0.05 to 0.20 s, 20 ms to 0.20 s
func range(_ shortest: Int64, _ longest: Int64, joinedBy word: String) -> String {
  let (a, b) = (duration(shortest), duration(longest))
  let parts = a.split(separator: " ", maxSplits: 1)
  let isSame = parts.count == 2 && b.hasSuffix(" \(parts[1])")
  return "\(isSame ? String(parts[0]) : a) \(word) \(b)"
}

/// A time that may be added to and taken from, whatever was asked for.
func bounded(_ time: Int64) -> Int64 { min(max(time, -1), 1 << 48) }

/// Moments of a run, counted from its beginning, with as many digits as its length needs.
struct Clock {
  let origin: Int64
  private let isShort: Bool
  private let places: Int

  /// With several runs on one axis, `axis` is how long that is.
  init(_ timeline: Timeline, axis: Int64? = nil) {
    self.init(origin: timeline.origin, total: axis ?? timeline.total)
  }

  init(origin: Int64, total: Int64) {
    self.origin = origin
    isShort = total < 100_000
    places = total < 10_000 ? 2 : isShort ? 1 : 2
  }

  /// 0.50 s
  func moment(_ time: Int64) -> String { "\(number(time)) \(unit)" }

  /// 0.07 to 1.07 s; 0.0521 to 0.0524 s, where fewer digits would tell the same moment twice
  func stretch(_ start: Int64, _ end: Int64) -> String {
    let places = self.places(telling: start, from: [end])
    return "\(number(start, places)) to \(number(end, places)) \(unit)"
  }

  func number(_ time: Int64) -> String { number(time, places) }

  /// A moment with as many digits as it takes to tell it from others.
  func moment(_ time: Int64, among others: [Int64]) -> String {
    "\(number(time, places(telling: time, from: others))) \(unit)"
  }

  private func places(telling time: Int64, from others: [Int64]) -> Int {
    let others = others.filter { max($0, origin) != max(time, origin) }
    var places = places
    while places < (isShort ? 3 : 6),
      others.contains(where: { number($0, places) == number(time, places) })
    {
      places += 1
    }
    return places
  }

  private func number(_ time: Int64, _ places: Int) -> String {
    decimal(max(time - origin, 0), unit: isShort ? 1000 : 1_000_000, places: places)
  }

  /// Moments that are told by the same words have the same number.
  func step(_ time: Int64) -> Int64 {
    let width: Int64 = isShort ? (places == 2 ? 10 : 100) : 10_000
    return (max(time - origin, 0) + width / 2) / width
  }

  private var unit: String { isShort ? "ms" : "s" }
}

/// With so many digits behind the point, without Foundation.
func decimal(_ value: Int64, unit: Int64, places: Int) -> String {
  var scale: Int64 = 1
  for _ in 0..<places { scale *= 10 }
  // Whole units and the rest apart, so that no time overflows.
  let (whole, rest) = value.quotientAndRemainder(dividingBy: unit)
  var fraction = (rest * scale + unit / 2) / unit
  let carry = fraction / scale
  fraction %= scale
  guard places > 0 else { return String(whole + carry) }
  let digits = String(fraction)
  return "\(whole + carry)." + String(repeating: "0", count: places - digits.count) + digits
}

/// 12,345: a long number with commas, as it is said.
func inWords(_ number: Int) -> String {
  let digits = String(number.magnitude)
  guard digits.count > 4 else { return String(number) }
  var result = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { result += "," }
    result.append(digit)
  }
  return (number < 0 ? "-" : "") + result
}

/// once, twice, 3 times
func often(_ number: Int) -> String {
  switch number {
  case 1: "once"
  case 2: "twice"
  default: "\(inWords(number)) times"
  }
}
