/// When a question comes back. A wrong answer begins anew: it comes back at once, and after each
/// right one later.
package struct ReviewMark: Hashable, Sendable {
  /// Right answers in a row, given when the question was due.
  package private(set) var rightInARow = 0
  /// In milliseconds since 1970; the end of time where it need not come back.
  package private(set) var due = Int64.min

  /// How many days after a right answer, the first, the second and so on.
  static let days: [Int64] = [1, 3, 7, 16, 35]
  /// Whoever learns in the evening may review in the morning.
  private static let slack: Int64 = 8 * 3_600_000
  private static let day: Int64 = 24 * 3_600_000

  package init() {}

  /// An answer that was judged, in the order of time.
  package mutating func take(isRight: Bool, at time: Int64) {
    guard isRight else {
      rightInARow = 0
      due = time
      return
    }
    // An answer that nobody asked for shows no memory.
    guard time >= due else { return }
    rightInARow += 1
    due =
      rightInARow > Self.days.count
      ? .max : time + Self.days[rightInARow - 1] * Self.day - Self.slack
  }

  package func isDue(at time: Int64) -> Bool { due <= time }
}
