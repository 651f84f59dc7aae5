import Canvas
import LessonFormat
import Tutor

/// What a room has said, as bars.
extension BlockLayout {
  private static let widestBar = 24

  mutating func addTally(of question: Question) {
    guard let lesson, let tally = state.shownTally(of: question, in: lesson) else { return }
    page.gap()
    say(tally.summary, Style(.title, .bold))
    guard tally.total > 0 else { return }
    for row in tally.rows { add(row, of: tally) }
    page.gap()
  }

  private mutating func add(_ row: Tally.Row, of tally: Tally) {
    let role: Role = row.isRight == true ? .good : .accent
    let share = row.count * Self.widestBar / tally.total
    let length = row.count == 0 ? 0 : min(max(share, 1), Self.widestBar)
    var first = TextLine(String(repeating: options.sign(.bar), count: length), Style(role))
    first.pad(to: Self.widestBar + 1)
    let number = String(row.count)
    let margin = String(repeating: " ", count: max(3 - number.count, 0))
    first.append(TextRun(margin + number + "  ", Style(.strong, .bold)))
    var words = [TextRun(printable(row.words))]
    if row.isRight == true { words.append(TextRun("  (right)", Style(.good, .bold))) }
    let rest = TextLine(String(repeating: " ", count: first.columns))
    for line in wrap(words, to: max(measure, first.columns + 20), first: first, rest: rest) {
      add(line)
    }
  }
}

extension TextLine {
  /// The row that whoever presents points at: seen from afar, and in words.
  func pointedAt(to width: Int) -> TextLine {
    let marked = TextLine(runs.map { TextRun($0.text, $0.style.on(.selection)) })
    var line = marked
    line.append(TextRun(" < look here", Style(.mark, on: .selection, .bold)))
    guard line.columns <= width else { return marked }
    let rest = String(repeating: " ", count: width - line.columns)
    line.append(TextRun(rest, Style(.text, on: .selection)))
    return line
  }
}
