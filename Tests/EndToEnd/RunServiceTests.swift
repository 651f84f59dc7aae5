import Foundation
import LessonFormat
import Testing
import Tutor

@testable import interleave

@Suite("Runs of a session", .enabled(if: Program.hasPython))
struct RunServiceTests {
  @Test("A run that is stopped at any moment of its beginning ends, and nothing of it is left")
  func stoppedWhileItBegins() throws {
    let folder = try TemporaryFolder()
    let program = "import time\ntime.sleep(1000)\n"
    try folder.lesson("## One\n\n```python demo=nap\n\(program)```\n", in: "course/01-a")
    let course = try Course(CourseFolder(path: folder.path + "/course"), detail: .steps)
    let news = DispatchSemaphore(value: 0)
    let inbox = Inbox { news.signal() }
    let runs = RunService(course: SharedCourse(course), options: .init(), inbox: inbox)
    defer { runs.end() }
    for _ in 0..<10 { runs.prepare() }
    let loaded = try LoadedLesson(try #require(course.entries.first).folder)
    let variant = try #require(loaded.demos.first?.demo.variants.first).name
    let request = RunRequest(
      key: DemoKey(lesson: "a", demo: "nap"), variant: variant, text: program, knobs: [:],
      isEdited: true)
    var endings: [RunID: ProgramRun.Ending] = [:]
    let deadline = DispatchTime.now() + 60
    for number in 0..<12 {
      let id = RunID(number)
      runs.start(id, request)
      // From at once to long after it has begun.
      _ = news.wait(timeout: .now() + .milliseconds(number * 10))
      runs.stop(id)
      while endings[id] == nil {
        for action in inbox.take() {
          if case .run(let ended, .ended(let ending)) = action { endings[ended] = ending }
        }
        if endings[id] == nil, news.wait(timeout: deadline) == .timedOut { break }
      }
      #expect(endings[id] == .stopped, "\(number)")
    }
  }
}
