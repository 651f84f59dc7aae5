import LessonFormat
import Testing

@testable import Tutor

private let threeSteps = """
  ## First
  Words.
  <!-- pause -->
  More words.
  ## Second
  > [!QUIZ id=q] Which?
  > - [ ] red
  > - [x] green

  > [!QUIZ id=many] Which ones?
  > - [x] one
  > - [ ] two
  > - [x] three

  > [!QUIZ id=n] How many?
  > answer: 3 ± 10%
  ## Third
  > [!QUIZ id=o] In which order?
  > 1. b comes first
  > 2. c comes second
  > 3. a comes third
  """

@Suite("Going through a lesson")
struct LessonSessionTests {
  @Test("Going on reveals a step, then goes to the next, and from the last to the next lesson")
  func goingOn() throws {
    var session = try Session(lessons: [threeSteps, "## Other\nWords.\n"])
    try session.send(.next)
    #expect(try session.stepTitle == "First")
    #expect(session.state.visibleBlocks(of: try session.view).count == 1)
    #expect(session.state.hasMore(try session.view))
    try session.send(.next)
    #expect(session.state.visibleBlocks(of: try session.view).count == 2)
    #expect(!session.state.hasMore(try session.view))
    try session.send(.next, .next, .next)
    guard case .overlay(.agenda) = session.state.top else { return #expect(Bool(false)) }
    try session.send(.next)
    #expect(try session.view.lesson == 1)
    try session.send(.next)
    #expect(session.state.top == .home(Home(selection: 1)))
    #expect(session.state.notice == "That was the last step of the course.")
  }

  @Test("What was revealed stays so, and going back leads to the step before")
  func goingBack() throws {
    var session = try Session(lessons: [threeSteps])
    try session.send(.next, .next, .next, .previous)
    #expect(try session.stepTitle == "First")
    #expect(session.state.visibleBlocks(of: try session.view).count == 2)
    try session.send(.previous)
    #expect(session.state.notice == "This is the first step of the course.")
    try session.send(.back)
    #expect(session.state.top == .home(Home(selection: 0)))
    #expect(try session.send(.back) == [.quit])
  }

  @Test("A lesson opens where the learner was")
  func resuming() throws {
    var session = try Session(lessons: [threeSteps])
    try session.send(.go(lesson: 0, step: 1), .back, .activate)
    #expect(try session.stepTitle == "Second")
    var again = State(course: session.state.course, records: session.state.records)
    #expect(again.top == .home(Home(selection: 0)))
    _ = reduce(&again, .user(.activate))
    #expect(again.lessonView?.step == 1)
  }

  @Test("Enter alone leads from question to question")
  func enterAlone() throws {
    var session = try Session(lessons: [threeSteps])
    try session.send(.go(lesson: 0, step: 1))
    #expect(try session.view.focus == .choice(question: "q", 0))
    // The first Enter asks whether that is meant.
    try session.send(.activate)
    #expect(session.state.records.answers.isEmpty)
    try session.send(.activate)
    #expect(try session.view.focus == .choice(question: "many", 0))
    let lesson = try #require(session.state.content(of: try session.view))
    let question = try #require(session.state.question("q", in: try session.view))
    #expect(session.state.judgement(of: question, in: lesson)?.verdict == .wrong)
  }

  @Test("Several choices are made one by one, and submitted")
  func severalChoices() throws {
    var session = try Session(lessons: [threeSteps])
    try session.send(.go(lesson: 0, step: 1), .choose(2))
    try session.send(.choose(1), .choose(2), .choose(2), .choose(3))
    #expect(try session.view.drafts["many"]?.choices == [0, 2])
    try session.send(.focus(.submit(question: "many")), .activate)
    let lesson = try #require(session.state.content(of: try session.view))
    for id in ["q", "many"] {
      let question = try #require(session.state.question(id, in: try session.view))
      #expect(session.state.judgement(of: question, in: lesson)?.verdict == .right)
    }
    #expect(try session.view.focus == .number(question: "n"))
  }

  @Test(
    "A number is typed, and right within its tolerance",
    arguments: [("3", Verdict.right), ("2.7", .right), ("2,7", .right), ("2.6", .wrong)])
  func numbers(typed: String, verdict: Verdict) throws {
    var session = try Session(lessons: [threeSteps])
    try session.send(.go(lesson: 0, step: 1), .focus(.number(question: "n")))
    try session.send(.type("x\(typed)9"), .erase, .activate)
    let view = try session.view
    let lesson = try #require(session.state.content(of: view))
    let question = try #require(session.state.question("n", in: view))
    #expect(session.state.judgement(of: question, in: lesson)?.verdict == verdict)
    #expect(session.state.judgement(of: question, in: lesson)?.expected == 3)
  }

  @Test("What is no number stays to be corrected", arguments: ["", "-", "1e999"])
  func noNumber(typed: String) throws {
    var session = try Session(lessons: [threeSteps])
    try session.send(.go(lesson: 0, step: 1), .focus(.number(question: "n")))
    try session.send(.type(typed), .activate)
    #expect(session.state.records.answers.isEmpty)
    #expect(session.state.notice != nil)
    #expect(try session.view.focus == .number(question: "n"))
  }

  @Test("Lines are put in order one by one; the last falls into its place")
  func ordering() throws {
    var session = try Session(lessons: [threeSteps])
    try session.send(.go(lesson: 0, step: 2))
    let question = try #require(session.state.question("o", in: try session.view))
    #expect(question.shownOrder == [2, 0, 1])
    try session.send(.choose(1), .erase, .choose(2))
    #expect(try session.view.drafts["o"]?.order == [0])
    try session.send(.focus(.line(question: "o", 1)), .activate)
    let lesson = try #require(session.state.content(of: try session.view))
    #expect(session.state.judgement(of: question, in: lesson)?.verdict == .right)
  }

  @Test("Links lead to steps, terms and back")
  func links() throws {
    var session = try Session(course: "Tests/Fixtures/lessons/complete")
    try session.send(.go(lesson: 0, step: 0))
    let items = session.state.items(of: try session.view)
    let targets = session.state.links(of: try session.view).map(\.target)
    #expect(items.count == targets.count)
    let term = try #require(targets.firstIndex(of: .term("ready-queue")))
    try session.send(.focus(.link(term)), .activate)
    #expect(session.state.top == .overlay(.term("ready-queue")))
    try session.send(.back)
    let lesson = try #require(targets.firstIndex(of: .lesson(id: "links", step: "only-step")))
    try session.send(.focus(.link(lesson)), .activate)
    #expect(try session.view.lesson == 1)
  }

  @Test("A search finds words of every lesson, in upper and lower case")
  func searching() throws {
    var session = try Session(lessons: [threeSteps, "## Other\nAn *event* LOOP turns.\n"])
    try session.send(.show(.search(Search())), .type("event l"))
    guard case .search(let search)? = session.state.overlay else {
      Issue.record("the search is not open")
      return
    }
    #expect(
      search.hits == [
        .init(lesson: 1, step: 0, before: "An ", match: "event L", after: "OOP turns.")
      ])
    try session.send(.activate)
    #expect(try session.view.lesson == 1)
  }

