import LessonFormat
import Trace

/// Where the room is, as far as whoever follows is with it.
extension State {
  /// What the learner does by themselves leads away from the room.
  mutating func takeInRoom(_ intent: Intent) -> [Effect] {
    guard let following, !following.isAway, let standing = following.standing, intent != .rejoin
    else { return take(intent) }
    let before = whereabouts
    let wasCovered = overlay != nil
    var effects = take(intent)
    if whereabouts != before {
      self.following?.isAway = true
      let words = "You are on your own now; the room goes on without you."
      notice = [notice, words].compactMap { $0 }.joined(separator: " ")
    } else if wasCovered, overlay == nil {
      effects += stand(as: standing)
    }
    return effects
  }

  private struct Whereabouts: Equatable {
    var lesson: Int?
    var step: Int?
    var runs: [RunID]?
    var cursor: Int64?
    var motion: Player.Motion?
    var window: Range<Int64>?
  }

  private var whereabouts: Whereabouts {
    Whereabouts(
      lesson: lessonView?.lesson, step: lessonView?.step, runs: player?.tracks.map(\.run),
      cursor: player?.cursor, motion: player?.motion, window: player?.window)
  }

  mutating func take(_ news: RoomEvent) -> [Effect] {
    switch news {
    case .followers(let count): updatePresentation { $0.followers = count }
    case .vote(let voter, let lesson, let question, let response):
      takeVote(by: voter, lesson: lesson, question: question, response)
    case .voterLeft(let voter):
      updatePresentation { presentation in
        for key in presentation.votes.keys { presentation.votes[key]?[voter] = nil }
      }
    case .connected:
      forgetRunsOfRoom()
      // What was sent before may be lost.
      if following?.isConnected == false, following?.standing != nil {
        notice = "The presentation is back."
      }
      following?.repeatedLesson = nil
      following?.isConnected = true
    case .closed(let words):
      guard let following, following.isAway, !following.isDriving else { return [.leave(words)] }
      // Whoever reads on alone is not in the room any more.
      room = nil
      notice = "\(words) You can go on by yourself."
    case .lost:
      guard following?.isConnected == true else { return [] }
      following?.isConnected = false
      notice = "The presentation does not answer. It is looked for; you can go on by yourself."
    case .standing(let standing): return take(standing)
    case .desk(let desk): following?.desk = desk
    case .run(let number, let run, let lines): take(run, lines, number)
    case .runGone(let number): forgetRun(number)
    }
    return []
  }

  private mutating func take(_ standing: Standing) -> [Effect] {
    guard following != nil else { return [] }
    let standing = standing.madeSafe
    let before = following?.standing
    following?.standing = standing
    var effects: [Effect] = []
    if following?.isAway == false {
      // What was said where the room was is over where it is now.
      if let before, before.place != standing.place || before.isElsewhere(than: standing) {
        notice = nil
      }
      effects = stand(as: standing)
    }
    return effects + answersToRepeat()
  }

  /// What was answered before, for a presentation that does not know it: as soon as the lesson that
  /// is presented has been read.
  mutating func answersToRepeat() -> [Effect] {
    guard let following, !following.isDriving, let id = following.standing?.place?.lesson,
      following.repeatedLesson != id, let lesson = lesson(withID: id)
    else { return [] }
    self.following?.repeatedLesson = id
    return lesson.steps.flatMap(\.blocks).compactMap { block in
      guard case .question(let question) = block.content,
        let response = records.answers[Records.QuestionKey(question, in: lesson)]
      else { return nil }
      return .send(lesson: id, question: question.id.value, response)
    }
  }

  mutating func rejoin() -> [Effect] {
    guard let following else { return [] }
    guard let standing = following.standing else {
      notice = "Nothing is presented yet."
      return []
    }
    self.following?.isAway = false
    if overlay != nil { stack.removeAll { if case .overlay = $0 { true } else { false } } }
    return stand(as: standing)
  }

  /// What was missing may be there now.
  mutating func catchUp() -> [Effect] {
    guard let following, !following.isAway, let standing = following.standing else { return [] }
    notice = nil
    return stand(as: standing)
  }

  // MARK: To where it is

  private mutating func stand(as standing: Standing) -> [Effect] {
    guard overlay == nil else { return [] }
    guard let place = standing.place else {
      let effects = player.map { stopRuns(of: $0) } ?? []
      stack.removeAll { if case .home = $0 { false } else { true } }
      return effects
    }
    guard let lesson = course.index(of: place.lesson) else {
      notice =
        "What is presented is not in the course that you have; begin again with --lessons and the "
        + "folder of that course."
      return []
    }
    let entry = course.entries[lesson]
    guard let step = entry.steps.firstIndex(where: { $0.id == place.step }) else {
      notice = "The lesson that is presented differs from the one that you have."
      return []
    }
    var effects: [Effect] = []
    let key = Records.StepKey(lesson: place.lesson, step: place.step)
    let seen = records.revealed[key]
    let revealed = min(max(seen ?? 0, place.revealed), 1000)
    if lessonView.map({ $0.lesson != lesson || $0.step != step }) ?? true {
      records.revealed[key] = revealed
      effects = go(to: lesson, step: step)
    } else if revealed != seen {
      records.revealed[key] = revealed
      advanceFocus()
      effects = [.save(records)]
    }
    return effects + look(at: standing.watching, in: place.lesson)
  }

