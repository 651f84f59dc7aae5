import Canvas
import TestSupport
import Testing

@testable import Scenes
@testable import Tutor

@Suite("Frames of every screen")
struct FrameTests {
  @Test("The course, before and after", arguments: sizes)
  func home(size: Size) throws {
    var screen = try Screening(size: size)
    try expectGolden(screen.text, "frames/home-first-\(size.name).txt")
    try screen.press("Enter", "n", "q")
    try expectGolden(screen.text, "frames/home-\(size.name).txt")
  }

  @Test("Every step of a lesson that has everything", arguments: sizes, 0..<5)
  func steps(size: Size, step: Int) throws {
    var screen = try Screening(size: size)
    try screen.send(.user(.go(lesson: 0, step: step)))
    screen.compose()
    try screen.press("Space")
    try expectGolden(screen.text, "frames/step-\(step + 1)-\(size.name).txt")
  }

  @Test(
    "Runs in the player", arguments: sizes, ["sleepers", "blocker", "mixed", "threads", "calls"])
  func player(size: Size, run: String) throws {
    var screen = try Screening(size: size, playing: [run])
    let length = screen.state.length(of: try #require(screen.state.player))
    try screen.send(.user(.player(.seek(length / 3))))
    try screen.press("Down", "Down", "v")
    try expectGolden(screen.text, "frames/player-\(run)-\(size.name).txt")
  }

  @Test("Two runs on one axis", arguments: sizes)
  func comparing(size: Size) throws {
    var screen = try Screening(size: size, playing: ["sleepers", "blocker"])
    try screen.press("d", "+")
    try expectGolden(screen.text, "frames/player-two-\(size.name).txt")
  }

  @Test(
    "An exercise: as it begins, its verdict, where to look, hints, the solution", arguments: sizes)
  func practising(size: Size) throws {
    var screen = try Screening(size: size, course: "lessons/practice")
    func program(_ name: String) throws -> ExerciseNews {
      let text = try String(
        contentsOf: fixtures.appending(path: "traces/\(name)/naps.py"), encoding: .utf8)
      return .toCheck(.init(path: "~/exercises/naps/naps.py", text: text))
    }
    let key = ExerciseKey(lesson: "naps", exercise: "overlap")
    try screen.press("Enter")
    try expectGolden(screen.text, "frames/exercise-begun-\(size.name).txt")
    screen.practiceRun = "naps-apart"
    try screen.send(.exercise(key, program("naps-apart")))
    try expectGolden(screen.text, "frames/exercise-player-\(size.name).txt")
    try screen.press("q")
    try expectGolden(screen.text, "frames/exercise-failed-\(size.name).txt")
    try screen.press("h")
    try expectGolden(screen.text, "frames/exercise-hint-\(size.name).txt")
    try screen.press("s")
    try expectGolden(screen.text, "frames/exercise-asked-\(size.name).txt")
    try screen.press("q")
    screen.practiceRun = "naps-together"
    try screen.send(.exercise(key, program("naps-together")))
    try screen.press("q")
    try expectGolden(screen.text, "frames/exercise-solved-\(size.name).txt")
    try screen.press("s")
    try expectGolden(screen.text, "frames/exercise-solution-\(size.name).txt")
    try screen.press("s")
    try expectGolden(screen.text, "frames/exercise-compared-\(size.name).txt")
  }

  @Test("The end of a lesson, what is due at the front, and the list of it", arguments: sizes)
  func agendas(size: Size) throws {
    var screen = try Screening(size: size)
    try screen.send(.user(.go(lesson: 0, step: 2)))
    try screen.send(.user(.answer(question: "fixed", .number(1))))
    try screen.send(.user(.answer(question: "in-order", .order([0, 1, 2]))))
    try screen.send(.user(.go(lesson: 0, step: 4)))
    for _ in 0..<3 {
      if case .overlay = screen.state.top { break }
      try screen.send(.user(.next))
    }
    try expectGolden(screen.text, "frames/lesson-end-\(size.name).txt")
    try screen.send(.user(.home))
    try expectGolden(screen.text, "frames/home-due-\(size.name).txt")
    try screen.press("m")
    try expectGolden(screen.text, "frames/review-\(size.name).txt")
  }

  @Test("What lies over a screen", arguments: sizes, ["?", "l", "c"])
  func overlays(size: Size, key: String) throws {
    var screen = try Screening(size: size)
    try screen.press("Enter", key)
    let name = ["?": "help", "l": "legend", "c": "contents"][key] ?? key
    try expectGolden(screen.text, "frames/\(name)-\(size.name).txt")
  }

  @Test("Lists and texts that are typed into", arguments: sizes)
  func typed(size: Size) throws {
    var screen = try Screening(size: size)
    try screen.press("Enter", "/", "f", "e", "t", "c", "h")
    try expectGolden(screen.text, "frames/search-\(size.name).txt")
    try screen.press("Esc", "Esc", "a", "Down")
    try expectGolden(screen.text, "frames/glossary-\(size.name).txt")
    try screen.press("Enter")
    try expectGolden(screen.text, "frames/term-\(size.name).txt")
    screen = try Screening(size: size, playing: ["mixed"])
    try screen.press("o", "/", "o", "n")
    try expectGolden(screen.text, "frames/output-\(size.name).txt")
  }

  @Test("A program that does not come with Interleave is shown before it may run", arguments: sizes)
  func consent(size: Size) throws {
    var screen = try Screening(size: size)
    try screen.send(.user(.go(lesson: 0, step: 2)))
    try screen.press("r")
    let run = try #require(screen.state.liveRuns.first)
    try screen.send(.run(run, .needsConsent))
    try expectGolden(screen.text, "frames/consent-\(size.name).txt")
  }

  /// How every kind of screen looks, apart from the colours that a theme gives it.
  @Test(
    "Styles", arguments: ["home", "step", "knob", "search", "player", "two", "output", "legend"])
  func styles(name: String) throws {
    let size = Size(80, 24)
    var screen: Screening
    switch name {
    case "player", "output": screen = try Screening(size: size, playing: ["mixed"])
    case "two": screen = try Screening(size: size, playing: ["threads", "blocker"])
    default: screen = try Screening(size: size)
    }
    switch name {
    case "step": try screen.send(.user(.go(lesson: 0, step: 1)))
    case "knob":
      try screen.send(.user(.go(lesson: 0, step: 2)))
      try screen.send(.user(.focus(.knob(demo: "three-fetches", "CALLS"))))
      try screen.press("7")
    case "search": try screen.press("Enter", "/", "l", "o", "o", "p")
    case "legend": try screen.press("Enter", "l")
    case "player":
      let length = screen.state.length(of: try #require(screen.state.player))
      try screen.send(.user(.player(.seek(length / 2))))
      try screen.press("Down", "Down")
    case "two": try screen.press("d", "Down")
    case "output": try screen.press("o", "/", "o", "n", "Enter", "n")
    default: break
    }
    try expectGolden(screen.compose().frame.styles, "frames/styles-\(name).txt")
  }
}
