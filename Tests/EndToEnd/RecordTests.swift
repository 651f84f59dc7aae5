import Foundation
import LessonFormat
import Testing

@testable import interleave

@Suite("interleave record")
struct RecordTests {
  @Test("Every demo of the course has a recording of its program as it is")
  func recordings() throws {
    let course = try Course(CourseFolder(path: Program.lessons), detail: .frontMatter)
    for entry in course.entries {
      let lesson = try LoadedLesson(entry.folder)
      for (_, demo) in lesson.demos {
        for variant in demo.variants where variant.isRun && variant.isTraced {
          #expect(
            RunRecording.read(variant, in: demo, entry.folder) != nil,
            "interleave record \(entry.frontMatter.id)#\(demo.id)")
        }
      }
    }
  }

  @Test(
    "A demo is recorded without a word of this machine's folders, and replayed",
    .enabled(if: TraceCommandTests.hasPython))
  func recording() throws {
    let folder = try TemporaryFolder()
    try folder.lesson(
      "## One\n<!-- id: one -->\n\n```python demo=d\nprint(__file__ != '')\n```\n", id: "rec")
    let place = folder.path + "/01-a"
    let refused = try Program.run("record", place, in: folder.path)
    #expect(refused.status != 0)
    #expect(refused.errors.contains("--trust"))
    let outcome = try Program.run("record", "--trust", place, in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let file = place + "/recordings/d.trace.jsonl"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(!text.contains(folder.path) && !text.contains("/tmp/") && !text.contains("/bin/"))
    let replayed = try Program.run("replay", file, in: folder.path)
    #expect(replayed.status == 0)
    #expect(replayed.output.contains("d.py ran for"))
  }

  @Test(
    "A demo that fails is not recorded, and that is said", .enabled(if: TraceCommandTests.hasPython)
  )
  func failing() throws {
    let folder = try TemporaryFolder()
    try folder.lesson("## One\n<!-- id: one -->\n\n```python demo=d\n1 / 0\n```\n", id: "rec")
    let outcome = try Program.run("record", "--trust", folder.path + "/01-a", in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("d: not recorded"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/01-a/recordings"))
  }
}
