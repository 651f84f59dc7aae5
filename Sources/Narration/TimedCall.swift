/// A call whose only argument is a length of time, as in "time.sleep(0.296)".
struct TimedCall {
  let function: String
  private let argument: Double
  /// It has more digits than anybody types.
  let isMeasured: Bool

  private static let mostDigits = 2
  /// Less is typed with more digits: 0.001.
  private static let leastMeasured = 0.05

  init?(_ words: String) {
    guard words.hasSuffix(")"), let open = words.firstIndex(of: "("), open > words.startIndex
    else { return nil }
    let digits = words[words.index(after: open)...].dropLast()
    guard let argument = Double(digits), argument.isFinite else { return nil }
    function = String(words[..<open])
    self.argument = argument
    let fraction = digits.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first
    isMeasured = fraction?.count ?? 0 > Self.mostDigits && argument >= Self.leastMeasured
  }

  /// Different by luck alone.
  func isNear(_ other: TimedCall) -> Bool {
    abs(argument - other.argument) <= max(argument, other.argument) / 10
  }
}
