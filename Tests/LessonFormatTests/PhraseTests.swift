import Testing

@testable import LessonFormat

@Suite struct PhraseTests {
  private func condition(_ line: String) -> (Condition.Kind?, [Rule]) {
    var log = DiagnosticLog(file: "")
    let condition = ConditionReader.read(line, range: .fileStart, log: &log)
    return (condition?.kind, log.entries.map(\.rule))
  }

  @Test(arguments: ConditionReader.forms)
  func everyFormIsRead(_ form: String) {
    let (kind, rules) = condition(form)
    #expect(kind != nil && rules.isEmpty)
  }

  @Test(arguments: ConditionReader.forms)
  func noFormWithMoreBehindIt(_ form: String) {
    #expect(condition(form + " banana").1 == [.unknownCondition])
  }

  @Test(arguments: [
    "", "finish", "total", "total 3", "total 1..2", "total 1..2 h", "total under", "total 1 s",
    "waits at least 3", "waits at least 2.5 at once", "waits at best 3 at once", "output",
    "output contains done", "output matches \"a\"", "output in order", "overlap",
    "overlap \"a\",", "loop never blocked longer than 50", "every coroutine", "task slow cancelled",
    "threads", "ends in order", "as fast as solution", "\"", "/", "output matches /a", "1..",
    "-", "..", "±", "+-", "3-", "\u{0}", "total 1 s ±", "raises", "é", "total 1e400 s",
    "waits at least 99999999999999999999 at once",
  ])
  func whatIsNoCondition(_ line: String) {
    let (kind, rules) = condition(line)
    #expect(kind == nil)
    #expect(rules == [.unknownCondition])
  }

  @Test(arguments: [
    "total 2..1 s", "total under 0 s", "waits at least 0 at once", "waits at most -1 at once",
    "threads at most 0", "threads at least 1", "overlap at least 1 lanes",
    "overlap at most 0 lanes", "overlap \"a\"", "overlap \"a\", \"a\"", "ends in order \"a\"",
    "ends in order \"a\", \"a\"", "output in order \"a\"", "output contains \"\"",
    "loop never blocked longer than 0 s", "as fast as solution within 0",
    "total 1 s ± -20%",
  ])
  func whatCannotHoldOrAlwaysHolds(_ line: String) {
    #expect(condition(line).1 == [.impossibleCondition])
  }

  @Test func quotationsAndPatterns() {
    #expect(condition(#"output contains "a \"b\" \\ c""#).0 == .outputContains(#"a "b" \ c"#))
    #expect(condition(#"output matches /a\/b\d/"#).0 == .outputMatches(#"a/b\d"#))
    #expect(
      condition(#"raises ValueError "too small""#).0
        == .raises(exception: "ValueError", containing: "too small"))
  }

  @Test(
    arguments: [
      ("total 900..1300 ms", 0.9, 1.3), ("total 1 s ± 0.2", 0.8, 1.2),
      ("total 1 s ± 0.2 s", 0.8, 1.2),
      ("total 1 s +- 20%", 0.8, 1.2), ("total 1 s +/- 20%", 0.8, 1.2),
      ("total 500 us..1 s", nil, nil), ("total 100 ms ± 50%", 0.05, 0.15),
    ] as [(String, Double?, Double?)])
  func times(line: String, lower: Double?, upper: Double?) {
    guard let lower, let upper else {
      #expect(condition(line).0 == nil)
      return
    }
    guard case .total(let range) = condition(line).0 else {
      Issue.record("\(line) is no time")
      return
    }
    #expect(abs((range.lower ?? 0) - lower) < 1e-9 && abs((range.upper ?? 0) - upper) < 1e-9)
  }

  private func answer(_ text: String) -> (Question.Answer?, [Rule]) {
    var log = DiagnosticLog(file: "")
    let answer = AnswerReader.answer(text, at: .fileStart, log: &log)
    return (answer, log.entries.map(\.rule))
  }

  @Test(
    arguments: [
      (" 3", NumberAnswer.Tolerance.absolute(0), nil), (" 3 s", .absolute(0), "s"),
      (" 3 ± 10% s", .relative(0.1), "s"), (" 3 s ± 10%", .relative(0.1), "s"),
      (" 3 tasks ± 1", .absolute(1), "tasks"), (" 3 +- 0.5", .absolute(0.5), nil),
    ] as [(String, NumberAnswer.Tolerance, String?)])
  func numbers(text: String, tolerance: NumberAnswer.Tolerance, unit: String?) {
    #expect(
      answer(text).0
        == .number(NumberAnswer(value: .fixed(3), tolerance: tolerance, unit: unit)))
    #expect(answer(text).1 == [])
  }

  @Test(arguments: Measure.Quantity.allCases)
  func measures(_ quantity: Measure.Quantity) {
    let measure = NumberAnswer.Value.measured(Measure(quantity: quantity, variant: "async"))
    #expect(
      answer(" \(quantity.rawValue)(async)").0
        == .number(
          NumberAnswer(value: measure, tolerance: AnswerReader.measuredTolerance, unit: nil)))
  }

  @Test(arguments: LaneQuery.State.allCases)
  func lanes(_ state: LaneQuery.State) {
    #expect(
      answer(" \(state.rawValue)(async, 500 ms)").0
        == .lanes(LaneQuery(state: state, variant: "async", time: 0.5)))
    #expect(
      answer(" \(state.rawValue)(0.5 s)").0
        == .lanes(LaneQuery(state: state, variant: nil, time: 0.5)))
  }

  @Test(arguments: [
    "", " because", " total(", " total(async", " total()", " speed(async)", " waiting(async)",
    " waiting(async, 3)", " 3 ±", " 3 ± 100%", " 3 ± -1", " 3 s s", " \"3\"", " 3 ± 10% s now",
    " 3 ± -10%",
  ])
  func whatIsNoAnswer(_ text: String) {
    #expect(answer(text).1 == [.badQuestion])
  }
}
