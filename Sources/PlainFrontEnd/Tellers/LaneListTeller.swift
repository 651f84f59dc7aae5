import LessonFormat
import Narration
import Trace
import Tutor

/// Tasks and threads, in a list and one by one.
extension RunTeller {
  /// More rows than this nobody listens to.
  private static let mostRows = 40

  func lanes() -> Narration {
    var narration = Narration()
    let rows = player.tracks.indices.flatMap { state.shownRows(ofTrack: $0, in: player) }
    guard !rows.isEmpty else {
      narration.say(
        player.filter.isEmpty
          ? "No task or thread is known." : "No lane has \"\(player.filter)\" as its name or state."
      )
      return narration
    }
    let filter = player.filter.isEmpty ? "" : ", those with \"\(player.filter)\""
    narration.say(
      "\(rows.count == 1 ? "1 row" : "\(rows.count) rows") of tasks and threads at "
        + "\(duration(player.cursor))\(filter).")
    var track: Int?
    for (index, row) in rows.prefix(Self.mostRows).enumerated() {
      if row.row.track != track {
        track = row.row.track
        narration.say(title(of: row.row.track))
      }
      narration.tell("\(index + 1). \(words(row))".asSentence)
    }
    if rows.count > Self.mostRows {
      narration.say(
        "\(rows.count - Self.mostRows) more are not listed. lanes and a state or a name, such as "
          + "lanes waiting, lists fewer.")
    }
    return narration
  }

  private func title(of track: Int) -> String {
    guard tracks.count + earlier.count > 1,
      let known = (tracks + earlier).first(where: { $0.index == track })
    else { return "" }
    let before = known.isEarlier ? ", the run before" : ""
    return "\(known.title.titleAsStart)\(before), \(RunResult(known.run).words)".asSentence
  }

  private func words(_ shown: Player.ShownRow) -> String {
    let row = shown.row
    guard let run = state.runs[player.tracks[row.track].run] else { return "" }
    let time = run.timeline.origin + player.cursor
    let chosen = player.row == row ? ", chosen" : ""
    switch row {
    case .lane(_, let lane):
      let words = run.timeline.briefWords(of: lane, at: time)
      return "\(LaneNames(run.timeline).label(lane))\(chosen): "
        + (words.isEmpty ? "has not begun" : words)
    case .group(_, let index):
      let group = run.timeline.groups[index]
      let words =
        shown.lanes.map { run.timeline.briefWords(of: $0, at: time) }
        ?? run.timeline.briefWords(ofGroup: index, at: time)
      let number = shown.lanes.map { "\($0.count) of \(group.lanes.count)" }
      return "\(group.label.isEmpty ? "lanes" : group.label), "
        + "\(number ?? "\(group.lanes.count)") lanes\(chosen): "
        + (words.isEmpty ? "none is alive" : words)
    }
  }

  // MARK: One lane

  func lane() -> Narration {
    var narration = Narration()
    guard let row = player.row, let run = state.runs[player.tracks[row.track].run] else {
      narration.say("No lane is chosen. lanes lists them, and lane 2 chooses the second.")
      return narration
    }
    switch row {
    case .lane(_, let lane):
      let track = Track(
        index: row.track, title: player.tracks[row.track].title, run: run, isEarlier: false)
      narration.append(MomentNarration(run.timeline).lane(lane, at: time(track)))
      narration.append(code(codeLine(at: lane, track)))
    case .group:
      let rows = player.tracks.indices.flatMap { state.shownRows(ofTrack: $0, in: player) }
      let place = rows.firstIndex { $0.row == row }
      narration.tell(words(place.map { rows[$0] } ?? .init(row: row, lanes: nil)).asSentence)
      let number = place.map { $0 + 1 } ?? 1
      narration.say("fold \(number) lists them one by one.")
    }
    return narration
  }

