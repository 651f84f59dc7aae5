/// "a", "a or b", "a, b or c".
package func inWords(_ words: [String], joinedBy last: String = "or") -> String {
  switch words.count {
  case 0: ""
  case 1: words[0]
  default: words.dropLast().joined(separator: ", ") + " \(last) " + words[words.count - 1]
  }
}

/// A number without a needless fraction: 3, not 3.0; and 0.35, not what adding up makes of it.
package func inWords(_ number: Double) -> String {
  if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
  guard (1e-3..<1e6).contains(abs(number)) else { return String(number) }
  let rounded = (number * 1e9).rounded() / 1e9
  return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
}
