import Canvas
import LessonFormat
import Narration
import Trace
import Tutor

/// Runs on one axis of time, and the moment under the cursor.
extension Scene {
  mutating func drawPlayer(_ player: Player, _ view: inout ViewState) {
    drawHead(
      [printable(player.title)] + (roomWords.map { [$0] } ?? []), right: motionWords(player))
    view.panels = availablePanels(player)
    let words = momentLines(player, width: body.width - 2)
    let rows = laneRows(player, room: body.height / 2)
    let areas = share(body, player, words: words.count, lanes: rows.count + 1)
    if !areas.panel.isEmpty {
      drawPanel(player, in: areas.panel.splitRows(-1).top)
      frame.rule(areas.panel.height - 1, in: areas.panel, with: options.rule)
    }
    drawLanes(player, rows, in: areas.lanes, &view)
    // Room that is left shows the loop as well.
    if player.panel != .loop, areas.spare.height > 5, view.panels.contains(.loop) {
      drawPanel(player, .loop, in: areas.spare.inset(top: 1))
    }
    frame.rule(0, in: areas.words, with: options.rule)
    for (row, line) in words.prefix(areas.words.height - 1).enumerated() {
      frame.put(line, at: Point(1, row + 1), in: areas.words)
    }
    if state.presentation != nil {
      drawLegendFoot(player)
    } else {
      drawFoot(playerFoot(player, view))
    }
    switch view.typing {
    case .prompt(let prompt, let typed)?: drawTyping(prompt.label, typed, prompt.keys)
    case .filter?:
      drawTyping(
        "Lanes named, or in state: ", player.filter, "Enter keeps it, Esc shows all again")
    case .input(let line)? where state.isLive(player):
      drawTyping("Input: ", line, "Enter sends it, Ctrl-D ends the input, Esc leaves")
    case .file(let name)?:
      drawTyping(
        "Write to: ", name, "Enter writes; .html .svg .json .chrome.json .trace.jsonl, Esc leaves")
    case .input?, nil: break
    }
  }

  /// A title, three lines and a rule.
  private static let leastPanel = 5

  private struct Areas {
    var panel: Rect
    var lanes: Rect
    var spare: Rect
    var words: Rect
  }

  /// The lanes get what they need as long as the panel keeps a few rows, and the panel what it can
  /// use of the rest.
  private func share(_ area: Rect, _ player: Player, words: Int, lanes neededByLanes: Int) -> Areas
  {
    let wordHeight = min(max(words, 2), max(area.height / 4, 2)) + 1
    let (upper, wordArea) = area.splitRows(-wordHeight)
    let wanted = wantedRows(player, width: area.width) + 1
    let most = max(upper.height * 2 / 3, upper.height - Self.leastPanel)
    let lanes = max(min(neededByLanes, most), upper.height - wanted)
    var panel = min(wanted, upper.height - lanes)
    if panel < 2 { panel = 0 }
    let (panelArea, rest) = upper.splitRows(panel)
    let (laneArea, spare) = rest.splitRows(min(neededByLanes, rest.height))
    return Areas(panel: panelArea, lanes: laneArea, spare: spare, words: wordArea)
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
    return "\(motion)\(times)   \(duration(player.cursor))"
  }

  private func playerFoot(
    _ player: Player, _ view: ViewState
  ) -> [(command: Command, words: String)] {
    if let rejoin = rejoinEntry {
      return [rejoin, (.play, "play"), (.nextEvent, "event"), (.help, "keys"), (.back, "back")]
    }
    if state.isLive(player) {
      let input: [(command: Command, words: String)] =
        state.wantsInput(player) ? [(.input, "type its input")] : []
      // What somebody else runs is theirs to stop.
      let stop: [(command: Command, words: String)] =
        state.liveRuns.isEmpty ? [] : [(.stop, "stop")]
      return input + stop + [
        (.play, player.motion == .live ? "look around" : "follow"),
        (.output, "output"), (.legend, "legend"), (.help, "keys"), (.back, "back"),
      ]
    }
    let isDemo = player.isOfLesson
    var entries: [(command: Command, words: String)] = [
      (.play, player.motion == .playing ? "pause" : "play"),
      (.back, player.exercise != nil ? "the verdict" : isDemo ? "on with the lesson" : "leave"),
      (.nextEvent, "event"), (.down, "lane"),
      (.help, "keys"),
    ]
    if state.laneQuestion(of: player) != nil {
      entries.insert((.point, "mark a lane as your answer"), at: 1)
    }
    if player.exercise != nil {
      entries.insert((.edit, "change it"), at: 1)
      entries.append((.run, "check again"))
    } else if isDemo {
      entries.append((.run, "run again"))
    }
    return entries + [
      (.zoomIn, "zoom"), (.panel, "see \(panelWords(player))"), (.output, "all output"),
      (.legend, "legend"),
    ]
  }

