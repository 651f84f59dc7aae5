import Canvas
import LessonFormat
import Trace
import Tutor

/// A figure that a program printed: `label: 12.3 unit`.
struct Figure: Hashable {
  var label: String
  var value: Double
  var unit: String

  init?(line: String) {
    guard let colon = line.lastIndex(of: ":") else { return nil }
    label = String(line[..<colon]).trimmingSpaces
    let words = line[line.index(after: colon)...].split(separator: " ").map(String.init)
    guard !label.isEmpty, (1...2).contains(words.count),
      let value = Double(words[0].replacing(",", with: "")), value.isFinite, value >= 0
    else { return nil }
    self.value = value
    unit = words.count > 1 ? words[1] : ""
  }

  static func all(of run: ProgramRun) -> [Figure] {
    let texts = run.timeline.outputs.map(\.text) + run.looseOutput.map(\.text)
    return texts.joined().split(separator: "\n").prefix(200).compactMap { Figure(line: String($0)) }
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

extension Scene {
  /// A bar a figure; figures of one unit share a scale.
  func figureLines(_ run: ProgramRun, width: Int) -> [TextLine] {
    let figures = Figure.all(of: run)
    guard !figures.isEmpty else {
      return [TextLine(" No figures were printed yet.", Style(.dim))]
    }
    let labels = min(figures.map { TextLine(printable($0.label)).columns }.max() ?? 0, width / 3)
    return figures.map { figure in
      let largest = figures.filter { $0.unit == figure.unit }.map(\.value).max() ?? 1
      let words = "\(inWords(figure.value)) \(figure.unit)"
      let room = max(width - labels - words.count - 4, 1)
      let length = largest > 0 ? Int((figure.value / largest * Double(room)).rounded()) : 0
      var line = TextLine(" " + printable(figure.label), Style(.text)).fitted(to: labels + 1)
      line.pad(to: labels + 2)
      line.append(
        TextRun(String(repeating: options.sign(.bar), count: max(length, 1)), Style(.bar1)))
      line.append(TextRun(" " + printable(words), Style(.strong, .bold)))
      return line
    }
  }
}
