import LessonFormat
import Testing
import Trace

@testable import Tutor

/// How programs end, and runs that cannot tell everything.
@Suite("Judging ends, output and runs that were cut")
struct EndingVerdictTests {
  private static let valueError = """
    Traceback (most recent call last):
      File "/home/you/p.py", line 9, in <module>
        main()
      File "/home/you/p.py", line 4, in main
        raise ValueError("no milk today")
    ValueError: no milk today

    """
  private static let group = """
      + Exception Group Traceback (most recent call last):
      |   File "/home/you/p.py", line 12, in <module>
      |     asyncio.run(main())
      | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)
      +-+---------------- 1 ----------------
        | Traceback (most recent call last):
        |   File "/home/you/p.py", line 5, in fetch
        |     raise KeyError("x")
        | KeyError: 'x'
        +------------------------------------

    """
  private static let syntax = """
      File "/home/you/p.py", line 3
        foo(
           ^
    SyntaxError: '(' was never closed

    """

  private func run(
    _ ending: ProgramRun.Ending, errors: String = "", output: String = ""
  ) -> RunEvidence {
    RunEvidence(
      timeline: Timeline(), output: output, errors: errors, ending: ending, file: "/home/you/p.py")
  }

  @Test("A program that fails is told with its error and the line of its own file")
  func failure() throws {
    let evidence = run(.exit(1), errors: "some words\n" + Self.valueError)
    let verdict = try judge("finishes", evidence)
    #expect(verdict.inShort == "- It ended, with ValueError: no milk today. See line 4.")
    #expect(verdict.line == 4)
    #expect(try judge("raises ValueError", evidence).outcome == .holds)
    #expect(try judge("raises ValueError \"milk\"", evidence).outcome == .holds)
    #expect(
      try judge("raises ValueError \"tea\"", evidence).inShort
        == "- It ended with ValueError: no milk today, which does not say \"tea\". See line 4.")
    #expect(
      try judge("raises KeyError", evidence).inShort
        == "- It ended, with ValueError: no milk today. It was to end with KeyError. See line 4.")
  }

  @Test("Other ways to end")
  func otherEnds() throws {
    #expect(try judge("raises ExceptionGroup", run(.exit(1), errors: Self.group)).outcome == .holds)
    #expect(try judge("raises KeyError", run(.exit(1), errors: Self.group)).outcome == .fails)
    #expect(try judge("raises SystemExit", run(.exit(3))).outcome == .holds)
    let asked = run(
      .signal(2),
      errors: Self.valueError.replacing("ValueError: no milk today", with: "KeyboardInterrupt"))
    #expect(try judge("raises KeyboardInterrupt", asked).outcome == .holds)
    #expect(try judge("finishes", run(.exit(3))).inShort == "- It ended, with exit status 3.")
    #expect(
      try judge("finishes", run(.limited("The program was ended: it ran for 5 seconds."))).inShort
        == "- The program was ended: it ran for 5 seconds.")
    #expect(try judge("finishes", run(.failed("no Python."))).outcome == .unknown)
    let named = run(
      .exit(1),
      errors: Self.valueError.replacing("ValueError:", with: "json.decoder.JSONDecodeError:"))
    #expect(try judge("raises JSONDecodeError", named).outcome == .holds)
  }

  @Test("What is reported of a thread or a task in passing does not end the program")
  func asides() throws {
    let aside = "Exception in thread Thread-1:\n" + Self.valueError
    let task = "Task exception was never retrieved\nfuture: <Task finished>\n" + Self.valueError
    let own = Self.valueError.replacing("ValueError: no", with: "OSError: no")
    for errors in [aside + own, own + aside, own + task, task + own] {
      #expect(try judge("raises OSError", run(.exit(1), errors: errors)).outcome == .holds)
    }
  }

  @Test("A program that Python cannot read has not run")
  func unreadable() throws {
    let evidence = run(.exit(1), errors: Self.syntax)
    let verdict = try judge("finishes", evidence)
    #expect(
      verdict.inShort
        == "- Python could not read it: SyntaxError: '(' was never closed. See line 3.")
    #expect(
      try judge("output contains \"a\"", evidence).inShort
        == "? It did not begin, because Python could not read it.")
  }

  @Test("Without a trace only the end and the output are judged")
  func noTrace() throws {
    let evidence = run(.exit(0), output: "done\n")
    #expect(try judge("finishes", evidence).outcome == .holds)
    #expect(try judge("output contains \"done\"", evidence).outcome == .holds)
    for condition in ["total under 1 s", "every task finished", "waits at least 2 at once"] {
      #expect(
        try judge(condition, evidence).inShort
          == "? This run left no trace, so this cannot be told.")
    }
  }

  @Test("Errors and warnings are part of what is printed, and what was left out is not missed")
  func output() throws {
    var evidence = run(.exit(0), errors: "RuntimeWarning: coroutine 'f' was never awaited\n")
    #expect(try judge("output contains \"never awaited\"", evidence).outcome == .holds)
    #expect(
      try judge("output contains \"tea\"", evidence).inShort
        == "- \"tea\" was not printed. It printed nothing.")
    evidence.isOutputWhole = false
    #expect(try judge("output contains \"tea\"", evidence).outcome == .unknown)
    evidence.isOutputWhole = true
    evidence.output = "a\nb\r\nc\n"
    #expect(try judge("output in order \"a\", \"b\", \"c\"", evidence).outcome == .holds)
    #expect(try judge("output matches /^b$/", evidence).outcome == .holds)
    #expect(
      try judge("output in order \"c\", \"b\"", evidence).sentence
        == "\"b\" was printed, and not after \"c\".")
  }

  @Test("What a trace does not show may be in what is missing of it")
  func cut() throws {
    var evidence = run(.exit(0))
    evidence.timeline = timeline(
      """
      {"t":900,"k":"end","how":"exit","dropped":12,"cpu":10}
      """)
    for condition in ["waits at most 1 at once", "waits at least 2 at once", "every task finished"]
    {
      #expect(try judge(condition, evidence).outcome == .unknown)
    }
  }

  @Test("Another run to compare with")
  func comparison() throws {
    let kind = Condition.Kind.asFast(as: "solution", within: 1.5)
    let condition = Condition(kind: kind, range: .fileStart)
    let (fast, slow) = (try evidence("sleepers"), try evidence("threads"))
    func verdict(_ run: RunEvidence, _ others: [String: RunEvidence]) -> String {
      ConditionJudge.judge([condition], run, others: others)[0].inShort
    }
    #expect(
      verdict(slow, ["solution": fast]) == "+ It took 0.20 s, against 0.43 s of the solution.")
    #expect(
      verdict(fast, ["solution": slow]).hasPrefix(
        "- It took 0.43 s, against 0.20 s of the solution. No more than 1.5 times as long is allowed."
      ))
    #expect(verdict(fast, [:]) == "? There is no run of the solution to compare with.")
    #expect(
      verdict(fast, ["solution": try evidence("killed")])
        == "? The run of the solution did not come to its end, so there is nothing to compare with."
    )
  }

  @Test("Several runs: a condition holds if it holds in each")
  func several() throws {
    let condition = try #require(Condition("finishes"))
    func verdict(_ outcome: ConditionVerdict.Outcome) -> [ConditionVerdict] {
      [ConditionVerdict(condition: condition, outcome: outcome, sentence: "It is so.")]
    }
    func joint(_ outcomes: ConditionVerdict.Outcome...) throws -> JointVerdict {
      try #require(JointVerdict.all(of: outcomes.map(verdict)).first)
    }
    #expect(try joint(.holds, .holds).verdict.outcome == .holds)
    #expect(try joint(.holds, .unknown).verdict.outcome == .unknown)
    let failed = try joint(.holds, .unknown, .fails)
    #expect(failed.verdict.outcome == .fails && failed.run == 2)
    #expect(failed.verdict.sentence == "In 1 of 3 runs: It is so.")
    #expect(try joint(.fails).verdict.sentence == "It is so.")
    #expect(
      try joint(.fails, .fails).verdict.sentence
        == "In each of 2 runs, here as in the first of them: It is so.")
    #expect(JointVerdict.all(of: []).isEmpty)
  }
}
