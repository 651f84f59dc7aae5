import Foundation
import LessonFormat
import Testing

@testable import DemoRunner

/// The quick reference and the chooser of the course itself.
private enum Pages {
  static let course = CourseFolder(path: Program.lessons)
  static let reference = course.reference().reference
  static let chooser = course.chooser().chooser

  /// What messages Python prints when the code is wrong.
  static let mistake = "the mistake"
}

/// Code that stands in a page, to be run as it is.
struct PageCode: CustomTestStringConvertible, Sendable {
  var place: String
  var code: CodeBlock
  var messages: [String] = []

  var testDescription: String { "\(place), \(code.title ?? "line \(code.text.prefix(20))")" }

  static let all: [PageCode] =
    Pages.reference.entries.flatMap { entry in
      entry.blocks.pythonCode.map {
        PageCode(place: entry.id.value, code: $0, messages: entry.messages)
      }
    }
    + Pages.chooser.parts.flatMap { part in
      part.blocks.pythonCode.map { PageCode(place: part.id.value, code: $0) }
    }

  static let mistakes = all.filter { $0.code.title == Pages.mistake }
  static let programs = all.filter { $0.code.title != Pages.mistake }
}

extension [Block] {
  fileprivate var pythonCode: [CodeBlock] {
    compactMap { block in
      guard case .code(let code) = block.content, code.language == "python" else { return nil }
      return code
    }
  }

  fileprivate var hasCaution: Bool {
    contains {
      if case .callout(let callout) = $0.content { callout.kind == .caution } else { false }
    }
  }

  fileprivate var headings: [String] {
    compactMap { block in
      guard case .heading(_, let title) = block.content else { return nil }
      return title.plainText
    }
  }
}

@Suite("The pages of the course")
struct CoursePagesTests {
  private static let python = PythonInterpreter.find(named: nil)
  private static let facts = python.flatMap { try? PythonFacts.ask($0) }

  /// Nil where there is no Python, or one that is too old for the code.
  private func run(_ page: PageCode) throws -> Program.Outcome? {
    guard let python = Self.python, let facts = Self.facts else {
      print("no python3: \(page.testDescription) was not run")
      return nil
    }
    let version = PythonVersion(major: facts.major, minor: facts.minor)
    if let needed = page.code.requires, !version.satisfies(needed) {
      print("Python \(version): \(page.testDescription) needs \(needed) and was not run")
      return nil
    }
    let folder = try TemporaryFolder()
    try folder.write(page.code.text, to: "program.py")
    return try Program.shell("\"$@\"", [python.path, "program.py"], in: folder.path)
  }

  @Test("Every program runs alone, and without a complaint", arguments: PageCode.programs)
  func programs(_ page: PageCode) throws {
    guard let outcome = try run(page) else { return }
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.isEmpty)
    #expect(!outcome.output.isEmpty || page.code.title == "mended", "it shows nothing")
    for message in page.messages { #expect(!outcome.output.contains(message)) }
  }

