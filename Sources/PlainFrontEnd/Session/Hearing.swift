import LessonFormat
import Narration
import Trace
import Tutor

/// What has been said of a run.
struct HeardRun: Equatable, Sendable {
  /// More lines than this are not said as they come.
  private static let mostLines = 40
  /// More of a line is not said in passing.
  private static let longestLine = 300

  var title: String
  /// Whether its lines have to say which run they are of.
  let isAlone: Bool
  /// Its trace tells what it prints when it prints it; else only what has come out is known.
  let isTraced: Bool
  private(set) var isOver = false
  private var outputs = 0
  /// How many bytes of the output, and of the errors, have come out.
  private var written = [0, 0]
  private var notes = 0
  private var lines = 0
  /// Lines that have begun: of the output, and of the errors.
  private var begun = ["", ""]

  init(title: String, isAlone: Bool, isTraced: Bool) {
    self.title = title
    self.isAlone = isAlone
    self.isTraced = isTraced
  }

  /// What is new of it.
  mutating func hear(_ run: ProgramRun, _ settings: PlainSettings) -> Narration {
    var narration = Narration()
    for note in run.notes.dropFirst(notes) { narration.say(name(note.asSentence)) }
    notes = run.notes.count
    if !settings.holdsOutput || run.hasEnded {
      isTraced ? hearTrace(of: run, &narration) : hearWritten(by: run, &narration)
    }
    if run.hasEnded {
      isOver = true
      for isError in [false, true] where !begun[isError ? 1 : 0].isEmpty {
        hear("\n", isError, &narration)
      }
    }
    return narration
  }

  private mutating func hearTrace(of run: ProgramRun, _ narration: inout Narration) {
    for output in run.timeline.outputs.dropFirst(outputs) {
      hear(output.text, output.stream == .error, &narration)
    }
    outputs = run.timeline.outputs.count
    guard run.hasEnded else { return }
    for piece in run.looseOutput { hear(piece.text, piece.isError, &narration) }
  }

  private mutating func hearWritten(by run: ProgramRun, _ narration: inout Narration) {
    for isError in [false, true] {
      let stream = isError ? 1 : 0
      let text = run.written.filter { $0.isError == isError }.map(\.text).joined()
      let new = text.utf8.dropFirst(written[stream])
      hear(String(decoding: new, as: UTF8.self), isError, &narration)
      written[stream] = text.utf8.count
    }
  }

  private func name(_ words: String) -> String {
    isAlone ? words : "\(title.titleAsStart): \(words)"
  }

  private mutating func hear(_ text: String, _ isError: Bool, _ narration: inout Narration) {
    let stream = isError ? 1 : 0
    var parts = (begun[stream] + text).split(separator: "\n", omittingEmptySubsequences: false)
    begun[stream] = String(parts.removeLast().prefix(10_000))
    for part in parts where part.contains(where: { !$0.isWhitespace }) {
      lines += 1
      if lines == Self.mostLines + 1 {
        narration.say(name("More is printed; output reads all of it."))
      }
      guard lines <= Self.mostLines else { continue }
      let words = part.count > Self.longestLine ? "\(part.prefix(Self.longestLine))…" : String(part)
      let verb = isError ? "Error output" : "Output"
      narration.tell(
        isAlone
          ? "\(verb): \(words)" : "\(title.titleAsStart), \(verb.lowercased()): \(words)")
    }
  }
}

extension PlainSession {
  /// Listens to the runs of a player from now on.
  mutating func hear(_ player: Player, _ state: State) {
    heard = [:]
    let tracks = player.tracks.filter { !$0.isEarlier }
    for track in tracks where !concluded.contains(track.run) {
      heard[track.run] = HeardRun(
        title: track.title, isAlone: tracks.count == 1, isTraced: state.isTraced(track, of: player))
    }
  }

