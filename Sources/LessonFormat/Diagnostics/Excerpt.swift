import TextWidth

/// A diagnostic as text: the place and the message, the source line with a caret, what to do.
extension Diagnostic {
  /// In the shape that editors know: `file:line:column: error: message [rule]`.
  package var headline: String {
    "\(printable(file)):\(range.start.line):\(range.start.column): "
      + "\(severity.rawValue): \(message) [\(rule.rawValue)]"
  }

  /// In words alone, for a voice.
  package var sentence: String {
    let meant = didYouMean.map { " Did you mean \"\($0)\"?" } ?? ""
    return "\(severity == .error ? "Error" : "Warning") in \(printable(file)), "
      + "line \(range.start.line), column \(range.start.column): "
      + message + (message.hasSuffix("?") ? "" : ".") + "\(meant) \(fix)."
  }

  package func rendered(sourceLine: ArraySlice<UInt8>?) -> String {
    var lines = [headline]
    if let sourceLine {
      let number = String(range.start.line)
      let margin = String(repeating: " ", count: max(5 - number.count, 0))
      let excerpt = Excerpt(line: sourceLine, range: range)
      lines.append("\(margin)\(number) | \(excerpt.text)")
      lines.append("      | \(excerpt.caret)")
    }
    if let didYouMean { lines.append("      Did you mean \"\(didYouMean)\"?") }
    lines.append("      \(fix).")
    return lines.joined(separator: "\n")
  }
}

/// A source line cut to what fits, with the caret line beneath it.
private struct Excerpt {
  static let width = 90

  var text = ""
  var caret = ""

  init(line: ArraySlice<UInt8>, range: SourceRange) {
    let start = min(max(Int(range.start.column) - 1, 0), line.count)
    let length =
      range.end.line > range.start.line
      ? line.count - start : Int(range.end.column - range.start.column)
    // The window begins a little before the mistake where the line is long.
    let from = start > Self.width - 20 ? start - 20 : 0
    let to = min(line.count, from + 4 * Self.width)
    let lead = Array(line[(line.startIndex + from)..<(line.startIndex + start)])
    let rest = Array(line[(line.startIndex + start)..<(line.startIndex + max(to, start))])
    let marked = rest.prefix(max(length, 1))

    let before = (from > 0 ? "…" : "") + printable(String(decoding: lead, as: UTF8.self))
    let after = printable(String(decoding: rest, as: UTF8.self))
    let room = max(Self.width - before.count, 10)
    text = before + (after.count > room ? String(after.prefix(room)) + "…" : after)
    let marks = min(columns(printable(String(decoding: marked, as: UTF8.self))), room)
    caret =
      String(repeating: " ", count: columns(before)) + String(repeating: "^", count: max(marks, 1))
  }
}
