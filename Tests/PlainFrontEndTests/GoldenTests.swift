import Foundation
import TestSupport
import Testing

@testable import PlainFrontEnd
@testable import Tutor

@Suite("Sessions in words, as a person would hear them")
struct GoldenTests {
  private func expect(_ script: PlainScript, _ name: String) throws {
    expectSpeakable(script.transcript)
    try expectGolden(String(script.transcript.dropLast()), "plain/\(name).txt")
  }

  @Test("The course is read from its first step to its last")
  func reading() throws {
    var script = try PlainScript()
    try script.type(lines: "", "where", "links", "link 5", "back", "contents", "indent on")
    for _ in 0..<10 { try script.type("n") }
    try script.type(lines: "contents all", "progress")
    try expect(script, "reading")
  }

  @Test("Every lesson of the course, with all of its parts")
  func lessons() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: PlainScript.lessons.path)
      .filter { $0.first?.isNumber ?? false }.sorted()
    for (index, name) in names.enumerated() {
      var script = try PlainScript(course: PlainScript.lessons)
      try script.type("go lesson \(index + 1)")
      while let view = script.state.lessonView, view.lesson == index { try script.type("next") }
      try expect(script, "lessons/\(name)")
    }
  }

  @Test("Questions of every kind are answered")
  func questions() throws {
    var script = try PlainScript()
    script.recordings = ["sync": "sleepers", "async": "sleepers"]
    try script.type(
      lines: "go 1 3", "question", "5", "2", "0.4 s", "3 apples", "3", "80 %", "2", "none", "run",
      "question", "9", "answer 1, 2", "question 5", "1", "3 2", "2 3 1", "question", "1 2", "1",
      "repeat step", "next", "answer 2")
    try expect(script, "questions")
  }

  @Test("A demo is run, judged and looked at from all sides")
  func running() throws {
    var script = try PlainScript()
    script.recordings = ["sync": "threads", "async": "sleepers"]
    try script.type(
      lines: "lanes", "go 1 3", "2", "knob", "knob calls 5", "knob limit 3000000", "run", "at 0.05",
      "at", "lanes", "lane 4", "wake", "step", "step back", "step 3", "turn", "turn back", "loop",
      "stack", "part", "code here", "code 8", "code sync", "output", "figures", "order name",
      "lanes wait", "lanes all", "timeline lanes", "events 0 0.03", "where", "at 99", "step",
      "back", "lane 1", "next", "knob reset", "edit", "edit async")
    try expect(script, "running")
  }

  @Test("An exercise is done: tried, hinted at, mended, solved and compared")
  func practising() throws {
    var script = try PlainScript(course: fixtures.appending(path: "lessons/practice"))
    let program = { (name: String) in
      try String(
        contentsOf: fixtures.appending(path: "traces/\(name)/naps.py"), encoding: .utf8)
    }
    script.practiceRuns = ["naps-apart", "naps-together"]
    script.edited = [
      try program("naps-apart") + "\n", try program("naps-together"),
    ]
    try script.type(
      lines: "hint", "next", "check 2", "edit", "check 2", "code here", "lanes", "hint", "solution",
      "exercise", "solution", "yes", "edit", "exercise", "solution", "solution run", "compare",
      "check 9", "reset", "next", "back", "reset", "yes", "progress", "help check", "where")
    try expect(script, "practising")
  }

  @Test("A run that was kept is looked at", arguments: recordedRuns)
  func kept(name: String) throws {
    var script = try PlainScript(playing: [name])
    try script.type(
      lines: "timeline lanes", "at start", "step", "step", "step 4", "lanes", "lane 2", "lane",
      "wake",
      "loop", "stack", "code here", "events", "output", "next", "run", "contents")
    try expect(script, "runs/\(name)")
  }

  @Test("Help, in short and of each command")
  func help() throws {
    var script = try PlainScript()
    try script.type("help")
    for entry in CommandTable.all { try script.type("help \(entry.name)") }
    try script.type(lines: "help lnaes", "settings", "verbosity lanes", "table csv", "bell on")
    try expect(script, "help")
    let topic = HelpTeller.topic().text()
    expectSpeakable(topic)
    for entry in CommandTable.all { #expect(topic.contains("\n\(entry.name)")) }
  }
}
