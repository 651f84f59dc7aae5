/// "a", "a or b", "a, b or c".
package func inWords(_ words: [String], joinedBy last: String = "or") -> String {
  switch words.count {
  case 0: ""
  case 1: words[0]
  default: words.dropLast().joined(separator: ", ") + " \(last) " + words[words.count - 1]
  }
}

/// A number without a needless fraction: 3, not 3.0.
package func inWords(_ number: Double) -> String {
  number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
}
