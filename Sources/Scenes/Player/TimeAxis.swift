import LessonFormat

/// Round times along an axis.
enum TimeAxis {
  struct Tick: Hashable {
    var column: Int
    var label: String
  }

  /// About one in fifteen columns, at round times.
  static func ticks(_ window: Range<Int64>, columns: Int) -> [Tick] {
    let size = window.upperBound - window.lowerBound
    guard size > 0, columns > 0 else { return [] }
    let step = step(for: size, count: max(columns / 15, 1))
    var result: [Tick] = []
    var time = (window.lowerBound + step - 1) / step * step
    while time < window.upperBound, result.count <= columns {
      let column = Int(
        Double(time - window.lowerBound) / Double(size) * Double(columns))
      result.append(Tick(column: column, label: label(time, step: step)))
      time += step
    }
    return result
  }

  /// One, two or five times a power of ten.
  private static func step(for size: Int64, count: Int) -> Int64 {
    var power: Int64 = 1
    while power <= size {
      for factor: Int64 in [1, 2, 5] where size / (power * factor) <= Int64(count) {
        return power * factor
      }
      power *= 10
    }
    return max(size, 1)
  }

  /// In the unit that the step asks for.
  static func label(_ time: Int64, step: Int64) -> String {
    if time == 0 { return "0" }
    if step >= 1_000_000 { return "\(time / 1_000_000) s" }
    if step >= 1000 {
      let digits = step >= 100_000 ? 1 : step >= 10_000 ? 2 : 3
      return decimals(time, unit: 1_000_000, digits: digits) + " s"
    }
    if step >= 1 {
      return decimals(time, unit: 1000, digits: step >= 100 ? 1 : step >= 10 ? 2 : 3) + " ms"
    }
    return "\(time) us"
  }

  private static func decimals(_ time: Int64, unit: Int64, digits: Int) -> String {
    var fraction = String(time % unit)
    let width = String(unit).count - 1
    fraction = String(repeating: "0", count: max(width - fraction.count, 0)) + fraction
    return "\(time / unit).\(fraction.prefix(digits))"
  }
}
