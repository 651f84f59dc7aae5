import Canvas
import LessonFormat
import Narration
import Trace
import Tutor

/// The lanes of a player: a row a lane, a column a stretch of time.
extension Scene {
  /// How the columns of a row are shared out.
  private struct Measures {
    let label: Int
    let time: Int
    let state: Int

    /// They depend on nothing that changes with the cursor, so that the picture stays still.
    init(width: Int, labels: Int) {
      label = min(max(labels + 3, 12), max(width / 4, 12))
      state = width >= 64 ? min(width * 28 / 100, 36) : 0
      time = max(width - label - state - (state > 0 ? 3 : 1), 8)
    }
  }

  /// One row of the picture.
  struct LaneRow {
    enum Content {
      /// What a track is, and how it ended.
      case title
      case row(Player.Row)
      /// How many of a folded row's lanes are in a state.
      case height(Player.Row, LaneState, isFirst: Bool)
    }

    var track: Int
    var content: Content
    /// Of a folded row the lanes that pass the filter; nil where all do.
    var lanes: [LaneID]?

    var row: Player.Row? {
      switch content {
      case .title: nil
      case .row(let row), .height(let row, _, _): row
      }
    }
  }

  /// All rows of a player. Folded lanes get a row for each of their states where there is room.
  func laneRows(_ player: Player, room: Int) -> [LaneRow] {
    let rows = player.tracks.indices.flatMap { track -> [LaneRow] in
      [LaneRow(track: track, content: .title)]
        + state.shownRows(
          ofTrack: track, in: player, names: facts.names(of: player.tracks[track].run)
        ).map { LaneRow(track: track, content: .row($0.row), lanes: $0.lanes) }
    }
    guard rows.count <= room else { return rows }
    let opened = rows.flatMap { heights(of: $0, player) }
    return opened.count <= room ? opened : rows
  }

  private func heights(of row: LaneRow, _ player: Player) -> [LaneRow] {
    guard case .group(let track, let group)? = row.row,
      let timeline = state.runs[player.tracks[track].run]?.timeline
    else { return [row] }
    let window = TimeWindow(
      from: timeline.origin, to: timeline.end, columns: Self.columnsLookedAt)
    let columns =
      row.lanes.map { timeline.columns(of: $0, in: window) }
      ?? timeline.columns(ofGroup: group, in: window)
    let states = LaneState.explained.filter { state in columns.contains { $0[state] >= 0.5 } }
    guard states.count > 1, let content = row.row else { return [row] }
    return states.enumerated().map { index, state in
      LaneRow(
        track: track, content: .height(content, state, isFirst: index == 0), lanes: row.lanes)
    }
  }

  private static let columnsLookedAt = 80
  /// So many labels decide how wide their column is; it must not change while one scrolls.
  private static let labelsLookedAt = 200

  mutating func drawLanes(
    _ player: Player, _ rows: [LaneRow], in area: Rect, _ view: inout ViewState
  ) {
    let names = player.tracks.map { facts.names(of: $0.run) }
    let longest = rows.prefix(Self.labelsLookedAt).map { row in
      TextLine(label(row, names, player)).columns
    }
    let measures = Measures(width: area.width, labels: longest.max() ?? 0)
    view.timeColumns = measures.time
    let upper = area.splitRows(min(rows.count, area.height - 1)).top
    var scroll = view.scrolls[.lanes] ?? ViewState.Scroll()
    scroll.height = upper.height
    scroll.rowCount = rows.count
    if let selected = rows.firstIndex(where: { $0.row != nil && $0.row == player.row }) {
      scroll.bringIntoSight(selected..<(selected + 1))
    }
    scroll.move(by: 0)
    let window = state.window(of: player)
    let cursor = cursorColumn(player, window, measures.time)
    for (index, row) in rows.dropFirst(scroll.top).prefix(upper.height).enumerated() {
      let label = label(row, names, player)
      draw(row, label, at: upper.row(index), player, window, measures, cursor)
    }
    view.scrolls[.lanes] = scroll
    drawAxis(window, at: area.row(upper.height), measures, scroll)
    if frame.cursor == nil { frame.placeCursor(at: Point(0, 0), in: upper) }
  }

