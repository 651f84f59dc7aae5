import Canvas
import LessonFormat
import Narration
import Trace
import Tutor

/// What is looked at above the lanes: code, the loop's insides, output, calls, figures.
extension Scene {
  /// A panel that is no taller than what there is to show.
  func wantedRows(_ player: Player, width: Int) -> Int {
    let heights = player.tracks.indices.filter { !player.tracks[$0].isEarlier }.map {
      track -> Int in
      guard let run = state.runs[player.tracks[track].run] else { return 0 }
      return switch player.panel {
      case .code: max(run.source.count, 1)
      // Lines of output are not made only to be counted.
      case .output: max(run.timeline.outputCount(upTo: state.time(of: run, in: player)), 1)
      default: lines(of: player.panel, player, track, run, Size(width, 1000)).count
      }
    }
    return (heights.max() ?? 0) + (heights.count > 1 ? 1 : 0)
  }

  /// The player's own panel, unless another is named.
  mutating func drawPanel(_ player: Player, _ panel: Player.Panel? = nil, in area: Rect) {
    let shown = player.tracks.indices.filter { !player.tracks[$0].isEarlier }
    // Where there is no room for all, the one with the selected row is shown.
    let selected = player.row?.track
    let one = shown.first { $0 == selected } ?? shown.first
    let columns = Self.panelColumns(for: shown.count, in: area)
    let tracks = columns.count == shown.count ? shown : shown.filter { $0 == one }
    for (index, (track, area)) in zip(tracks, columns).enumerated() {
      if index > 0 {
        frame.divider(
          0, in: Rect(x: area.x - 2, y: area.y, width: 1, height: area.height),
          with: options.divider)
      }
      guard let run = state.runs[player.tracks[track].run] else { continue }
      var rest = area
      if shown.count > 1 {
        frame.put(
          TextLine(" " + printable(player.tracks[track].title), Style(.title, .bold))
            .fitted(to: area.width), at: Point(0, 0), in: area)
        rest = area.splitRows(1).bottom
      }
      draw(panel ?? player.panel, player, track, run, in: rest)
    }
  }

  /// Side by side where there is room for all tracks, else for one of them.
  static func panelColumns(for tracks: Int, in area: Rect) -> [Rect] {
    let fits = area.width >= 120 ? 4 : 3
    return area.columns(area.width >= 80 && tracks <= fits ? tracks : 1, gap: 3)
  }

  private mutating func draw(
    _ panel: Player.Panel, _ player: Player, _ track: Int, _ run: ProgramRun, in area: Rect
  ) {
    if panel == .code { return drawCode(player, track, run, in: area) }
    let lines = lines(of: panel, player, track, run, area.size)
    frame.put(lines.map { $0.fitted(to: area.width) }, in: area)
    if lines.count > area.height {
      frame.put(
        options.sign(.more), Style(.accent, .bold), at: Point(area.width - 1, area.height - 1),
        in: area)
    }
  }

  private func lines(
    of panel: Player.Panel, _ player: Player, _ track: Int, _ run: ProgramRun, _ size: Size
  ) -> [TextLine] {
    switch panel {
    case .code: []
    case .loop: loopLines(player, track, run)
    case .output: outputLines(player, run, height: size.height)
    case .stack: stackLines(player, track, run)
    case .figures: figureLines(player.tracks[track].run, width: size.width)
    }
  }

  // MARK: Code

