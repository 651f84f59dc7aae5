import Foundation
import TerminalHarness
import Testing

@Suite("A lesson while it is written")
struct WatchTests {
  private let learner: Learner
  private let file: String
  private let text: String

  init() throws {
    learner = try Learner()
    file = "\(learner.course)/01-a/lesson.md"
    text = try String(contentsOfFile: file, encoding: .utf8)
  }

  private func watch(_ place: String = "course/01-a") throws -> TerminalSession {
    let session = try TerminalSession(
      [Program.binary, "learn", "--watch", "\(learner.folder.path)/\(place)"],
      environment: ["HOME": learner.folder.path])
    try session.until(shows: place.hasSuffix("a") ? "First words" : "A lesson")
    return session
  }

  /// As some editors do it: a new file takes the place of the old one.
  private func replace(_ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: file), options: .atomic)
  }

  /// As others do it: into the file itself.
  private func overwrite(_ text: String) throws {
    let handle = try FileHandle(forWritingTo: URL(filePath: file))
    try handle.truncate(atOffset: 0)
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }

  @Test("Saving leads to the step that changed, however an editor saves")
  func saving() throws {
    let session = try watch()
    // It may begin to watch a moment after it has shown the lesson.
    try session.until(shows: "Better words") { attempt in
      try replace(text.replacing("Third words", with: "Better words \(attempt)"))
    }
    try session.until(shows: "step 3 of 3")
    try overwrite(text.replacing("Second words", with: "Hidden words"))
    try session.until(shows: "Hidden words")
    try session.until(shows: "step 1 of 3")
    session.type("Q")
    #expect(try session.ending() == .exited(0))
    // An author's way through a course is no learner's progress.
    #expect(!FileManager.default.fileExists(atPath: learner.file))
  }

  @Test("A program beside the lesson counts like the lesson")
  func program() throws {
    let demo = "\n```python demo=d file=program.py\n```\n"
    try learner.folder.write("print('old')\n", to: "course/01-a/program.py")
    try replace(text + demo)
    let session = try watch()
    try session.until(shows: "print('new')") { attempt in
      try learner.folder.write("print('new')  # \(attempt)\n", to: "course/01-a/program.py")
    }
    try session.until(shows: "step 3 of 3")
  }

  @Test("Mistakes are shown with their line, and go when they are mended")
  func mistakes() throws {
    let session = try watch()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = (lines.firstIndex { $0.contains("QUIZ") } ?? 0) + 1
    try session.until(shows: "Line \(line): ") { attempt in
      try replace(text.replacing("QUIZ", with: "QUIS") + "\nAttempt \(attempt)\n")
    }
    try replace("no lesson any more")
    try session.until(shows: "does not begin with front matter")
    try session.until(shows: "A lesson")
    try replace(text)
    try session.until("the mended lesson") { !$0.screen.text.contains("Line ") }
  }

  @Test("The pages beside the lessons are followed, too")
  func pages() throws {
    func page(_ title: String) -> String {
      "---\nformat: 1\ntitle: Reference\n---\n## \(title)\n\nWords, see [a](lesson:a).\n"
    }
    try learner.folder.write(page("Before"), to: "course/reference.md")
    let session = try watch()
    session.type("R")
    try session.until(shows: "> before")
    try session.until(shows: "> after") { attempt in
      try learner.folder.write(page("After \(attempt)"), to: "course/reference.md")
    }
  }

  @Test("Lessons that are added turn up in the course")
  func added() throws {
    let session = try watch("course")
    try session.until(shows: "Newest lesson") { _ in
      try learner.folder.write(
        "---\nformat: 1\nid: newest\ntitle: Newest lesson\nminutes: 3\n---\n## One\nWords.\n",
        to: "course/02-b/lesson.md")
    }
    session.type("j\r")
    try session.until(shows: "Words.")
  }
}
