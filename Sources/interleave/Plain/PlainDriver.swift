import CTerminal
import CursesFrontEnd
import LessonFormat
import Narration
import PlainFrontEnd
import Scenes
import Threads
import Tutor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

struct PlainOptions {
  /// A key by itself is a command.
  let keys: Bool
  /// Where lines are broken; nil where they are not.
  let width: Int?

  init(_ arguments: Arguments, _ options: CourseOptions) {
    keys = arguments.has("keys")
    // A terminal breaks lines itself, and so does what reads them out.
    width = arguments.has("width") ? options.width : nil
  }

  /// Whether somebody sits in front of it.
  var isTyped: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// Nobody types to what goes into a file.
  var isPossible: Bool { isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 1 }
}

/// A session in words: lines come in, lines go out, and nothing happens in between.
final class PlainDriver {
  private let options: PlainOptions
  private let waker: Waker
  private let inbox: Inbox
  private let interpreter: EffectInterpreter
  private let line = TerminalLine()
  private(set) var state: State
  private var plain: PlainSession
  private var input = PlainInput()
  private var isOver = false
  /// What one-key mode waits for the rest of.
  private var begun: String?
  /// Whether the last thing that happened was a Ctrl-C that ended nothing.
  private var wasInterrupted = false
  private var runBegan: ContinuousClock.Instant?
  private var hasHeardLines = false
  /// Understands the keys of somebody who drives this presentation from elsewhere.
  private var remote = Controller()
  /// In milliseconds: a moment that somebody passes by is nothing to speak of.
  private static let settlingTime: Int32 = 700

  init?(_ state: State, _ options: PlainOptions, interpreter: (Inbox) -> EffectInterpreter) {
    guard let waker = Waker() else { return nil }
    self.options = options
    self.waker = waker
    self.state = state
    var settings = PlainSettings()
    settings.hasKeys = options.keys
    plain = PlainSession(state, settings: settings)
    inbox = Inbox { waker.wake() }
    self.interpreter = interpreter(inbox)
  }

  /// Leads the session to its end; `goodbye` is said where not a single line came.
  func run(goodbye: Narration = Narration()) throws(CommandFailure) {
    interleave_signals_begin(waker.writeEnd)
    defer {
      end()
      interleave_signals_end()
    }
    takeInbox()
    takeModes()
    try say(plain.begin(state))
    while !isOver {
      takeInbox()
      try takeOrders()
      try tell()
      interpreter.observe(state)
      if let ending = try takeSignals() {
        end(isCutOff: true)
        ending.endProcess()
      }
      // Ctrl-C may have ended it.
      if isOver { break }
      if try takeInput() { continue }
      if input.isAtEnd, !input.hasLine, input.isTerminal || state.liveRuns.isEmpty { break }
      if wait() { try say(plain.settled(state)) }
    }
    if !isOver, !hasHeardLines { try say(goodbye) }
  }

  private func end(isCutOff: Bool = false) {
    line.takeLines()
    interpreter.end(isCutOff: isCutOff)
    if let word = interpreter.lastWord { Output.printError("interleave: \(word)") }
  }

  private func takeModes() {
    guard options.keys, input.isTerminal else { return }
    begun == nil ? line.takeKeys() : line.takeLines()
  }

  // MARK: Waiting