  @Test("A search has a hit for every paragraph and line of code")
  func everyHit() throws {
    var session = try Session(
      lessons: [
        "## One\nA loop.\n\nAnother loop.\n\n- a loop\n- none\n\n```python\nloop()\nloop()\n```\n"
      ])
    try session.send(.show(.search(Search())), .type("loop"))
    guard case .search(let search)? = session.state.overlay else { return }
    #expect(search.hits.count == 5)
    try session.send(.select(3), .activate)
    #expect(try session.view.sought == search.hits[3])
  }

  @Test("A search gives no right answer away")
  func searchingAnswers() throws {
    var session = try Session(lessons: [threeSteps])
    try session.send(.show(.search(Search())), .type("green"))
    guard case .search(let search)? = session.state.overlay else { return }
    #expect(search.hits.isEmpty)
    // The first way back clears what was typed.
    try session.send(.back)
    #expect(session.state.overlay == .search(Search()))
    try session.send(.back)
    #expect(session.state.overlay == nil)
  }

  @Test("A lesson that is saved anew stays on its step")
  func reloading() throws {
    var session = try Session(lessons: [threeSteps])
    try session.send(.go(lesson: 0, step: 2))
    var content = try #require(session.state.contents[0])
    content.lesson.steps.removeLast()
    try session.send(.loaded(lesson: 0, content))
    #expect(try session.stepTitle == "Second")
  }

  @Test("A lesson that cannot be read leads back to the course with a word")
  func unreadable() throws {
    var session = try Session(lessons: [threeSteps])
    session.state.contents = [:]
    _ = reduce(&session.state, .user(.next))
    #expect(session.state.lessonView != nil)
    try session.send(.unreadable(lesson: 0, "It cannot be read."))
    #expect(session.state.top == .home(Home(selection: 0)))
    #expect(session.state.notice == "It cannot be read.")
  }
}
