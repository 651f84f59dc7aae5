import LessonFormat
import Trace
import Tutor

/// The player on runs that are over: a person's own programs, or traces that were kept.
struct PlayerOpening {
  private let screen: ScreenChoice
  private let plain: PlainOptions
  private let isWanted: Bool

  init(_ arguments: Arguments, _ options: CourseOptions) throws(UsageError) {
    screen = try ScreenChoice(arguments, isPlain: options.isPlain)
    plain = PlainOptions(arguments, options)
    isWanted = !arguments.has("text")
  }

  /// Whether the player was shown; if not, text is to be printed.
  func show(_ runs: [(title: String, timeline: Timeline)], title: String) -> Bool {
    guard isWanted else { return false }
    let state = state(runs, title: title)
    let outcome = screen.show(state) { inbox in
      EffectInterpreter(course: nil, inbox: inbox, runs: nil)
    }
    guard case .noScreen(let reason) = outcome else { return true }
    if let reason {
      Output.printError("interleave: going on in plain lines, because \(reason)")
    }
    return false
  }

  /// The same in words, for somebody who types; whether there was anybody.
  func tell(
    _ runs: [(title: String, timeline: Timeline)], title: String
  ) throws(CommandFailure) -> Bool {
    guard isWanted, plain.isTyped else { return false }
    let driver = PlainDriver(state(runs, title: title), plain) { inbox in
      EffectInterpreter(course: nil, inbox: inbox, runs: nil)
    }
    guard let driver else { return false }
    try driver.run()
    return true
  }

  private func state(_ runs: [(title: String, timeline: Timeline)], title: String) -> State {
    State(
      playing: runs.map { title, timeline in
        var run = ProgramRun(
          stage: Self.stage(timeline), timeline: timeline, source: Self.source(timeline))
        run.measured = Measured(timeline)
        return (title: title, run: run)
      }, title: title)
  }

  private static func stage(_ timeline: Timeline) -> ProgramRun.Stage {
    if let signal = timeline.header?.signal { return .ended(.signal(Int(clamping: signal))) }
    return .ended(.exit(timeline.header?.code.map { Int(clamping: $0) } ?? 0))
  }

  private static func source(_ timeline: Timeline) -> [String] {
    let text = timeline.header?.sources.first?.text ?? ""
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
