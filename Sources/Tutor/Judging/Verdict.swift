import LessonFormat
import Narration
import Trace

/// What a run, or the lesson, says of an answer.
package enum Verdict: Hashable, Sendable {
  case right
  case wrong
  /// Only a run can tell, and there is none yet.
  case needsRun
}

/// An answer that was given, beside what is right.
package struct Judgement: Hashable, Sendable {
  package var verdict: Verdict
  /// For numbers: what is right, measured or as the lesson says.
  package var expected: Double?
  /// For lanes: those that are meant.
  package var lanes: [String] = []
}

extension State {
  /// Nil where the question has not been answered.
  package func judgement(of question: Question, in lesson: Lesson) -> Judgement? {
    let judgement = judgementOfThisSession(of: question, in: lesson)
    // Which lanes are meant nothing but a run can say.
    if case .lanes = question.answer { return judgement }
    guard judgement?.verdict == .needsRun,
      let isRight = records.verdicts[.init(question, in: lesson)]
    else { return judgement }
    return Judgement(verdict: isRight ? .right : .wrong)
  }

  private func judgementOfThisSession(of question: Question, in lesson: Lesson) -> Judgement? {
    guard let response = response(to: question, in: lesson) else { return nil }
    // A prediction is judged after the run that it is about.
    let shown = shownAnswer(to: question, in: lesson)
    if question.kind == .prediction, let demo = question.demo, shown == nil,
      !hasRun(DemoKey(lesson: lesson.id, demo: demo))
    {
      return Judgement(verdict: .needsRun)
    }
    switch (question.answer, response) {
    case (.choices(let choices), .choices(let chosen)):
      let right = Set(choices.indices.filter { choices[$0].isRight })
      return Judgement(verdict: chosen == right ? .right : .wrong)
    case (.number(let answer), .number(let number)):
      return judge(number, answer, question, lesson, shown: shown)
    case (.order(let lines), .order(let order)):
      return Judgement(verdict: order == Array(lines.indices) ? .right : .wrong)
    case (.lanes(let query), .lanes(let chosen)):
      let meant: [String]? = if case .lanes(let lanes)? = shown { Array(lanes) } else { nil }
      guard let lanes = meant ?? lanes(meantBy: query, question, lesson) else {
        return Judgement(verdict: .needsRun)
      }
      return Judgement(
        verdict: chosen == Set(lanes) ? .right : .wrong, lanes: lanes.sorted())
    default:
      return Judgement(verdict: .wrong)
    }
  }

  private func judge(
    _ number: Double, _ answer: NumberAnswer, _ question: Question, _ lesson: Lesson,
    shown: Response?
  ) -> Judgement {
    let told: Double? = if case .number(let number)? = shown { number } else { nil }
    guard let expected = told ?? expected(answer, question, lesson) else {
      return Judgement(verdict: .needsRun)
    }
    let allowed =
      switch answer.tolerance {
      case .absolute(let amount): amount
      case .relative(let share): abs(expected) * share
      }
    // The least that two ways of writing the same number can differ by.
    let isRight = abs(number - expected) <= allowed + abs(expected) * 1e-9
    return Judgement(verdict: isRight ? .right : .wrong, expected: expected)
  }

  private func expected(
    _ answer: NumberAnswer, _ question: Question, _ lesson: Lesson
  ) -> Double? {
    switch answer.value {
    case .fixed(let value): value
    case .measured(let measure): measured(measure, question, lesson)
    }
  }

  /// The answer that is right; nil where only a run can tell, and there is none.
  func rightResponse(to question: Question, in lesson: Lesson) -> Response? {
    switch question.answer {
    case .choices(let choices): .choices(Set(choices.indices.filter { choices[$0].isRight }))
    case .order(let lines): .order(Array(lines.indices))
    case .number(let answer): expected(answer, question, lesson).map(Response.number)
    case .lanes(let query): lanes(meantBy: query, question, lesson).map { .lanes(Set($0)) }
    }
  }

  private func measured(_ measure: Measure, _ question: Question, _ lesson: Lesson) -> Double? {
    guard let timeline = finishedRun(measure.variant, question, lesson)?.timeline else {
      return nil
    }
    return measure.value(in: timeline)
  }

  // MARK: Runs of a question's demo

  /// Whether the demo has run to its end as it stands in the lesson.
  package func hasRun(_ key: DemoKey) -> Bool { judgingAttempt(of: key) != nil }

  /// The newest attempt that can judge what was said of a demo: nothing was turned or edited, and
  /// nothing stopped or failed.
  private func judgingAttempt(of key: DemoKey) -> DemoSession.Attempt? {
    demos[key]?.attempts.last { attempt in
      attempt.isAsWritten && attempt.tracks.allSatisfy { runs[$0.run]?.stage == .ended(.exit(0)) }
    }
  }

  private func finishedRun(_ variant: String?, _ question: Question, _ lesson: Lesson)
    -> ProgramRun?
  {
    guard let demo = question.demo else { return nil }
    let key = DemoKey(lesson: lesson.id, demo: demo)
    guard let attempt = judgingAttempt(of: key) else { return nil }
    let track = attempt.tracks.first { variant == nil || $0.variant == variant }
    return track.flatMap { runs[$0.run] }
  }

  // MARK: Lanes

  /// The lanes that a question about lanes can be answered with; none before there is a run.
  package func laneLabels(for question: Question, in lesson: Lesson) -> [String] {
    guard case .lanes(let query) = question.answer,
      let run = finishedRun(query.variant, question, lesson)
    else { return [] }
    let names = LaneNames(run.timeline)
    return names.shown.map { names.label($0) }
  }

  private func lanes(
    meantBy query: LaneQuery, _ question: Question, _ lesson: Lesson
  ) -> [String]? {
    guard let timeline = finishedRun(query.variant, question, lesson)?.timeline else { return nil }
    return query.lanes(in: timeline)
  }
}
