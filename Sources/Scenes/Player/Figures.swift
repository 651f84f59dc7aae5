import Canvas
import LessonFormat
import Trace
import Tutor

extension Scene {
  /// A bar a figure; figures of one unit share a scale.
  func figureLines(_ run: RunID, width: Int) -> [TextLine] {
    let figures = facts.figures(of: run)
    guard !figures.isEmpty else {
      return [TextLine(" No figures were printed yet.", Style(.dim))]
    }
    let labels = min(figures.map { TextLine(printable($0.label)).columns }.max() ?? 0, width / 3)
    let bars = figures.map { figure -> TextLine in
      let largest = figures.filter { $0.unit == figure.unit }.map(\.value).max() ?? 1
      let words = "\(figure.written) \(figure.unit)"
      let room = max(width - labels - words.count - 4, 1)
      let length = largest > 0 ? Int((figure.value / largest * Double(room)).rounded()) : 0
      var line = TextLine(" " + printable(figure.label), Style(.text)).fitted(to: labels + 1)
      line.pad(to: labels + 2)
      line.append(
        TextRun(String(repeating: options.sign(.bar), count: max(length, 1)), Style(.bar1)))
      line.append(TextRun(" " + printable(words), Style(.strong, .bold)))
      return line
    }
    guard let measured = state.runs[run]?.measured else { return bars }
    return bars + [TextLine(" " + printable(measured.words), Style(.dim))]
  }
}
