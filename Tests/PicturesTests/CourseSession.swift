import Canvas
import Foundation
import LessonFormat
import PlainFrontEnd
import Scenes
import TestSupport
import Testing
import Trace
import Tutor

let root = fixtures.deletingLastPathComponent().deletingLastPathComponent()

/// The course itself, whose demos play the recordings that come with it.
struct CourseSession {
  private(set) var state: State
  private var controller = Controller()
  private var plain: PlainSession
  private let folders: [LessonFolder]
  private let size: Size

  init(size: Size = Size(96, 30)) throws {
    let folder = CourseFolder(path: root.appending(path: "Lessons").path)
    let course = try Course(folder, detail: .steps)
    folders = course.entries.map(\.folder)
    state = State(course: CourseOutline(course), glossary: folder.glossary().glossary)
    plain = PlainSession(state)
    self.size = size
  }

  mutating func frame() -> Frame {
    Scene.compose(state, &controller.view, size: size, options: SceneOptions()).frame
  }

  /// What a key does that has a sign of its own, or a letter.
  mutating func press(_ keys: String...) throws {
    for key in keys {
      let text = key == "Space" ? " " : key.count == 1 ? key : nil
      if case .intents(let intents) = controller.press(key, text: text, state, keys: .ordinary) {
        for intent in intents { try send(.user(intent)) }
      }
      _ = frame()
    }
  }

  /// Types a line in plain mode, and gives back what is said to it.
  mutating func type(_ line: String) throws -> String {
    let response = plain.read(line, state)
    for intent in response.intents { try send(.user(intent)) }
    let said = [response.said, plain.told(state)].filter { !$0.lines.isEmpty }
    return said.map { $0.text(width: 96) }.joined()
  }

  mutating func send(_ action: Action) throws {
    for effect in reduce(&state, action) {
      switch effect {
      case .load(let lesson):
        let reading = try folders[lesson].read()
        try send(.loaded(lesson: lesson, LessonContent(lesson: try #require(reading.lesson))))
      case .startRun(let id, let request):
        try send(.run(id, .began))
        try send(.run(id, .trace(try recording(request), now: 0)))
        try send(.run(id, .ended(.exit(0))))
      default: break
      }
    }
  }

  private func recording(_ request: RunRequest) throws -> [TraceLine] {
    let lesson = try #require(state.course.entries.firstIndex { $0.id == request.key.lesson })
    let file =
      "\(folders[lesson].path)/recordings/\(request.key.demo)-\(request.variant).trace.jsonl"
    var reader = TraceReader()
    let source = reader.addSource()
    _ = reader.feed(Array(try Data(contentsOf: URL(filePath: file))), to: source)
    reader.finish(source: source)
    return reader.take(.all)
  }
}
