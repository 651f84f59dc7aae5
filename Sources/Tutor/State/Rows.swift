import Narration
import Trace

/// The rows of lanes that a player shows.
extension State {
  /// So many lanes that are alike become one row.
  package static let foldedFrom = 9

  package func rows(of player: Player) -> [Player.Row] {
    player.tracks.indices.flatMap { rows(ofTrack: $0, in: player) }
  }

  package func rows(ofTrack track: Int, in player: Player) -> [Player.Row] {
    guard player.tracks.indices.contains(track), let run = runs[player.tracks[track].run] else {
      return []
    }
    let timeline = run.timeline
    let names = LaneNames(timeline)
    let wanted = player.filter.lowercased()
    var rows: [(row: Player.Row, first: LaneID)] = []
    for (index, group) in timeline.groups.enumerated() {
      let members = group.lanes.filter { lane in
        names.isShown(lane) && (wanted.isEmpty || matches(names, timeline, lane, wanted, player))
      }
      guard let first = members.first else { continue }
      let row = Player.Row.group(track: track, index)
      if members.count >= Self.foldedFrom {
        rows.append((row, first))
        guard player.unfolded.contains(row) else { continue }
      }
      rows += members.map { (.lane(track: track, $0), $0) }
    }
    return sorted(rows, names, timeline, player).map(\.row)
  }

  /// By its name, or by the state that it is in at the cursor.
  private func matches(
    _ names: LaneNames, _ timeline: Timeline, _ lane: LaneID, _ wanted: String, _ player: Player
  ) -> Bool {
    if names.label(lane).lowercased().contains(wanted) { return true }
    guard let state = timeline.state(of: lane, at: timeline.origin + player.cursor) else {
      return false
    }
    return "\(state)".lowercased().hasPrefix(wanted)
  }

  private func sorted(
    _ rows: [(row: Player.Row, first: LaneID)], _ names: LaneNames, _ timeline: Timeline,
    _ player: Player
  ) -> [(row: Player.Row, first: LaneID)] {
    switch player.order {
    case .began:
      // Folded lanes stand where the first of them began.
      return rows.enumerated().sorted {
        ($0.element.first, $0.offset) < ($1.element.first, $1.offset)
      }
      .map(\.element)
    case .name:
      return keyed(rows) { names.label($0) }
    case .waiting:
      return keyed(rows) { lane in
        let times = timeline.times(of: lane)
        return -(times[.waiting] + times[.blocked])
      }
    case .state:
      let time = timeline.origin + player.cursor
      return keyed(rows) { timeline.state(of: $0, at: time).map { Int($0.rawValue) } ?? .max }
    }
  }

  private func keyed<Key: Comparable>(
    _ rows: [(row: Player.Row, first: LaneID)], _ key: (LaneID) -> Key
  ) -> [(row: Player.Row, first: LaneID)] {
    rows.enumerated().map { (key($0.element.first), $0.offset, $0.element) }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }
}
