import LessonFormat
import Testing

@testable import Tutor

private let lesson = """
  ## First
  <!-- id: first -->
  Words.
  <!-- pause -->
  More words.
  ## Second
  <!-- id: second -->
  Other words.
  """

@Suite("A course that is being written")
struct ReloadingTests {
  private func read(_ body: String, id: String = "l1", title: String = "Lesson 1") -> LessonReading
  {
    let head = "---\nformat: 1\nid: \(id)\ntitle: \(title)\nminutes: 5\n---\n"
    return LessonReader.read(
      SourceText(path: "lesson.md", bytes: Array((head + body).utf8)), files: .none)
  }

  private func reloaded(_ body: String, step: Int?, lesson: Int = 0) -> Action {
    let reading = read(body)
    return .reloaded(
      lesson: lesson, reading.lesson, mistakes: reading.diagnostics, step: step)
  }

  @Test("What was saved is shown, at the step that changed and all of it")
  func changed() throws {
    var session = try Session(lessons: [lesson, "## Other\nWords.\n"])
    try session.send(.go(lesson: 1, step: 0))
    try session.send(reloaded(lesson.replacing("More", with: "Even more"), step: 0))
    #expect(try session.view.lesson == 0)
    #expect(try session.stepTitle == "First")
    #expect(session.state.visibleBlocks(of: try session.view).count == 2)
    #expect(!session.state.hasMore(try session.view))
  }

  @Test("Where no step has changed the author stays where they are")
  func unchanged() throws {
    var session = try Session(lessons: [lesson, "## Other\nWords.\n"])
    try session.send(.go(lesson: 0, step: 1))
    try session.send(reloaded(lesson, step: nil))
    #expect(try session.stepTitle == "Second")
    try session.send(.go(lesson: 1, step: 0))
    try session.send(reloaded(lesson, step: nil))
    #expect(try session.view.lesson == 1)
  }

  @Test("The course knows new titles and steps")
  func outline() throws {
    var session = try Session(lessons: [lesson])
    let reading = read(lesson + "\n## Third\n<!-- id: third -->\nWords.\n", title: "Renamed")
    try session.send(.reloaded(lesson: 0, reading.lesson, mistakes: [], step: 2))
    #expect(session.state.course.entries[0].title == "Renamed")
    #expect(session.state.course.entries[0].steps.map(\.id) == ["first", "second", "third"])
    #expect(try session.stepTitle == "Third")
  }

  @Test("A step that is gone leaves the author at the last one")
  func fewer() throws {
    var session = try Session(lessons: [lesson])
    try session.send(.go(lesson: 0, step: 1))
    try session.send(reloaded("## First\n<!-- id: first -->\nWords.\n", step: nil))
    #expect(try session.stepTitle == "First")
  }

  @Test("A lesson that cannot be read stays as it was, with its mistakes")
  func broken() throws {
    var session = try Session(lessons: [lesson])
    try session.send(.go(lesson: 0, step: 1))
    let mistakes = LessonReader.read(
      SourceText(path: "lesson.md", bytes: Array("no lesson".utf8)), files: .none
    ).diagnostics
    try session.send(.reloaded(lesson: 0, nil, mistakes: mistakes, step: nil))
    #expect(try session.stepTitle == "Second")
    #expect(session.state.contents[0]?.mistakes == mistakes)
  }

  @Test("Lessons that come, go and change places leave open what is still there")
  func rearranged() throws {
    var session = try Session(lessons: [lesson, "## Other\nWords.\n"])
    try session.send(.go(lesson: 1, step: 0))
    var course = session.state.course
    course.entries.insert(.init(id: "new", title: "New", minutes: 1, steps: []), at: 0)
    try session.send(.rearranged(course))
    #expect(try session.view.lesson == 2)
    #expect(try session.stepTitle == "Other")
    course.entries.removeAll { $0.id == "l2" }
    try session.send(.rearranged(course))
    #expect(session.state.lessonView == nil)
    #expect(session.state.contents.keys.sorted() == [1])
    course.entries = []
    try session.send(.rearranged(course))
    #expect(session.state.top == .home(Home()))
  }

  @Test("What the outside tells stands until the next key")
  func told() throws {
    var session = try Session(lessons: [lesson])
    try session.send(.told("One."))
    try session.send(.told("Two."))
    #expect(session.state.notice == "One. Two.")
    try session.send(.next)
    #expect(session.state.notice == nil)
  }
}
