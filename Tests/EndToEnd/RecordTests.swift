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
        for variant in demo.variants where variant.isRun {
          #expect(
            RunRecording.find(variant, in: demo, entry.folder) != nil,
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
    "Of a program that measures itself its output is recorded, and shown without Python",
    .enabled(if: TraceCommandTests.hasPython))
  func untraced() throws {
    let folder = try TemporaryFolder()
    try folder.lesson(
      "## One\n<!-- id: one -->\n\n```python demo=d trace=off\nprint('one: 0.10 s')\n```\n",
      id: "rec")
    let place = folder.path + "/01-a"
    let outcome = try Program.run("record", "--trust", place, in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let text = try String(contentsOfFile: place + "/recordings/d.trace.jsonl", encoding: .utf8)
    #expect(text.contains("\"traced\":false") && text.contains("one: 0.10 s"))
    #expect(!text.contains(folder.path) && !text.contains("/tmp/"))
    let shown = try Program.run(
      "run", place, in: folder.path, environment: ["PATH": "/nowhere"])
    #expect(shown.status == 0 && shown.output.contains("one: 0.10 s"), "\(shown.errors)")
    // Nothing runs there, so nothing is asked.
    let learned = try Program.shell(
      "printf 'run\nquit\n' | \"$@\"",
      [Program.binary, "learn", "--plain", "--lessons=\(folder.path)", "rec"], in: folder.path,
      environment: ["PATH": "/nowhere"])
    #expect(learned.output.contains("Output: one: 0.10 s"), "\(learned.output)\(learned.errors)")
    #expect(!learned.output.contains("type allow"))
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