  @Test("Every mistake makes Python say what the entry is found by", arguments: PageCode.mistakes)
  func mistakes(_ page: PageCode) throws {
    guard let outcome = try run(page) else { return }
    guard !page.messages.isEmpty else {
      #expect(outcome.output.isEmpty && outcome.errors.isEmpty)
      return
    }
    #expect(page.messages.contains { outcome.errors.contains($0) }, "\(outcome.errors)")
    // The last line of it, pasted, leads to its entry.
    let said = outcome.errors.split(separator: "\n").map(String.init)
      .first { line in page.messages.contains { line.contains($0) } }
    let hits = ReferenceSearch(Pages.reference).hits(for: said ?? "")
    #expect(
      hits.contains {
        $0.match <= .message && Pages.reference.entries[$0.entry].id.value == page.place
      }, "\(said ?? "")")
  }

  @Test("Every entry has code, what goes wrong with it, and the lesson that teaches it")
  func entries() {
    let tables = ["decision-table", "symptoms"]
    #expect(Pages.reference.entries.count >= 30)
    for entry in Pages.reference.entries {
      #expect(entry.lesson != nil && entry.group != nil, "\(entry.id.value)")
      guard !tables.contains(entry.id.value) else { continue }
      #expect(!entry.blocks.pythonCode.isEmpty, "\(entry.id.value)")
      #expect(entry.blocks.hasCaution, "\(entry.id.value)")
    }
    for topic in [
      "syntax", "tasks", "gather", "wait", "as_completed", "TaskGroup", "timeouts", "cancellation",
      "locks", "semaphores", "queues", "streams", "executors", "concurrent calls",
      "a timeout around a call", "blocking code off the loop", "results as they complete",
      "the decision table",
    ] {
      #expect(ReferenceSearch(Pages.reference).hits(for: topic).first?.match == .name, "\(topic)")
    }
  }

  // MARK: The chooser

  /// Each path through the chooser, by the parts that it goes through.
  private var paths: [[Chooser.Part]] {
    func paths(from part: Chooser.Part, _ way: [Chooser.Part]) -> [[Chooser.Part]] {
      let way = way + [part]
      guard part.isQuestion else { return [way] }
      return part.choices.flatMap { choice in
        Pages.chooser.part(choice.target).map { paths(from: $0, way) } ?? []
      }
    }
    return Pages.chooser.parts.first.map { paths(from: $0, []) } ?? []
  }

  @Test("Every path ends in an advice with its reason, its code and what would change it")
  func advices() {
    let ends = paths.compactMap(\.last)
    #expect(paths.count >= 20 && ends.allSatisfy { !$0.isQuestion })
    #expect(Set(ends.map(\.id.value)).count == Pages.chooser.parts.count { !$0.isQuestion })
    for advice in Pages.chooser.parts where !advice.isQuestion {
      #expect(advice.blocks.headings == ["What would change this"], "\(advice.title)")
      #expect(advice.blocks.count >= 6, "\(advice.title)")
      guard case .paragraph(let reason) = advice.blocks[1].content else {
        Issue.record("\(advice.title) gives no reason")
        continue
      }
      #expect(reason.plainText.hasPrefix("Because "), "\(advice.title)")
    }
  }

  /// The way of somebody who has such a job, in the words of the choices.
  static let jobs: [(work: String, choices: [String], way: String)] = [
    ("100 network requests and more", ["It waits", "No", "A hundred", "Yes", "In order"], "async"),
    (
      "database queries",
      ["It waits", "No", "A few", "It is already", "Yes", "In order"], "async"
    ),
    ("scraping", ["It waits", "No", "A hundred", "Yes", "No"], "async"),
    ("web server, API", ["It serves", "Next to nothing"], "async"),
    ("real-time, as chat over WebSocket", ["It serves", "Next to nothing"], "async"),
    (
      "several AI models at once",
      ["It waits", "No", "A few", "It is already", "Yes", "In order"], "async"
    ),
    ("an interface that must not freeze", ["It shows", "Waits"], "async"),
    ("an interface that must not freeze", ["It shows", "A call"], "a thread for the work"),
    ("files", ["It reads"], "threads, or async over them"),
    ("heavy computation", ["It computes", "Into large pieces"], "processes"),
    (
      "blocking code without an async version", ["It waits", "No", "A hundred", "No"], "threads"
    ),
    ("a short script", ["It waits", "No", "One or two"], "sync"),
    ("steps that need each other's results", ["It waits", "Yes, all the way"], "sync"),
  ]

  /// The rows of the decision table: the work, what to choose for it, and the advices that it names.
  private func decisions() throws -> [(work: String, choose: [(way: String, advice: String)])] {
    let entry = try #require(Pages.reference.entry("decision-table"))
    let tables = entry.blocks.compactMap { block -> Table? in
      if case .table(let table) = block.content { table } else { nil }
    }
    return try #require(tables.first).rows.map { row in
      let choices = row[1].compactMap { inline -> (way: String, advice: String)? in
        guard case .link(let link) = inline.content, case .chooser(let id) = link.target else {
          return nil
        }
        return (link.text.plainText, id)
      }
      return (row[0].plainText, choices)
    }
  }

  @Test("Every row of the decision table is reached by somebody who has that work")
  func decisionTable() throws {
    let rows = try decisions()
    #expect(rows.count == 12)
    #expect(Set(rows.map(\.work)) == Set(Self.jobs.map(\.work)))
    for (work, choices, way) in Self.jobs {
      var path = ChooserPath()
      for choice in choices {
        let part = try #require(Pages.chooser.part(at: path))
        let index = part.choices.firstIndex { $0.name.hasPrefix(choice) }
        path.choices.append(try #require(index, "\(work): \(part.title) has no \"\(choice)\""))
      }
      let end = try #require(Pages.chooser.part(at: path))
      let row = try #require(rows.first { $0.work == work })
      #expect(
        row.choose.contains { $0.advice == end.id.value && $0.way == way }, "\(work): \(end.title)")
    }
    // Nothing stands in the table that nobody reaches.
    let reached = Set(paths.compactMap(\.last?.id.value))
    for row in rows {
      for choice in row.choose { #expect(reached.contains(choice.advice), "\(row.work)") }
      #expect(row.choose.count == Self.jobs.count { $0.work == row.work }, "\(row.work)")
    }
  }
}
