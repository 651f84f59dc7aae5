import Canvas
import Foundation
import TestSupport
import Testing

@testable import PlainFrontEnd
@testable import Scenes
@testable import Tutor

/// Whoever listens can learn and do what those who look can.
@Suite("What is shown can be heard")
struct ParityTests {
  // MARK: What is done

  /// The commands of the keys, and what does the same in words.
  private static let commands: [Command: PlainCommand] = [
    .back: .leave, .quit: .quit, .help: .help, .legend: .states, .contents: .contents,
    .search: .search, .glossary: .glossary, .reference: .reference, .chooser: .choose,
    .review: .review, .point: .answer, .find: .output, .nextMatch: .output,
    .previousMatch: .output, .next: .next, .nextStep: .next,
    .previousStep: .back, .nextLesson: .next,
    .previousLesson: .back, .activate: .answer, .run: .run, .look: .at, .stop: .stop,
    .input: .input,
    .allow: .allow,
    .edit: .edit, .dropEdit: .edit, .resetKnobs: .knob, .output: .output, .save: .save,
    .left: .knob,
    .right: .knob, .nextItem: .question, .previousItem: .question, .nextEvent: .step,
    .previousEvent: .step, .nextTurn: .turn, .previousTurn: .turn, .start: .at, .end: .at,
    .hint: .hint, .solution: .solution, .fold: .fold, .waker: .wake, .parting: .part,
    .filter: .lanes, .order: .order, .panel: .stack,
    .blank: .dark, .showAnswer: .reveal, .tally: .tally, .pause: .pause, .pointer: .point,
    .goToStep: .go, .openProgram: .open, .rejoin: .rejoin,
  ]

  /// Keys without a command of their own.
  private static let exceptions: [Command: String] = [
    .redraw: "there is no screen to draw anew",
    .suspend: "the terminal itself does it, with the same key",
    .up: "lists are heard as a whole, and numbers choose from them",
    .down: "as up", .pageUp: "nothing scrolls", .pageDown: "nothing scrolls",
    .top: "nothing scrolls", .bottom: "nothing scrolls",
    .erase: "a line is edited before Enter, by the terminal",
    .play: "time that passes by itself says nothing; step and turn walk through it",
    .slower: "as play", .faster: "as play",
    .zoomIn: "events tells any stretch of time", .zoomOut: "as zoom-in", .zoomAll: "as zoom-in",
    .panLeft: "as zoom-in", .panRight: "as zoom-in",
    .stay: "it does nothing",
  ]

  @Test("Every key has a command that does the same, or a reason")
  func keys() {
    for command in Command.allCases {
      let isKnown = Self.commands[command] != nil || Self.exceptions[command] != nil
      #expect(isKnown, "\(command) can be done by a key alone")
    }
  }

  // MARK: What is shown

  /// Words of the screen that nobody misses.
  private static let silentWords: [String: String] = [
    "predict": "said as Prediction", "e": "a key", "h": "a key", "editor": "said by edit",
    "solution": "a command", "hint": "a command", "space": "a key", "enter": "a key",
    "tab": "a key",
    "backspace": "a key", "r": "a key", "press": "keys are commands here",
    "line": "the last line of the screen says what comes next; here it is said after each step",
    "last": "as line", "always": "as line", "says": "as line", "welcome": "said once, at the start",
    "takes": "as welcome", "you": "as welcome", "were": "as welcome", "back": "as welcome",
    "and": "joins", "it": "joins", "is": "joins", "the": "joins", "again": "run alone runs again",
    "both": "run runs all variants", "run": "a command", "there": "joins", "more": "said by next",
    "shows": "said by next", "guess": "said as: the answer is a number", "your": "as guess",
    "choose": "said as: to answer, type", "that": "joins", "are": "joins", "right": "as choose",
    "my": "a button", "answer": "a button", "first": "as choose", "comes": "as choose",
    "exercise": "said before its title", "when": "said as: a run must show", "done": "as when",
    "a": "joins", "gone": "said as: no longer", "picture": "said before what it shows",
    "all": "joins", "of": "joins", "x": "how many", "program": "said by code", "text": "as program",
    "at": "joins", "hand": "as program", "see": "said as: learn", "begin": "as line",
    "where": "as welcome", "then": "as a key", "lanes": "said as: one lane or more",
    "none": "said as: empty, nobody, no timers", "running": "said as: runs", "do": "said as: idle",
    "seen": "where one is, one has seen",
    "innermost": "said where there are calls", "was": "said as: nothing has been printed",
    "up": "as was", "yet": "as was",
  ]

