import LessonFormat
import TestSupport
import Testing

@testable import Tutor

/// A session on the small course with a reference and a chooser.
private func session() throws -> Session {
  let path = "Tests/Fixtures/lessons/pages"
  var session = try Session(course: path)
  let folder = CourseFolder(path: root.appending(path: path).path)
  try session.send(.referenceChanged(folder.reference().reference))
  try session.send(.chooserChanged(folder.chooser().chooser))
  return session
}

extension Session {
  fileprivate var reference: ReferenceView {
    get throws {
      guard case .overlay(.reference(let view)) = state.top else { throw NotOpen() }
      return view
    }
  }

  fileprivate var chooser: ChooserView {
    get throws {
      guard case .overlay(.chooser(let view)) = state.top else { throw NotOpen() }
      return view
    }
  }

  fileprivate var names: [String] {
    get throws { state.entries(of: try reference).map(\.id.value) }
  }

  fileprivate struct NotOpen: Error {}
}

@Suite("The quick reference in a session")
struct ReferenceSessionTests {
  @Test("It is searched as one types, and erasing widens it again")
  func searching() throws {
    var session = try session()
    try session.send(.show(.reference(ReferenceView())))
    #expect(try session.names == ["timeouts", "queues", "never-awaited"])
    try session.send(.moveSelection(1), .type("awai"))
    #expect(try session.names == ["never-awaited", "timeouts"])
    #expect(try session.reference.selection == 0)
    try session.send(.type("zzz"))
    #expect(!session.state.isFound(try session.reference))
    try session.send(.erase, .erase, .erase)
    #expect(try session.names.count == 2)
  }

  @Test("An entry leads to the step that teaches it, and back goes one thing back at a time")
  func entries() throws {
    var session = try session()
    try session.send(.show(.reference(ReferenceView())), .type("time"), .activate)
    #expect(try session.reference.entry == "timeouts")
    // Its first link is another entry.
    try session.send(.moveFocus(1), .activate)
    #expect(try session.reference.trail == ["timeouts", "never-awaited"])
    try session.send(.back)
    #expect(try session.reference.entry == "timeouts")
    #expect(try session.reference.link == nil)
    try session.send(.erase)
    #expect(try session.reference.entry == nil)
    try session.send(.back)
    #expect(try session.reference.typed.isEmpty)
    try session.send(.back)
    #expect(session.state.top == .home(Home()))
    try session.send(.show(.reference(ReferenceView(entry: "queues"))), .activate)
    #expect(try session.stepTitle == "Waiting")
  }

  @Test("A link of a step opens its entry, without a list behind it")
  func links() throws {
    var session = try session()
    try session.send(.next, .focus(.link(0)), .activate)
    #expect(try session.reference.entry == "timeouts")
    try session.send(.back)
    #expect(try session.stepTitle == "Waiting")
  }

  @Test("Links of an entry are gone through in a circle")
  func linksOfAnEntry() throws {
    var session = try session()
    try session.send(.show(.reference(ReferenceView(entry: "never-awaited"))))
    try session.send(.moveFocus(-1))
    #expect(try session.reference.link == 1)
    try session.send(.moveFocus(1))
    #expect(try session.reference.link == 0)
    try session.send(.activate)
    #expect(try session.chooser.path == ChooserPath(from: "threads"))
    // It lies over the entry, and so does an entry over an advice.
    try session.send(.back)
    #expect(try session.reference.trail == ["never-awaited"])
    try session.send(.back, .show(.chooser(ChooserView(path: ChooserPath(from: "tasks")))))
    try session.send(.moveFocus(1), .activate)
    #expect(try session.reference.entry == "timeouts")
    try session.send(.back)
    #expect(try session.chooser.path == ChooserPath(from: "tasks"))
  }

  @Test("A course without it says so")
  func none() throws {
    var session = try Session(course: "Tests/Fixtures/lessons/complete")
    try session.send(.show(.reference(ReferenceView())))
    #expect(session.state.notice == "This course has no quick reference.")
    try session.send(.show(.chooser(ChooserView())))
    #expect(session.state.notice == "This course has no chooser.")
    #expect(session.state.top == .home(Home()))
  }
}

@Suite("The chooser in a session")
struct ChooserSessionTests {
  @Test("Numbers or Enter answer, erasing takes an answer back, and the advice leads to its step")
  func overlay() throws {
    var session = try session()
    try session.send(.show(.chooser(ChooserView())), .choose(1))
    #expect(try session.chooser.path.choices == [0])
    try session.send(.moveSelection(1), .activate)
    #expect(try session.chooser.path.choices == [0, 1])
    #expect(session.state.chooser.part(at: try session.chooser.path)?.id.value == "tasks")
    // An advice has nothing to choose.
    try session.send(.choose(1))
    #expect(try session.chooser.path.choices == [0, 1])
    try session.send(.erase)
    #expect(try session.chooser.path.choices == [0])
    try session.send(.choose(7))
    #expect(session.state.notice == "There are 2 to choose from.")
    try session.send(.chooser(.again))
    #expect(try session.chooser.path.choices == [])
    try session.send(.choose(2), .activate)
    #expect(try session.stepTitle == "Waiting")
  }

  @Test("In a step it is answered in place, and nothing is answered that nobody has looked at")
  func inAStep() throws {
    var session = try session()
    try session.send(.go(lesson: 0, step: 1))
    #expect(try session.view.focus == .chooser(.choose(0)))
    try session.send(.activate)
    #expect(session.state.notice?.hasPrefix("Press the number") == true)
    #expect(try session.view.chooser.choices == [])
    try session.send(.activate)
    #expect(try session.view.chooser.choices == [0])
    #expect(try !session.view.hasChosen)
    try session.send(.choose(2))
    #expect(try session.view.chooser.choices == [0, 1])
    // The advice is there; Enter goes on to the rest of the step.
    #expect(try session.view.focus == nil)
    let items = session.state.items(of: try session.view)
    #expect(items == [.link(0), .link(1), .link(2), .chooser(.back), .chooser(.again)])
    try session.send(.focus(.chooser(.back)), .activate)
    #expect(try session.view.chooser.choices == [0])
    try session.send(.erase)
    #expect(try session.view.chooser.choices == [])
  }

  @Test("A number is for what comes first: the chooser, or a question")
  func numbers() throws {
    var session = try session()
    try session.send(.go(lesson: 0, step: 1), .choose(1), .choose(1), .next)
    #expect(session.state.chooserAtHand == nil)
    try session.send(.choose(1))
    #expect(session.state.records.answers.count == 1)
    try session.send(.chooser(.again))
    #expect(session.state.chooserAtHand == ChooserPath())
  }
}
