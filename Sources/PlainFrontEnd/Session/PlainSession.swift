import LessonFormat
import Narration
import Tutor

/// How things are said.
package struct PlainSettings: Equatable, Sendable {
  package var level = TimelineNarration.Level.gist
  package var reading = LessonNarration.Options()
  /// Output of a program is kept until it has ended.
  package var holdsOutput = false
  /// What can be done next is said.
  package var prompts = true
  package var bell = false
  /// A key by itself is a command.
  package var hasKeys = false
  /// The instructor's notes are read with each step.
  package var readsNotes = false

  package init() {}
}

/// What a line leads to: words that can be said at once, and what the session is to do.
package struct PlainResponse: Equatable, Sendable {
  package var said = Narration()
  package var intents: [Intent] = []

  init() {}

  init(_ words: String) { said.say(words) }

  init(_ intents: Intent...) { self.intents = intents }
}

/// The course in words: lines in, lines out. It keeps what was said already; everything else is the
/// session's state.
///
///     print(plain.begin(state))
///     let response = plain.read(line, state)
///     // Print what it says, reduce its intents, then:
///     print(plain.told(state))
package struct PlainSession: Equatable, Sendable {
  package var settings: PlainSettings
  /// How the state was when it was told last.
  var seen: Snapshot
  /// What the last line asked for; what it led to is told accordingly.
  var asked: Asked?
  /// Whether it asked the session for anything, which then may have a word to say.
  var hasAsked = false
  var heard: [RunID: HeardRun] = [:]
  /// Runs whose end was told.
  var concluded: Set<RunID> = []
  /// What was said since the last line.
  private var said = Narration()
  /// A program has ended since somebody asked.
  private var hasEnding = false
  /// How long programs have been running, in seconds, and when something was said of them last.
  var seconds = 0
  var spokenAt = 0
  var hasSpoken = false
  /// The moment of the room that was told last.
  var settledMoment: SettledMoment?

  package init(_ state: State, settings: PlainSettings = PlainSettings()) {
    self.settings = settings
    seen = Snapshot(state)
  }

  /// The first words of a session.
  package mutating func begin(_ state: State) -> Narration {
    seen = Snapshot(state)
    var narration = Narration()
    if let notice = state.notice { narration.say(shown(notice, state)) }
    switch state.top {
    case .player(let player):
      concluded = Set(player.tracks.map(\.run))
      narration.append(RunTeller(state, player, settings).conclusion())
      if settings.prompts { narration.say(Prompts(state).words) }
    case .lesson:
      seen.forgetPlace()
      return told(state)
    case .overlay(let overlay): tell(overlay, state, &narration)
    case .home where state.following != nil:
      narration.say(
        "You follow the presentation \(state.following?.room ?? ""). You hear what the room sees, and "
          + "can look around by yourself; rejoin leads back. To hear all commands, type help. To "
          + "leave, type quit.")
    case .home:
      narration.append(CourseTeller(state).home(isFirst: true))
      if settings.prompts {
        narration.gap()
        narration.say(Prompts(state).words)
        narration.say("To hear all commands, type help. To leave, type quit.")
      }
    }
    keep(narration)
    return narration
  }

  /// Understands a line.
  package mutating func read(_ line: String, _ state: State) -> PlainResponse {
    let reading = LineReader.read(line)
    if case .command(.repeat, []) = reading {
      asked = .nothing
      var response = PlainResponse()
      response.said = said.lines.isEmpty ? PlainResponse("Nothing was said yet.").said : said
      return response
    }
    said = Narration()
    var response = respond(to: reading, state)
    if case .overlay(let overlay) = state.top, !reading.answers(overlay) {
      response.intents.insert(contentsOf: closing(state), at: 0)
    }
    keep(response.said)
    hasAsked = !response.intents.isEmpty
    return response
  }

  /// What has changed since it was told last.
  package mutating func told(_ state: State) -> Narration {
    var narration = Narration()
    tellChanges(state, &narration)
    seen = Snapshot(state)
    asked = nil
    hasAsked = false
    keep(narration)
    return narration
  }

  private mutating func keep(_ narration: Narration) {
    // A program can print for ever.
    guard said.lines.count < 500 else { return }
    said.append(narration)
  }

  /// Whether a program has ended since this was asked last, and a bell is wanted for it.
  package mutating func takeBell() -> Bool {
    defer { hasEnding = false }
    return hasEnding && settings.bell
  }

  mutating func noteEnding() { hasEnding = true }

  /// Whether a line of a pipe has to wait: for the end of what runs, or, where it is meant for a
  /// program that runs, for its beginning.
  package static func waits(_ line: String, _ state: State) -> Bool {
    guard let live = state.liveRuns.first else { return false }
    return switch LineReader.read(line) {
    case .command(.stop, _): false
    case .command(.input, _): state.runs[live]?.stage != .running
    default: true
    }
  }

  /// Closes what lies over the screen.
  private func closing(_ state: State) -> [Intent] {
    // A search that has words is cleared before it closes.
    if case .overlay(.search(let search)) = state.top, !search.typed.isEmpty {
      return [.back, .back]
    }
    return [.back]
  }
}

