import Canvas
import Foundation
import TestSupport
import Testing
import Tutor

/// README shows the program as it is now. `Scripts/pictures` draws it anew.
@Suite("Pictures of the real screen")
struct PicturesTests {
  @Test("A step that asks before it runs")
  func step() throws {
    var session = try CourseSession(size: Size(90, 28))
    try session.open("three-fetches")
    let picture = FramePicture(
      frame: session.frame(), title: "A step of the course",
      description: """
        A step of the first lesson in a terminal: two sentences about three pages that are fetched, \
        a question about how long they will take that is answered with a number, and the two \
        programs that are about to run. The last line names the keys.
        """)
    try expectGolden(picture.svg, "step.svg", in: pictures)
  }

  @Test("Two programs on one axis of time")
  func player() throws {
    var session = try CourseSession(size: Size(100, 28))
    try session.open("three-fetches")
    try session.send(.user(.answer(question: "three-fetches-total", .number(3))))
    try session.send(.user(.run(demo: "three-fetches")))
    try session.send(.user(.player(.seek(730_000))))
    let frame = session.frame()
    let picture = FramePicture(
      frame: frame, title: "The player: two runs on one axis of time",
      description: """
        The player in a terminal. Above stand two programs with the lines that are being executed, \
        below them a lane for each thread and task, with what it does at every moment. \
        \(words(below: frame))
        """)
    try expectGolden(picture.svg, "player.svg", in: pictures)
  }

  @Test("What plain mode says, in README")
  func plainMode() throws {
    var session = try CourseSession()
    try session.open("three-fetches")
    _ = try session.type("run")
    let said = try ["at 0.73", "lane 4", "compare"].map { "> \($0)\n" + (try session.type($0)) }
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let begin = try #require(readme.range(of: "```text\n> at"))
    let end = try #require(readme.range(of: "```\n", range: begin.upperBound..<readme.endIndex))
    try expectGolden(
      readme.replacingCharacters(
        in: begin.lowerBound..<end.lowerBound, with: "```text\n" + said.joined(separator: "\n")),
      "README.md", in: root)
  }

  private let pictures = root.appending(path: "Pictures")

  /// What the player says of the moment: between the last rule and the keys.
  private func words(below frame: Frame) -> String {
    let rows = (0..<frame.size.height).map(frame.text(ofRow:))
    let rule = rows.lastIndex { $0.hasPrefix("──") } ?? 0
    return rows[(rule + 1)..<(rows.count - 1)].map { $0.trimmingCharacters(in: .whitespaces) }
      .joined(separator: " ")
  }
}

extension CourseSession {
  /// A step of the first lesson.
  fileprivate mutating func open(_ step: String) throws {
    try send(.user(.go(lesson: 0, step: 0)))
    let index = try #require(state.contents[0]?.lesson.steps.firstIndex { $0.id.value == step })
    try send(.user(.go(lesson: 0, step: index)))
  }
}
