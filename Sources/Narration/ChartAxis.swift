/// The axis under a chart: round times, with the unit at the last one.
struct ChartAxis {
  let text: String

  /// The room that a time takes with what sets it apart.
  private static let room = 8

  init(total: Int64, columns: Int) {
    let total = max(total, 1)
    let axis = TimeAxis(0..<total, about: max(columns / Self.room - 1, 1))
    var line = "0"
    for tick in axis.ticks.dropFirst() {
      let column = Int(Double(tick.time) / Double(total) * Double(columns))
      guard column + tick.number.count + axis.unit.count < columns, column > line.count else {
        break
      }
      line += String(repeating: " ", count: column - line.count) + tick.number
    }
    text = "\(line) \(axis.unit)".replacing("µ", with: "u")
  }
}
