import Testing

@testable import LessonFormat

/// The quick reference and the chooser: how they are read.
@Suite struct PagesTests {
  private let course = CourseFolder(path: Disk.join(Fixtures.lessons, "pages"))

  @Test func theSampleIsInOrder() throws {
    var check = CourseCheck()
    try check.add(path: course.path)
    #expect(check.diagnostics.map(\.headline) == [])
    // Each fence is a program that runs alone.
    #expect(check.programs.count == 5)
    #expect(check.programs.allSatisfy { !$0.isFragment })
    #expect(check.programs.map(\.requires?.description) == [nil, "3.11", nil, nil, nil])
  }

  @Test func eachPageIsCheckedByItself() throws {
    for file in [course.referenceFile, course.chooserFile] {
      var check = CourseCheck()
      try check.add(path: file)
      #expect(check.diagnostics.map(\.headline) == [])
      #expect(check.lessonCount == 0 && !check.programs.isEmpty)
    }
  }

  @Test func entriesHaveGroupsNamesAndMessages() throws {
    let reference = course.reference().reference
    #expect(reference.title == "Small reference")
    #expect(reference.entries.map(\.id.value) == ["timeouts", "queues", "never-awaited"])
    #expect(reference.entries.map(\.group) == ["Waiting", "Waiting", "When it goes wrong"])
    let last = try #require(reference.entry("never-awaited"))
    #expect(last.messages == ["was never awaited", "Enable tracemalloc"])
    #expect(last.summary == "Nobody awaited it, so it never ran.")
    #expect(last.lesson?.target == .lesson(id: "choosing", step: "waiting"))
    let first = try #require(reference.entries.first)
    guard case .code(let code) = first.blocks[2].content else {
      Issue.record("no code")
      return
    }
    #expect(code.requires == PythonVersion(major: 3, minor: 11))
    #expect(code.title == "since 3.11")
  }

  @Test func choicesLeadToParts() throws {
    let chooser = course.chooser().chooser
    let first = try #require(chooser.parts.first)
    #expect(first.id.value == "does-it-wait-or-compute")
    #expect(first.choices.map(\.name) == ["It waits", "It computes"])
    #expect(first.choices.map(\.text.plainText) == ["It waits: for a network.", "It computes."])
    #expect(first.choices.map(\.target) == ["how-many-at-once", "processes"])
    #expect(first.blocks.count == 1)
    #expect(chooser.parts.map(\.isQuestion) == [true, true, false, false, false])
  }

  @Test func aPathLeadsToAnAdvice() {
    let chooser = course.chooser().chooser
    func way(_ path: ChooserPath) -> [String] { chooser.parts(along: path).map(\.id.value) }
    #expect(way(ChooserPath()) == ["does-it-wait-or-compute"])
    #expect(
      way(ChooserPath(choices: [0, 1])) == ["does-it-wait-or-compute", "how-many-at-once", "tasks"])
    #expect(way(ChooserPath(from: "how-many-at-once", choices: [0])).last == "threads")
    // What cannot be chosen ends it, and so does an advice.
    #expect(way(ChooserPath(choices: [9])) == ["does-it-wait-or-compute"])
    #expect(way(ChooserPath(choices: [1, 0])).last == "processes")
    #expect(way(ChooserPath(from: "nowhere")) == [])
    let said = chooser.said(along: ChooserPath(choices: [0, 1]))
    #expect(said.map(\.choice.name) == ["It waits", "Many"])
  }

  @Test func linksLeadToThePages() throws {
    let folder = LessonFolder(path: Disk.join(course.path, "01-choosing"))
    let reading = try folder.read()
    #expect(reading.links.map(\.target) == [.entry("timeouts"), .chooser("")])
    let blocks = try #require(reading.lesson?.steps.last?.blocks)
    #expect(blocks.contains { $0.content == .chooser })
    #expect(course.reference().links.map(\.target).contains(.chooser("threads")))
  }

  @Test func aCourseNeedsNoPages() {
    let none = CourseFolder(path: Fixtures.lessons)
    #expect(none.reference().reference.entries.isEmpty && none.reference().diagnostics.isEmpty)
    #expect(none.chooser().chooser.parts.isEmpty && none.chooser().diagnostics.isEmpty)
  }

  // MARK: Looking up

  private func found(_ typed: String) -> [String] {
    let reference = course.reference().reference
    return ReferenceSearch(reference).hits(for: typed).map {
      "\($0.match): \(reference.entries[$0.entry].id.value)"
    }
  }

  @Test func anEntryIsFoundByWhatSomebodyMayType() {
    #expect(found("Timeouts").first == "name: timeouts")
    #expect(found("never awaited").first == "name: never-awaited")
    #expect(found("awaited").first == "message: never-awaited")
    // All that Python has printed.
    #expect(
      found("main.py:9: RuntimeWarning: coroutine 'save' was never awaited").first
        == "message: never-awaited")
    #expect(found("time") == ["title: timeouts", "text: queues"])
    #expect(found("makers WORKERS") == ["text: queues"])
    #expect(found("wait_for") == ["text: timeouts"])
    #expect(found("") == [] && found(" ?! ") == [] && found("elephant") == [])
  }

  @Test func whatIsNearIsOffered() {
    let reference = course.reference().reference
    func near(_ typed: String) -> [String] {
      ReferenceSearch(reference).nearest(to: typed).map { reference.entries[$0].id.value }
    }
    #expect(near("tiemouts") == ["timeouts"])
    #expect(near("elephants awiated").first == "never-awaited")
    #expect(near("elephant") == [])
  }
}
