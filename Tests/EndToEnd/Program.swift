import Foundation
import TestSupport
import Testing

@testable import DemoRunner

/// The real program, started as a person or a script would start it.
struct Program {
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let lessons = root.appending(path: "Lessons").path

  static let binary = builtProgram("interleave")

  /// Runs `interleave` with these arguments, in a clean environment and in `folder`.
  static func run(
    _ arguments: String..., in folder: String = root.path, environment: [String: String] = [:],
    binary: String = Program.binary
  ) throws -> Outcome {
    try shell(
      "\"$@\"", [binary] + arguments, in: folder, environment: environment)
  }

  /// Runs a line of shell with the arguments as `"$@"`.
  static func shell(
    _ line: String, _ arguments: [String] = [], in folder: String = root.path,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    var variables = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": folder, "LC_ALL": "C.UTF-8",
    ]
    variables.merge(sanitizerSettings) { $1 }
    variables.merge(environment) { $1 }
    let assignments = variables.map { "\($0)=\($1)" }.sorted()
    let outcome = try BoundedProcess.run(
      "/bin/sh",
      ["-c", "cd \"$1\"; shift; exec env -i \"$@\"", "sh", folder] + assignments
        + ["/bin/sh", "-c", line, "sh"] + arguments,
      input: [], seconds: 120)
    return Outcome(
      status: outcome.status, output: String(decoding: outcome.output, as: UTF8.self),
      errors: String(decoding: outcome.errors, as: UTF8.self))
  }
}

/// A folder that is gone when the test has ended.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/interleave-test-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ text: String, to name: String) throws {
    let file = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func lesson(_ body: String, id: String = "a", in name: String = "01-a") throws {
    try write(
      "---\nformat: 1\nid: \(id)\ntitle: A lesson\nminutes: 5\n---\n\(body)",
      to: "\(name)/lesson.md")
  }
}
