import Canvas
import LessonFormat
import TestSupport
import Testing
import Trace

@testable import Scenes
@testable import Tutor

@Suite("What is wanted is brought into sight")
struct ReachingTests {
  private static let demos = 2

  private func lesson(_ size: Size = Size(80, 24), step: Int = demos) throws -> Screening {
    var screen = try Screening(size: size)
    try screen.send(.user(.go(lesson: 0, step: step)))
    screen.compose()
    return screen
  }

  @Test("Back from a run, one stands at what it showed and what comes next")
  func backFromRun() throws {
    var screen = try lesson()
    screen.recordings = ["sync": "sleepers", "async": "naps-together"]
    try screen.press("1", "1", "r")
    #expect(screen.state.player != nil)
    try screen.press("q")
    #expect(screen.text.contains("Run it again"))
    #expect(screen.text.contains("Your prediction: "))
    #expect(screen.text.contains("in all"))
    #expect(screen.text.contains("How long did it take?"))
    // From then on the learner scrolls.
    try screen.press("Home")
    #expect(!screen.text.contains("Run it again"))
  }

  @Test("Memory stands beside the processor's time where a demo asks for it")
  func memory() throws {
    for (demo, isShown) in [("figures", true), ("raises", false)] {
      var screen = try lesson(step: 3)
      screen.recordings = ["figures": "sleepers", "raises": "sleepers"]
      try screen.send(.user(.run(demo: demo)))
      let text = screen.text
      #expect(screen.state.player != nil && text.contains("memory ") == isShown, "\(text)")
    }
  }

  @Test("A panel of code begins where the lesson looks, and hides no lane")
  func smallPanel() throws {
    var screen = try lesson()
    screen.recordings = ["sync": "naps-apart", "async": "naps-together"]
    try screen.press("r")
    #expect(!screen.text.contains("more row"), "\(screen.text)")
    #expect(screen.text.contains("  8  "), "\(screen.text)")
  }

  @Test("A digit brings an open question into sight, and answers it only then")
  func digit() throws {
    var screen = try lesson(Size(60, 14))
    let view = try #require(screen.state.lessonView)
    let knob = try #require(
      screen.state.items(of: view).first { if case .knob = $0 { true } else { false } })
    for focus in [nil, knob] as [Item?] {
      // Whatever has the focus, and however far away the question is.
      try screen.send(.user(.focus(focus)))
      screen.compose()
      try screen.press("End")
      #expect(!screen.text.contains("about 0.3 seconds"))
      guard focus == nil else { continue }
      try screen.press("2")
      #expect(screen.text.contains("about 0.3 seconds"))
      #expect(screen.state.records.answers.isEmpty)
    }
    // A number at a knob is the knob's.
    try screen.press("2")
    #expect(screen.state.lessonView?.typedKnob == "2")
    try screen.send(.user(.focus(nil)))
    try screen.press("2", "2")
    #expect(!screen.state.records.answers.isEmpty)
  }

  @Test("Where nothing is asked, a digit is told so")
  func nothingToChoose() throws {
    var screen = try lesson(step: 1)
    try screen.press("3")
    #expect(screen.text.contains("There is nothing to choose here."))
  }

  @Test("A number that is typed turns a knob, and is told where it cannot be that")
  func typedKnob() throws {
    var screen = try lesson(Size(80, 50))
    let view = try #require(screen.state.lessonView)
    let item = Item.knob(demo: "three-fetches", "SECONDS")
    #expect(screen.state.items(of: view).contains(item))
    try screen.send(.user(.focus(item)))
    try screen.press("0", ".", "7")
    #expect(screen.text.contains("= 0.7_") && screen.text.contains("Enter set it"))
    try screen.press("Enter")
    let key = DemoKey(lesson: "everything", demo: "three-fetches")
    #expect(screen.state.demos[key]?.knobs["SECONDS"] == 0.7)
    try screen.press("5", "0", "Enter")
    #expect(screen.state.demos[key]?.knobs["SECONDS"] == 2)
    #expect(screen.text.contains("outside of its range, 0.1 to 2"))
    try screen.press("-", "-", "Enter")
    #expect(screen.state.demos[key]?.knobs["SECONDS"] == 2)
    #expect(screen.text.contains("is no number"))
    // Nothing typed: Backspace puts the lesson's own number back.
    try screen.press("9", "Backspace", "Backspace")
    #expect(screen.state.demos[key]?.knobs["SECONDS"] == nil)
  }

  @Test("A search finds every paragraph, and leads to the row of the one that is chosen")
  func search() throws {
    var screen = try lesson(Size(60, 14), step: 0)
    try screen.press("/", "f", "e", "t", "c", "h", "(")
    guard case .overlay(.search(let search)) = screen.state.top else {
      Issue.record("the search is not open")
      return
    }
    #expect(search.hits.count(where: { $0.step == Self.demos }) > 2)
    for number in search.hits.indices {
      try screen.send(.user(.show(.search(search))))
      screen.compose()
      try screen.send(.user(.select(number)))
      try screen.press("Enter")
      #expect(screen.text.contains("fetch("), "hit \(number)")
      #expect(screen.state.lessonView?.sought == search.hits[number])
    }
  }

  @Test("Rows of every list are for the mouse too: the first click chooses, the second opens")
  func clicks() throws {
    var screen = try lesson(Size(80, 24), step: 0)
    func click(_ row: Int) throws {
      let scene = screen.compose()
      let intents = screen.controller.click(
        atColumn: 6, row: row, scene.zones, screen.state)
      for intent in intents { try screen.send(.user(intent)) }
    }
    func row(of words: String) throws -> Int {
      let rows = screen.text.split(separator: "\n", omittingEmptySubsequences: false)
      return try #require(rows.firstIndex { $0.contains(words) })
    }
    try screen.press("c")
    try click(row(of: "Code and call-outs"))
    #expect(screen.state.selection == 2)
    try click(row(of: "Code and call-outs"))
    #expect(screen.state.lessonView?.step == 1)
    try screen.press("a")
    try click(row(of: "Ready queue"))
    try click(row(of: "Ready queue"))
    #expect(screen.state.top == .overlay(.term("ready-queue")))
    // From a term back to the list that it was chosen from.
    try screen.press("q")
    guard case .overlay(.glossary) = screen.state.top else {
      Issue.record("\(screen.state.top)")
      return
    }
    try screen.press("Esc", "/", "f", "e", "t", "c", "h")
    try click(8)
    #expect(screen.state.selection == 1)
    // A choice is answered by a second click, so that one by mistake does nothing.
    try screen.send(.user(.go(lesson: 0, step: Self.demos)))
    screen.size = Size(80, 60)
    try click(row(of: "about 0.3 seconds"))
    #expect(screen.state.records.answers.isEmpty)
    try click(row(of: "about 0.3 seconds"))
    #expect(!screen.state.records.answers.isEmpty)
  }
}