  /// Words of the legend that explain how the picture is to be read.
  private static let aboutPictures = Dictionary(
    uniqueKeysWithValues: [
      "row", "task", "time", "goes", "from", "left", "right", "same", "rows", "cursor", "moment",
      "what", "everything", "was", "doing", "told", "beneath", "thread", "for", "to", "or", "then",
    ].map { ($0, "there is no picture") })

  /// The words of the screen, without its first and last row, the axis, and what only draws.
  private func words(on screen: String) -> Set<String> {
    let rows = screen.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
      .dropLast()
    let said = rows.filter { row in
      // A row of times beneath a picture.
      row.contains { $0.isLetter && !"smuµ".contains($0) }
    }
    return tokens(of: said.joined(separator: "\n"))
  }

  private func tokens(of text: String) -> Set<String> {
    Set(
      text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "_" }
        .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "._")) }.filter { !$0.isEmpty })
  }

  /// What can be heard of a state, by commands that are there.
  private func heard(_ script: PlainScript, _ commands: [String]) throws -> Set<String> {
    var script = script
    for command in commands { try script.type(command) }
    return tokens(of: script.transcript)
  }

  private func expectParity(
    _ script: PlainScript, _ commands: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var view = ViewState()
    // So large that nothing is cut.
    let scene = Scene.compose(
      script.state, &view, size: Size(200, 160), options: SceneOptions())
    let heard = try heard(script, commands)
    let missed = words(on: scene.frame.text)
      .filter { !heard.contains($0) && Self.silentWords[$0] == nil && Int($0) == nil }
    #expect(missed.isEmpty, "\(missed.sorted())", sourceLocation: sourceLocation)
  }

  @Test("The front of the course and every step, before and after its questions are answered")
  func course() throws {
    for course in [fixtures.appending(path: "lessons/complete"), PlainScript.lessons] {
      var script = try PlainScript(course: course)
      script.recordings = ["sync": "sleepers", "async": "sleepers", "only": "threads"]
      try expectParity(script, ["contents"])
      try script.type("next")
      for _ in 0..<40 {
        guard case .lesson = script.state.top else { break }
        try expectParity(script, ["repeat step", "where", "knob", "links"])
        for answer in ["1", "3", "none"] { try script.type(answer) }
        try expectParity(script, ["repeat step", "where", "knob", "links"])
        try script.type("next")
      }
      try expectParity(script, ["contents"])
    }
  }

  @Test("An exercise before and after its verdict, with its hints and its solution")
  func exercises() throws {
    var script = try PlainScript(course: fixtures.appending(path: "lessons/practice"))
    script.practiceRuns = ["naps-apart", "naps-together", "naps-together"]
    for line in ["next", "check", "leave", "hint", "solution", "yes", "edit", "check", "leave"] {
      try script.type(line)
      let isRun = if case .player = script.state.top { true } else { false }
      if case .overlay = script.state.top { continue }
      try expectParity(
        script, isRun ? ["exercise", "at", "lanes", "code here", "output"] : ["repeat step"])
    }
  }

  @Test("Every recorded run, at several moments and in every panel", arguments: recordedRuns)
  func runs(name: String) throws {
    var script = try PlainScript(playing: [name])
    let length = script.state.length(of: try #require(script.state.player))
    for share in 0...2 {
      try script.send(.user(.player(.seek(length * Int64(share) / 2))))
      for panel in Player.Panel.allCases {
        try script.send(.user(.player(.panel(panel))))
        try expectParity(
          script,
          [
            "at", "lanes", "loop", "stack", "figures", "output", "code", "code here",
            "timeline lanes",
          ])
      }
    }
  }

  @Test("What lies over a screen")
  func overlays() throws {
    var script = try PlainScript()
    try script.type("next")
    for (overlay, command) in [
      (Overlay.legend, "states"), (.contents(Contents()), "contents all"),
      (.term("ready-queue"), "glossary ready-queue"),
    ] {
      var shown = script
      try shown.send(.user(.show(overlay)))
      let view = shown
      var heardFrom = script
      try heardFrom.type(command)
      var state = ViewState()
      let scene = Scene.compose(
        view.state, &state, size: Size(200, 160), options: SceneOptions())
      let missed = words(on: scene.frame.text).subtracting(tokens(of: heardFrom.transcript))
        .filter { Self.silentWords[$0] == nil && Self.aboutPictures[$0] == nil && Int($0) == nil }
      #expect(missed.isEmpty, "\(command): \(missed.sorted())")
    }
  }
}
