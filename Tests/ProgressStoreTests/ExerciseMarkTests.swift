import Foundation
import ProgressStore
import Testing

private func mark(
  attempts: Int, hints: Int = 0, begun: Int64, tried: Int64? = nil, solved: Int64? = nil,
  seen: Int64? = nil
) -> CourseProgress {
  var progress = CourseProgress()
  progress.exercises[.init(lesson: "l", exercise: "x", content: "abc")] = .init(
    attempts: attempts, hints: hints, begun: begun, tried: tried, solved: solved,
    solutionSeen: seen)
  return progress
}

@Suite("What is kept of exercises")
struct ExerciseMarkTests {
  @Test("Attempts add up, and the first success stays the first")
  func joining() throws {
    let folder = try Folder()
    let file = try open(folder.file)
    try file.write(mark(attempts: 1, begun: 5, tried: 5), to: "c", .adding)
    try file.write(mark(attempts: 1, hints: 2, begun: 9, tried: 9, solved: 9), to: "c", .adding)
    try file.write(mark(attempts: 1, hints: 1, begun: 7, tried: 7, solved: 12), to: "c", .adding)
    try file.write(mark(attempts: 0, begun: 20, seen: 20), to: "c", .adding)
    let expected = mark(attempts: 3, hints: 2, begun: 5, tried: 9, solved: 9, seen: 20)
    #expect(try open(folder.file).progress(in: "c") == expected)
    // In memory it is joined by the same rules.
    var joined = mark(attempts: 1, begun: 5, tried: 5)
    joined.join(mark(attempts: 1, hints: 2, begun: 9, tried: 9, solved: 9), .adding)
    joined.join(mark(attempts: 1, hints: 1, begun: 7, tried: 7, solved: 12), .adding)
    joined.join(mark(attempts: 0, begun: 20, seen: 20), .adding)
    #expect(joined == expected)
  }

  @Test("The same told twice counts once")
  func mending() throws {
    let folder = try Folder()
    let file = try open(folder.file)
    let all = mark(attempts: 4, hints: 1, begun: 5, tried: 8)
    for _ in 0..<2 { try file.write(all, to: "c", .mending) }
    #expect(try file.progress(in: "c") == all)
  }

  @Test("A lesson that is forgotten takes them along")
  func forgetting() throws {
    let folder = try Folder()
    let file = try open(folder.file)
    try file.write(mark(attempts: 1, begun: 5), to: "c", .adding)
    try file.forget(course: "c", lesson: "other")
    #expect(try file.progress(in: "c").exercises.count == 1)
    try file.forget(course: "c", lesson: "l")
    #expect(try file.progress(in: "c").isEmpty)
    try file.write(mark(attempts: 1, begun: 5), to: "c", .adding)
    try file.forget(course: "c")
    #expect(try file.progress(in: "c").isEmpty)
  }

  @Test("A file of the first version gets its table and keeps what it has")
  func older() throws {
    let folder = try Folder()
    try open(folder.file).write(.step("a", spent: 7), to: "c", .adding)
    execute("DROP TABLE exercise; PRAGMA user_version = 1", on: folder.file)
    let file = try open(folder.file)
    #expect(try file.progress(in: "c") == .step("a", spent: 7))
    try file.write(mark(attempts: 1, begun: 5), to: "c", .adding)
    #expect(try open(folder.file).progress(in: "c").exercises.count == 1)
  }
}
