import Tutor

/// An answer as a line of text: what the file of progress and its exports hold.
enum ResponseText {
  static func encode(_ response: Response) -> String {
    switch response {
    case .choices(let choices): line("choices", choices.sorted().map(String.init))
    case .number(let number): line("number", [String(number)])
    case .order(let order): line("order", order.map(String.init))
    case .lanes(let lanes): line("lanes", lanes.sorted().map(escape))
    }
  }

  /// Nil for what no version has written.
  static func decode(_ text: String) -> Response? {
    var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard !words.isEmpty else { return nil }
    let kind = words.removeFirst()
    switch kind {
    case "choices": return numbers(words).map { .choices(Set($0)) }
    case "order": return numbers(words).map { .order($0) }
    case "number":
      guard words.count == 1, let number = Double(words[0]), number.isFinite else { return nil }
      return .number(number)
    case "lanes": return .lanes(Set(words.map(unescape)))
    default: return nil
    }
  }

  private static func line(_ kind: String, _ words: [String]) -> String {
    ([kind] + words).joined(separator: " ")
  }

  private static func numbers(_ words: [String]) -> [Int]? {
    let numbers = words.compactMap { Int($0) }.filter { (0..<10_000).contains($0) }
    return numbers.count == words.count ? numbers : nil
  }

  /// Names of lanes may have blanks in them.
  private static func escape(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing(" ", with: "%20").replacing("\n", with: "%0A")
  }

  private static func unescape(_ text: String) -> String {
    text.replacing("%0A", with: "\n").replacing("%20", with: " ").replacing("%25", with: "%")
  }
}
