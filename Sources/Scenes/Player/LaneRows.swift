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

  mutating func drawLanes(_ player: Player, in area: Rect, _ view: inout ViewState) {
    let rows = laneRows(player)
    let longest = rows.compactMap(\.label).map { TextLine($0).columns }.max() ?? 0
    let measures = Measures(width: area.width, labels: longest)
    view.timeColumns = measures.time
    let upper = area.splitRows(min(rows.count, area.height - 1)).top
    let axis = area.row(upper.height)
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
      draw(row, at: upper.row(index), player, window, measures, cursor)
    }
    view.scrolls[.lanes] = scroll
    drawAxis(window, at: axis, measures, scroll)
    if frame.cursor == nil { frame.placeCursor(at: Point(0, 0), in: upper) }
  }

  // MARK: Rows

  private struct LaneRow {
    var track: Int
    /// Nil for the title of a track.
    var row: Player.Row?
    var label: String?
  }

  private func laneRows(_ player: Player) -> [LaneRow] {
    player.tracks.indices.flatMap { track -> [LaneRow] in
      let rows = state.rows(ofTrack: track, in: player)
      guard let timeline = state.runs[player.tracks[track].run]?.timeline else { return [] }
      let names = LaneNames(timeline)
      return [LaneRow(track: track)]
        + rows.map { LaneRow(track: track, row: $0, label: label($0, timeline, names, player)) }
    }
  }

  private func label(_ row: Player.Row, _ timeline: Timeline, _ names: LaneNames, _ player: Player)
    -> String
  {
    switch row {
    case .lane(let track, let lane):
      let group = Player.Row.group(track: track, timeline.lanes[lane.index].group)
      return (player.unfolded.contains(group) ? "  " : "") + printable(names.label(lane))
    case .group(_, let index):
      let group = timeline.groups[index]
      let name = group.label.isEmpty ? "lanes" : printable(group.label)
      return "\(name) x \(group.lanes.count)"
    }
  }

  private mutating func draw(
    _ laneRow: LaneRow, at area: Rect, _ player: Player, _ window: Range<Int64>,
    _ measures: Measures, _ cursor: Int?
  ) {
    guard let run = state.runs[player.tracks[laneRow.track].run] else { return }
    guard let row = laneRow.row, let label = laneRow.label else {
      return drawTitle(of: laneRow.track, player, run, at: area)
    }
    let isSelected = player.row == row
    let ground: Ground = isSelected ? .selection : .screen
    var name = TextLine(isSelected ? "> " : "  ", Style(.mark, on: ground, .bold))
    name.append(
      TextRun(label, Style(player.tracks[laneRow.track].isEarlier ? .ghost : .text, on: ground)))
    frame.put(name.fitted(to: measures.label), at: Point(0, 0), in: area)
    if isSelected { frame.placeCursor(at: Point(0, 0), in: area) }
    zones.append(Zone(area: area.splitColumns(measures.label).left, intent: .player(.select(row))))
    let columns = columns(of: row, run.timeline, window, measures.time)
    let isEarlier = player.tracks[laneRow.track].isEarlier
    for (index, column) in columns.enumerated() {
      let state = column.dominant
      let isCursor = index == cursor
      let role = isCursor ? .cursor : isEarlier ? Role.ghost : LegendEntry.role(of: state)
      frame.put(
        isCursor ? options.sign(.cursor) : options.sign(of: state),
        Style(role, isCursor ? .bold : []), at: Point(measures.label + 1 + index, 0), in: area)
    }
    zones.append(
      Zone(
        area: Rect(x: area.x + measures.label + 1, y: area.y, width: measures.time, height: 1),
        time: window))
    guard measures.state > 0 else { return }
    let words = TextLine(
      stateWords(row, run.timeline, state.time(of: run, in: player)),
      Style(isEarlier ? .ghost : .dim))
    frame.put(
      words.fitted(to: measures.state), at: Point(measures.label + measures.time + 2, 0), in: area)
  }

  private mutating func drawTitle(
    of track: Int, _ player: Player, _ run: ProgramRun, at area: Rect
  ) {
    let result = RunResult(run)
    let title = player.tracks[track]
    let name = printable(title.title) + (title.isEarlier ? ", the run before" : "")
    frame.put(
      TextLine(" " + name, Style(title.isEarlier ? .ghost : .title, .bold))
        .fitted(to: area.width / 2),
      at: Point(0, 0), in: area)
    let words = TextLine(
      processorWords(run, player) + result.words,
      Style(result.isGood ? (title.isEarlier ? .ghost : .text) : .bad)
    )
    .fitted(to: area.width / 2)
    frame.put(words, at: Point(area.width - words.columns - 1, 0), in: area)
  }

  private func processorWords(_ run: ProgramRun, _ player: Player) -> String {
    let timeline = run.timeline
    let before = timeline.usage(at: timeline.origin).processor
    let processor = timeline.usage(at: state.time(of: run, in: player)).processor - before
    return processor > 0 ? "processor \(duration(processor)), " : ""
  }

  // MARK: Columns

  private func columns(
    of row: Player.Row, _ timeline: Timeline, _ window: Range<Int64>, _ count: Int
  ) -> [Column] {
    // The axis may be longer than this run; what is beyond its end stays empty.
    let window = TimeWindow(
      from: timeline.origin + window.lowerBound, to: timeline.origin + window.upperBound,
      columns: count)
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
  private func stateWords(_ row: Player.Row, _ timeline: Timeline, _ time: Int64) -> String {
    return switch row {
    case .group(_, let index): timeline.briefWords(ofGroup: index, at: time)
    case .lane(_, let lane): timeline.briefWords(of: lane, at: time)
    }
  }

  // MARK: The axis

  private mutating func drawAxis(
    _ window: Range<Int64>, at area: Rect, _ measures: Measures,
    _ scroll: ViewState.Scroll
  ) {
    if scroll.rowCount > scroll.height {
      let hidden = scroll.rowCount - scroll.height
      frame.put("  \(hidden) more rows", Style(.accent), at: Point(0, 0), in: area)
    }
    var free = 0
    for tick in TimeAxis.ticks(window, columns: measures.time) where tick.column >= free {
      let x = measures.label + 1 + tick.column
      guard tick.column + tick.label.count <= measures.time + measures.state else { continue }
      frame.put(tick.label, Style(.dim), at: Point(x, 0), in: area)
      free = tick.column + tick.label.count + 2
    }
  }
}
