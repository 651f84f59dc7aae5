import Canvas
import TestSupport
import Testing

@testable import Scenes
@testable import Tutor

/// Whatever is pressed in whatever size, there is a picture, and a way back.
@Suite("Any keys in any size")
struct AnyKeysTests {
  private static let keys =
    KeyMap.ordinary.bindings.values.flatMap { $0.flatMap(\.keys) }.filter { $0 != "Q" }.sorted()
    + ["1", "2", "3", "9", "x", "é", "字"]

  @Test("In the course", arguments: 0..<12)
  func course(seed: UInt64) throws {
    var screen = try Screening(size: Size(80, 24))
    screen.recordings = ["sync": "sleepers", "async": "blocker", "only": "threads"]
    try hammer(&screen, seed: seed)
    // Back leads home, however deep one is.
    for _ in 0..<20 {
      if case .home = screen.state.top { break }
      try screen.press("Esc")
    }
    guard case .home = screen.state.top else {
      Issue.record("no way back from \(screen.state.top)")
      return
    }
  }

  @Test("At an exercise", arguments: 0..<12)
  func exercise(seed: UInt64) throws {
    var screen = try Screening(size: Size(80, 24), course: "lessons/practice")
    screen.practiceRun = seed % 2 == 0 ? "naps-apart" : "naps-together"
    try screen.press("Enter")
    try hammer(&screen, seed: seed)
  }

  @Test("In the player", arguments: 0..<12)
  func player(seed: UInt64) throws {
    var screen = try Screening(size: Size(80, 24), playing: ["mixed", "threads"])
    try hammer(&screen, seed: seed)
  }

  private func hammer(_ screen: inout Screening, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<80 {
      if round % 5 == 0 {
        screen.size = Size(
          Int.random(in: 0...140, using: &generator), Int.random(in: 0...50, using: &generator))
        screen.options.isASCII = Bool.random(using: &generator)
      }
      try screen.press(try #require(Self.keys.randomElement(using: &generator)))
      if screen.state.stack.isEmpty {
        Issue.record("nothing is open")
        return
      }
      let scene = screen.compose()
      #expect(scene.frame.size == screen.size)
      if scene.frame.size.width >= 40, scene.frame.size.height >= 12 {
        #expect(scene.frame.cursor != nil)
        #expect(scene.frame.text.contains { !$0.isWhitespace })
      }
      if screen.options.isASCII { expectASCII(scene.frame.text) }
      guard let zone = scene.zones.randomElement(using: &generator) else { continue }
      let intents = screen.controller.click(
        atColumn: zone.area.x, row: zone.area.y, scene.zones, screen.state)
      for intent in intents { try screen.send(.user(intent)) }
    }
  }

  /// What we draw ourselves; the texts of lessons are theirs.
  private func expectASCII(_ text: String) {
    let drawn = text.unicodeScalars.filter { (0x2190...0x2BFF).contains($0.value) }
    #expect(drawn.isEmpty, "\(String(String.UnicodeScalarView(drawn)))")
  }
}

@Suite("Ctrl-C")
struct InterruptTests {
  @Test("Pressed once more for a program that has just ended, it does not end the course")
  func late() throws {
    var controller = Controller()
    let live = State(playing: [(title: "it", run: ProgramRun(stage: .running))], title: "it")
    var run = ProgramRun(stage: .running)
    run.end(.stopped)
    let ended = State(playing: [(title: "it", run: run)], title: "it")
    func press(_ key: String, _ state: State) -> Controller.Response {
      controller.press(key, text: nil, state, keys: .ordinary)
    }
    let stops = Controller.Response.intents([.stop])
    let leaves = Controller.Response.intents([.quit])
    #expect(press("Ctrl-C", live) == stops)
    #expect(press("Ctrl-C", live) == stops)
    #expect(press("Ctrl-C", ended) == stops)
    #expect(press("Ctrl-C", ended) == leaves)
    #expect(press("Ctrl-C", live) == stops)
    _ = press("Down", ended)
    #expect(press("Ctrl-C", ended) == leaves)
  }
}

@Suite("Typing in the player")
struct TypingTests {
  @Test("A line goes to the program that runs, and Ctrl-D ends its input")
  func input() throws {
    var controller = Controller()
    var state = State(
      playing: [(title: "it", run: ProgramRun(stage: .running))], title: "it")
    func press(_ keys: String...) -> [Controller.Response] {
      keys.map { key in
        controller.press(
          key, text: key == "Space" ? " " : key.count == 1 ? key : nil, state, keys: .ordinary)
      }
    }
    #expect(press("i", "x", "q", "Space", "Backspace", "Enter").last == .intents([.input("xq\n")]))
    #expect(controller.paste("two\nlines", state) == Controller.Response.none)
    #expect(press("Enter") == [.intents([.input("twolines\n")])])
    #expect(press("Ctrl-D") == [.intents([.endInput])])
    // Letters are keys again.
    #expect(press("q") == [.intents([.back])])
    _ = reduce(&state, .user(.back))
  }
}
