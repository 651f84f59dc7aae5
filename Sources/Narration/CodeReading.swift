import LessonFormat

/// A program as it is read out, line by line.
package struct CodeReading: Sendable {
  private let lines: [String]
  /// The number of its first line.
  private let first: Int
  private let marked: [ClosedRange<Int>]

  package init(_ code: String, first: Int = 1, marked: [ClosedRange<Int>] = []) {
    var lines = code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    self.lines = lines
    self.first = first
    self.marked = marked
  }

  package var length: Int { lines.count }
  package var numbers: Range<Int> { first..<(first + lines.count) }

  /// ", line 2 and lines 4 to 6 marked"; empty where nothing is.
  package var markedInWords: String {
    let told = marked.filter { numbers.overlaps($0) }.map { range in
      range.count == 1
        ? "line \(range.lowerBound)" : "lines \(range.lowerBound) to \(range.upperBound)"
    }
    return told.isEmpty ? "" : ", \(inWords(told, joinedBy: "and")) marked"
  }

  /// The code as it stands; with `indent`, each change of the indentation before the line.
  package func told(indent: Bool) -> Narration {
    var narration = Narration()
    guard indent else {
      narration.quote(code: lines.joined(separator: "\n"))
      return narration
    }
    var last = 0
    let told = lines.map { indentation(of: $0, &last) + unindented($0) }
    narration.quote(code: told.map { $0 + "\n" }.joined())
    return narration
  }

  /// Lines with their numbers, and what there is to say about some of them.
  package func numbered(
    _ range: ClosedRange<Int>? = nil, indent: Bool, notes: [Int: String] = [:]
  ) -> Narration {
    var narration = Narration()
    var last = 0
    for number in numbers where range?.contains(number) ?? true {
      let line = lines[number - first]
      let isMarked = marked.contains { $0.contains(number) }
      let depth = indent ? indentation(of: line, &last) : ""
      let remarks = [isMarked ? "marked" : nil, notes[number]].compactMap { $0 }
      let head = (["Line \(number)"] + remarks).joined(separator: ", ")
      let text = unindented(line)
      narration.quote(code: "\(head): \(depth)\(text.isEmpty ? "empty" : text)")
    }
    return narration
  }

  private func unindented(_ line: String) -> String {
    String(line.drop { $0 == " " || $0 == "\t" })
  }

  private func indentation(of line: String, _ last: inout Int) -> String {
    let text = unindented(line)
    guard !text.isEmpty else { return "" }
    let depth = line.count - text.count
    defer { last = depth }
    return depth == last ? "" : "indent \(depth), "
  }
}
