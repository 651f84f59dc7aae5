import LessonFormat
import Narration
import Trace
import Tutor

/// What the runs of a player did, as a whole and at the moment that is looked at.
struct RunTeller {
  struct Track {
    var index: Int
    var title: String
    var run: ProgramRun
    var isEarlier: Bool

    var timeline: Timeline { run.timeline }
  }

  let state: State
  let player: Player
  let settings: PlainSettings
  /// Those of the present attempt.
  let tracks: [Track]
  let earlier: [Track]

  init(_ state: State, _ player: Player, _ settings: PlainSettings) {
    self.state = state
    self.player = player
    self.settings = settings
    let all = player.tracks.enumerated().compactMap { index, track in
      state.runs[track.run].map {
        Track(index: index, title: track.title, run: $0, isEarlier: track.isEarlier)
      }
    }
    tracks = all.filter { !$0.isEarlier }
    earlier = all.filter(\.isEarlier)
  }

  /// The name of a run where there are several.
  func name(_ track: Track) -> String? { tracks.count > 1 ? printable(track.title) : nil }

  /// The same at the beginning of a line.
  func heading(_ track: Track) -> String? { name(track)?.titleAsStart }

  /// The cursor on a run's own clock.
  func time(_ track: Track) -> Int64 { track.timeline.origin + player.cursor }

  // MARK: Beginning and end

  /// One line.
  func beginning() -> Narration {
    var narration = Narration()
    let titles = tracks.map(\.title)
    let isInTurn = tracks.contains { $0.run.stage == .queued }
    let what =
      titles.count == 1
      ? titles[0] : inWords(titles, joinedBy: isInTurn ? "and then" : "and")
    let session = player.demo.flatMap { state.demos[$0] }
    let knobs = (session?.latest?.knobs ?? [:]).sorted { $0.key < $1.key }
      .map { "\($0.key) \(inWords($0.value))" }
    let turned = knobs.isEmpty ? "" : ", with \(inWords(knobs, joinedBy: "and"))"
    let isEdited = !(session?.edits.isEmpty ?? true)
    narration.say("Running \(what)\(turned)\(isEdited ? ", your version" : "").")
    return narration
  }

  /// How all ended, and as much of what they did as is wanted.
  func conclusion() -> Narration {
    var narration = Narration()
    let results = tracks.map { track in
      (heading(track).map { "\($0): " } ?? "") + RunResult(track.run).words.asSentence
    }
    narration.say("Ended\(tracks.count == 1 ? ":" : ".") \(results.joined(separator: " "))")
    narration.append(whole(settings.level))
    return narration
  }

  /// The whole of each run.
  func whole(_ level: TimelineNarration.Level) -> Narration {
    var narration = Narration()
    for track in tracks where !track.timeline.lanes.isEmpty {
      narration.gap()
      let teller = TimelineNarration(track.timeline, of: track.title)
      narration.append(teller.summary())
      switch level {
      case .gist: break
      case .lanes: narration.append(teller.lanes())
      case .events: narration.append(teller.events(limit: 200))
      }
    }
    let untraced = player.tracks.filter { !$0.isEarlier && !state.isTraced($0, of: player) }
    if !untraced.isEmpty {
      narration.gap()
      let titles = inWords(untraced.map { printable($0.title) }, joinedBy: "and")
      narration.say(
        tracks.count == 1
          ? "The program measures itself, so it is not traced: its output is all that is known."
          : "Not traced, since it measures itself: \(titles). Its output is all that is known.")
    } else if narration.lines.isEmpty, !tracks.isEmpty {
      narration.say("Nothing is known of what it did.")
    }
    return narration
  }

  // MARK: The moment

  /// What goes on in runs that go on.
  func now() -> String {
    tracks.filter { !$0.run.hasEnded && !$0.timeline.lanes.isEmpty }.map { track in
      MomentNarration(track.timeline).sentence(at: track.timeline.end, of: name(track))
    }.joined(separator: " ")
  }

  func moment(isWhole: Bool) -> Narration {
    var narration = Narration()
    let known = tracks.filter { !$0.timeline.lanes.isEmpty }
    for track in tracks where track.timeline.lanes.isEmpty {
      narration.say("\(track.title.titleAsStart): \(RunResult(track.run).words)".asSentence)
    }
    guard isWhole else {
      let runs = RunsNarration(known.map { NamedRun(printable($0.title), $0.timeline) })
      narration.append(runs.moment(at: player.cursor))
      for track in known { narration.append(code(codeLine(track))) }
      for track in known { narration.say(memory(track)) }
      return narration
    }
    for track in known {
      let moment = MomentNarration(track.timeline)
      narration.say(moment.sentence(at: time(track), of: name(track)))
      narration.append(code(codeLine(track)))
      narration.append(loops(track, moment))
      narration.say(moment.jobs(at: time(track)))
      narration.say(moment.output(at: time(track)))
      narration.say(moment.processor(at: time(track)))
      narration.say(memory(track))
    }
    return narration
  }