  private func panelWords(_ player: Player) -> String {
    let panels = availablePanels(player)
    guard let index = panels.firstIndex(of: player.panel), panels.count > 1 else { return "view" }
    return panels[(index + 1) % panels.count].word
  }

  mutating func drawTyping(_ label: String, _ typed: String, _ keys: String) {
    let row = frame.area.row(frame.size.height - 1)
    frame.fill(row, Style(.text, on: .bar))
    let line = TextLine([
      TextRun(" " + label, Style(.key, on: .bar, .bold)),
      TextRun(printable(typed) + "_", Style(.text, on: .bar)),
      TextRun("   " + keys, Style(.dim, on: .bar)),
    ])
    frame.put(line.fitted(to: row.width), at: Point(0, 0), in: row)
    frame.placeCursor(at: Point(TextLine(" " + label + typed).columns, 0), in: row)
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
      case .figures: player.tracks.contains { !facts.figures(of: $0.run).isEmpty }
      }
    }
  }

  // MARK: Words

  private func momentLines(_ player: Player, width: Int) -> [TextLine] {
    predictionLines(player, width: width) + verdictLines(player, width: width)
      + momentSentences(player).flatMap { wrap([TextRun($0)], to: max(width, 10)) }
  }

  /// What was predicted of the demo, beside what its runs have shown.
  private func predictionLines(_ player: Player, width: Int) -> [TextLine] {
    (player.demo.map { state.predictions(about: $0) } ?? []).flatMap { label, words, isRight in
      wrap(
        [
          TextRun("\(label): ", Style(.key, .bold)),
          TextRun(words, Style(isRight ? .good : .bad, .bold)),
        ], to: max(width, 10))
    }
  }

  /// What the run that is shown came to, and what is to be seen at the cursor.
  private func verdictLines(_ player: Player, width: Int) -> [TextLine] {
    guard let key = player.exercise, let verdict = state.exercises[key]?.verdict,
      player.tracks.contains(where: { $0.run == verdict.run })
    else { return [] }
    var lines = wrap(
      [TextRun(verdict.inWords, Style(verdict.isSolved ? .good : .bad, .bold))],
      to: max(width, 10))
    if let mark = player.shownMark {
      lines += wrap([TextRun(printable(mark.words), Style(.strong))], to: max(width, 10))
    }
    return lines
  }

  /// The moment under the cursor in plain words.
  private func momentSentences(_ player: Player) -> [String] {
    var sentences: [String] = []
    let shown = player.tracks.filter { !$0.isEarlier }
    for track in shown {
      guard let run = state.runs[track.run] else { continue }
      if case .ended(.failed(let reason)) = run.stage { sentences.append(reason.asSentence) }
      if case .ended(.limited(let reason)) = run.stage { sentences.append(reason.asSentence) }
      if let failure = run.failure {
        sentences.append("\(printable(track.title)) failed: \(printable(failure).asSentence)")
      }
      // A word that holds for all runs is said once.
      sentences += run.notes.filter { !sentences.contains($0) }
      guard !run.timeline.lanes.isEmpty, let moments = facts.moments(of: track.run) else {
        continue
      }
      sentences.append(
        moments.sentence(
          at: state.time(of: run, in: player),
          of: shown.count > 1 ? printable(track.title) : nil))
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
