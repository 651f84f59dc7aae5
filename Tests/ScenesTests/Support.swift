import Canvas
import Foundation
import LessonFormat
import TestSupport
import Testing
import Trace

@testable import Scenes
@testable import Tutor

/// A session with its screen: keys in, frames out.
struct Screening {
  var state: State
  var controller = Controller()
  var size: Size
  var options = SceneOptions()
  private let folders: [LessonFolder]
  /// Runs that were asked for, by the recorded run that is to be shown for each variant.
  var recordings: [String: String] = [:]

  /// What a run of the learner's program shows.
  var practiceRun: String?

  init(size: Size, course: String = "lessons/complete") throws {
    let folder = CourseFolder(path: fixtures.appending(path: course).path)
    let course = try Course(folder, detail: .steps)
    folders = course.entries.map(\.folder)
    state = State(course: CourseOutline(course), glossary: folder.glossary().glossary)
    self.size = size
    _ = compose()
  }

  init(size: Size, playing runs: [String]) throws {
    folders = []
    state = State(
      playing: try runs.map {
        (title: $0, run: ProgramRun(stage: .ended(.exit(0)), timeline: try recorded($0)))
      }, title: runs[0])
    self.size = size
    _ = compose()
  }

  /// The frame, with what the picture keeps brought up to date.
  @discardableResult
  mutating func compose() -> Scene {
    Scene.compose(state, &controller.view, size: size, options: options)
  }

  mutating func press(_ keys: String...) throws {
    for key in keys {
      let text = key == "Space" ? " " : key.count == 1 ? key : nil
      if case .intents(let intents) = controller.press(key, text: text, state, keys: .ordinary) {
        for intent in intents { try send(.user(intent)) }
      }
      compose()
    }
  }

  mutating func send(_ action: Action) throws {
    for effect in reduce(&state, action) {
      switch effect {
      case .load(let lesson):
        let reading = try folders[lesson].read()
        try send(
          .loaded(
            lesson: lesson,
            LessonContent(lesson: try #require(reading.lesson), mistakes: reading.diagnostics)))
      case .startRun(let id, let request):
        guard let name = recordings[request.variant] else { continue }
        try send(.run(id, .began))
        var reader = TraceReader()
        for file in try TraceFixtures.files(name) { _ = reader.feed(file, to: reader.addSource()) }
        try send(.run(id, .trace(reader.take(.all), now: 0)))
        try send(.run(id, .ended(.exit(0))))
      case .exercise(let key, let errand, let draft):
        // A disk that holds what the lesson begins with.
        let file = ExerciseFile(path: "~/exercises/\(draft.fileName)", text: draft.starter)
        switch errand {
        case .look: if practiceRun != nil { try send(.exercise(key, .looked(file))) }
        case .check: try send(.exercise(key, .toCheck(file)))
        case .edit: try send(.exercise(key, .edited(file, notice: nil)))
        case .reset: try send(.exercise(key, .reset(file, kept: nil)))
        }
      case .startPractice(let id, _):
        guard let practiceRun else { continue }
        try send(.run(id, .began))
        var reader = TraceReader()
        for file in try TraceFixtures.files(practiceRun) {
          _ = reader.feed(file, to: reader.addSource())
        }
        try send(.run(id, .trace(reader.take(.all), now: 0)))
        try send(.run(id, .ended(.exit(0))))
      default: break
      }
    }
  }

  var text: String {
    mutating get { compose().frame.text }
  }
}

func recorded(_ name: String) throws -> Timeline {
  Timeline.read(try TraceFixtures.files(name)).timeline
}

/// The sizes that every screen is looked at in.
let sizes = [Size(80, 24), Size(120, 36), Size(44, 14)]

extension Size {
  var name: String { "\(width)x\(height)" }
}
