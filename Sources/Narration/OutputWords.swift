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
    var firstLine: (time: Int64, text: Substring)?
    var lastLine: (time: Int64, text: Substring)?
    var message: Substring?
    // A line can come in pieces.
    var open: Substring = ""
    for piece in timeline.outputs.prefix(timeline.outputCount(upTo: time))
    where piece.stream == stream {
      var lines = (open + piece.text).split(separator: "\n", omittingEmptySubsequences: false)
      if !hasTraceback { hasTraceback = Self.holdsTraceback(piece.text) }
      let isMessage: (Substring) -> Bool = {
        $0.first?.isLetter ?? false && !$0.hasPrefix("Traceback")
      }
      message = lines.last(where: isMessage) ?? message
      let wasOpen = !open.isEmpty
      open = Substring((lines.popLast() ?? "").prefix(Self.longest))
      count += lines.count + (open.isEmpty ? 0 : 1) - (wasOpen ? 1 : 0)
      let told = (lines + [open]).filter { $0.contains { !$0.isWhitespace } }
      guard let one = told.first, let other = told.last else { continue }
      if firstLine == nil || (wasOpen && count == 1) {
        firstLine = (firstLine?.time ?? piece.time, one)
      }
      lastLine = (piece.time, other)
    }
    exception = message.map(Self.short)
    first = firstLine.map { Line(time: $0.time, words: Self.short($0.text)) }
    last = lastLine.map { Line(time: $0.time, words: Self.short($0.text)) }
  }

  private static let longest = 200

  /// Looking at bytes first: a program may print a hundred thousand lines.
  private static func holdsTraceback(_ text: String) -> Bool {
    text.utf8.contains(UInt8(ascii: "T")) && text.contains("Traceback (most recent call last)")
  }

  /// A traceback on the standard error is the end of the program, unless that ended well.
  func endsTheRun(of timeline: Timeline) -> Bool {
    hasTraceback && timeline.header?.code != 0
  }

  /// As much of a line as can be said in passing.
  static func short(_ line: Substring) -> String {
    shortened(speakable(String(line.prefix(longest)), marksGaps: true), to: 60)
  }
}

func shortened(_ text: String, to length: Int) -> String {
  text.count > length ? String(text.prefix(length)) + "…" : text
}

/// Text of a program as it can be said in a sentence: what a voice would stumble over is left out. In
/// a quotation the gaps are marked.
package func speakable(_ text: String, marksGaps: Bool = false) -> String {
  var result = ""
  var last: Character?
  // Signs in a row, and how many of them are the same.
  var (run, same) = (0, 0)
  for character in printable(text) {
    if character == " " {
      if result.last != " ", !result.isEmpty { result.append(" ") }
      last = nil
      continue
    }
    let isSign = !character.isLetter && !character.isNumber
    run = isSign ? run + 1 : 0
    same = isSign && character == last ? same + 1 : 0
    last = character
    // A line drawn with signs is no word; brackets and quotes that meet are left alone.
    if let scalar = character.unicodeScalars.first, isSaid(scalar), run < 8, same < 3 {
      result.append(character)
    } else if marksGaps, result.last != "…" {
      result.append("…")
    }
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
