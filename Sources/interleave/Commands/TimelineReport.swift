import Narration
import Trace

/// Timelines as text: a picture with a summary where there is a terminal, else words alone.
struct TimelineReport {
  private let isPlain: Bool
  private let isASCII: Bool
  /// What was asked for; else the terminal decides.
  private let width: Int?

  /// Beyond this, the eye loses the row on its way.
  private static let widest = 160

  init(_ arguments: Arguments, _ options: CourseOptions) {
    isPlain = options.isPlain
    isASCII = arguments.has("ascii") || !Environment.isUTF8
    width = arguments.has("width") ? options.width : nil
  }

  func text(_ timeline: Timeline, of name: String, terminalWidth: Int?) -> String {
    let narration = TimelineNarration(timeline, of: name)
    guard let width = drawnWidth(terminalWidth) else {
      return narration.summary().text() + narration.lanes().text()
    }
    return "\n" + TimelineChart(timeline, width: width, isASCII: isASCII).text() + "\n"
      + narration.summary().text(width: width)
  }

  /// Several runs on one axis, with what is different.
  func text(_ runs: [NamedRun], terminalWidth: Int?) -> String {
    let difference = difference(runs, terminalWidth: terminalWidth)
    guard let width = drawnWidth(terminalWidth) else {
      return difference
        + runs.map { TimelineNarration($0.timeline, of: $0.name).summary().text() }.joined()
    }
    return "\n" + TimelineChart(runs, width: width, isASCII: isASCII).text() + "\n" + difference
  }

  /// What is different between several runs, in words.
  func difference(_ runs: [NamedRun], terminalWidth: Int?) -> String {
    let difference = RunsNarration(runs).comparison()
    return drawnWidth(terminalWidth).map { difference.text(width: $0) } ?? difference.text()
  }

  private func drawnWidth(_ terminalWidth: Int?) -> Int? {
    isPlain ? nil : width ?? terminalWidth.map { min($0, Self.widest) }
  }
}
