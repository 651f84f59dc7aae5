import Narration
import Trace

/// The rows of lanes that a player shows.
extension State {
  /// So many lanes that are alike become one row.
  package static let foldedFrom = 9

  package func rows(of player: Player) -> [Player.Row] {
    player.tracks.indices.flatMap { shownRows(ofTrack: $0, in: player).map(\.row) }
  }

  /// The rows of a run, and of folded lanes those that pass the filter. Whoever has the names of its
  /// lanes already passes them on.
  package func shownRows(
    ofTrack track: Int, in player: Player, names known: LaneNames? = nil
  ) -> [Player.ShownRow] {
    guard player.tracks.indices.contains(track), let run = runs[player.tracks[track].run] else {
      return []
    }
    let timeline = run.timeline
    let names = known ?? LaneNames(timeline)
    let filter = LaneFilter(player, timeline, names)
    var rows: [(row: Player.ShownRow, first: LaneID)] = []
    for (index, group) in timeline.groups.enumerated() {
      let shown = group.lanes.lazy.filter(names.isShown)
      let passing: [LaneID]? = filter.map { Array(shown.filter($0.passes)) }
      guard let first = passing == nil ? shown.first : passing?.first else { continue }
      let row = Player.Row.group(track: track, index)
      let isLarge =
        passing.map { $0.count >= Self.foldedFrom }
        ?? (shown.prefix(Self.foldedFrom).count == Self.foldedFrom)
      if isLarge {
        rows.append((Player.ShownRow(row: row, lanes: passing), first))
        guard player.unfolded.contains(row) else { continue }
      }
      rows += (passing ?? Array(shown)).map {
        (Player.ShownRow(row: .lane(track: track, $0), lanes: nil), $0)
      }
    }
    return sorted(rows, names, timeline, player).map(\.row)
  }

  private func sorted(
    _ rows: [(row: Player.ShownRow, first: LaneID)], _ names: LaneNames, _ timeline: Timeline,
    _ player: Player
  ) -> [(row: Player.ShownRow, first: LaneID)] {
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
    _ rows: [(row: Player.ShownRow, first: LaneID)], _ key: (LaneID) -> Key
  ) -> [(row: Player.ShownRow, first: LaneID)] {
    rows.enumerated().map { (key($0.element.first), $0.offset, $0.element) }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }
}

extension Player {
  package struct ShownRow: Equatable, Sendable {
    package var row: Row
    /// Of a folded row the lanes that pass the filter; nil where nothing is filtered.
    package var lanes: [LaneID]?

    package init(row: Row, lanes: [LaneID]?) {
      self.row = row
      self.lanes = lanes
    }
  }
}

/// What the learner wants to see: lanes by their name, or by the state that they are in at the cursor.
private struct LaneFilter {
  private let wanted: String
  private let states: Set<LaneState>
  private let timeline: Timeline
  private let names: LaneNames
  private let time: Int64

  /// Nil where nothing is filtered.
  init?(_ player: Player, _ timeline: Timeline, _ names: LaneNames) {
    guard !player.filter.isEmpty else { return nil }
    let wanted = player.filter.lowercased()
    self.wanted = wanted
    states = Set(LaneState.allCases.filter { $0.word.lowercased().hasPrefix(wanted) })
    self.timeline = timeline
    self.names = names
    time = timeline.origin + player.cursor
  }

  func passes(_ lane: LaneID) -> Bool {
    if !states.isEmpty, let state = timeline.state(of: lane, at: time), states.contains(state) {
      return true
    }
    return names.label(lane).lowercased().contains(wanted)
  }
}