  mutating func tellRuns(_ state: State, _ narration: inout Narration) {
    var hasEnded = false
    for id in heard.keys.sorted(by: { $0.number < $1.number }) {
      guard let run = state.runs[id] else {
        heard[id] = nil
        continue
      }
      // A variant that stands in for another has its own name.
      let track = state.player?.tracks.first { $0.run == id }
      if let title = track?.title { heard[id]?.title = title }
      guard heard[id]?.isOver == false, let words = heard[id]?.hear(run, settings) else { continue }
      if !words.lines.isEmpty { hasSpoken = true }
      narration.append(words)
      hasEnded = hasEnded || run.hasEnded
    }
    guard hasEnded, heard.values.allSatisfy(\.isOver) else { return }
    conclude(state, &narration)
  }

  private mutating func conclude(_ state: State, _ narration: inout Narration) {
    noteEnding()
    seconds = 0
    concluded.formUnion(heard.keys)
    defer { heard = [:] }
    guard let player = state.player, player.tracks.contains(where: { heard[$0.run] != nil }) else {
      // Its player was left meanwhile.
      for (id, run) in heard.sorted(by: { $0.key.number < $1.key.number }) {
        guard let words = state.runs[id].map({ RunResult($0).words }) else { continue }
        narration.say("\(run.title.titleAsStart): \(words).")
      }
      return
    }
    narration.append(RunTeller(state, player, settings).conclusion())
    // The verdict comes after it, with what can be done next.
    guard player.exercise == nil else { return }
    tellPredictions(player, state, &narration)
    tellQuestionOfLanes(player, state, &narration)
    prompt(state, &narration)
  }

  /// What the run says of the answers that were waiting for it.
  private func tellPredictions(_ player: Player, _ state: State, _ narration: inout Narration) {
    guard let view = state.lessonView, let lesson = state.content(of: view), let key = player.demo,
      key.lesson == lesson.id
    else { return }
    let teller = StepTeller(state, view, lesson, settings)
    for question in state.visibleBlocks(of: view).compactMap(\.question)
    where question.demo == key.demo && question.isAboutRun {
      guard let judgement = state.judgement(of: question, in: lesson),
        judgement.verdict != .needsRun
      else { continue }
      narration.gap()
      narration.append(teller.told(question))
    }
  }

  /// The question that waited for this run to name its lanes, where it is the next to be answered.
  private func tellQuestionOfLanes(
    _ player: Player, _ state: State, _ narration: inout Narration
  ) {
    guard let view = state.lessonView, let lesson = state.content(of: view), let key = player.demo,
      key.lesson == lesson.id, let question = Self.openQuestion(state),
      question.demo == key.demo, case .lanes = question.answer
    else { return }
    narration.gap()
    narration.append(StepTeller(state, view, lesson, settings).told(question))
  }

  // MARK: Long runs

  /// After so many seconds a run is mentioned, if nothing was said of it for a while.
  private static func isMilestone(_ seconds: Int) -> Bool {
    [5, 15, 30].contains(seconds) || (seconds > 0 && seconds % 60 == 0)
  }

  /// To be called about once a second while something runs, with the whole seconds since it began.
  package mutating func waited(_ now: Int, _ state: State) -> Narration {
    var narration = Narration()
    guard now > seconds else { return narration }
    let passed = (seconds + 1)...now
    seconds = now
    if hasSpoken {
      hasSpoken = false
      spokenAt = now
    }
    guard passed.contains(where: Self.isMilestone), now - spokenAt >= 5, let player = state.player,
      state.isLive(player)
    else { return narration }
    spokenAt = now
    let words = RunTeller(state, player, settings).now()
    narration.say("Running for \(now) seconds.\(words.isEmpty ? "" : " \(words)")")
    return narration
  }
}

extension Question {
  /// Whether another run can make another answer right.
  fileprivate var isAboutRun: Bool {
    if kind == .prediction { return true }
    return switch answer {
    case .number(let number): if case .measured = number.value { true } else { false }
    case .lanes: true
    case .choices, .order: false
    }
  }
}
