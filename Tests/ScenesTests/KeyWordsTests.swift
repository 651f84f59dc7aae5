import Canvas
import Testing

@testable import Scenes
@testable import Tutor

@Suite("Keys in what is read")
struct KeyWordsTests {
  private func screen(_ size: Size = Size(80, 24)) throws -> Screening { try Screening(size: size) }

  @Test("A key of the learner's own is the one that is named")
  func ownKeys() throws {
    var screen = try screen()
    var keys = KeyMap.ordinary
    for (context, command) in [
      (KeyContext.home, Command.activate), (.lesson, .next), (.lesson, .run),
    ] {
      let index = keys.bindings[context]?.firstIndex { $0.command == command }
      keys.bindings[context]?[try #require(index)].keys = ["F9"]
    }
    func text() -> String {
      Scene.compose(
        screen.state, &screen.controller.view, size: Size(80, 60), options: .init(), keys: keys
      ).frame.text
    }
    #expect(text().contains("Press F9 to begin"))
    try screen.send(.user(.go(lesson: 0, step: 0)))
    #expect(!text().contains("Space shows it"))
    for step in 0..<5 {
      try screen.send(.user(.go(lesson: 0, step: step)))
      let text = text()
      if text.contains("There is more;") { #expect(text.contains("There is more; F9 shows it.")) }
      if text.contains("Run it") { #expect(text.contains("Run it  F9")) }
    }
  }

  @Test("A word to the learner is shown whole, however narrow the screen", arguments: sizes)
  func notice(size: Size) throws {
    var screen = try screen(size)
    let words =
      "The disk is full, so that your progress is not kept yet; it will be once there is"
      + " room for it again."
    try screen.send(.told(words))
    let text = screen.compose().frame.text
    let shown = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(shown.contains(words))
  }
}
