import Canvas
import LessonFormat
import Tutor

/// All that a run has printed, with a search of its own.
extension Scene {
  mutating func drawOutput(_ id: RunID, in area: Rect, _ view: inout ViewState) {
    let place = state.scrollPlace
    var output = view.output.take() ?? OutputText(run: id, width: area.width)
    if output.run != id || output.width != area.width {
      output = OutputText(run: id, width: area.width)
    }
    if let run = state.runs[id] { output.grow(with: run) }
    view.find?.look(in: output, from: view.scrolls[place]?.top ?? 0)
    var scroll = view.scrolls[place] ?? ViewState.Scroll()
    scroll.height = area.height
    scroll.rowCount = output.rowCount
    if let row = view.find?.takeRow(in: output) { scroll.bringIntoSight(row..<(row + 1)) }
    scroll.move(by: 0)
    if output.isEmpty {
      frame.put("Nothing was printed.", Style(.dim), at: Point(0, 0), in: area)
    }
    let rows = output.rows(
      from: scroll.top, count: area.height, finding: view.find?.typed ?? "",
      at: view.find?.line)
    frame.put(rows, in: area)
    drawScrollMarks(area, scroll)
    frame.placeCursor(at: Point(0, 0), in: area)
    view.scrolls[place] = scroll
    view.output = output
    let words = [view.find?.words, scrollWords(scroll)].compactMap { $0 }.filter { !$0.isEmpty }
    drawHead(["Output"], right: words.joined(separator: "   "))
    drawOutputFoot(view.find)
  }

  private mutating func drawOutputFoot(_ find: Find?) {
    guard let find, find.isTyping else {
      let next: [(command: Command, words: String)] =
        find.map {
          $0.lines.isEmpty ? [] : [(.nextMatch, "next match"), (.previousMatch, "before")]
        }
        ?? []
      return drawFoot(
        [(.back, find == nil ? "back" : "end the search")] + next + [
          (.pageDown, "scroll"), (.find, "find"), (.help, "keys"),
        ])
    }
    drawTyping("Find: ", find.typed, "Enter keeps it, Esc leaves")
  }
}

/// What is looked for in an output.
struct Find: Equatable {
  var typed = ""
  /// Letters are part of it.
  var isTyping = true
  /// The lines that hold it, and which of them is looked at.
  private(set) var lines: [Int] = []
  private var chosen = 0
  /// What was looked for, and in how many rows.
  private var looked: (typed: String, rows: Int) = ("", 0)
  private var isToBeShown = false

  var line: Int? { lines.indices.contains(chosen) ? lines[chosen] : nil }

  var words: String {
    typed.isEmpty
      ? "" : lines.isEmpty ? "not found" : "\(chosen + 1) of \(lines.count)"
  }

  /// Looks again where something else was typed or the output has grown.
  mutating func look(in output: OutputText, from top: Int) {
    guard looked != (typed, output.rowCount) else { return }
    let isOther = looked.typed != typed
    looked = (typed, output.rowCount)
    lines = output.lines(holding: typed)
    guard isOther else { return }
    chosen = lines.firstIndex { output.row(ofLine: $0) >= top } ?? 0
    isToBeShown = !lines.isEmpty
  }

  /// From match to match, and from the last to the first.
  mutating func move(by count: Int) {
    guard !lines.isEmpty else { return }
    chosen = ((chosen + count) % lines.count + lines.count) % lines.count
    isToBeShown = true
  }

  /// The row of a match that was not shown yet.
  mutating func takeRow(in output: OutputText) -> Int? {
    guard isToBeShown, let line else { return nil }
    isToBeShown = false
    return output.row(ofLine: line)
  }

  static func == (a: Find, b: Find) -> Bool {
    a.typed == b.typed && a.isTyping == b.isTyping && a.lines == b.lines && a.chosen == b.chosen
  }
}
