import Canvas
import LessonFormat
import TestSupport
import Testing

@testable import Scenes
@testable import Tutor

@Suite("Frames of the quick reference and the chooser")
struct PageFrameTests {
  private func screen(_ size: Size) throws -> Screening {
    var screen = try Screening(size: size, course: "lessons/pages")
    let folder = CourseFolder(path: fixtures.appending(path: "lessons/pages").path)
    try screen.send(.referenceChanged(folder.reference().reference))
    try screen.send(.chooserChanged(folder.chooser().chooser))
    return screen
  }

  @Test("The list, what is found in it, and an entry", arguments: sizes)
  func reference(size: Size) throws {
    var screen = try screen(size)
    try screen.press("R")
    try expectGolden(screen.text, "frames/reference-list-\(size.name).txt")
    try screen.press("a", "w", "a", "i")
    try expectGolden(screen.text, "frames/reference-found-\(size.name).txt")
    try screen.press("Down", "Enter", "Tab")
    try expectGolden(screen.text, "frames/reference-entry-\(size.name).txt")
  }

  @Test("A question and an advice, over a screen and in a step", arguments: sizes)
  func chooser(size: Size) throws {
    var screen = try screen(size)
    try screen.press("W", "Down")
    try expectGolden(screen.text, "frames/chooser-question-\(size.name).txt")
    try screen.press("1", "1")
    try expectGolden(screen.text, "frames/chooser-advice-\(size.name).txt")
    try screen.press("Esc")
    try screen.send(.user(.go(lesson: 0, step: 1)))
    screen.compose()
    try expectGolden(screen.text, "frames/chooser-step-\(size.name).txt")
    try screen.press("1", "2", "Tab")
    try expectGolden(screen.text, "frames/chooser-step-advice-\(size.name).txt")
  }

  @Test("A digit answers a chooser that is in sight; one that is not is shown first")
  func digits() throws {
    var screen = try screen(Size(44, 14))
    try screen.send(.user(.go(lesson: 0, step: 1)))
    screen.compose()
    try screen.press("End", "2")
    let path = try #require(screen.state.lessonView?.chooser)
    try screen.press("2")
    #expect(path.choices.isEmpty || path.choices == [1])
    #expect(screen.state.lessonView?.chooser.choices == [1])
  }

  @Test("While something is looked up, letters are letters, and the last line names no letter")
  func typing() throws {
    var screen = try screen(Size(80, 24))
    try screen.press("R", "q", "c", "R")
    guard case .overlay(.reference(let view)) = screen.state.top else {
      Issue.record("it was closed")
      return
    }
    #expect(view.typed == "qcR")
    #expect(screen.text.split(separator: "\n").last?.contains("Esc back") == true)
    try screen.press("Esc", "Esc")
    #expect(screen.state.top == .home(Home()))
  }
}
