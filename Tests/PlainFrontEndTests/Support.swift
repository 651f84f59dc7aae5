import Foundation
import LessonFormat
import Narration
import TestSupport
import Testing
import Trace

@testable import PlainFrontEnd
@testable import Tutor

/// A session in words, led line by line; runs are played from recordings.
struct PlainScript {
  var state: State
  var plain: PlainSession
  /// What was typed and said, as a person would see it.
  private(set) var transcript = ""
  private(set) var effects: [Effect] = []
  /// Which recorded run is played for a variant; the others do not begin.
  var recordings: [String: String] = [:]
  /// What the learner's runs of an exercise show, one after another, and the solution's.
  var practiceRuns: [String] = []
  var solutionRun = "naps-together"
  /// What the learner saves in the editor, one after another.
  var edited: [String] = []
  private var ownText: String?
  private let folders: [LessonFolder]

  static let lessons = fixtures.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Lessons")

  init(
    course: URL = fixtures.appending(path: "lessons/complete"),
    settings: PlainSettings = PlainSettings()
  ) throws {
    let folder = CourseFolder(path: course.path)
    let course = try Course(folder, detail: .steps)
    folders = course.entries.map(\.folder)
    state = State(course: CourseOutline(course), glossary: folder.glossary().glossary)
    plain = PlainSession(state, settings: settings)
    hear(plain.begin(state))
  }

  init(playing runs: [String]) throws {
    folders = []
    state = State(
      playing: try runs.map { name in
        (title: name, run: try recorded(name))
      }, title: runs[0])
    plain = PlainSession(state)
    hear(plain.begin(state))
  }

  private mutating func hear(_ narration: Narration) {
    if !narration.lines.isEmpty { transcript += narration.text() }
  }

  /// Types a line, and gives back what is said to it.
  @discardableResult
  mutating func type(_ line: String) throws -> String {
    transcript += "> \(line)\n"
    let before = transcript.utf8.count
    let response = plain.read(line, state)
    hear(response.said)
    for intent in response.intents { try send(.user(intent)) }
    hear(plain.told(state))
    return String(decoding: transcript.utf8.dropFirst(before), as: UTF8.self)
  }

  mutating func type(lines: String...) throws {
    for line in lines { try type(line) }
  }

  /// Something happens while nobody types.
  @discardableResult
  mutating func happens(_ actions: Action...) throws -> String {
    let before = transcript.utf8.count
    for action in actions { try send(action) }
    hear(plain.told(state))
    return String(decoding: transcript.utf8.dropFirst(before), as: UTF8.self)
  }

  mutating func send(_ action: Action) throws {
    for effect in reduce(&state, action) {
      effects.append(effect)
      switch effect {
      case .load(let lesson):
        let reading = try folders[lesson].read()
        try send(
          .loaded(
            lesson: lesson,
            LessonContent(lesson: try #require(reading.lesson), mistakes: reading.diagnostics)))
      case .startRun(let id, let request):
        guard let name = recordings[request.variant] else { continue }
        try play(name, into: id)
      case .startPractice(let id, let request):
        let isSolution = request.text == state.exercise(request.key)?.solution.text
        let next = practiceRuns.isEmpty ? nil : practiceRuns.removeFirst()
        guard let name = isSolution ? solutionRun : next else {
          try send(.run(id, .ended(.failed("Nothing is recorded."))))
          continue
        }
        try play(name, into: id)
      case .exercise(let key, let errand, let draft):
        try send(.exercise(key, news(of: errand, draft)))
      default: break
      }
    }
  }

  /// A disk that holds one file, and an editor that writes what it is told.
  private mutating func news(of errand: ExerciseErrand, _ draft: ExerciseDraft) -> ExerciseNews {
    func file(_ text: String) -> ExerciseFile {
      ExerciseFile(path: "~/exercises/\(draft.fileName)", text: text)
    }
    switch errand {
    case .look: return .looked(ownText.map(file))
    case .check:
      ownText = ownText ?? draft.starter
      return .toCheck(file(ownText ?? ""))
    case .edit:
      ownText = edited.isEmpty ? ownText ?? draft.starter : edited.removeFirst()
      return .edited(file(ownText ?? ""), notice: nil)
    case .reset:
      ownText = draft.starter
      return .reset(file(draft.starter), kept: "naps.1.py")
    }
  }

  mutating func play(_ name: String, into id: RunID) throws {
    try send(.run(id, .began))
    try send(.run(id, .trace(try traceLines(name), now: 0)))
    try send(.run(id, .ended(.exit(0))))
  }

  var startedRuns: [RunID] {
    effects.compactMap { if case .startRun(let id, _) = $0 { id } else { nil } }
  }
}

func traceFiles(_ name: String) throws -> [[UInt8]] {
  let folder = fixtures.appending(path: "traces/\(name)")
  return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    .filter { $0.hasSuffix(".jsonl") }
    .map { Array(try Data(contentsOf: folder.appending(path: $0))) }
}

func traceLines(_ name: String) throws -> [TraceLine] {
  var reader = TraceReader()
  for file in try traceFiles(name) { _ = reader.feed(file, to: reader.addSource()) }
  return reader.take(.all)
}

/// A recorded run with its program.
func recorded(_ name: String) throws -> ProgramRun {
  let folder = fixtures.appending(path: "traces/\(name)")
  let program = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    .first { $0.hasSuffix(".py") }
  let text = try program.map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
  return ProgramRun(
    stage: .ended(.exit(0)), timeline: Timeline.read(try traceFiles(name)).timeline,
    source: (text ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
}

let recordedRuns = [
  "sleepers", "blocker", "mixed", "threads", "calls", "eager", "family", "killed", "virtual",
]
