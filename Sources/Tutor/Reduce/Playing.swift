import Narration
import Trace

/// The player: the moment that is looked at, and what of it is shown.
extension State {
  /// How long the longest of a player's runs is, in microseconds since its start.
  package func length(of player: Player) -> Int64 {
    player.tracks.compactMap { runs[$0.run].map { $0.timeline.total } }.max() ?? 0
  }

  /// The moment under the cursor in one of the runs. What a run that goes on has not told yet is
  /// not known: there its newest moment counts.
  package func time(of run: ProgramRun, in player: Player) -> Int64 {
    let time = run.timeline.origin + player.cursor
    return run.hasEnded ? time : min(time, run.timeline.end)
  }

  package func isLive(_ player: Player) -> Bool {
    player.tracks.contains { track in runs[track.run].map { !$0.hasEnded } ?? false }
  }

  /// Whether anything moves by itself, so that time has to be told.
  package var isMoving: Bool {
    if case .player(let player) = top, player.motion == .playing { return true }
    return !liveRuns.isEmpty
  }

  /// The stretch of time that a player shows.
  package func window(of player: Player) -> Range<Int64> {
    player.window ?? 0..<max(length(of: player), 1)
  }

  mutating func tick(_ time: Int64) {
    guard let player, player.motion == .playing else { return }
    let length = length(of: player)
    let speed = Player.speeds[player.speed]
    let isLive = isLive(player)
    updatePlayer { player in
      player.cursor = min(player.cursor + Int64(Double(max(time, 0)) * speed), length)
      if player.cursor >= length { player.motion = isLive ? .live : .still }
    }
    keepCursorInWindow()
  }

  /// The cursor stays with runs that go on, until the learner takes it.
  mutating func followLive() {
    guard let player, player.motion == .live else { return }
    let isLive = isLive(player)
    // The run before may have been longer.
    let length = timelines(of: player).map(\.total).max() ?? 0
    updatePlayer { player in
      player.cursor = length
      if !isLive { player.motion = .still }
    }
    keepCursorInWindow()
  }

  mutating func take(_ intent: PlayerIntent) {
    guard case .player(let player) = top else { return }
    switch intent {
    case .point: pointAtLane()
    case .seek(let time): seek(time)
    case .start: seek(0)
    case .end:
      seek(length(of: player))
      if isLive(player) { updatePlayer { $0.motion = .live } }
    case .stepEvent(let count): stepEvent(count, player)
    case .stepTurn(let count): stepTurn(count, player)
    case .playOrPause: playOrPause(player)
    case .speed(let count):
      updatePlayer { $0.speed = min(max($0.speed + count, 0), Player.speeds.count - 1) }
    case .zoom(let factor): zoom(factor, player)
    case .zoomToAll: updatePlayer { $0.window = nil }
    case .pan(let share): pan(share, player)
    case .select(let row): updatePlayer { $0.row = row }
    case .moveRow(let count): moveRow(count, player)
    case .fold: fold(player)
    case .jumpToWaker: jumpToWaker(player)
    case .jumpToParting: jumpToParting(player)
    case .filter(let text): updatePlayer { $0.filter = text }
    case .order(let order): updatePlayer { $0.order = order }
    case .panel(let panel): updatePlayer { $0.panel = panel }
    }
  }

  // MARK: The cursor

  private mutating func seek(_ time: Int64) {
    guard let player else { return }
    let length = length(of: player)
    updatePlayer { player in
      player.motion = .still
      player.cursor = min(max(time, 0), length)
    }
    keepCursorInWindow()
  }

  private mutating func playOrPause(_ player: Player) {
    let length = length(of: player)
    let isLive = isLive(player)
    updatePlayer { player in
      switch player.motion {
      case .playing, .live: player.motion = .still
      case .still where isLive: player.motion = .live
      case .still:
        if player.cursor >= length { player.cursor = 0 }
        player.motion = .playing
      }
    }
    followLive()
    keepCursorInWindow()
  }

  private func timelines(of player: Player) -> [Timeline] {
    player.tracks.filter { !$0.isEarlier }.compactMap { runs[$0.run]?.timeline }
  }

  private mutating func stepEvent(_ count: Int, _ player: Player) {
    let times = timelines(of: player).compactMap { timeline -> Int64? in
      let here = timeline.origin + player.cursor
      let time =
        count > 0
        ? timeline.nextMoment(after: max(here, timeline.origin - 1))
        : timeline.previousMoment(before: here)
      return time.map { $0 - timeline.origin }
    }.filter { $0 >= 0 }
    guard let time = count > 0 ? times.min() : times.max() else {
      notice = count > 0 ? "Nothing happens after this." : "Nothing happens before this."
      return
    }
    seek(time)
  }

