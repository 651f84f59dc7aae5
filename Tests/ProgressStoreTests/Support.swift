import CSQLite
import Foundation
import ProgressStore
import TestSupport
import Testing

/// A folder that is gone when the test has ended; in memory where the system has that, because
/// what is tested is order and not the disk.
final class Folder {
  let path: String

  init() throws {
    let shared = "/dev/shm"
    let parent =
      FileManager.default.isWritableFile(atPath: shared)
      ? shared : FileManager.default.temporaryDirectory.path
    path = "\(parent)/interleave-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    try? FileManager.default.removeItem(atPath: path)
  }

  var file: String { "\(path)/state/progress.sqlite" }

  var names: [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: "\(path)/state")
    return (names ?? []).sorted()
  }
}

let probe = builtProgram("progress-probe")

/// A program that writes, as `line` of the shell starts it with `"$@"`.
struct Writing {
  let process = Process()
  private let output = Pipe()

  init(_ arguments: [String], line: String = "exec \"$@\"") throws {
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line, "sh", probe] + arguments
    process.standardOutput = output
    try process.run()
  }

  /// What it prints until it ends.
  func rest() -> [Substring] {
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n")
  }

  /// Waits for so many lines.
  func lines(_ count: Int) -> [Substring] {
    var text = ""
    while text.count(where: { $0 == "\n" }) < count {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { break }
      text += String(decoding: data, as: UTF8.self)
    }
    return text.split(separator: "\n")
  }
}

func open(_ path: String) throws -> ProgressFile {
  let opening = ProgressFile.open(path)
  #expect(opening.trouble == nil)
  return try #require(opening.file)
}

extension CourseProgress {
  static func step(
    _ step: String, pauses: Int = 0, seen: Int64 = 1, spent: Int64 = 0, lesson: String = "l"
  ) -> CourseProgress {
    var progress = CourseProgress()
    progress.steps[.init(lesson: lesson, step: step)] = .init(
      pauses: pauses, firstSeen: seen, lastSeen: seen, spent: spent)
    return progress
  }

  static func answer(
    _ question: String, _ response: String, right: Bool?, at: Int64 = 1, content: String = "c"
  ) -> CourseProgress {
    var progress = CourseProgress()
    progress.answers[.init(lesson: "l", question: question, at: at)] = .init(
      content: content, response: response, isRight: right)
    return progress
  }

  static func place(_ step: String, at: Int64) -> CourseProgress {
    var progress = CourseProgress()
    progress.place = .init(.init(lesson: "l", step: step), at: at)
    return progress
  }

  subscript(step: String) -> StepMark? { steps[.init(lesson: "l", step: step)] }
}

func execute(_ sql: String, on path: String) {
  var handle: OpaquePointer?
  #expect(sqlite3_open(path, &handle) == SQLITE_OK)
  #expect(sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK)
  sqlite3_close(handle)
}