  // MARK: Rows

  private func label(_ row: LaneRow, _ names: [LaneNames?], _ player: Player) -> String {
    guard let names = names[row.track],
      let timeline = state.runs[player.tracks[row.track].run]?.timeline
    else { return "" }
    if case .height(_, let state, isFirst: false) = row.content { return "  " + state.word }
    switch row.row {
    case .lane(let track, let lane)?:
      let group = Player.Row.group(track: track, timeline.lanes[lane.index].group)
      return (player.unfolded.contains(group) ? "  " : "") + printable(names.label(lane))
    case .group(_, let index)?:
      let group = timeline.groups[index]
      let name = group.label.isEmpty ? "lanes" : printable(group.label)
      var words = "\(name) x \(row.lanes?.count ?? group.lanes.count)"
      if case .height(_, let state, _) = row.content { words += " \(state.word)" }
      return words
    case nil: return ""
    }
  }

  private mutating func draw(
    _ laneRow: LaneRow, _ label: String, at area: Rect, _ player: Player, _ window: Range<Int64>,
    _ measures: Measures, _ cursor: Int?
  ) {
    let track = player.tracks[laneRow.track]
    guard let run = state.runs[track.run] else { return }
    guard let row = laneRow.row else { return drawTitle(of: laneRow.track, player, run, at: area) }
    let isSelected = player.row == row
    let ground: Ground = isSelected ? .selection : .screen
    var name = TextLine(isSelected ? "> " : "  ", Style(.mark, on: ground, .bold))
    name.append(TextRun(label, Style(track.isEarlier ? .ghost : .text, on: ground)))
    frame.put(name.fitted(to: measures.label), at: Point(0, 0), in: area)
    if isSelected, frame.cursor == nil { frame.placeCursor(at: Point(0, 0), in: area) }
    zones.append(Zone(area: area.splitColumns(measures.label).left, intent: .player(.select(row))))
    let time = Rect(x: area.x + measures.label + 1, y: area.y, width: measures.time, height: 1)
    let columns = columns(of: laneRow, row, run.timeline, window, measures.time)
    for (index, column) in columns.enumerated() {
      let (sign, role) = sign(column, laneRow, run.timeline)
      let style = index == cursor ? Style(.cursor, .bold) : Style(track.isEarlier ? .ghost : role)
      frame.put(
        index == cursor ? options.sign(.cursor) : sign, style, at: Point(index, 0), in: time)
    }
    zones.append(Zone(area: time, time: window))
    guard measures.state > 0 else { return }
    let words = TextLine(
      stateWords(laneRow, run.timeline, state.time(of: run, in: player)),
      Style(track.isEarlier ? .ghost : .dim))
    frame.put(
      words.fitted(to: measures.state), at: Point(measures.label + measures.time + 2, 0), in: area)
  }

  private func sign(_ column: Column, _ row: LaneRow, _ timeline: Timeline) -> (String, Role) {
    guard case .height(.group(_, let group), let state, _) = row.content else {
      return (options.sign(of: column.dominant), LegendEntry.role(of: column.dominant))
    }
    let count = row.lanes?.count ?? timeline.groups[group].lanes.count
    let share = Double(column[state]) / Double(max(count, 1))
    return (options.height(share, isThere: column[state] > 0), LegendEntry.role(of: state))
  }

  private mutating func drawTitle(
    of track: Int, _ player: Player, _ run: ProgramRun, at area: Rect
  ) {
    let result = RunResult(run)
    let title = player.tracks[track]
    let name = printable(title.title) + (title.isEarlier ? ", the run before" : "")
    let heading = TextLine(" " + name, Style(title.isEarlier ? .ghost : .title, .bold))
      .fitted(to: area.width / 2)
    frame.put(heading, at: Point(0, 0), in: area)
    let used =
      area.width >= 64 ? processorWords(run, player) + memoryWords(run, player) : ""
    let words = TextLine(
      used + result.words, Style(result.isGood ? (title.isEarlier ? .ghost : .text) : .bad)
    )
    .fitted(to: max(area.width - heading.columns - 3, area.width / 2))
    frame.put(words, at: Point(area.width - words.columns - 1, 0), in: area)
  }

