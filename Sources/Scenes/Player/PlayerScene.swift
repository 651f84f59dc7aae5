import Canvas
import LessonFormat
import Narration
import Trace
import Tutor

/// Runs on one axis of time, and the moment under the cursor.
extension Scene {
  mutating func drawPlayer(_ player: Player, _ view: inout ViewState) {
    drawHead([printable(player.title)], right: motionWords(player))
    view.panels = availablePanels(player)
    var rest = body
    let words = momentLines(player, width: rest.width - 2)
    let wordHeight = min(max(words.count, 2), max(rest.height / 4, 2))
    let panelHeight = heightOfPanel(player, in: rest, words: wordHeight)
    let lanesHeight = rest.height - panelHeight - wordHeight - 1
    if panelHeight > 0 {
      let (top, bottom) = rest.splitRows(panelHeight)
      drawPanel(player, in: top.splitRows(-1).top, &view)
      frame.rule(top.height - 1, in: top, with: options.rule)
      rest = bottom
    }
    let (lanes, bottom) = rest.splitRows(lanesHeight)
    drawLanes(player, in: lanes, &view)
    frame.rule(0, in: bottom, with: options.rule)
    for (row, line) in words.prefix(bottom.height - 1).enumerated() {
      frame.put(line, at: Point(1, row + 1), in: bottom)
    }
    drawFoot(playerFoot(player, view))
    if view.isFiltering { drawFilter(player) }
  }

  /// The panel gets what the lanes leave, within reason.
  private func heightOfPanel(_ player: Player, in area: Rect, words: Int) -> Int {
    let needed = state.rows(of: player).count + player.tracks.count + 1
    let most = max(area.height / 2, 0)
    let left = area.height - words - 1 - min(needed, area.height * 2 / 3)
    let height = min(max(left, area.height / 4), most)
    return height >= 3 ? height : 0
  }

  private func motionWords(_ player: Player) -> String {
    let speed = Player.speeds[player.speed]
    let motion =
      switch player.motion {
      case .live: "live"
      case .playing: "playing"
      case .still: state.isLive(player) ? "paused, still running" : "paused"
      }
    let times = speed == 1 ? "" : " \(inWords(speed))x"
    return "\(motion)\(times)   \(seconds(player.cursor))"
  }

  private func playerFoot(
    _ player: Player, _ view: ViewState
  ) -> [(command: Command, words: String)] {
    if state.isLive(player) {
      return [
        (.stop, "stop"), (.play, player.motion == .live ? "look around" : "follow"),
        (.output, "output"), (.legend, "legend"), (.help, "keys"), (.back, "back"),
      ]
    }
    var entries: [(command: Command, words: String)] = [
      (.play, player.motion == .playing ? "pause" : "play"), (.nextEvent, "event"),
      (.zoomIn, "zoom"), (.down, "lane"), (.panel, panelWords(player)),
    ]
    if player.demo != nil { entries.append((.run, "run again")) }
    return entries + [(.output, "output"), (.legend, "legend"), (.help, "keys"), (.back, "back")]
  }

  private func panelWords(_ player: Player) -> String {
    let panels = availablePanels(player)
    guard let index = panels.firstIndex(of: player.panel), panels.count > 1 else { return "view" }
    return panels[(index + 1) % panels.count].word
  }

  private mutating func drawFilter(_ player: Player) {
    let row = frame.area.row(frame.size.height - 1)
    frame.fill(row, Style(.text, on: .bar))
    let line = TextLine([
      TextRun(" Lanes named, or in state: ", Style(.key, on: .bar, .bold)),
      TextRun(printable(player.filter) + "_", Style(.text, on: .bar)),
      TextRun("   Enter keeps it, Esc shows all again", Style(.dim, on: .bar)),
    ])
    frame.put(line.fitted(to: row.width), at: Point(0, 0), in: row)
    frame.placeCursor(at: Point(27 + TextLine(player.filter).columns, 0), in: row)
  }

  /// The panels that have something to show for these runs.
  func availablePanels(_ player: Player) -> [Player.Panel] {
    let runs = player.tracks.compactMap { state.runs[$0.run] }
    return Player.Panel.allCases.filter { panel in
      switch panel {
      case .code: runs.contains { !$0.source.isEmpty }
      case .loop: runs.contains { !$0.timeline.loops.isEmpty }
      case .output: true
      case .stack: true
      case .figures: runs.contains { !Figure.all(of: $0).isEmpty }
      }
    }
  }

  // MARK: Words

  private func momentLines(_ player: Player, width: Int) -> [TextLine] {
    momentSentences(player).flatMap { wrap([TextRun($0)], to: max(width, 10)) }
  }

  /// The moment under the cursor in plain words.
  private func momentSentences(_ player: Player) -> [String] {
    var sentences: [String] = []
    for (index, track) in player.tracks.enumerated() where !track.isEarlier {
      guard let run = state.runs[track.run] else { continue }
      sentences += run.notes
      if case .ended(.failed(let reason)) = run.stage { sentences.append(reason.asSentence) }
      if case .ended(.limited(let reason)) = run.stage { sentences.append(reason.asSentence) }
      _ = index
    }
    return sentences
  }
}

extension Player.Panel {
  var word: String {
    switch self {
    case .code: "code"
    case .loop: "loop"
    case .output: "output"
    case .stack: "stack"
    case .figures: "figures"
    }
  }
}
