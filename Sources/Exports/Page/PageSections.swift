import LessonFormat
import Narration
import Trace

/// The sections of a page below its picture.
extension HTMLPage {
  private static let mostOutputs = 2000
  private static let mostOutputBytes = 256 << 10
  private static let mostWarnings = 500
  private static let mostSourceBytes = 512 << 10

  // MARK: Lanes

  func lanes(_ page: inout Markup) {
    let states = picture.states
    page.element(
      "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": "Lanes"]
    ) {
      page in
      page.element("table") { page in
        page.element(
          "caption",
          "Times are counted from the beginning of the run; those of states are added up.")
        page.element("thead") { page in
          page.element("tr") { page in
            let titles = ["Lane", "Begins", "Ends", "How"] + states.map(\.word.capitalizedFirst)
            for title in titles + ["Longest wait", "Made by"] {
              page.element("th", ["scope": "col"], title)
            }
          }
        }
        page.element("tbody") { page in
          for row in picture.rows.rows { tell(row, states, &page) }
        }
      }
    }
    if picture.rows.leftOut > 0 {
      page.element("p", "\(picture.rows.leftOut) more rows are not told here.")
    }
  }

  private func tell(_ row: PictureRows.Row, _ states: [LaneState], _ page: inout Markup) {
    let infos = row.lanes.map { timeline.lanes[$0.index] }
    let times = row.times(timeline)
    let begin = infos.map(\.begin).min() ?? 0
    let end = infos.map { $0.end ?? timeline.end }.max() ?? 0
    let ending = row.lane == nil ? row.ending(timeline) : infos.first?.outcome?.inWords ?? "alive"
    page.element("tr") { page in
      let process = picture.rows.sections.count > 1 ? timeline.label(ofProcess: row.process) : nil
      page.element("th", ["scope": "row"], row.label + (process.map { ", \($0)" } ?? ""))
      page.element("td", ["class": "number"], sinceStart(begin))
      page.element("td", ["class": "number"], sinceStart(end))
      page.element("td", ending + detail(of: infos, row))
      for state in states {
        let time = times.first { $0.state == state }?.time ?? 0
        page.element("td", ["class": "number"], time > 0 ? duration(time) : "none")
      }
      page.element("td", row.lane.flatMap(longestWait) ?? "")
      page.element("td", row.lanes.first.map(creator) ?? "")
    }
    page.newLine()
  }

  private func sinceStart(_ time: Int64) -> String { duration(max(time - timeline.origin, 0)) }

  /// With which exception, and by whom.
  private func detail(of infos: [LaneInfo], _ row: PictureRows.Row) -> String {
    guard let lane = row.lane, let info = infos.first else { return "" }
    let by = info.cancelledBy.map { " by \(names.label($0))" } ?? ""
    let place = timeline.cancellation(of: lane).map { ", at \($0.inWords)" } ?? ""
    return (info.exception.map { ", with \($0)" } ?? "") + by + place
  }

  private func longestWait(of lane: LaneID) -> String? {
    let waits = timeline.spans(of: lane, limit: 2000).filter {
      $0.state == .waiting || $0.state == .blocked
    }
    let longest = waits.max { length($0) < length($1) }
    guard let longest, let moment = timeline.moment(of: lane, at: longest.start),
      let words = moment.wait?.words, !words.isEmpty
    else { return nil }
    return "\(duration(length(longest))) for \(words)"
      + (moment.line.map { ", at \($0.inWords)" } ?? "")
  }

  private func length(_ span: Span) -> Int64 { (span.end ?? timeline.end) - span.start }

  private func creator(of lane: LaneID) -> String {
    let by = timeline.lanes[lane.index].parent.map(names.label) ?? ""
    let place = timeline.creation(of: lane).map { (by.isEmpty ? "" : ", at ") + $0.inWords } ?? ""
    return by + place
  }

  // MARK: Output and warnings

  func warnings(_ page: inout Markup) {
    page.element("ul") { page in
      for warning in timeline.warnings.prefix(Self.mostWarnings) {
        let place = warning.definition.map { ", defined at \($0.inWords)" } ?? ""
        let exception = warning.exception.map { ": \($0)" } ?? ""
        page.element("li", "At \(sinceStart(warning.time)): \(warning.words)\(exception)\(place)")
      }
    }
    let more = timeline.warnings.count - Self.mostWarnings
    if more > 0 { page.element("p", "\(more) more warnings are not listed.") }
  }

  func output(_ page: inout Markup) {
    var size = 0
    var told = 0
    page.element("table") { page in
      page.element("caption", "What was printed, when, and by which lane.")
      page.element("thead") { page in
        page.element("tr") { page in
          for title in ["Time", "Lane", "Text"] { page.element("th", ["scope": "col"], title) }
        }
      }
      page.element("tbody") { page in
        for output in timeline.outputs.prefix(Self.mostOutputs) {
          size += output.text.utf8.count
          guard size <= Self.mostOutputBytes else { break }
          told += 1
          page.element("tr") { page in
            page.element("td", ["class": "number"], sinceStart(output.time))
            let stream = output.stream == .error ? ", as an error" : ""
            page.element("td", (output.lane.map(names.label) ?? "") + stream)
            page.element("td") { page in
              page.element("pre") { self.text(output.text, &$0) }
            }
          }
          page.newLine()
        }
      }
    }
    let more = timeline.outputs.count - told
    if more > 0 { page.element("p", "\(count(more, "more piece")) of output are left out here.") }
  }

  private func text(_ text: String, _ page: inout Markup) {
    var lines = textLines(text)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for (index, line) in lines.enumerated() {
      if index > 0 { page.newLine() }
      page.say(line)
    }
  }

  // MARK: The program

  func program(_ page: inout Markup) {
    var size = 0
    for source in timeline.header?.sources ?? [] {
      size += source.text.utf8.count
      guard size <= Self.mostSourceBytes else {
        page.element("p", "\(source.path) is too long to be shown here.")
        continue
      }
      let name = source.path.split(separator: "/").last.map(String.init) ?? source.path
      page.element("h3", source.path)
      page.element(
        "pre", ["class": "source", "tabindex": "0", "role": "region", "aria-label": name]
      ) { page in
        var lines = textLines(source.text)
        if lines.last?.isEmpty == true { lines.removeLast() }
        for (index, line) in lines.enumerated() {
          page.element("span", ["data-line": "line \(index + 1) of \(name)"], line)
        }
      }
    }
  }
}
