import Testing

@testable import LessonFormat

/// The sample course uses every feature of the format; this is the model that it gives.
@Suite struct CompleteLessonTests {
  let source: SourceText
  let lesson: Lesson
  let links: [Link]

  init() throws {
    source = try Fixtures.everything.source()
    let reading = try Fixtures.everything.read()
    lesson = try #require(reading.lesson)
    links = reading.links
  }

  @Test func passesTheCheck() throws {
    var check = CourseCheck()
    try check.add(path: Fixtures.complete.path)
    #expect(check.diagnostics.map(\.headline) == [])
    #expect(check.lessonCount == 2)
  }

  @Test func usesWhatTheFormatHas() {
    let text = String(decoding: source.bytes, as: UTF8.self)
    for name in AttributeName.allCases {
      #expect(text.contains("\(name.rawValue)=") || name == .norun, "no attribute \(name)")
    }
    // What the pages beside the lessons are for is in a course of its own; `PagesTests` reads it.
    for name in DirectiveName.allCases where name != .chooser && name != .message {
      #expect(text.contains("<!-- \(name.rawValue)"), "no directive \(name)")
    }
    for key in FrontMatterReader.Key.allCases {
      #expect(text.contains("\n\(key.rawValue): "), "no key \(key)")
    }
    for kind in Callout.Kind.allCases {
      #expect(text.contains("[!\(kind.rawValue.uppercased())]"), "no call-out \(kind)")
    }
    for name in AlertMarker.questionKinds {
      #expect(text.contains("> [!\(name.uppercased())"), "no \(name)")
    }
    for form in ConditionReader.forms {
      let known = [
        "total 0.9..1.3 s", "total over 0.9 s", "raises ValueError \"too small\"",
      ]
      #expect(text.contains("\n\(form)\n") || known.contains(form) || text.contains("  \(form)\n"))
    }
  }

