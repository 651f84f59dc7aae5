import Foundation
import Testing

@testable import LessonFormat

/// What holds of the course that ships with the program, beyond what `check` asks of any.
@Suite("The text of the course")
struct CourseTextTests {
  private static let folder = CourseFolder(
    path: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Lessons").path)

  private static func lessons() throws -> [Lesson] {
    try Course(folder, detail: .steps).entries.map { entry in
      try #require(entry.folder.read().lesson, "\(entry.frontMatter.id) cannot be read")
    }
  }

  @Test("No sentence stands in two lessons")
  func sentences() throws {
    var owner: [String: String] = [:]
    for lesson in try Self.lessons() {
      for sentence in Set(Self.sentences(of: lesson.steps.flatMap(\.blocks))) {
        #expect(owner[sentence] == nil, "\(lesson.id) and \(owner[sentence] ?? ""): \(sentence)")
        owner[sentence] = lesson.id
      }
    }
    #expect(owner.count > 500)
  }

  @Test("The minutes of the steps are those of their lesson")
  func minutes() throws {
    for lesson in try Self.lessons() {
      let planned = lesson.steps.reduce(0) { $0 + ($1.minutes ?? 0) }
      #expect(planned == Double(lesson.frontMatter.minutes), "\(lesson.id)")
    }
  }

  /// Of six words and more: what is shorter is a turn of speech.
  private static func sentences(of content: Block.Content) -> [String] {
    switch content {
    case .paragraph(let inlines):
      inlines.plainText.replacing("\n", with: " ").split(separator: #/[.?!:] /#).map(String.init)
        .filter { $0.split(separator: " ").count >= 6 }
    case .list(let list): sentences(of: list.items.flatMap(\.blocks))
    case .quote(let blocks), .notes(let blocks): sentences(of: blocks)
    case .callout(let callout): sentences(of: callout.blocks)
    default: []
    }
  }

  private static func sentences(of blocks: [Block]) -> [String] {
    blocks.flatMap { sentences(of: $0.content) }
  }
}
