import LessonFormat
import Narration
import Trace

/// What a program printed: on its standard output, or among its errors and warnings.
extension RunJudge {
  func findingOnOutput(_ kind: Condition.Kind) -> Finding {
    let finding =
      switch kind {
      case .outputContains(let text): findingOnText(text)
      case .outputMatches(let pattern): findingOnPattern(pattern)
      case .outputInOrder(let texts): findingOnOrder(texts)
      default: Finding.unknown("")
      }
    guard finding.outcome == .fails, !evidence.isOutputWhole else { return finding }
    return .unknown("It printed more than is kept, and this is not in what was kept.")
  }

  private func findingOnText(_ text: String) -> Finding {
    if evidence.texts.contains(where: { $0.contains(text) }) {
      let time = timePrinted(text)
      return .holds("\(quoted(text)) was printed\(at(time)).", at: time)
    }
    return .fails("\(quoted(text)) was not printed.\(nearMiss(text)) \(printedInstead)")
  }

  private func findingOnPattern(_ pattern: String) -> Finding {
    guard let expression = try? Regex(pattern) else {
      return .unknown("/\(pattern)/ is not a regular expression.")
    }
    let lines = expression.anchorsMatchLineEndings()
    let found = evidence.texts.lazy.compactMap { text in
      text.firstMatch(of: lines).map { String(text[$0.range]) }
    }.first
    guard let text = found else {
      return .fails("Nothing that was printed matches /\(pattern)/. \(printedInstead)")
    }
    let time = timePrinted(text)
    return .holds("\(quoted(text)) was printed\(at(time)).", at: time)
  }

  /// Each text is looked for behind the one before it.
  private func findingOnOrder(_ texts: [String]) -> Finding {
    let found = evidence.texts.map { self.found(texts, in: $0) }.max() ?? 0
    if found < texts.count {
      let text = texts[found]
      guard evidence.texts.contains(where: { $0.contains(text) }) else {
        return .fails("\(quoted(text)) was not printed.\(nearMiss(text)) \(printedInstead)")
      }
      let time = timePrinted(text)
      return .fails(
        "\(quoted(text)) was printed\(at(time)), and not after \(quoted(texts[found - 1])).",
        at: time)
    }
    let words = LessonFormat.inWords(texts.map(quoted), joinedBy: "and")
    return .holds("\(words) were printed in this order.")
  }

  /// How many of them are there in this order.
  private func found(_ texts: [String], in output: String) -> Int {
    var rest = output[...]
    for (index, text) in texts.enumerated() {
      guard let range = rest.firstRange(of: text) else { return index }
      rest = rest[range.upperBound...]
    }
    return texts.count
  }

  // MARK: When, and what else

  /// Nil where the trace does not tell, as for a text over several lines.
  private func timePrinted(_ text: String) -> Int64? {
    guard !text.isEmpty else { return nil }
    return timeline.outputs.first { $0.text.contains(text) }?.time
  }

  private func at(_ time: Int64?) -> String { time.map { " at \(phrases.moment($0))" } ?? "" }

  private func nearMiss(_ text: String) -> String {
    let simple = text.simplified
    guard !simple.isEmpty, let line = lines.first(where: { $0.simplified.contains(simple) }) else {
      return ""
    }
    return " \(quoted(line)) is close to it: capitals, blanks and signs count."
  }

  private var printedInstead: String {
    guard let last = lines.last else { return "It printed nothing." }
    return lines.count == 1
      ? "It printed \(quoted(last))."
      : "It printed \(count(lines.count, "line")), the last of them \(quoted(last))."
  }

  private var lines: [String] {
    evidence.output.split(whereSeparator: \.isNewline).map(String.init)
      .filter { !$0.trimmingBlanks.isEmpty }
  }

  private func quoted(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return "\"\(line.count > 80 ? line.prefix(80) + "…" : line)\""
  }
}

extension String {
  /// Letters and digits alone, small.
  fileprivate var simplified: String { lowercased().filter { $0.isLetter || $0.isNumber } }
}