extension Reading {
  /// A number chooses what was found, and `allow` is for the program that asks.
  fileprivate func answers(_ overlay: Overlay) -> Bool {
    switch self {
    case .answer, .command(.allow, _), .command(.answer, _), .command(.choose, _): true
    // It is closed by the command itself.
    case .command(.leave, _): true
    case .command(let command, _):
      if case .chooser(let view) = overlay { command.leavesOpen(view) } else { false }
    default: false
    }
  }
}

extension PlainCommand {
  /// Whether the chooser goes on where it was: words that only tell something leave it open.
  fileprivate func leavesOpen(_ chooser: ChooserView) -> Bool {
    switch self {
    case .back: !chooser.path.choices.isEmpty
    case .where, .link, .glossary, .reference, .states, .progress, .settings, .help: true
    default: false
    }
  }
}

/// The part of the state that is compared: all but the runs, which may be large.
struct Snapshot: Equatable, Sendable {
  var stack: [Screen]
  var notice: String?
  var answers: [Records.QuestionKey: Response]
  var revealed: Int?
  var content: LessonContent?
  var demos: [DemoKey: DemoSession]
  var exercises: [ExerciseKey: ExerciseSession]
  var exerciseRecords: [ExerciseRecord.Key: ExerciseRecord]
  var room: RoomSnapshot?

  init(_ state: State) {
    stack = state.stack
    notice = state.notice
    answers = state.records.answers
    demos = state.demos
    exercises = state.exercises
    exerciseRecords = state.records.exercises
    room = RoomSnapshot(state)
    let view = state.lessonView
    revealed = view.flatMap { state.stepKey(of: $0) }.flatMap { state.records.revealed[$0] }
    content = view.flatMap { state.contents[$0.lesson] }
  }

  mutating func forgetPlace() {
    stack = []
    content = nil
    notice = nil
  }

  var lessonView: LessonView? {
    for screen in stack.reversed() {
      if case .lesson(let view) = screen { return view }
    }
    return nil
  }

  var player: Player? {
    for screen in stack.reversed() {
      if case .player(let player) = screen { return player }
    }
    return nil
  }
}

/// What a line asked to be told about the run, beyond what changes by it.
enum Asked: Equatable, Sendable {
  case nothing
  case answer, search, place
  /// All exercises of the step, or the one with this place, from 0.
  case exercise(Int?)
  case timeline(TimelineNarration.Level)
  case moment, wholeMoment
  case event, turn
  case events(from: Int64?, to: Int64?)
  case lanes, lane, wake, loop, stack, figures
  case compare, part
  case code(CodeWish)
  /// All of it, or the lines that hold some words.
  case output(holding: String?)
}

/// Which part of a program is to be read.
struct CodeWish: Equatable, Sendable {
  var variant: String?
  var lines: ClosedRange<Int>?
  /// Only the lines that lanes are at.
  var isHere = false
}
