/// The ticks of an axis in time, at round numbers of one unit.
package struct TimeAxis {
  package struct Tick: Equatable, Sendable {
    /// Since the beginning of the run.
    package var time: Int64
    /// Without its unit.
    package var number: String
    package var label: String
  }

  package let ticks: [Tick]
  package let unit: String

  /// About so many ticks for a stretch of microseconds.
  package init(_ window: Range<Int64>, about count: Int) {
    let length = max(window.upperBound - window.lowerBound, 1)
    var (base, step) = (Int64(1), Int64(1))
    // 1, 2, 5, 10, 20, 50 …
    while length / step > Int64(max(count, 1)) {
      switch step {
      case base: step = 2 * base
      case 2 * base: step = 5 * base
      default:
        base *= 10
        step = base
      }
    }
    let unit = Self.unit(for: window.upperBound)
    self.unit = unit.name
    let first = (max(window.lowerBound, 0) + step - 1) / step
    ticks = (0...(length / step)).map { (first + $0) * step }
      .filter { $0 <= window.upperBound }
      .map { time in
        let number = Self.number(time, unit.size, step)
        return Tick(time: time, number: number, label: "\(number) \(unit.name)")
      }
  }

  private static func unit(for end: Int64) -> (size: Int64, name: String) {
    end >= 100_000 ? (1_000_000, "s") : end >= 1000 ? (1000, "ms") : (1, "µs")
  }

  private static func number(_ time: Int64, _ unit: Int64, _ step: Int64) -> String {
    // As many digits as the steps need.
    var places = 0
    var size = unit
    while size > 1, step % size != 0 {
      size /= 10
      places += 1
    }
    return decimal(time, unit: unit, places: places)
  }
}