  private mutating func drawCode(
    _ player: Player, _ track: Int, _ run: ProgramRun, in area: Rect
  ) {
    let marks = lineMarks(player, track, run)
    let lines = CodeText(run.source.joined(separator: "\n")).lines
    guard !lines.isEmpty else {
      frame.put("The program's text is not at hand.", Style(.dim), at: Point(1, 0), in: area)
      return
    }
    let marked = track == 0 ? player.shownMark?.line : nil
    let pointed = player.demo.flatMap {
      state.pointedLine($0.demo, player.tracks[track].variant)
    }
    let centre = marked ?? pointed ?? mainLine(player, track, run, marks)
    let wanted = centre.map { $0 - area.height / 2 } ?? firstLine(player, track, run)
    let first = min(max(wanted, 1), max(lines.count - area.height + 1, 1))
    for row in 0..<area.height where first + row <= lines.count {
      let number = first + row
      let here = marks[number] ?? []
      let isMarked = number == marked
      var line = CodeText.gutter(
        isMarked ? "! " : number == pointed ? ">>" : here.isEmpty ? "  " : "> ",
        Style(isMarked ? .bad : .mark, .bold), number: number)
      for run in lines[number - 1].runs { line.append(run) }
      line = line.fitted(to: area.width)
      frame.put(line, at: Point(0, row), in: area)
      if number == pointed { drawPointer(at: row, in: area, after: line) }
      guard !here.isEmpty || isMarked else { continue }
      frame.restyle(area.row(row)) { $0.ground == .screen ? $0.on(.line) : $0 }
      let told = (isMarked ? ["look here"] : []) + (here.isEmpty ? [] : [who(here)])
      let words = TextLine(" < " + told.joined(separator: "; "), Style(.accent, on: .line))
      if line.columns + words.columns < area.width {
        frame.put(
          words, at: Point(max(area.width - words.columns - 1, line.columns + 1), row), in: area)
      }
    }
  }

  /// The whole row, so that it is seen from afar, and in words.
  private mutating func drawPointer(at row: Int, in area: Rect, after line: TextLine) {
    frame.restyle(area.row(row)) { $0.on(.selection) }
    let words = TextLine(" < look here", Style(.mark, on: .selection, .bold))
    if line.columns + words.columns < area.width {
      frame.put(words, at: Point(line.columns + 1, row), in: area)
    }
  }

  /// While nothing is marked: what the author draws attention to, else what the lesson shows.
  private func firstLine(_ player: Player, _ track: Int, _ run: ProgramRun) -> Int {
    guard let (key, demo) = state.currentDemo, key == player.demo,
      let variant = demo.variants.first(where: { $0.name == player.tracks[track].variant }),
      state.demos[key]?.edits[variant.name] == nil
    else { return 1 }
    return variant.focus.first?.lowerBound ?? variant.shownLines?.lowerBound ?? 1
  }

  private func who(_ names: [String]) -> String {
    names.count <= 2 ? names.joined(separator: ", ") : "\(names[0]) and \(names.count - 1) more"
  }

  /// Which lanes are at which line at the cursor.
  private func lineMarks(_ player: Player, _ track: Int, _ run: ProgramRun) -> [Int: [String]] {
    let timeline = run.timeline
    guard let names = facts.names(of: player.tracks[track].run) else { return [:] }
    let time = state.time(of: run, in: player)
    var marks: [Int: [String]] = [:]
    // More marks than this nobody reads, and looking for them takes time.
    for lane in timeline.lanes(aliveAt: time).prefix(200) where names.isShown(lane) {
      guard timeline.state(of: lane, at: time) != .lent,
        let line = timeline.innermostLine(of: lane, at: time), isMainFile(line.file, run)
      else { continue }
      marks[line.line, default: []].append(printable(names.label(lane)))
    }
    return marks
  }

  /// Programs of a lesson are one file; of a person's own, the first is the one that was started.
  private func isMainFile(_ file: String, _ run: ProgramRun) -> Bool {
    guard let program = run.timeline.header?.sources.first?.path else { return true }
    return file == program || Disk.lastComponent(file) == Disk.lastComponent(program)
  }

  private func mainLine(
    _ player: Player, _ track: Int, _ run: ProgramRun, _ marks: [Int: [String]]
  ) -> Int? {
    let timeline = run.timeline
    let time = state.time(of: run, in: player)
    if case .lane(track, let lane)? = player.row,
      let line = timeline.innermostLine(of: lane, at: time)
    {
      return line.line
    }
    let running = timeline.lanes(aliveAt: time).prefix(200).first {
      [.running, .blocked].contains(timeline.state(of: $0, at: time))
    }
    return running.flatMap { timeline.innermostLine(of: $0, at: time)?.line } ?? marks.keys.min()
  }

  // MARK: The loop

  private static let mostNamed = 24

