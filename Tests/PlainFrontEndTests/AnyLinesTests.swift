import TestSupport
import Testing

@testable import PlainFrontEnd
@testable import Tutor

/// Whatever is typed wherever, there is an answer, and a voice can say it.
@Suite("Any lines in any order")
struct AnyLinesTests {
  private static let operands = [
    "", "1", "2", "3 1", "99", "-1", "0.5", "0,05 s", "500 ms", "1e9", "back", "back 3", "all",
    "on",
    "off", "none", "start", "end", "gist", "lanes", "events", "async", "here", "5 9", "waiting",
    "name", "sleep", "CALLS 5", "CALLS up", "reset", "undo", "thread", "lesson 1", "1/2", "step",
    "csv", "held", "live", "éß字", "\u{1B}[31m", "\u{0}", String(repeating: "x", count: 3000),
  ]

  private func line(_ generator: inout SeededGenerator) -> String {
    let command =
      switch Int.random(in: 0..<12, using: &generator) {
      case 0: ""
      case 1: "nonsense"
      default: CommandTable.all.randomElement(using: &generator)?.name ?? ""
      }
    if command == "quit" { return "" }
    let operand = Self.operands.randomElement(using: &generator) ?? ""
    return Bool.random(using: &generator) ? "\(command) \(operand)" : command
  }

  private func hammer(_ script: inout PlainScript, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let line = line(&generator)
      let said = try script.type(line)
      if script.effects.contains(.quit) { return }
      let isDone = ["allow", "input", "edit", "save"].contains { line.hasPrefix($0) }
      #expect(
        !said.isEmpty || isDone,
        "nothing was said to \(line.debugDescription), after: \(script.transcript.suffix(600))")
      expectSpeakable(said)
      try #require(!script.state.stack.isEmpty)
    }
  }

  @Test("In the course", arguments: 0..<20)
  func course(seed: UInt64) throws {
    var script = try PlainScript()
    script.recordings = [
      "sync": "sleepers", "async": "blocker", "only": "threads", "figures": "calls",
    ]
    try hammer(&script, seed: seed)
  }

  @Test("At an exercise", arguments: 0..<12)
  func exercise(seed: UInt64) throws {
    var script = try PlainScript(course: fixtures.appending(path: "lessons/practice"))
    script.practiceRuns = Array(repeating: ["naps-apart", "naps-together"], count: 50).flatMap(
      \.self)
    try script.type("next")
    try hammer(&script, seed: seed)
  }

  @Test("In a run that was kept", arguments: 0..<9)
  func kept(seed: UInt64) throws {
    var script = try PlainScript(playing: [recordedRuns[Int(seed)], "mixed"])
    try hammer(&script, seed: seed)
  }

  @Test("Repeat says the same again, and nothing else")
  func repeating() throws {
    var script = try PlainScript()
    let said = try script.type("next")
    #expect(try script.type("repeat") == said)
    #expect(try script.type("rep") == said)
    let place = try script.type("where")
    #expect(try script.type("again") == place)
  }
}