@Suite("The last line")
struct FootTests {
  @Test(
    "It always has what comes next and the way to all keys", arguments: [40, 44, 60, 80, 120])
  func keys(width: Int) throws {
    var screen = try Screening(size: Size(width, 14))
    func expectKeys(_ next: String, help: String = "? keys") {
      let foot = screen.text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
      #expect(foot.trimmingPrefix(" ").hasPrefix(next), "\(foot)")
      #expect(foot.contains(help), "\(foot)")
    }
    expectKeys("Enter")
    try screen.press("Enter")
    for step in 0..<5 {
      try screen.send(.user(.go(lesson: 0, step: step)))
      let isAnswered = screen.state.lessonView?.focus == nil
      expectKeys(isAnswered ? "Space" : "Enter")
    }
    for (key, help) in [("c", "? keys"), ("?", "? keys"), ("a", "F1 keys"), ("/", "F1 keys")] {
      try screen.press(key)
      expectKeys(["?": "q"][key] ?? "Enter", help: help)
      try screen.press("Esc")
    }
    screen = try Screening(size: Size(width, 14), playing: ["mixed"])
    expectKeys("Space")
    try screen.press("o")
    expectKeys("q")
  }
}

@Suite("Output in full")
struct OutputTests {
  /// A program that has printed so many lines, a page of a book each tenth.
  private func screen(lines: Int) throws -> Screening {
    var run = ProgramRun(stage: .running)
    for number in 1...lines {
      run.write(.init(isError: false, text: number % 10 == 0 ? "Page \(number)\n" : "line\n"))
    }
    run.end(.exit(0))
    var screen = try Screening(size: Size(60, 14), playing: ["sleepers"])
    screen.state = State(playing: [(title: "it", run: run)], title: "it")
    try screen.press("o")
    return screen
  }

  @Test("It scrolls, and what is looked for is found from where one is, around, and back")
  func finding() throws {
    var screen = try screen(lines: 100)
    #expect(screen.text.contains("line") && !screen.text.contains("Page 100"))
    try screen.press("G")
    #expect(screen.text.contains("Page 100"))
    try screen.press("g", "/", "p", "A", "g", "e", "Space")
    #expect(screen.text.contains("Page 10") && screen.text.contains("1 of 10"))
    // Letters are typed until Enter; then they are keys.
    try screen.press("Enter", "n", "n")
    #expect(screen.text.contains("Page 30") && screen.text.contains("3 of 10"))
    try screen.press("N", "N", "N")
    #expect(screen.text.contains("Page 100") && screen.text.contains("10 of 10"))
    try screen.press("/", "x", "y")
    #expect(screen.text.contains("not found"))
    // The first way out is out of the search.
    try screen.press("Esc")
    guard case .overlay(.output) = screen.state.top else {
      Issue.record("the output has closed")
      return
    }
    try screen.press("q")
    guard case .player = screen.state.top else {
      Issue.record("the output is open")
      return
    }
  }

  @Test("What is found is marked, also where a line is broken")
  func marks() throws {
    var run = ProgramRun(stage: .running)
    run.write(.init(isError: false, text: "a needle " + String(repeating: "hay ", count: 30)))
    run.end(.exit(0))
    var text = OutputText(run: RunID(1), width: 40)
    text.grow(with: run)
    #expect(text.rowCount > 2)
    let rows = text.rows(from: 0, count: 10, finding: "HAY", at: nil)
    #expect(rows.count == text.rowCount)
    let marked = rows.flatMap(\.runs).filter { $0.style.ground == .hit }.map(\.text)
    #expect(marked.count == 30 && marked.allSatisfy { $0 == "hay" })
    #expect(text.lines(holding: "needle") == [0])
    // From the middle, as from the beginning.
    let later = text.rows(from: 1, count: 1, finding: "", at: nil)
    #expect(later.first?.text == rows[1].text)
  }
}
