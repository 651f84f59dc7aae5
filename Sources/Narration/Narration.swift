import LessonFormat
import TextWidth

/// What is said, line by line. Plain mode prints it as it is; the order is the order of reading.
package struct Narration: Hashable, Sendable {
  package enum Line: Hashable, Sendable {
    /// Words, which may be wrapped.
    case words(String)
    /// Kept as it stands.
    case code(String)
    case gap
  }

  package private(set) var lines: [Line] = []

  package init() {}

  package mutating func say(_ words: String) {
    let words = printable(words)
    if words.contains(where: { !$0.isWhitespace }) { lines.append(.words(words)) }
  }

  /// Says what is made of words of a program; what a voice would stumble over is left out.
  package mutating func tell(_ words: String) {
    say(speakable(words))
  }

  package mutating func quote(code: String) {
    var code = code.split(separator: "\n", omittingEmptySubsequences: false)
    if code.last?.isEmpty ?? false { code.removeLast() }
    lines += code.map { .code(printable(String($0))) }
  }

  /// One empty line, and never two.
  package mutating func gap() {
    if let last = lines.last, last != .gap { lines.append(.gap) }
  }

  package mutating func append(_ other: Narration) {
    lines += other.lines
  }

  /// As text; lines are wrapped only where a width is given.
  package func text(width: Int? = nil) -> String {
    lines.map { line in
      switch line {
      case .words(let words): width.map { wrapped(words, to: $0) } ?? words
      case .code(let code): code
      case .gap: ""
      }
    }.joined(separator: "\n") + "\n"
  }
}

/// Broken at blanks; a word that is longer than the width stays whole.
private func wrapped(_ text: String, to width: Int) -> String {
  var result = ""
  var used = 0
  for word in text.split(separator: " ") {
    let columns = columns(String(word))
    if used > 0, used + 1 + columns > width {
      result += "\n"
      used = 0
    } else if used > 0 {
      result += " "
      used += 1
    }
    result += word
    used += columns
  }
  return result
}

/// "1 step", "3 steps".
package func count(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}

extension String {
  /// With a full stop, unless it ends a sentence already, be it within quotation marks.
  package var asSentence: String {
    let words = last == "\"" && count > 1 ? self[..<index(before: endIndex)] : self[...]
    guard let last = words.last else { return self }
    return ".!?:…".contains(last) ? self : self + "."
  }

  package var capitalizedFirst: String {
    prefix(1).uppercased() + dropFirst()
  }

  /// What a program is called, where a sentence begins: names of files and of code stay as they are.
  package var titleAsStart: String {
    contains(".") || contains("_") ? self : capitalizedFirst
  }
}
