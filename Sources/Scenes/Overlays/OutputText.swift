import Canvas
import LessonFormat
import Narration
import Trace
import Tutor

/// What a run has printed, laid out for a width. It grows with the run, and only what is in sight
/// is ever made into rows.
struct OutputText: Equatable {
  private struct Line: Equatable {
    /// Since the start of the run; nil where that is not known.
    var time: Int64?
    var text: String
    var isError: Bool
    /// The row that it begins in.
    var row: Int
  }

  /// Of more, the oldest lines are left out.
  private static let mostLines = 200_000

  let run: RunID
  let width: Int
  private var lines: [Line] = []
  private(set) var rowCount = 0
  private var piecesTaken = 0
  private var hasLoose = false
  private var leftOut = 0

  init(run: RunID, width: Int) {
    self.run = run
    self.width = width
  }

  var isEmpty: Bool { lines.isEmpty }

  // MARK: Growing

  mutating func grow(with run: ProgramRun) {
    let timeline = run.timeline
    let pieces = timeline.outputs
    if lines.isEmpty, pieces.count > Self.mostLines {
      leftOut = pieces.count - Self.mostLines
      piecesTaken = leftOut
      add("\(count(leftOut, "piece")) of output before this are left out.", nil, isError: false)
    }
    for piece in pieces.dropFirst(piecesTaken) {
      add(piece.text, piece.time - timeline.origin, isError: piece.stream == .error)
    }
    piecesTaken = pieces.count
    // What the trace does not tell is known at the end.
    guard run.hasEnded, !hasLoose else { return }
    hasLoose = true
    for piece in run.looseOutput { add(piece.text, nil, isError: piece.isError) }
  }

  private mutating func add(_ text: String, _ time: Int64?, isError: Bool) {
    var parts = text.split(separator: "\n", omittingEmptySubsequences: false)
    if parts.last?.isEmpty ?? false { parts.removeLast() }
    for part in parts {
      let line = Line(time: time, text: printable(String(part)), isError: isError, row: rowCount)
      lines.append(line)
      rowCount += rows(of: line).count
    }
  }

  // MARK: Rows

  /// The rows from one on, at most so many, with what is looked for marked.
  func rows(from first: Int, count: Int, finding wanted: String, at found: Int?) -> [TextLine] {
    guard !lines.isEmpty else { return [] }
    var index = line(ofRow: first)
    var result: [TextLine] = []
    var skipped = first - lines[index].row
    while index < lines.count, result.count < count {
      let rows = rows(of: lines[index], finding: wanted, isFound: index == found)
      result += rows.dropFirst(skipped)
      skipped = 0
      index += 1
    }
    return Array(result.prefix(count))
  }

  private func line(ofRow row: Int) -> Int {
    var (low, high) = (0, lines.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if lines[middle].row <= row { low = middle } else { high = middle - 1 }
    }
    return low
  }

  private func rows(of line: Line, finding wanted: String = "", isFound: Bool = false)
    -> [TextLine]
  {
    let margin = line.time.map { TextLine(duration($0) + "  ", Style(.dim)) } ?? TextLine()
    let style = Style(line.isError ? .errors : .output)
    let marked = isFound ? Style(.text, on: .cursor, .bold) : Style(.text, on: .hit)
    let runs =
      wanted.isEmpty
      ? [TextRun(line.text, style)]
      : line.text.runs(
        style, marking: wanted, marked)
    return wrap(runs, to: width, first: margin)
  }

  // MARK: Finding

  /// The lines that hold what is looked for, as many as there are and which is the nearest.
  func lines(holding wanted: String) -> [Int] {
    let wanted = wanted.lowercased()
    guard !wanted.isEmpty else { return [] }
    return lines.indices.filter { lines[$0].text.lowercased().contains(wanted) }
  }

  func row(ofLine index: Int) -> Int { lines.indices.contains(index) ? lines[index].row : 0 }
}

extension String {
  /// The text with every place of some words in a style of its own; upper and lower case are alike.
  func runs(_ style: Style, marking wanted: String, _ marked: Style) -> [TextRun] {
    let pattern = wanted.lowercased().map(String.init)
    let letters = map(String.init)
    let lowered = letters.map { $0.lowercased() }
    guard !pattern.isEmpty, lowered.count >= pattern.count else { return [TextRun(self, style)] }
    var runs: [TextRun] = []
    var (start, index) = (0, 0)
    while index + pattern.count <= lowered.count {
      guard pattern.indices.allSatisfy({ lowered[index + $0] == pattern[$0] }) else {
        index += 1
        continue
      }
      runs.append(TextRun(letters[start..<index].joined(), style))
      runs.append(TextRun(letters[index..<(index + pattern.count)].joined(), marked))
      index += pattern.count
      start = index
    }
    return runs + [TextRun(letters[start...].joined(), style)]
  }
}
