import LessonFormat
import Narration
import Trace
import Tutor

/// Looking at what a run did.
extension PlainSession {
  /// The player that is open, or that opens on the last run of this step's demo.
  static func player(_ state: State) -> Player? {
    if let player = state.player { return player }
    if state.isAtExercise, let current = state.currentExercise,
      let run = state.exercises[current.key]?.verdict?.run
    {
      var player = Player(title: current.exercise.id, tracks: [])
      player.exercise = current.key
      player.tracks = [.init(run: run, title: "your program")]
      player.cursor = state.length(of: player)
      return player
    }
    guard let (key, demo) = state.currentDemo, let latest = state.demos[key]?.latest else {
      return nil
    }
    var player = Player(title: demo.id, tracks: latest.tracks, demo: key)
    player.cursor = state.length(of: player)
    return player
  }

  /// Opens the run where it is not open, and asks for something of it.
  mutating func look(_ wish: Asked, _ state: State, _ intents: [PlayerIntent] = []) -> PlainResponse
  {
    guard let player = Self.player(state) else {
      return PlainResponse("There is no run to look at yet. Type run first.")
    }
    asked = wish
    var response = PlainResponse()
    if state.player == nil, let demo = player.demo {
      response.intents = [.lookAgain(demo: demo.demo)]
    } else if state.player == nil, let key = player.exercise {
      response.intents = [.practice(exercise: key.exercise, .look(condition: nil))]
    }
    response.intents += intents.map { .player($0) }
    return response
  }

  mutating func look(
    _ command: PlainCommand, _ words: [String], _ state: State
  ) -> PlainResponse {
    switch command {
    case .timeline:
      let level = words.first.map { TimelineNarration.Level(rawValue: $0.lowercased()) }
      if let level, level == nil {
        return PlainResponse("Say timeline gist, timeline lanes or timeline events.")
      }
      return look(.timeline(level.flatMap { $0 } ?? settings.level), state)
    case .at: return at(words, state)
    case .step: return step(words, state)
    case .turn: return turn(words, state)
    case .events: return events(words, state)
    case .lanes: return lanes(words, state)
    case .lane: return lane(words, state)
    case .wake: return wake(state)
    case .loop: return look(.loop, state)
    case .stack: return look(.stack, state)
    case .figures: return look(.figures, state)
    case .compare: return look(.compare, state)
    case .part: return look(.part, state, [.jumpToParting])
    case .order: return order(words, state)
    case .fold: return fold(words, state)
    default:
      var response = PlainResponse()
      for lane in LaneState.explained {
        response.said.say("\(lane.word.capitalizedFirst): \(lane.meaning)")
      }
      return response
    }
  }

  // MARK: Moments

  private mutating func at(_ words: [String], _ state: State) -> PlainResponse {
    switch words.first?.lowercased() {
    case nil: return look(.wholeMoment, state)
    case "start", "beginning": return look(.moment, state, [.start])
    case "end": return look(.moment, state, [.end])
    default: break
    }
    guard let time = Quantity(words)?.microseconds else {
      return PlainResponse("Say a time: at 0.5, at 500 ms, at start or at end.")
    }
    guard let player = Self.player(state) else { return look(.moment, state) }
    let length = state.length(of: player)
    var response = look(.moment, state, [.seek(time)])
    if time > length { response.said.say("The run ends at \(duration(length)).") }
    return response
  }

  /// Forward or back, and how often.
  private func direction(_ words: [String]) -> Int? {
    var (sign, number) = (1, 1)
    for word in words {
      if let value = Int(word) {
        (sign, number) = (value < 0 ? -sign : sign, min(abs(value), 10_000))
      } else if ["back", "b", "previous"].contains(word.lowercased()) {
        sign = -1
      } else if !["on", "forward", "next"].contains(word.lowercased()) {
        return nil
      }
    }
    return sign * number
  }

  /// From one thing that can be told to the next.
  private mutating func step(_ words: [String], _ state: State) -> PlainResponse {
    guard let count = direction(words), count != 0 else {
      return PlainResponse("Say step, step 5, step back or step back 5.")
    }
    guard let player = Self.player(state) else { return look(.event, state) }
    let runs = player.tracks.filter { !$0.isEarlier }.compactMap { state.runs[$0.run]?.timeline }
    let moments = runs.map { MomentNarration($0) }
    var cursor = player.cursor
    for done in 0..<abs(count) {
      let times = moments.compactMap { moment -> Int64? in
        let here = moment.timeline.origin + cursor
        let time = count > 0 ? moment.nextEvent(after: here) : moment.previousEvent(before: here)
        return time.map { $0 - moment.timeline.origin }
      }.filter { count > 0 ? $0 > cursor : (0..<cursor).contains($0) }
      guard let time = count > 0 ? times.min() : times.max() else {
        if done > 0 { break }
        return PlainResponse(
          count > 0
            ? "Nothing happens after this; at start goes to the start."
            : "Nothing happens before this.")
      }
      cursor = time
    }
    return look(.event, state, [.seek(cursor)])
  }

