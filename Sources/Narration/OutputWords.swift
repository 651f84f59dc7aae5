import LessonFormat
import Trace

/// What a program printed, line by line, as far as words need it.
struct OutputWords {
  struct Line {
    var time: Int64
    var words: String
  }

  private(set) var count = 0
  private(set) var first: Line?
  private(set) var last: Line?

  /// The last line of a traceback.
  private(set) var exception: String?
  private var hasTraceback = false

  /// The lines up to a time.
  init(_ timeline: Timeline, _ stream: Output.Stream, upTo time: Int64 = .max) {
    for piece in timeline.outputs.prefix(timeline.outputCount(upTo: time))
    where piece.stream == stream {
      let lines = piece.text.split(separator: "\n")
      if piece.text.contains("Traceback (most recent call last)") { hasTraceback = true }
      let isMessage: (Substring) -> Bool = {
        $0.first?.isLetter ?? false && !$0.hasPrefix("Traceback")
      }
      if let message = lines.last(where: isMessage) { exception = Self.short(message) }
      count += lines.count
      guard let one = lines.first, let other = lines.last else { continue }
      if first == nil { first = Line(time: piece.time, words: Self.short(one)) }
      last = Line(time: piece.time, words: Self.short(other))
    }
  }

  /// A traceback on the standard error is the end of the program, unless that ended well.
  func endsTheRun(of timeline: Timeline) -> Bool {
    hasTraceback && timeline.header?.code != 0
  }

  /// As much of a line as can be said in passing.
  static func short(_ line: Substring) -> String {
    shortened(speakable(String(line.prefix(200))), to: 60)
  }
}

func shortened(_ text: String, to length: Int) -> String {
  text.count > length ? String(text.prefix(length)) + "…" : text
}

/// Text of a program as it can be said in a sentence: what a voice would stumble over is left out.
package func speakable(_ text: String) -> String {
  var result = ""
  var run = 0
  for character in printable(text) {
    if character == " " {
      if result.last != " ", !result.isEmpty { result.append(" ") }
      continue
    }
    run = character.isLetter || character.isNumber ? 0 : run + 1
    guard let scalar = character.unicodeScalars.first, isSaid(scalar), run < 4 else { continue }
    result.append(character)
  }
  while result.last == " " { result.removeLast() }
  return result
}

private func isSaid(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x2190...0x2BFF, 0x2022, 0x2023, 0xB7, 0xFFFD, 0x1F000...0x1FAFF, 0xE000...0xF8FF:
    return false
  default: break
  }
  switch scalar.properties.generalCategory {
  case .otherSymbol, .mathSymbol: return scalar.isASCII
  case .format, .unassigned, .control: return false
  default: return true
  }
}
