import Canvas
import CursesFrontEnd
import Scenes
import Tutor

/// A session in front of a terminal: what happens goes in, frames come out. One thread does it all;
/// it sleeps while nothing happens and nothing moves.
final class ScreenSession {
  /// Between two pictures of something that moves.
  private static let frameTime = Duration.milliseconds(33)

  private let terminal: Terminal
  private let inbox: Inbox
  private let options: SceneOptions
  private let keys: KeyMap
  private let interpreter: EffectInterpreter
  private(set) var state: State
  private var controller = Controller()
  /// Of the last frame. The scene itself is not kept: it holds the state, which would be copied as
  /// soon as a run goes on.
  private var zones: [Scene.Zone] = []
  private var isOver = false

  init(
    _ state: State, terminal: Terminal, options: SceneOptions, keys: KeyMap = .ordinary,
    interpreter: (Inbox) -> EffectInterpreter
  ) {
    self.state = state
    self.terminal = terminal
    self.options = options
    self.keys = keys
    let waker = terminal.waker
    inbox = Inbox { waker.wake() }
    self.interpreter = interpreter(inbox)
  }

  /// Leads the session to its end; nil where the learner has ended it.
  func run() -> Ending? {
    var ending: Ending?
    defer { interpreter.end(isCutOff: ending != nil) }
    let clock = ContinuousClock()
    var lastTick = clock.now
    var lastFrame = clock.now - Self.frameTime
    var needsFrame = true
    show()
    // What the first frame does without is there before the first key is answered.
    for action in inbox.take() { perform(action) }
    while !isOver {
      let isMoving = state.isMoving
      if needsFrame, clock.now - lastFrame >= Self.frameTime || !isMoving {
        show()
        lastFrame = clock.now
        needsFrame = false
      }
      let wait = isMoving ? max(Self.frameTime - (clock.now - lastFrame), .zero) : clockWait
      let events = terminal.wait(for: wait)
      if interpreter.room != nil {
        perform(.clock(Clock.now))
        needsFrame = needsFrame || state.showsClock
      }
      for event in events {
        if case .ended(let reason) = event {
          ending = reason
          perform(.user(.quit))
          return reason
        }
        take(event)
        if event != .woken { lastFrame = clock.now - Self.frameTime }
        needsFrame = true
      }
      for action in inbox.take() {
        perform(action)
        needsFrame = needsFrame || !isQuiet(action)
      }
      for order in interpreter.room?.takeOrders() ?? [] {
        take(order)
        needsFrame = true
      }
      interpreter.observe(state)
      let now = clock.now
      if isMoving {
        for action in interpreter.clocks() { perform(action) }
        // Time that was spent elsewhere, in an editor or stopped, is not played.
        let passed = min(now - lastTick, .milliseconds(250))
        perform(.ticked(Int64(passed / .microseconds(1))))
        needsFrame = needsFrame || !options.reducesMotion
      }
      lastTick = now
    }
    return nil
  }

  /// What is to be said when the screen is gone.
  var lastWord: String? { interpreter.lastWord }

  /// Where motion is not wanted, a run is shown when it has ended.
  private func isQuiet(_ action: Action) -> Bool {
    guard options.reducesMotion, case .run(_, let event) = action else { return false }
    if case .ended = event { return false }
    return true
  }

  /// Playing is motion: the end is shown instead.
  private func stilled(_ intent: Intent) -> Intent {
    guard options.reducesMotion, intent == .player(.playOrPause), state.player?.motion == .still
    else { return intent }
    return .player(.end)
  }

  private func show() {
    let scene = Scene.compose(
      state, &controller.view, size: terminal.size, options: options, keys: keys)
    terminal.show(scene.frame)
    zones = scene.zones
  }

  /// A clock on the screen goes on by itself.
  private var clockWait: Duration? {
    state.showsClock ? .milliseconds(1000 - Clock.now % 1000) : nil
  }

  // MARK: In

  /// From somebody who drives this presentation from elsewhere.
  private func take(_ order: RoomOrder) {
    switch order {
    case .key(let key): respond(controller.press(key.key, text: key.text, state, keys: keys))
    case .listen: interpreter.room?.beginWords(state)
    case .spot(let markdown): for action in interpreter.take(spot: markdown) { perform(action) }
    case .line(let line):
      for intent in interpreter.room?.read(line, state) ?? [] { perform(.user(stilled(intent))) }
    }
  }

  /// The notes' own keys; all others are for the presentation.
  private func takeForRoom(_ key: Key) -> Bool {
    guard state.following?.isDriving == true, let room = interpreter.room else { return false }
    switch key.description {
    case "Ctrl-C": perform(.user(.quit))
    case "Ctrl-L": terminal.redraw()
    case "Ctrl-Z": break
    case "J": controller.view.scrollNotes(by: 3)
    case "K": controller.view.scrollNotes(by: -3)
    default: return room.sends(RoomKey(key: key.description, text: key.text))
    }
    return true
  }

  private func take(_ event: TerminalEvent) {
    switch event {
    case .key(let key):
      if takeForRoom(key) { return }
      respond(controller.press(key.description, text: key.text, state, keys: keys))
    case .paste(let text): respond(controller.paste(text, state))
    case .mouse where state.following?.isDriving == true: break
    case .mouse(let mouse): take(mouse)
    case .resized, .woken, .resumed, .ended: break
    }
  }

  private func take(_ mouse: Mouse) {
    switch mouse.kind {
    case .press(.left), .drag(.left):
      let intents = controller.click(
        atColumn: mouse.point.x, row: mouse.point.y, zones, state,
        isDrag: mouse.kind == .drag(.left))
      respond(.intents(intents))
    case .wheel(.up), .wheel(.down):
      respond(
        controller.turn(
          mouse.kind == .wheel(.up) ? .up : .down,
          withControl: mouse.modifiers.contains(.control), state))
    default: break
    }
  }

  private func respond(_ response: Controller.Response) {
    switch response {
    case .none: break
    case .redraw: terminal.redraw()
    // The terminal itself does that with its key.
    case .suspend: break
    case .intents(let intents): for intent in intents { perform(.user(stilled(intent))) }
    }
  }

  // MARK: Out

  private func typed(_ key: DemoKey) -> Action {
    terminal.away { Editor.edit("", key: key, variant: "") }
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
        let edited = terminal.away { Editor.edit(text, key: key, variant: variant) }
        perform(edited)
      case .exercise(let key, .edit, let draft):
        let edited = terminal.away { interpreter.edit(key, draft) }
        interpreter.noteActivity(in: state, wasWork: true)
        perform(edited)
      default: interpreter.perform(effect)
      }
    }
  }
}