  private mutating func turn(_ words: [String], _ state: State) -> PlainResponse {
    guard let count = direction(words), count != 0 else {
      return PlainResponse("Say turn, turn 5 or turn back.")
    }
    let one = PlayerIntent.stepTurn(count.signum())
    return look(.turn, state, Array(repeating: one, count: min(abs(count), 1000)))
  }

  private mutating func events(_ words: [String], _ state: State) -> PlainResponse {
    let numbers = words.filter { !["from", "to"].contains($0.lowercased()) }
    let times = numbers.compactMap { Quantity($0)?.microseconds }
    guard times.count == numbers.count, times.count <= 2 else {
      return PlainResponse("Say events, or events with a time, or with two: events 0.2 0.5.")
    }
    return look(.events(from: times.first, to: times.count > 1 ? times[1] : nil), state)
  }

  // MARK: Lanes

  private mutating func lanes(_ words: [String], _ state: State) -> PlainResponse {
    guard let first = words.first else { return look(.lanes, state) }
    let filter = first.lowercased() == "all" ? "" : words.joined(separator: " ")
    return look(.lanes, state, [.filter(filter)])
  }

  private mutating func lane(_ words: [String], _ state: State) -> PlainResponse {
    guard let player = Self.player(state) else { return look(.lane, state) }
    guard !words.isEmpty else {
      return player.row == nil
        ? PlainResponse("Say which one: lane 2. lanes lists them.") : look(.lane, state)
    }
    guard let row = RowFinder(state, player).row(named: words) else {
      let number = state.rows(of: player).count
      return PlainResponse(
        "There is no lane \"\(words.joined(separator: " "))\"; they have numbers from 1 "
          + "to \(number), and lanes lists them.")
    }
    return look(.lane, state, [.select(row)])
  }

  private mutating func wake(_ state: State) -> PlainResponse {
    guard Self.player(state) != nil else { return look(.lane, state) }
    guard let player = Self.player(state), case .lane(let track, let lane)? = player.row,
      let timeline = state.runs[player.tracks[track].run]?.timeline
    else { return PlainResponse("Choose a lane first: lane 2. lanes lists them.") }
    let here = timeline.origin + player.cursor
    if timeline.wake(of: lane, after: here) ?? timeline.wake(of: lane, before: here) == nil,
      let moment = timeline.moment(of: lane, at: here), moment.state == .blocked,
      let until = moment.until
    {
      // Nobody wakes a thread; what it was blocked in is over.
      return look(.event, state, [.seek(until - timeline.origin)])
    }
    return look(.wake, state, [.jumpToWaker])
  }

  private mutating func order(_ words: [String], _ state: State) -> PlainResponse {
    let orders: [String: Player.Order] = [
      "began": .began, "name": .name, "waiting": .waiting, "state": .state,
    ]
    guard let word = words.first?.lowercased(), let order = orders[word] else {
      return PlainResponse("Say order began, order name, order waiting or order state.")
    }
    return look(.lanes, state, [.order(order)])
  }

  private mutating func fold(_ words: [String], _ state: State) -> PlainResponse {
    guard let player = Self.player(state), let row = RowFinder(state, player).row(named: words)
    else { return PlainResponse("Say which row: fold 3. lanes lists them.") }
    return look(.lanes, state, [.select(row), .fold])
  }
}

/// Rows of lanes by their number, or by the name of a lane.
struct RowFinder {
  private let state: State
  private let player: Player

  init(_ state: State, _ player: Player) {
    self.state = state
    self.player = player
  }

  func row(named words: [String]) -> Player.Row? {
    let rows = state.rows(of: player)
    if words.count == 1, let number = Int(words[0]) {
      return rows.indices.contains(number - 1) ? rows[number - 1] : nil
    }
    let wanted = words.joined(separator: " ").lowercased()
    let lanes = lanes()
    if let exact = lanes.first(where: { $0.label == wanted }) { return exact.row }
    if let group = rows.first(where: { label(ofGroup: $0) == wanted }) { return group }
    for isMeant in [{ $0.hasPrefix(wanted) }, { (label: String) in label.contains(wanted) }] {
      let found = lanes.filter { isMeant($0.label) }
      if found.count == 1 { return found[0].row }
    }
    return nil
  }

  private func label(ofGroup row: Player.Row) -> String? {
    guard case .group(let track, let index) = row else { return nil }
    return state.runs[player.tracks[track].run]?.timeline.groups[index].label.lowercased()
  }

  /// Also those that are folded.
  private func lanes() -> [(label: String, row: Player.Row)] {
    player.tracks.indices.flatMap { track -> [(label: String, row: Player.Row)] in
      guard let timeline = state.runs[player.tracks[track].run]?.timeline else { return [] }
      let names = LaneNames(timeline)
      return names.shown.map { (names.label($0).lowercased(), .lane(track: track, $0)) }
    }
  }
}
