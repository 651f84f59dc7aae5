import Foundation
import LessonFormat
import TestSupport
import Testing
import Trace

@testable import Tutor

let root = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// A session as a front end would lead it: actions in, effects out; lessons are read at once.
struct Session {
  var state: State
  private(set) var effects: [Effect] = []
  private let folders: [LessonFolder]

  init(course path: String) throws {
    let course = try Course(
      CourseFolder(path: root.appending(path: path).path), detail: .steps)
    folders = course.entries.map(\.folder)
    state = State(course: CourseOutline(course))
  }

  /// A course of lessons that are written here.
  init(lessons: [String]) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (index, body) in lessons.enumerated() {
      let place = folder.appending(path: "0\(index + 1)-lesson")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      let head = "---\nformat: 1\nid: l\(index + 1)\ntitle: Lesson \(index + 1)\nminutes: 5\n---\n"
      try Data((head + body).utf8).write(to: place.appending(path: "lesson.md"))
    }
    let course = try Course(CourseFolder(path: folder.path), detail: .steps)
    folders = course.entries.map(\.folder)
    state = State(course: CourseOutline(course))
    for index in folders.indices {
      let lesson = try #require(try folders[index].read().lesson)
      _ = reduce(&state, .loaded(lesson: index, LessonContent(lesson: lesson)))
    }
  }

  /// A player for recorded runs, and nothing else.
  init(playing fixtures: [String]) throws {
    folders = []
    state = State(
      playing: try fixtures.map {
        (title: $0, run: ProgramRun(stage: .ended(.exit(0)), timeline: try recorded($0)))
      }, title: fixtures[0])
  }

  @discardableResult
  mutating func send(_ action: Action) throws -> [Effect] {
    let effects = reduce(&state, action)
    self.effects += effects
    for effect in effects {
      if case .load(let lesson) = effect {
        let reading = try folders[lesson].read()
        let content = LessonContent(
          lesson: try #require(reading.lesson), mistakes: reading.diagnostics)
        try send(.loaded(lesson: lesson, content))
      }
    }
    return effects
  }

  @discardableResult
  mutating func send(_ intents: Intent...) throws -> [Effect] {
    var effects: [Effect] = []
    for intent in intents { effects += try send(.user(intent)) }
    return effects
  }

  var view: LessonView {
    get throws { try #require(state.lessonView) }
  }

  var stepTitle: String {
    get throws { try #require(state.step(of: try view)).title.plainText }
  }

  var player: Player {
    get throws { try #require(state.player) }
  }

  /// Plays a recorded run into the runs that were asked for, each to its end.
  mutating func play(
    _ fixture: String, into id: RunID, ending: ProgramRun.Ending = .exit(0)
  ) throws {
    try send(.run(id, .began))
    var reader = TraceReader()
    for file in try TraceFixtures.files(fixture) { _ = reader.feed(file, to: reader.addSource()) }
    try send(.run(id, .trace(reader.take(.all), now: 0)))
    try send(.run(id, .ended(ending)))
  }
}

/// A timeline that was recorded.
func recorded(_ fixture: String) throws -> Timeline {
  Timeline.read(try TraceFixtures.files(fixture)).timeline
}

func started(_ effects: [Effect]) -> [(RunID, RunRequest)] {
  effects.compactMap { if case .startRun(let id, let request) = $0 { (id, request) } else { nil } }
}