  private mutating func look(at watching: Standing.Watching?, in lesson: String) -> [Effect] {
    var effects: [Effect] = []
    if let player, following.map({ !$0.shows(player) }) ?? false { effects = stopRuns(of: player) }
    stack.removeAll { if case .player = $0 { true } else { false } }
    guard let watching, !watching.tracks.isEmpty else { return effects }
    let tracks = watching.tracks.prefix(16).map { track in
      Player.Track(
        run: run(numbered: track.run), title: track.title, variant: track.variant,
        isEarlier: track.isEarlier)
    }
    var player = Player(
      title: watching.title, tracks: tracks,
      demo: watching.demo.map { DemoKey(lesson: lesson, demo: $0) })
    player.motion = watching.motion
    player.speed = min(max(watching.speed, 0), Player.speeds.count - 1)
    player.cursor = cursor(of: watching, in: player)
    player.window = watching.window.flatMap { $0.isEmpty ? nil : $0 }
    player.row = watching.row.flatMap { isThere($0, in: player) ? $0 : nil }
    player.unfolded = watching.unfolded.filter { isThere($0, in: player) }
    player.filter = String(watching.filter.prefix(100))
    player.order = watching.order
    player.panel = watching.panel
    stack.append(.player(player))
    followLive()
    return effects
  }

  /// Where a cursor that plays has come to meanwhile.
  private func cursor(of watching: Standing.Watching, in player: Player) -> Int64 {
    guard watching.motion == .playing else { return watching.cursor }
    let passed = min(max(now - watching.time, 0), 3_600_000)
    let played = Int64(Double(passed) * 1000 * Player.speeds[player.speed])
    return min(watching.cursor + played, max(length(of: player), watching.cursor))
  }

  /// What comes from a room may name anything.
  private func isThere(_ row: Player.Row, in player: Player) -> Bool {
    guard player.tracks.indices.contains(row.track),
      let timeline = runs[player.tracks[row.track].run]?.timeline
    else { return false }
    return switch row {
    case .lane(_, let lane): timeline.lanes.indices.contains(lane.index)
    case .group(_, let group): timeline.groups.indices.contains(group)
    }
  }

  // MARK: Its runs

  /// A run that goes on tells nothing before its end but that it goes on.
  mutating func advanceRunsOfRoom(by milliseconds: Int64) {
    guard let following, (1...10_000).contains(milliseconds) else { return }
    for id in following.runs.values where runs[id]?.stage == .running {
      guard let total = runs[id]?.timeline.total else { continue }
      runs[id]?.timeline.advance(to: total + milliseconds * 1000)
    }
    followLive()
  }

  private mutating func run(numbered number: Int) -> RunID {
    if let id = following?.runs[number] { return id }
    let id = addRun(ProgramRun(stage: .starting))
    following?.runs[number] = id
    if let runs = following?.runs, runs.count > Self.mostRuns, let oldest = runs.keys.min() {
      forgetRun(oldest)
    }
    return id
  }

  private mutating func take(_ shared: SharedRun, _ lines: [TraceLine], _ number: Int) {
    guard following != nil else { return }
    let id = run(numbered: number)
    // A run that is told anew, as after a new start of the presentation, is told from its beginning.
    var run = ProgramRun(stage: .running, source: shared.source)
    run.notes = shared.notes.prefix(20).map { printable(String($0.prefix(500))) }
    if shared.ending == nil, lines.isEmpty {
      run.notes.append("What it does is shown here when it has ended.")
    }
    run.timeline.append(lines)
    run.timeline.advance(to: min(max(shared.total, 0), 86_400_000_000))
    for piece in shared.output { run.write(piece) }
    if let ending = shared.ending { run.end(ending) }
    runs[id] = run
    // Rows can be found only now.
    if following?.isAway == false, let standing = following?.standing { _ = stand(as: standing) }
  }

  /// More come from nobody who means well.
  private static let mostRuns = 100

  private mutating func forgetRun(_ number: Int) {
    guard let id = following?.runs.removeValue(forKey: number) else { return }
    // What somebody looks at stays until they leave it.
    if player.map({ !$0.tracks.contains { $0.run == id } }) ?? true { runs[id] = nil }
  }

  /// After a new start the presentation counts its runs anew.
  private mutating func forgetRunsOfRoom() {
    for number in following?.runs.keys.map({ $0 }) ?? [] { forgetRun(number) }
  }
}

extension Following {
  func shows(_ player: Player) -> Bool { player.tracks.contains { runs.values.contains($0.run) } }
}