  /// Whether nothing has happened for a while and the room stands at something that was not told.
  private func wait() -> Bool {
    let isLive = !state.liveRuns.isEmpty
    var descriptors = [pollfd(fd: waker.readEnd, events: Int16(POLLIN), revents: 0)]
    // What cannot be taken yet must not wake us.
    let listens = !input.isAtEnd && !(input.hasLine && !(options.keys && begun == nil))
    if listens { descriptors.append(pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)) }
    let isUnsettled = plain.hasUnsettled(state)
    let patience: Int32 = isUnsettled ? Self.settlingTime : isLive ? 1000 : -1
    let happened = poll(&descriptors, nfds_t(descriptors.count), patience)
    _ = waker.drain()
    if listens, descriptors[1].revents != 0 { input.fill() }
    return happened == 0 && isUnsettled
  }

  private func takeSignals() throws(CommandFailure) -> Ending? {
    let signals = Int(interleave_signals_take())
    func has(_ bit: Int) -> Bool { signals & bit != 0 }
    if has(INTERLEAVE_TERMINATED) { return .terminated }
    if has(INTERLEAVE_HUNG_UP) { return .hungUp }
    if has(INTERLEAVE_STOPPED) {
      line.takeLines()
      interleave_stop()
      takeModes()
    }
    if has(INTERLEAVE_INTERRUPTED) { try interrupt() }
    return nil
  }

  /// Ctrl-C ends a program, and the course only where it is meant.
  private func interrupt() throws(CommandFailure) {
    if !input.isTerminal {
      end()
      interleave_die_by(SIGINT)
    }
    if !state.liveRuns.isEmpty {
      try perform([.stop])
    } else if wasInterrupted {
      perform(.user(.quit))
    } else {
      wasInterrupted = true
      begun = nil
      takeModes()
      var words = Narration()
      words.say("No program runs. To leave, type quit, or press Ctrl-C again.")
      try say(words)
    }
  }

  // MARK: In

  /// Whether there was something that could be taken.
  private func takeInput() throws(CommandFailure) -> Bool {
    if options.keys, begun == nil { return try takeKey() }
    guard let next = input.waiting else { return false }
    // Lines of a pipe are ahead of the program that they start.
    if !input.isTerminal, PlainSession.waits(next, state) { return false }
    _ = input.takeLine()
    let begins = begun ?? ""
    begun = nil
    takeModes()
    try take(begins + next)
    return true
  }

  private func takeKey() throws(CommandFailure) -> Bool {
    if !input.isTerminal, !state.liveRuns.isEmpty { return false }
    guard let key = input.takeKey() else { return false }
    if key == "\u{4}" {
      perform(.user(.quit))
      return true
    }
    switch OneKey(key) {
    case .line(let line): try take(line)
    case .ask(let question, let begins):
      begun = begins
      takeModes()
      var words = Narration()
      words.say(question)
      try say(words)
    case .unknown:
      var words = Narration()
      words.say(OneKey.help())
      try say(words)
    }
    return true
  }

  private func take(_ line: String) throws(CommandFailure) {
    hasHeardLines = true
    wasInterrupted = false
    let response = plain.read(line, state)
    try say(response.said)
    try perform(response.intents)
  }

  /// From somebody who drives this presentation from elsewhere.
  private func takeOrders() throws(CommandFailure) {
    for order in interpreter.room?.takeOrders() ?? [] {
      switch order {
      case .listen: interpreter.room?.beginWords(state)
      case .spot(let markdown): for action in interpreter.take(spot: markdown) { perform(action) }
      case .line(let line): try perform(interpreter.room?.read(line, state) ?? [])
      case .key(let key):
        let response = remote.press(key.key, text: key.text, state, keys: .ordinary)
        if case .intents(let intents) = response { try perform(intents) }
      }
    }
  }

  private func perform(_ intents: [Intent]) throws(CommandFailure) {
    // A run is said to begin before anything is said of it, however quick it is.
    var ofRuns: [Action] = []
    for intent in intents {
      perform(.user(intent))
      for action in inbox.take() {
        if case .run = action { ofRuns.append(action) } else { perform(action) }
      }
    }
    if isOver {
      var words = Narration()
      words.say("Interleave has ended.")
      return try say(words)
    }
    try tell()
    for action in ofRuns { perform(action) }
  }

  private func typed(_ key: DemoKey) -> Action {
    away { Editor.edit("", key: key, variant: "") }
  }

  private func perform(_ action: Action) {
    let effects = reduce(&state, action)
    if case .user = action { interpreter.noteActivity(in: state) }
    for effect in effects {
      switch effect {
      case .quit: isOver = true
      case .leave:
        interpreter.perform(effect)
        isOver = true
      case .openProgram(let file):
        for action in interpreter.open(file, typed: typed) { perform(action) }
      case .edit(let key, let variant, let text):
        perform(away { Editor.edit(text, key: key, variant: variant) })
      case .exercise(let key, .edit, let draft):
        let edited = away { interpreter.edit(key, draft, inTerminal: input.isTerminal) }
        interpreter.noteActivity(in: state, wasWork: true)
        perform(edited)
      default: interpreter.perform(effect)
      }
    }
  }

  /// The terminal is somebody else's meanwhile.
  private func away(_ body: () -> Action) -> Action {
    line.takeLines()
    interleave_signals_lend()
    defer {
      interleave_signals_reclaim()
      takeModes()
    }
    return body()
  }

  private func takeInbox() {
    if interpreter.room != nil { perform(.clock(Clock.now)) }
    for action in inbox.take() { perform(action) }
  }

  // MARK: Out

  private func tell() throws(CommandFailure) {
    try say(plain.told(state))
    let now = ContinuousClock.now
    if state.liveRuns.isEmpty {
      runBegan = nil
    } else {
      let began = runBegan ?? now
      runBegan = began
      for action in interpreter.clocks() { perform(action) }
      try say(plain.waited(Int((now - began).components.seconds), state))
    }
    if plain.takeBell() { try Output.print("\u{7}") }
  }

  private func say(_ narration: Narration) throws(CommandFailure) {
    guard !narration.lines.isEmpty else { return }
    try Output.print(narration.text(width: options.width))
  }
}
