import LessonFormat
import Narration
import Tutor

/// Presenting to a room, and following in one.
extension PlainSession {
  func takePart(_ command: PlainCommand, _ words: [String], _ state: State) -> PlainResponse {
    if command == .rejoin {
      guard let following = state.following else {
        return PlainResponse("You follow nobody. interleave follow joins a presentation.")
      }
      return following.isAway ? PlainResponse(.rejoin) : PlainResponse("You are with the room.")
    }
    guard let presentation = state.presentation else {
      return PlainResponse("Only whoever presents can say that; interleave present begins.")
    }
    switch command {
    case .reveal: return reveal(words, state)
    case .tally: return PlainResponse(.present(.tally))
    case .pause: return pause(words, presentation)
    case .point: return point(words)
    case .open: return PlainResponse(.present(.open(file: words.joined(separator: " "))))
    case .dark: return PlainResponse(.present(.blank))
    case .notes:
      var response = PlainResponse()
      guard let view = state.lessonView, let lesson = state.content(of: view) else {
        return PlainResponse("There are no notes here.")
      }
      response.said = StepTeller(state, view, lesson, settings).notes()
      return response
    default:
      var response = PlainResponse()
      response.said = RoomTeller(state).whole(presentation)
      return response
    }
  }

  private func reveal(_ words: [String], _ state: State) -> PlainResponse {
    guard let word = words.first else { return PlainResponse(.present(.answer(nil))) }
    let questions = state.questionsInSight
    guard let number = Int(word), questions.indices.contains(number - 1) else {
      return PlainResponse(
        "There \(questions.count == 1 ? "is" : "are") "
          + "\(count(questions.count, "question")) here: type reveal and a number.")
    }
    return PlainResponse(.present(.answer(questions[number - 1].id.value)))
  }

  private func pause(_ words: [String], _ presentation: Presentation) -> PlainResponse {
    let isPaused = presentation.pause != nil
    switch words.first {
    case "end"?, "over"?:
      return isPaused ? PlainResponse(.present(.endBreak)) : PlainResponse("There is no break.")
    case nil: return PlainResponse(.present(.startBreak(minutes: Pause.usualMinutes)))
    case let word?:
      guard let number = Int(word), Pause.minutes.contains(number) else {
        return PlainResponse("Say for how many minutes, from 1 to 180: break 15.")
      }
      return PlainResponse(.present(.startBreak(minutes: number)))
    }
  }

  private func point(_ words: [String]) -> PlainResponse {
    switch words.first {
    case "off"?: return PlainResponse(.present(.point(.off)))
    case "next"?: return PlainResponse(.present(.point(.move(1))))
    case "back"?: return PlainResponse(.present(.point(.move(-1))))
    case let word? where Int(word) != nil:
      let variant = words.count > 1 ? words[1] : nil
      return PlainResponse(.present(.point(.line(Int(word) ?? 1, variant: variant))))
    default: return PlainResponse("Say which line: point 5, or point off.")
    }
  }
}

/// What of a room is compared.
struct RoomSnapshot: Equatable, Sendable {
  var shown: [String: Response] = [:]
  var tallies: [String: Tally] = [:]
  var pointer: Pointer?
  var pause: Pause?
  var isBlank = false
  var isAway = false
  var isConnected = true
  var isWaiting = false

  init?(_ state: State) {
    guard state.room != nil else { return nil }
    if let view = state.lessonView, let lesson = state.content(of: view) {
      for question in state.questionsInSight {
        let id = question.id.value
        shown[id] = state.shownAnswer(to: question, in: lesson)
        tallies[id] = state.shownTally(of: question, in: lesson)
      }
    }
    switch state.room {
    case .presenting(let presentation)?:
      pointer = presentation.pointer
      pause = presentation.pause
      isBlank = presentation.isBlank
    case .following(let following)?:
      pointer = following.standing?.pointer
      pause = following.standing?.pause
      isAway = following.isAway
      isConnected = following.isConnected
      isWaiting = following.standing == nil
    case nil: break
    }
  }
}

/// A moment of runs that the room looks at, and that does not move.
struct SettledMoment: Equatable, Sendable {
  var runs: [RunID]
  var cursor: Int64

  init?(_ state: State) {
    guard let following = state.following, !following.isAway, case .player(let player) = state.top,
      player.motion == .still, !state.isLive(player)
    else { return nil }
    runs = player.tracks.map(\.run)
    cursor = player.cursor
  }
}

extension PlainSession {
  /// What has changed in the room, but for the moment of a run, which is told when it has settled.
  func tellRoom(_ state: State, _ narration: inout Narration) {
    guard let now = RoomSnapshot(state) else { return }
    let before = seen.room
    if now.pause != before?.pause { tell(now.pause, state, &narration) }
    if now.isBlank != before?.isBlank ?? false {
      narration.say(now.isBlank ? "The room's screen is dark." : "The room sees the course again.")
    }
    if before?.isAway == true, !now.isAway { narration.say("You are with the room again.") }
    guard let view = state.lessonView, let lesson = state.content(of: view),
      seen.lessonView?.step == view.step, seen.lessonView?.lesson == view.lesson
    else { return }
    for question in state.questionsInSight {
      let id = question.id.value
      if let tally = now.tallies[id], tally != before?.tallies[id] {
        narration.append(RoomTeller(state).told(tally))
      } else if now.tallies[id] == nil, before?.tallies[id] != nil {
        narration.say("What the room said is hidden.")
      }
      if now.shown[id] != nil, before?.shown[id] == nil {
        narration.say("The answer is shown.")
        narration.append(StepTeller(state, view, lesson, settings).verdict(on: question))
      }
    }
    if now.pointer != before?.pointer, !now.isAway {
      narration.say(RoomTeller(state).words(for: now.pointer))
    }
  }

  private func tell(_ pause: Pause?, _ state: State, _ narration: inout Narration) {
    guard let pause else { return narration.say("The break is over.") }
    let minutes = (pause.end - pause.start + 59_999) / 60_000
    narration.say("There is a break of \(count(Int(minutes), "minute")).")
  }

  /// Whether the room looks at a moment that was not told yet.
  package func hasUnsettled(_ state: State) -> Bool {
    guard let moment = SettledMoment(state) else { return false }
    return moment != settledMoment
  }

  /// The moment that the room looks at, when it has stayed there for a while.
  package mutating func settled(_ state: State) -> Narration {
    var narration = Narration()
    guard hasUnsettled(state), let player = state.player else { return narration }
    settledMoment = SettledMoment(state)
    narration.append(RunTeller(state, player, settings).moment(isWhole: false))
    return narration
  }
}
