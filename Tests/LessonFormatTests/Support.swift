import Foundation
import Testing

@testable import LessonFormat

enum Fixtures {
  static let lessons = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/lessons").path

  static let complete = CourseFolder(path: Disk.join(lessons, "complete"))
  static let everything = LessonFolder(path: Disk.join(complete.path, "01-everything"))

  static func text(of file: String) throws -> String {
    String(decoding: try Disk.read(file), as: UTF8.self)
  }
}

/// Front matter of seven lines; what stands behind it begins on line 8.
let head = """
  ---
  format: 1
  id: sample
  title: A sample
  minutes: 5
  needs: []
  ---

  """

/// A step that is in order by itself.
let step = "## A step\n<!-- id: a-step -->\n\nWords.\n"

func read(_ text: String, files: ProgramFiles = .none) -> LessonReading {
  read(bytes: Array(text.utf8), files: files)
}

func read(bytes: [UInt8], files: ProgramFiles = .none) -> LessonReading {
  LessonReader.read(SourceText(path: "lesson.md", bytes: bytes), files: files)
}

/// A lesson of one step that holds `content`, which begins on line 11.
func step(holding content: String) -> String {
  head + "## A step\n<!-- id: a-step -->\n\n" + content + "\n"
}

extension SourceText {
  /// The bytes of a range that stays on one line.
  func text(at range: SourceRange) -> String {
    let line = line(Int(range.start.line))
    let start = min(max(Int(range.start.column) - 1, 0), line.count)
    let end = min(max(Int(range.end.column) - 1, start), line.count)
    return String(decoding: line.dropFirst(start).prefix(end - start), as: UTF8.self)
  }
}

extension Lesson {
  var blocks: [Block] { steps.flatMap(\.blocks) }

  var demos: [Demo] {
    blocks.compactMap { if case .demo(let demo) = $0.content { demo } else { nil } }
  }

  var questions: [Question] {
    blocks.compactMap { if case .question(let question) = $0.content { question } else { nil } }
  }

  var exercises: [Exercise] {
    blocks.compactMap { if case .exercise(let exercise) = $0.content { exercise } else { nil } }
  }
}

/// A folder that is gone when the test is.
final class TemporaryFolder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appending(path: "interleave-tests-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and the folders on the way to it; gives its path.
  @discardableResult
  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let file = Disk.join(path, name)
    try FileManager.default.createDirectory(
      atPath: Disk.parent(file), withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: file))
    return file
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try write(name, text.utf8) }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: Disk.join(path, name), withDestinationPath: target)
  }

  func check(_ name: String = "") throws -> [Diagnostic] {
    var check = CourseCheck()
    try check.add(path: name.isEmpty ? path : Disk.join(path, name))
    return check.diagnostics
  }
}

extension Block {
  /// The words of a paragraph or a heading.
  var words: String? {
    switch content {
    case .paragraph(let inlines), .heading(_, let inlines): inlines.plainText
    default: nil
    }
  }
}
