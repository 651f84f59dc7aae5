import Trace

/// The axis under a chart: round times, with the unit at the last one.
struct ChartAxis {
  let text: String

  /// The room that a time takes with what sets it apart.
  private static let room = 8

  init(total: Int64, columns: Int) {
    let most = max(columns / Self.room, 1)
    let step = Self.step(total, most: Int64(most))
    let unit: (size: Int64, name: String) =
      step >= 100_000_000 ? (60_000_000, "min") : total >= 100_000 ? (1_000_000, "s") : (1000, "ms")
    let places = Self.places(step, unit.size)
    var line = "0"
    var tick = step
    while tick <= total {
      let column = Int(Double(tick) / Double(total) * Double(columns))
      let label = decimal(tick, unit: unit.size, places: places)
      guard column + label.count + unit.name.count < columns, column > line.count else { break }
      line += String(repeating: " ", count: column - line.count) + label
      tick += step
    }
    text = "\(line) \(unit.name)"
  }

  /// 1, 2 or 5 times a power of ten, so that there are no more than so many.
  private static func step(_ total: Int64, most: Int64) -> Int64 {
    var power: Int64 = 1
    while true {
      for factor in [1, 2, 5] as [Int64] where total / (power * factor) < most || power > total {
        return power * factor
      }
      power *= 10
    }
  }

  private static func places(_ step: Int64, _ unit: Int64) -> Int {
    var places = 0
    var size = unit
    while size > step || (size > 0 && step % size != 0), places < 6 {
      size /= 10
      places += 1
    }
    return places
  }
}
