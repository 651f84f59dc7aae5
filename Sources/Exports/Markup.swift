import LessonFormat

/// HTML and SVG as text. Elements are always closed, so that the result is well-formed as XML too.
package struct Markup {
  package private(set) var text = ""

  package init() {}

  /// An element with what is in it.
  package mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
    _ body: (inout Markup) throws -> Void
  ) rethrows {
    open(name, attributes)
    try body(&self)
    text += "</\(name)>"
  }

  package mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String>, _ words: String
  ) {
    element(name, attributes) { $0.say(words) }
  }

  package mutating func element(_ name: String, _ words: String) { element(name, [:], words) }

  /// An element without anything in it.
  package mutating func void(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
    open(name, attributes)
    text.removeLast()
    text += "/>"
  }

  private mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    text += "<\(name)"
    for (key, value) in attributes { text += " \(key)=\"\(Self.escaped(value))\"" }
    text += ">"
  }

  package mutating func say(_ words: String) { text += Self.escaped(words) }

  package mutating func newLine() { text += "\n" }

  /// Markup that was written here, never what came from a program.
  package mutating func raw(_ markup: String) { text += markup }

  /// Text of a program: no control characters, and nothing that markup is made of.
  static func escaped(_ text: String) -> String {
    let text = printable(text)
    let isPlain = text.utf8.allSatisfy { $0 < 0x80 && !"&<>\"'".utf8.contains($0) }
    if isPlain { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // Not allowed in XML, by whatever name.
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// A number in a path or an attribute: at most one digit behind the point.
func short(_ value: Double) -> String {
  let tenths = (value * 10).rounded()
  guard abs(tenths) < 1e15 else { return "0" }
  let (whole, rest) = Int(tenths).quotientAndRemainder(dividingBy: 10)
  if rest == 0 { return String(whole) }
  return (tenths < 0 && whole == 0 ? "-" : "") + "\(whole).\(abs(rest))"
}
