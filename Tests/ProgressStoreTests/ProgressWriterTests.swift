import Foundation
import ProgressStore
import Synchronization
import Testing

@Suite("Keeping progress beside the session")
struct ProgressWriterTests {
  private final class Told: Sendable {
    let sentences = Mutex<[String]>([])
    func hear(_ sentence: String) { sentences.withLock { $0.append(sentence) } }
    var all: [String] { sentences.withLock { $0 } }
  }

  private func writer(_ folder: Folder, _ told: Told = Told()) throws -> ProgressWriter {
    let opening = ProgressFile.open(folder.file)
    let known = try opening.file?.progress(in: "c") ?? CourseProgress()
    return try #require(
      ProgressWriter(
        path: folder.file, course: "c", known: known, file: opening.file?.identity,
        trouble: opening.trouble
      ) { told.hear($0) })
  }

  private func until(_ what: String, _ condition: () throws -> Bool) throws {
    let deadline = Date(timeIntervalSinceNow: 20)
    while try !condition() {
      try #require(Date() < deadline, "never came: \(what)")
      usleep(2000)
    }
  }

  @Test("Everything that was added is in the file at the end")
  func all() throws {
    let folder = try Folder()
    let writer = try writer(folder)
    for number in 0..<100 { writer.add(.step("a", seen: Int64(number), spent: 1)) }
    writer.add(.answer("q", "1", right: true))
    #expect(writer.finish() == nil)
    let progress = try open(folder.file).progress(in: "c")
    #expect(progress["a"]?.spent == 100)
    #expect(progress.answers.count == 1)
  }

  @Test("A session that adds nothing leaves nothing to write, and what comes late is let go")
  func nothing() throws {
    let folder = try Folder()
    let writer = try writer(folder)
    #expect(writer.finish() == nil)
    writer.add(.step("a"))
    #expect(try open(folder.file).progress(in: "c").isEmpty)
  }

  @Test("It is written soon, and not only at the end")
  func soon() throws {
    let folder = try Folder()
    let writer = try writer(folder)
    writer.add(.step("a"))
    try until("the step") { try open(folder.file).progress(in: "c") == .step("a") }
    #expect(writer.finish() == nil)
  }

  @Test("A file that is removed, or damaged, while a session writes is written anew as a whole")
  func lost() throws {
    let folder = try Folder()
    try open(folder.file).write(.step("before", spent: 5), to: "c", .adding)
    let told = Told()
    let writer = try writer(folder, told)
    writer.add(.step("a", spent: 1))
    try until("the step") { try open(folder.file).progress(in: "c")["a"] != nil }

    try FileManager.default.removeItem(atPath: "\(folder.path)/state")
    writer.add(.step("b", spent: 1))
    try until("the next step") { try open(folder.file).progress(in: "c")["b"] != nil }

    try Data(repeating: 0x55, count: 20_000).write(
      to: URL(filePath: folder.file), options: .atomic)
    writer.add(.step("b", spent: 1))
    #expect(writer.finish() == nil)
    let progress = try open(folder.file).progress(in: "c")
    #expect(["before", "a", "b"].map { progress[$0]?.spent } == [5, 1, 2])
    #expect(told.all.count == 1)
    #expect(told.all.first?.contains("was damaged") == true)
  }

  @Test("What cannot be written waits, is told once, and is kept as soon as it can be")
  func waiting() throws {
    let folder = try Folder()
    let told = Told()
    // In the place of the file's folder stands a file.
    let place = "\(folder.path)/state"
    try Data().write(to: URL(filePath: place))
    let opening = ProgressFile.open(folder.file)
    #expect(opening.trouble != nil)
    let writer = try #require(
      ProgressWriter(
        path: folder.file, course: "c", known: CourseProgress(), file: nil, trouble: nil
      ) { told.hear($0) })
    writer.add(.step("a"))
    try until("a word") { told.all.count == 1 }
    try FileManager.default.removeItem(atPath: place)
    writer.add(.step("b"))
    writer.add(.step("c"))
    #expect(writer.finish() == nil)
    #expect(try open(folder.file).progress(in: "c").steps.count == 3)
    #expect(told.all.last == "Your progress is kept again.")
    #expect(told.all.count == 2)
  }

  @Test("What could not be kept until the end is said")
  func lostInTheEnd() throws {
    let folder = try Folder()
    try Data().write(to: URL(filePath: "\(folder.path)/state"))
    let writer = try #require(
      ProgressWriter(
        path: folder.file, course: "c", known: CourseProgress(), file: nil,
        trouble: ProgressFile.open(folder.file).trouble
      ) { _ in })
    writer.add(.step("a"))
    #expect(writer.finish()?.contains("is not kept") == true)
  }
}

@Suite("Time at a step")
struct StudyTimeTests {
  private let a = CourseProgress.StepName(lesson: "l", step: "a")
  private let b = CourseProgress.StepName(lesson: "l", step: "b")

  @Test("Time belongs to the step that was in sight, and a long pause counts as a short one")
  func time() {
    var time = StudyTime()
    time.act(at: 1000, in: nil)
    time.act(at: 2000, in: a)
    time.act(at: 5000, in: b)
    time.act(at: 5000 + 10 * StudyTime.longestPause, in: b)
    time.act(at: 6000 + 10 * StudyTime.longestPause, in: nil)
    time.act(at: 9000 + 10 * StudyTime.longestPause, in: a)
    #expect(time.take() == [a: 3000, b: StudyTime.longestPause + 1000])
    #expect(time.take().isEmpty)
  }
}