  /// Where the author of the demo wants it to be seen.
  private func memory(_ track: Track) -> String {
    guard state.showsMemory(player) else { return "" }
    let words = MomentNarration(track.timeline).memory(at: time(track))
    return words.isEmpty ? "" : heading(track).map { "\($0): \(words)" } ?? words
  }

  func code(_ line: String?) -> Narration {
    var narration = Narration()
    if let line { narration.quote(code: line) }
    return narration
  }

  /// Where the chosen lane, or the one that runs, is.
  private func codeLine(_ track: Track) -> String? {
    (chosenLane(track) ?? active(track)).flatMap { codeLine(at: $0, track) }
  }

  /// "Line 8: time.sleep(SECONDS)"
  func codeLine(at lane: LaneID, _ track: Track) -> String? {
    guard track.timeline.state(of: lane, at: time(track)) != .lent,
      let line = track.timeline.innermostLine(of: lane, at: time(track)),
      isMainFile(line.file, track.run), track.run.source.indices.contains(line.line - 1)
    else { return nil }
    let code = track.run.source[line.line - 1].drop { $0 == " " || $0 == "\t" }
    return code.isEmpty ? nil : "Line \(line.line): \(code)"
  }

  func chosenLane(_ track: Track) -> LaneID? {
    if case .lane(track.index, let lane)? = player.row { lane } else { nil }
  }

  /// A lane that runs or is blocked.
  func active(_ track: Track) -> LaneID? {
    track.timeline.lanes(aliveAt: time(track)).prefix(200).first {
      [.running, .blocked].contains(track.timeline.state(of: $0, at: time(track)))
    }
  }

  /// Programs of a lesson are one file; of a person's own, the first is the one that was started.
  func isMainFile(_ file: String, _ run: ProgramRun) -> Bool {
    guard let program = run.timeline.header?.sources.first?.path else { return true }
    return Disk.lastComponent(file) == Disk.lastComponent(program)
  }

  private func loops(_ track: Track, _ moment: MomentNarration) -> Narration {
    var narration = Narration()
    for loop in track.timeline.loops.indices {
      narration.say(moment.loop(loop, at: time(track)))
    }
    return narration
  }

  func loop() -> Narration {
    var narration = Narration()
    for track in tracks {
      let moment = MomentNarration(track.timeline)
      let words = loops(track, moment)
      let name = name(track).map { ", \($0)" } ?? ""
      let at = "At \(duration(player.cursor))\(name)"
      guard words.lines.isEmpty else {
        narration.say("\(at):")
        narration.append(words)
        continue
      }
      guard !track.timeline.loops.isEmpty else {
        narration.say("\(at) no event loop runs.")
        continue
      }
      let turn = track.timeline.loop(0, at: time(track)).turn
      narration.say(
        "\(at) the loop is \(turn.map { "in turn \($0)" } ?? "before its first turn"): none is "
          + "running, ready or waiting, and there are no timers.")
    }
    return narration
  }

  // MARK: Events

  func event() -> Narration {
    var narration = Narration()
    for track in tracks {
      let words = MomentNarration(track.timeline).event(at: time(track))
      guard !words.isEmpty else { continue }
      narration.say(heading(track).map { "\($0): \(words)" } ?? words)
    }
    if narration.lines.isEmpty { narration.append(moment(isWhole: false)) }
    return narration
  }

  /// What happened in a stretch of time, in microseconds since the start.
  func events(from first: Int64?, to last: Int64?) -> Narration {
    var narration = Narration()
    let start = first ?? (player.cursor >= state.length(of: player) ? 0 : player.cursor)
    for track in tracks where !track.timeline.lanes.isEmpty {
      if let name = heading(track) { narration.say("\(name):") }
      let teller = TimelineNarration(track.timeline, of: track.title)
      let origin = track.timeline.origin
      let all = teller.events(
        after: origin + start - 1, upTo: last.map { origin + $0 } ?? .max, limit: 50)
      if all.lines.isEmpty { narration.say("Nothing happens then.") }
      narration.append(all)
    }
    return narration
  }
}