  @Test func frontMatter() {
    #expect(
      lesson.frontMatter
        == FrontMatter(
          id: "everything", idRange: lesson.frontMatter.idRange, title: "Everything: one of each",
          minutes: 45,
          summary: "Every feature of the format in one lesson", needs: []))
  }

  @Test func theIDStandsWhereItSays() {
    #expect(source.text(at: lesson.frontMatter.idRange) == "everything")
  }

  @Test func steps() {
    #expect(
      lesson.steps.map(\.id.value) == [
        "all-blocks", "code", "demos", "more-demos", "exercises",
      ])
    #expect(lesson.steps.allSatisfy { !$0.id.isDerived })
    #expect(lesson.steps.map(\.minutes) == [2.5, nil, nil, nil, nil])
    #expect(lesson.steps[0].title.plainText == "All blocks and inlines")
    for (step, next) in zip(lesson.steps, lesson.steps.dropFirst()) {
      #expect(step.range.end == next.range.start)
      #expect(source.line(Int(step.range.start.line)).starts(with: "## ".utf8))
    }
  }

  @Test func kindsOfBlocks() {
    #expect(
      lesson.steps.map { $0.blocks.map(\.content.name) } == [
        [
          "paragraph", "paragraph", "paragraph", "heading", "list", "list", "table", "quote",
          "pause",
        ],
        [
          "callout", "callout", "callout", "callout", "callout", "code", "code", "code", "code",
          "code", "notes", "notes",
        ],
        [
          "question", "demo", "question", "question", "question", "question", "question",
          "question", "question",
        ],
        ["demo", "demo", "demo", "question"],
        ["paragraph", "exercise", "exercise"],
      ])
  }

  @Test func inlines() {
    guard case .paragraph(let inlines) = lesson.steps[0].blocks[0].content else {
      Issue.record("the first block is no paragraph")
      return
    }
    #expect(
      inlines.map(\.content.name) == [
        "text", "emphasis", "text", "strong", "text", "strikethrough", "text", "code", "text",
        "link", "text", "softBreak", "text", "lineBreak", "text", "link", "text",
      ])
    for inline in inlines {
      guard case .text(let text) = inline.content else { continue }
      let place = SourceRange(
        line: Int(inline.position.line), column: Int(inline.position.column),
        length: text.utf8.count)
      #expect(source.text(at: place) == text)
    }
  }

  @Test func linksAndTheirPlaces() {
    #expect(
      links.map(\.target) == [
        .web("https://docs.python.org"), .lesson(id: nil, step: "demos"),
        .lesson(id: "links", step: "only-step"), .lesson(id: "links", step: nil),
        .lesson(id: nil, step: "demos"), .term("ready-queue"), .term("event-loop"),
        .file("fetch.py"), .web("https://example.org"),
      ])
    for link in links {
      let text = source.text(at: link.range)
      #expect(text.hasPrefix("[") && text.hasSuffix(")"), "\(text) is no link")
    }
  }

  @Test func listsNestAndHaveBoxes() throws {
    guard case .list(let first) = lesson.steps[0].blocks[4].content,
      case .list(let second) = lesson.steps[0].blocks[5].content
    else {
      Issue.record("these are no lists")
      return
    }
    #expect(first.start == nil)
    #expect(first.items.map(\.isChecked) == [nil, nil, false, true])
    #expect(second.start == 3)
    guard case .list(let inner) = try #require(first.items[1].blocks.last).content else {
      Issue.record("nothing is nested")
      return
    }
    #expect(inner.start == 1)
    #expect(inner.items[1].blocks.map(\.content.name) == ["paragraph", "list"])
    #expect(second.items[0].blocks.first?.words == "three")
  }

  @Test func table() {
    guard case .table(let table) = lesson.steps[0].blocks[6].content else {
      Issue.record("this is no table")
      return
    }
    #expect(table.alignments == [.left, .center, .right, .left])
    #expect(table.header.map(\.plainText) == ["Left", "Center", "Right", "None"])
    #expect(
      table.rows.map { $0.map(\.plainText) } == [["a", "b", "c", "d"], ["e", "f", "", "h"]])
  }

  @Test func codeAndCallouts() {
    let codes = lesson.steps[1].blocks.compactMap { block in
      if case .code(let code) = block.content { code } else { nil }
    }
    #expect(codes.map(\.language) == ["text", "python", "python", nil, nil])
    #expect(codes[0].title == "A picture")
    #expect(codes[0].description == "Two boxes, the left one leads to the right one")
    #expect(codes[1].focus == [1...1, 3...4])
    #expect(codes[1].program != nil)
    #expect(codes[2].program == nil)
    #expect(codes[4].text == "indented code\n")
    let kinds = lesson.steps[1].blocks.compactMap { block in
      if case .callout(let callout) = block.content { callout.kind } else { nil }
    }
    #expect(kinds == Callout.Kind.allCases)
  }

  @Test func notes() {
    guard case .notes(let short) = lesson.steps[1].blocks[10].content,
      case .notes(let long) = lesson.steps[1].blocks[11].content
    else {
      Issue.record("these are no notes")
      return
    }
    #expect(short.first?.words == "Ask the room before you go on.")
    #expect(long.map(\.content.name) == ["paragraph", "list"])
    let line = Int(long[0].range.start.line)
    #expect(
      String(decoding: source.line(line), as: UTF8.self)
        == "  Two paragraphs for the instructor.")
  }
}

extension Block.Content {
  /// The name of the case.
  var name: String {
    switch self {
    case .paragraph: "paragraph"
    case .heading: "heading"
    case .list: "list"
    case .table: "table"
    case .quote: "quote"
    case .code: "code"
    case .callout: "callout"
    case .demo: "demo"
    case .question: "question"
    case .exercise: "exercise"
    case .chooser: "chooser"
    case .pause: "pause"
    case .notes: "notes"
    }
  }
}

extension Inline.Content {
  var name: String {
    switch self {
    case .text: "text"
    case .code: "code"
    case .emphasis: "emphasis"
    case .strong: "strong"
    case .strikethrough: "strikethrough"
    case .link: "link"
    case .image: "image"
    case .softBreak: "softBreak"
    case .lineBreak: "lineBreak"
    }
  }
}