  private func loopLines(_ player: Player, _ track: Int, _ run: ProgramRun) -> [TextLine] {
    let timeline = run.timeline
    guard !timeline.loops.isEmpty, let names = facts.names(of: player.tracks[track].run) else {
      return [TextLine("No event loop runs here.", Style(.dim))]
    }
    let time = state.time(of: run, in: player)
    let loop = timeline.loop(0, at: time)
    func row(_ title: String, _ words: String) -> TextLine {
      var line = TextLine(" " + title, Style(.strong, .bold))
      line.pad(to: 11)
      line.append(
        TextRun(printable(words.isEmpty ? "none" : words), Style(words.isEmpty ? .dim : .text)))
      return line
    }
    // What does not fit on a line is counted, not named.
    func listed<Element>(_ all: [Element], _ name: (Element) -> String) -> String {
      let more = all.count > Self.mostNamed ? ["and \(all.count - Self.mostNamed) more"] : []
      return (all.prefix(Self.mostNamed).map(name) + more).joined(separator: ", ")
    }
    let ready = listed(loop.ready) { entry -> String in
      switch entry.content {
      case .lane(let lane): names.label(lane)
      case .callback(let function): "\(function)()"
      }
    }
    let timers = listed(loop.timers) { timer -> String in
      let what =
        switch timer.content {
        case .sleep(let lane): names.label(lane)
        case .timeout(let lane): "time limit" + (lane.map { " of \(names.label($0))" } ?? "")
        case .call(let function): "\(function)()"
        case .other: "timer"
        }
      return timer.left >= 0
        ? "\(what) in \(duration(timer.left))" : "\(what) late by \(duration(-timer.left))"
    }
    let turn = loop.turn.map { "turn \($0)" } ?? "before its first turn"
    return [
      row("loop", loop.isIdle ? "\(turn), nothing to do" : turn),
      row("running", loop.running.map { names.label($0) } ?? ""),
      row("ready", ready),
      row("timers", timers),
      row("waiting", listed(loop.waiting) { names.label($0) }),
    ]
  }

  // MARK: Output

  private func outputLines(_ player: Player, _ run: ProgramRun, height: Int) -> [TextLine] {
    let timeline = run.timeline
    let count = timeline.outputCount(upTo: state.time(of: run, in: player))
    let pieces = timeline.outputs[max(count - height, 0)..<count]
    let lines = pieces.map { piece -> TextLine in
      var line = TextLine(" " + duration(piece.time - timeline.origin) + "  ", Style(.dim))
      let text = piece.text.last == "\n" ? String(piece.text.dropLast()) : piece.text
      line.append(
        TextRun(
          printable(text.replacing("\n", with: " ")),
          Style(piece.stream == .error ? .errors : .output)))
      return line
    }
    return lines.isEmpty ? [TextLine(" Nothing was printed up to here.", Style(.dim))] : lines
  }

  // MARK: Calls

  private func stackLines(_ player: Player, _ track: Int, _ run: ProgramRun) -> [TextLine] {
    let timeline = run.timeline
    let time = state.time(of: run, in: player)
    var lane = timeline.lanes(aliveAt: time).prefix(200).first {
      [.running, .blocked].contains(timeline.state(of: $0, at: time))
    }
    if case .lane(track, let selected)? = player.row { lane = selected }
    guard let lane, let names = facts.names(of: player.tracks[track].run) else {
      return [TextLine(" No lane runs at this moment.", Style(.dim))]
    }
    let calls = timeline.calls(of: lane, at: time)
    let frames = calls.frames.isEmpty ? timeline.stack(of: lane, at: time) : calls.frames
    var lines = [
      TextLine(" \(printable(names.label(lane))), innermost first", Style(.strong, .bold))
    ]
    for (index, frame) in frames.enumerated() {
      let isKnown = index > 0 || calls.frames.isEmpty || calls.isInnermostKnown
      lines.append(
        TextLine([
          TextRun("  \(printable(frame.function))", Style(.codeName)),
          TextRun("  \(isKnown ? "" : "begins at ")line \(frame.line)", Style(.dim)),
        ]))
    }
    if frames.isEmpty {
      lines.append(TextLine("  none of the program's own functions", Style(.dim)))
    }
    return lines
  }
}

extension SceneOptions {
  var rule: Unicode.Scalar { isASCII ? "-" : "─" }
  var divider: Unicode.Scalar { isASCII ? "|" : "│" }
}