  /// What ended a wait.
  func wake(from before: Player?) -> Narration {
    guard before?.cursor != player.cursor || before?.row != player.row else { return Narration() }
    var narration = event()
    if case .lane(let track, let lane)? = player.row,
      let timeline = state.runs[player.tracks[track].run]?.timeline, before?.row != player.row
    {
      narration.say("The chosen lane is \(LaneNames(timeline).said(lane)) now.")
    }
    return narration
  }

  /// The calls that the chosen lane is in, or the one that runs.
  func stack() -> Narration {
    var narration = Narration()
    for track in tracks {
      if player.row != nil, player.row?.track != track.index { continue }
      guard let lane = chosenLane(track) ?? active(track) else {
        narration.say("\(heading(track).map { "\($0): " } ?? "")No lane runs at this moment.")
        continue
      }
      let timeline = track.timeline
      let calls = timeline.calls(of: lane, at: time(track))
      let frames = calls.frames.isEmpty ? timeline.stack(of: lane, at: time(track)) : calls.frames
      let who = LaneNames(timeline).said(lane)
      guard !frames.isEmpty else {
        narration.tell("\(who) is in none of the program's own functions.")
        continue
      }
      let isKnown = calls.frames.isEmpty || calls.isInnermostKnown
      let told = frames.enumerated().map { index, frame in
        index > 0 || isKnown
          ? "\(frame.function) at line \(frame.line)"
          : "\(frame.function), which begins at line \(frame.line)"
      }
      narration.tell("\(who), innermost call first: \(told.joined(separator: ", called by ")).")
    }
    return narration
  }

  // MARK: Figures and output

  func figures() -> Narration {
    var narration = Narration()
    for track in tracks {
      let figures = Figure.all(of: track.run)
      let name = heading(track).map { "\($0):" } ?? ""
      guard !figures.isEmpty else {
        narration.say("\(name.isEmpty ? "" : name + " ")No figures were printed.")
        continue
      }
      if !name.isEmpty { narration.say(name) }
      for figure in figures {
        let alike = figures.filter { $0.unit == figure.unit }.map(\.value)
        let largest = alike.max() ?? 0
        let share = largest > 0 ? Int((figure.value / largest * 100).rounded()) : 100
        let compared =
          alike.count < 2
          ? "" : share == 100 ? ", the largest" : ", \(share) percent of the largest"
        narration.tell("\(figure.label): \(figure.written) \(figure.unit)\(compared).")
      }
      if let measured = track.run.measured { narration.tell("\(measured.words).".capitalizedFirst) }
    }
    return narration
  }

  /// All that was printed, or the lines of it that hold some words.
  func output(holding words: String?) -> Narration {
    var narration = Narration()
    for track in tracks {
      let name = name(track).map { ", \($0)" } ?? ""
      var pieces = track.timeline.outputs.map { piece in
        (at: duration(piece.time - track.timeline.origin), piece.stream == .error, piece.text)
      }
      pieces += track.run.looseOutput.map { (at: "", $0.isError, $0.text) }
      var lines: [String] = []
      for (at, isError, text) in pieces {
        var parts = text.split(separator: "\n", omittingEmptySubsequences: false)
        if parts.last?.isEmpty ?? false { parts.removeLast() }
        let head = [at, isError ? "error" : ""].filter { !$0.isEmpty }.joined(separator: ", ")
        lines += parts.map { head.isEmpty ? String($0) : "\(head): \($0)" }
      }
      guard !lines.isEmpty else {
        narration.say("Nothing was printed\(name).")
        continue
      }
      if let words {
        let all = lines.count
        lines = lines.filter { $0.lowercased().contains(words.lowercased()) }
        guard !lines.isEmpty else {
          narration.say("None of the \(count(all, "line")) of output has \"\(words)\"\(name).")
          continue
        }
      }
      narration.say("Output begins\(name), \(count(lines.count, "line")).")
      narration.quote(code: lines.joined(separator: "\n") + "\n")
      narration.say("Output ends.")
    }
    return narration
  }
}
