import Testing

@testable import LessonFormat

/// Demos, questions and exercises of the sample course.
@Suite struct CompleteProgramsTests {
  let source: SourceText
  let lesson: Lesson

  init() throws {
    source = try Fixtures.everything.source()
    lesson = try #require(try Fixtures.everything.read().lesson)
  }

  @Test func demos() throws {
    #expect(lesson.demos.map(\.id) == ["three-fetches", "figures", "raises", "shown"])
    let fetches = try #require(lesson.demos.first)
    #expect(fetches.variants.map(\.name) == ["sync", "async", "gather"])
    #expect(fetches.mainVariants.map(\.name) == ["sync", "async"])
    #expect(fetches.variants.map(\.title) == ["one", "all at once", nil])
    #expect(fetches.variants.map(\.shownLines) == [7...9, nil, 3...4])
    #expect(fetches.variants[0].focus == [8...8])
    #expect(fetches.variants[1].requires == PythonVersion(major: 3, minor: 11))
    #expect(fetches.variants[1].standIn == "gather")
    #expect(fetches.pace == .together)
    #expect(fetches.views == [.timeline, .code, .output])
    #expect(fetches.timeout == Demo.defaultTimeout)
    #expect(fetches.variants.allSatisfy { $0.isRun && $0.isTraced && !$0.expectsFailure })
  }

  @Test func settingsOfDemos() {
    let figures = lesson.demos[1]
    #expect(figures.pace == .inTurn)
    #expect(figures.views == Demo.View.allCases)
    #expect(figures.drawsBars)
    #expect(figures.hasGeneratorLanes)
    #expect(figures.timeout == 12.5)
    #expect(figures.variants.map(\.name) == ["figures", "untraced"])
    #expect(figures.variants.map(\.isTraced) == [true, false])
    #expect(lesson.demos[2].variants.map(\.expectsFailure) == [true])
    #expect(lesson.demos[3].variants.map(\.isRun) == [false])
    let version = lesson.demos[3].variants[0].requires
    #expect(version?.isFreeThreaded == true)
    #expect(version?.description == "3.13t")
  }

  @Test func aProgramFromBesideTheLesson() throws {
    let sync = lesson.demos[0].variants[0].program
    #expect(sync.path == Disk.join(Fixtures.everything.path, "fetch.py"))
    #expect(sync.firstLine == 1)
    #expect(sync.text == (try Fixtures.text(of: sync.path)))
    let start = lesson.exercises[0]
    #expect(start.fileName == "start.py")
    #expect(start.starter.text.hasPrefix("import asyncio\n"))
  }

