/// Whether a text is markup in which every element is closed in its order, and in which nothing stands
/// that a program could have put there: no control characters, and only known elements.
package struct MarkupRules {
  private static let known: Set<String> = [
    "?xml", "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2",
    "h3", "p", "nav", "ul", "li", "main", "section", "script", "div", "label", "input", "button",
    "figure", "figcaption", "svg", "defs", "pattern", "rect", "path", "circle", "g", "text",
    "tspan",
    "desc", "table", "caption", "thead", "tbody", "tr", "th", "td", "pre", "span",
  ]

  package static func broken(by text: String, scripts: Int) -> String? {
    if let scalar = text.unicodeScalars.first(where: isForbidden) {
      return "the character \(scalar.value)"
    }
    let bytes = Array(text.utf8)
    var open: [String] = []
    var count = 0
    var place = 0
    while let start = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
      guard let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) else {
        return "a tag without an end"
      }
      let tag = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
      place = end + 1
      let name = String(tag.drop { $0 == "/" }.prefix { $0 != " " && $0 != "/" })
      guard known.contains(name) else { return "the element \(tag.prefix(40))" }
      if tag.hasPrefix("/") {
        guard open.popLast() == name else { return "</\(name)> closes something else" }
      } else if !tag.hasSuffix("/") && !tag.hasPrefix("?") && !tag.hasPrefix("!") {
        open.append(name)
        // What is in a script or a style is no markup.
        guard name == "script" || name == "style" else { continue }
        count += name == "script" ? 1 : 0
        let close = Array("</\(name)>".utf8)
        while place < bytes.count, !bytes[place...].starts(with: close) { place += 1 }
      }
    }
    if !open.isEmpty { return "\(open) are not closed" }
    return count == scripts ? nil : "\(count) scripts"
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 {
      return scalar != "\n" && (scalar.value < 0x20 || scalar.value == 0x7F)
    }
    return (scalar.properties.generalCategory == .control || scalar.value & 0xFFFE == 0xFFFE)
  }
}