  private mutating func stepTurn(_ count: Int, _ player: Player) {
    let lines = timelines(of: player)
    guard lines.contains(where: { !$0.loops.isEmpty }) else {
      notice = "No event loop runs here."
      return
    }
    let times = lines.compactMap { timeline -> Int64? in
      let here = timeline.origin + player.cursor
      let time = count > 0 ? timeline.nextTurn(after: here) : timeline.previousTurn(before: here)
      return time.map { $0 - timeline.origin }
    }.filter { $0 >= 0 }
    guard let time = count > 0 ? times.min() : times.max() else {
      notice = count > 0 ? "The loop makes no more turns." : "This is before its first turn."
      return
    }
    seek(time)
  }

  // MARK: The window

  private mutating func keepCursorInWindow() {
    guard let player, let window = player.window, !window.contains(player.cursor) else { return }
    let size = window.upperBound - window.lowerBound
    show(from: player.cursor - size / 2, size: size)
  }

  private mutating func show(from start: Int64, size: Int64) {
    guard let player else { return }
    let length = max(length(of: player), 1)
    guard size < length else {
      updatePlayer { $0.window = nil }
      return
    }
    let first = min(max(start, 0), length - size)
    updatePlayer { $0.window = first..<(first + size) }
  }

  private mutating func zoom(_ factor: Double, _ player: Player) {
    guard factor.isFinite, factor > 0 else { return }
    let window = window(of: player)
    let size = Double(window.upperBound - window.lowerBound)
    let wanted = min(max(size / factor, 10), Double(max(length(of: player), 1)))
    // The cursor keeps its place on the screen.
    let share = min(max(Double(player.cursor - window.lowerBound) / size, 0), 1)
    show(from: player.cursor - Int64(wanted * share), size: Int64(wanted))
  }

  private mutating func pan(_ share: Double, _ player: Player) {
    guard let window = player.window, share.isFinite else { return }
    let size = window.upperBound - window.lowerBound
    let step = Int64((Double(size) * min(max(share, -10), 10)).rounded())
    show(from: window.lowerBound + step, size: size)
    guard let moved = self.player?.window else { return }
    // What is looked at is what is seen.
    updatePlayer { player in
      player.motion = .still
      player.cursor = min(max(player.cursor, moved.lowerBound), moved.upperBound - 1)
    }
  }

  // MARK: Rows

  private mutating func moveRow(_ count: Int, _ player: Player) {
    let rows = rows(of: player)
    guard !rows.isEmpty else { return }
    let current = player.row.flatMap { rows.firstIndex(of: $0) }
    let target =
      current.map { min(max($0 + count, 0), rows.count - 1) } ?? (count > 0 ? 0 : rows.count - 1)
    updatePlayer { $0.row = rows[target] }
  }

  private mutating func fold(_ player: Player) {
    switch player.row {
    case .group?:
      guard let row = player.row else { return }
      updatePlayer { $0.unfolded.formSymmetricDifference([row]) }
    case .lane(let track, let lane)?:
      guard let timeline = runs[player.tracks[track].run]?.timeline,
        timeline.lanes.indices.contains(lane.index)
      else { return }
      let group = Player.Row.group(track: track, timeline.lanes[lane.index].group)
      guard player.unfolded.contains(group) else {
        notice = "This lane stands alone; there is nothing to fold."
        return
      }
      updatePlayer { player in
        player.unfolded.remove(group)
        player.row = group
      }
    case nil: notice = "Choose a row first, with the arrows."
    }
  }

  // MARK: Jumps

  private mutating func jumpToWaker(_ player: Player) {
    guard case .lane(let track, let lane)? = player.row,
      let timeline = runs[player.tracks[track].run]?.timeline
    else {
      notice = "Choose a lane first, with the arrows."
      return
    }
    let here = timeline.origin + player.cursor
    guard let wake = timeline.wake(of: lane, after: here) ?? timeline.wake(of: lane, before: here)
    else { return jumpToEndOfWait(lane, track, timeline, at: here) }
    seek(wake.time - timeline.origin)
    guard let by = wake.details.by else { return }
    let waker = Player.Row.lane(track: track, by)
    let group = Player.Row.group(track: track, timeline.lanes[by.index].group)
    let isHidden = !rows(of: player).contains(waker)
    updatePlayer { player in
      player.row = waker
      if isHidden {
        player.unfolded.insert(group)
        player.filter = ""
      }
    }
  }

  /// A thread is not woken by anybody's line; its call ends, and whoever held what it wanted is known.
  private mutating func jumpToEndOfWait(
    _ lane: LaneID, _ track: Int, _ timeline: Timeline, at time: Int64
  ) {
    guard let moment = timeline.moment(of: lane, at: time), let wait = moment.wait,
      let end = moment.until
    else {
      notice = "Nothing is known to have woken \(LaneNames(timeline).label(lane))."
      return
    }
    seek(end - timeline.origin)
    if let holder = wait.holder { updatePlayer { $0.row = .lane(track: track, holder) } }
  }

  private mutating func jumpToParting(_ player: Player) {
    let lines = timelines(of: player)
    guard lines.count >= 2 else {
      notice = "There is only one run to look at."
      return
    }
    guard let parting = lines[0].compared(with: lines[1]).parting else {
      notice = "The runs do the same from beginning to end."
      return
    }
    seek(parting.time)
  }
}