  @Test func knobs() throws {
    let knobs = lesson.demos[0].knobs
    #expect(knobs.map(\.name) == ["CALLS", "SECONDS", "OFFSET", "LIMIT"])
    #expect(knobs.map(\.value) == [3, 0.5, -1.5, 1000])
    #expect(knobs.map(\.range) == [1...20, 0.1...2, -2...2, 0...10000])
    #expect(knobs.map(\.isWhole) == [true, false, false, true])
    #expect(knobs.map(\.step) == [1, 0.1, 0.2, 1])
    #expect(
      knobs.map(\.label) == ["how many calls", "how long one call takes", nil, nil])
  }

  @Test func knobsStandWhereTheySay() throws {
    for variant in lesson.demos[0].variants {
      let program = variant.program
      let file =
        program.path == source.path
        ? source : SourceText(path: program.path, bytes: try Disk.read(program.path))
      for knob in program.knobs {
        let place = program.range(
          line: knob.line, column: knob.valueColumns.lowerBound + 1,
          length: knob.valueColumns.count)
        let digits = file.text(at: place).filter { $0 != "_" }
        #expect(Double(digits) == knob.value, "\(variant.name) \(knob.name)")
      }
    }
  }

  @Test func claims() {
    let claims = lesson.demos[0].claims
    #expect(claims.map(\.variant) == [nil, "sync", "async", "gather"])
    #expect(
      claims.map(\.condition.kind) == [
        .finishes, .total(NumberRange(lower: 0.3 - 0.15, upper: 0.3 + 0.15)), .waits(.atLeast(3)),
        .asFast(as: "async", within: 2),
      ])
    #expect(
      claims.map { source.text(at: $0.condition.range) } == [
        "finishes", "sync: total 0.3 s ± 50%", "async: waits at least 3 at once",
        "gather: as fast as async within 2",
      ])
  }

  @Test func questions() {
    #expect(
      lesson.questions.map(\.id.value) == [
        "how-long", "longest", "fixed", "pages", "who-waits", "default-tolerance", "in-order",
        "both", "named",
      ])
    #expect(lesson.questions.allSatisfy { !$0.id.isDerived })
    #expect(
      lesson.questions.map(\.kind) == [
        .prediction, .quiz, .quiz, .quiz, .quiz, .quiz, .quiz, .quiz, .prediction,
      ])
    #expect(Set(lesson.questions.prefix(8).map(\.demo)) == ["three-fetches"])
    #expect(lesson.questions[8].demo == "raises")
    #expect(
      lesson.questions[0].prompt.map(\.words) == [
        "How long do the calls take together? Think of sleep."
      ])
    #expect(lesson.questions[0].explanation.map(\.words) == ["A word after it."])
    #expect(
      lesson.questions[1].explanation.map(\.words) == ["As long as the longest call."])
  }

  @Test func answers() {
    guard case .choices(let choices) = lesson.questions[0].answer else {
      Issue.record("no choices")
      return
    }
    #expect(choices.map(\.text.plainText) == ["about 0.1 seconds", "about 0.3 seconds"])
    #expect(choices.map(\.isRight) == [false, true])
    #expect(
      choices.map { $0.explanation.map(\.words) } == [
        ["Only if they could overlap."], ["The waits add up."],
      ])
    let measured = NumberAnswer.Value.measured(Measure(quantity: .total, variant: "async"))
    #expect(
      lesson.questions.dropFirst().prefix(5).map(\.answer) == [
        .number(NumberAnswer(value: measured, tolerance: .relative(0.2), unit: "s")),
        .number(NumberAnswer(value: .fixed(3), tolerance: .absolute(0), unit: nil)),
        .number(NumberAnswer(value: .fixed(90), tolerance: .absolute(5), unit: "%")),
        .lanes(LaneQuery(state: .waiting, variant: "async", time: 0.05)),
        .number(
          NumberAnswer(
            value: .measured(Measure(quantity: .threads, variant: "sync")),
            tolerance: .relative(0.25), unit: nil)),
      ])
  }

  @Test func orderAndSeveralRight() {
    guard case .order(let lines) = lesson.questions[6].answer,
      case .choices(let choices) = lesson.questions[7].answer
    else {
      Issue.record("no order, or no choices")
      return
    }
    #expect(lines.map(\.plainText) == ["start", "wait", "end"])
    #expect(choices.map(\.isRight) == [true, true, false])
  }

  @Test func exercises() throws {
    #expect(lesson.exercises.map(\.id) == ["overlap", "stop"])
    let overlap = lesson.exercises[0]
    #expect(overlap.title == "Two naps")
    #expect(overlap.requires == PythonVersion(major: 3, minor: 9))
    #expect(overlap.timeout == 20)
    #expect(overlap.runs == 3)
    #expect(overlap.hints.map(\.count) == [1, 2])
    #expect(
      overlap.explanation.map(\.words) == ["Both naps wait at the same time."])
    #expect(overlap.solution.text.contains("asyncio.gather"))
    #expect(lesson.exercises[1].fileName == "stop.py")
    #expect(lesson.exercises[1].runs == 1)
    #expect(lesson.exercises[1].explanation.isEmpty)
  }

  @Test func checks() {
    #expect(
      lesson.exercises.flatMap(\.checks).map(\.kind) == [
        .finishes, .outputContains("done"), .outputMatches(#"total: \d+"#),
        .outputInOrder(["a", "b"]), .total(NumberRange(lower: 0.9, upper: 1.3)),
        .total(NumberRange(lower: nil, upper: 1.3)), .total(NumberRange(lower: 0.9, upper: nil)),
        .total(NumberRange(lower: 0.8, upper: 1.2)), .waits(.atLeast(3)), .waits(.atMost(3)),
        .lanesOverlap(.atLeast(3)), .lanesOverlap(.atMost(3)),
        .namedLanesOverlap(["fetch 1", "fetch 2"]), .loopNeverBlocked(longerThan: 0.05),
        .everyCoroutineAwaited, .everyTaskFinished, .everyTaskEnded, .threads(.atMost(4)),
        .threads(.atLeast(2)), .endsInOrder(["fetch 2", "fetch 1"]),
        .asFast(as: "solution", within: 1.5), .raises(exception: "ValueError", containing: nil),
        .taskCancelled("slow"),
      ])
    let texts = lesson.exercises[0].checks.map { source.text(at: $0.range) }
    #expect(texts.first == "finishes")
    #expect(texts[7] == "total 1 s ± 20%")
    #expect(texts.last == "as fast as solution within 1.5")
  }

  @Test func glossary() throws {
    let course = try Course(Fixtures.complete, detail: .frontMatter)
    #expect(course.entries.map(\.frontMatter.id) == ["everything", "links"])
    let terms = Fixtures.complete.glossary().glossary.terms
    #expect(terms.map(\.id.value) == ["event-loop", "ready-queue"])
    #expect(terms.map(\.id.isDerived) == [true, false])
    #expect(terms.map(\.name) == ["Event loop", "Ready queue (of the loop)"])
    #expect(terms[1].blocks.map(\.content.name) == ["paragraph", "list"])
  }

  @Test func theTemplatePassesTheCheck() throws {
    let folder = try TemporaryFolder()
    let text = LessonTemplate.text(id: "my-lesson", title: #"A "quoted" \ title"#)
    try folder.write("01-my-lesson/lesson.md", text)
    #expect(try folder.check().map(\.headline) == [])
    #expect(read(text).lesson?.title == #"A "quoted" \ title"#)
  }
}