  private func processorWords(_ run: ProgramRun, _ player: Player) -> String {
    let timeline = run.timeline
    let before = timeline.usage(at: timeline.origin).processor
    let processor = timeline.usage(at: state.time(of: run, in: player)).processor - before
    // A title has no room for the words of less than a millisecond.
    let words =
      processor < 1000 ? "\(inWords(Double(processor / 100) / 10)) ms" : duration(processor)
    return processor > 0 ? "processor \(words), " : ""
  }

  private func memoryWords(_ run: ProgramRun, _ player: Player) -> String {
    guard state.showsMemory(player) else { return "" }
    let bytes = run.timeline.usage(at: state.time(of: run, in: player)).memory
    return bytes > 0 ? "memory \(dataSize(bytes)), " : ""
  }

  // MARK: Columns

  private func columns(
    of laneRow: LaneRow, _ row: Player.Row, _ timeline: Timeline, _ window: Range<Int64>,
    _ count: Int
  ) -> [Column] {
    // The axis may be longer than this run; what is beyond its end stays empty.
    let window = TimeWindow(
      from: timeline.origin + window.lowerBound, to: timeline.origin + window.upperBound,
      columns: count)
    if let lanes = laneRow.lanes { return timeline.columns(of: lanes, in: window) }
    return switch row {
    case .lane(_, let lane): timeline.columns(of: lane, in: window)
    case .group(_, let group): timeline.columns(ofGroup: group, in: window)
    }
  }

  private func cursorColumn(_ player: Player, _ window: Range<Int64>, _ columns: Int) -> Int? {
    guard player.cursor >= window.lowerBound, player.cursor <= window.upperBound else { return nil }
    let size = window.upperBound - window.lowerBound
    return min(Int((player.cursor - window.lowerBound) * Int64(columns) / size), columns - 1)
  }

  // MARK: Words

  /// What a row does at the cursor, as short as it can be said.
  private func stateWords(_ row: LaneRow, _ timeline: Timeline, _ time: Int64) -> String {
    if case .height(.group(_, let group), let state, _) = row.content {
      let counts =
        row.lanes.map { timeline.counts(of: $0, at: time) }
        ?? timeline.groups[group].counts(at: time)
      return "\(counts[state] ?? 0) \(state.word)"
    }
    if let lanes = row.lanes { return timeline.briefWords(of: lanes, at: time) }
    return switch row.row {
    case .group(_, let index)?: timeline.briefWords(ofGroup: index, at: time)
    case .lane(_, let lane)?: timeline.briefWords(of: lane, at: time)
    case nil: ""
    }
  }

  // MARK: The axis

  private mutating func drawAxis(
    _ window: Range<Int64>, at area: Rect, _ measures: Measures,
    _ scroll: ViewState.Scroll
  ) {
    var free = 0
    if scroll.rowCount > scroll.height {
      let hidden = scroll.rowCount - scroll.height
      let words = TextLine("  \(count(hidden, "more row"))", Style(.accent))
      frame.put(words, at: Point(0, 0), in: area)
      free = max(words.columns + 1 - (measures.label + 1), 0)
    }
    let size = Double(window.upperBound - window.lowerBound)
    for tick in TimeAxis(window, about: max(measures.time / 15, 1)).ticks {
      let column = Int(Double(tick.time - window.lowerBound) / size * Double(measures.time))
      guard column >= free, column + tick.label.count <= measures.time + measures.state else {
        continue
      }
      frame.put(
        options.isASCII ? tick.label.replacing("µ", with: "u") : tick.label, Style(.dim),
        at: Point(measures.label + 1 + column, 0), in: area)
      free = column + tick.label.count + 2
    }
  }
}
