import LessonFormat

/// Text as it has to be written in Markdown so that it stays what it is.
enum MarkdownText {
  /// Words in a paragraph; each of its lines is looked at by itself.
  static func escaped(_ text: String) -> String {
    let scalars = Array(printable(text).unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let before = index > 0 ? scalars[index - 1] : " "
      let after = index + 1 < scalars.count ? scalars[index + 1] : " "
      if needsBackslash(scalar, before, after) { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }

  private static func needsBackslash(
    _ scalar: Unicode.Scalar, _ before: Unicode.Scalar, _ after: Unicode.Scalar
  ) -> Bool {
    switch scalar {
    case "\\", "`", "*", "[", "]", "~", "$", "|": true
    // Inside of a word it emphasizes nothing.
    case "_": !(isWord(before) && isWord(after))
    case "<": after != " "
    case "&": isWord(after) || after == "#"
    default: false
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// A line of a paragraph: what it begins with makes no list, heading or quote of it.
  static func asLine(_ line: some StringProtocol) -> String {
    let line = String(line.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    guard let first = line.first else { return "" }
    if "#+->=".contains(first) { return "\\" + line }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line.dropFirst(digits.count)
    guard !digits.isEmpty, let sign = rest.first, sign == "." || sign == ")" else { return line }
    return digits + "\\" + rest
  }

  static func code(_ text: String) -> String {
    let text = printable(text.replacing("\n", with: " "))
    let fence = String(repeating: "`", count: longestRun(in: text) + 1)
    let needsBlanks =
      text.hasPrefix("`") || text.hasSuffix("`") || (text.hasPrefix(" ") && text.hasSuffix(" "))
    return needsBlanks ? "\(fence) \(text) \(fence)" : fence + text + fence
  }

  /// A block of code in a fence that nothing in it can close.
  static func fenced(_ lines: [String], language: String) -> [String] {
    let longest = lines.map(longestRun).max() ?? 0
    let fence = String(repeating: "`", count: max(longest + 1, 3))
    let info = language.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "+-_".contains($0)) }
    return [fence + info] + lines.map(printable) + [fence]
  }

  private static func longestRun(in text: String) -> Int {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  /// An address in a link, without what would end it.
  static func address(_ url: String) -> String {
    let plain = "-._~:/?#@!$&'*+,;=%"
    return url.utf8.map { byte in
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        byte < 0x80 && (isWord(scalar) || plain.unicodeScalars.contains(scalar))
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(scalar) : "%" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
  }

  /// What a code host calls a heading in addresses.
  static func anchor(_ heading: String) -> String {
    String(
      heading.lowercased().compactMap { character -> Character? in
        if character == " " { return "-" }
        return character.isLetter || character.isNumber || "-_".contains(character)
          ? character : nil
      })
  }
}
