import Canvas
import LessonFormat
import TestSupport
import Testing

@testable import PlainFrontEnd
@testable import Scenes
@testable import Tutor

@Suite("The quick reference and the chooser in words")
struct PageTests {
  private func script() throws -> PlainScript {
    let course = fixtures.appending(path: "lessons/pages")
    var script = try PlainScript(course: course)
    let folder = CourseFolder(path: course.path)
    try script.send(.referenceChanged(folder.reference().reference))
    try script.send(.chooserChanged(folder.chooser().chooser))
    return script
  }

  @Test("They are asked and answered as a person would")
  func session() throws {
    var script = try script()
    try script.type(
      lines: "reference", "reference never awaited", "ref time", "reference tiemouts",
      "reference elephant", "choose", "5", "1", "back", "where", "choose", "1", "2", "3", "link",
      "choose back", "choose again", "2", "link 1", "link 1", "choose", "leave", "next", "1",
      "choose back", "1", "2", "repeat step", "next", "1", "choose again", "help choose")
    expectSpeakable(script.transcript)
    try expectGolden(String(script.transcript.dropLast()), "plain/pages.txt")
  }

  @Test("Where a course has neither, that is said")
  func none() throws {
    var script = try PlainScript()
    #expect(try script.type("reference gather").contains("has no quick reference"))
    #expect(try script.type("choose").contains("has no chooser"))
    #expect(try script.type("choose 1").contains("Type choose first"))
  }

  /// What is shown and explains itself, or is a key.
  private static let silent: Set<String> = [
    "look", "up", "advice", "choose", "question", "back", "begin", "again", "one", "backspace",
    "type", "a", "topic", "or", "part", "of", "what", "python", "says", "needs", "there", "space",
    "shows",
  ]

  @Test("What is shown of them can be heard")
  func parity() throws {
    let script = try script()
    let cases: [(shown: [Intent], commands: [String])] = [
      ([.show(.reference(ReferenceView()))], ["reference"]),
      ([.show(.reference(ReferenceView(entry: "timeouts")))], ["reference timeouts"]),
      ([.show(.chooser(ChooserView()))], ["choose"]),
      ([.show(.chooser(ChooserView())), .choose(1), .choose(1)], ["choose", "1", "1"]),
      ([.go(lesson: 0, step: 1), .choose(1), .choose(2)], ["go 1 2", "1", "2"]),
    ]
    for (intents, commands) in cases {
      var shown = script
      for intent in intents { try shown.send(.user(intent)) }
      var heard = script
      for command in commands { try heard.type(command) }
      var view = ViewState()
      let scene = Scene.compose(
        shown.state, &view, size: Size(200, 160), options: SceneOptions())
      let rows = scene.frame.text.split(separator: "\n").dropFirst().dropLast()
      let missed = words(rows.joined(separator: "\n")).subtracting(words(heard.transcript))
        .subtracting(Self.silent).filter { Int($0) == nil }
      #expect(missed.isEmpty, "\(commands): \(missed.sorted())")
    }
  }

  private func words(_ text: String) -> Set<String> {
    Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
  }
}
