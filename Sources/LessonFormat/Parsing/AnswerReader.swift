/// Reads what stands behind `answer:`.
enum AnswerReader {
  /// A measured figure is never met exactly; this much is right where the author says nothing.
  static let measuredTolerance = NumberAnswer.Tolerance.relative(0.25)

  static func answer(
    _ text: String, at range: SourceRange, log: inout DiagnosticLog
  ) -> Question.Answer? {
    do throws(Phrase.Problem) {
      var phrase = try Phrase(text)
      if let answer = phrase.lanes() ?? phrase.numberAnswer(), phrase.isAtEnd {
        check(answer, at: range, log: &log)
        return answer
      }
      throw Phrase.Problem(
        message: "\"\(text.drop { $0 == " " })\" is no answer that can be judged",
        fix: "Write one like \"answer: 3 s ± 10%\", \"answer: total(async) ± 20%\" "
          + "or \"answer: waiting(async, 0.7 s)\"")
    } catch {
      log.error(.badQuestion, at: range, error.message, fix: error.fix)
      return nil
    }
  }

  private static func check(
    _ answer: Question.Answer, at range: SourceRange, log: inout DiagnosticLog
  ) {
    guard case .number(let number) = answer else { return }
    let isSensible =
      switch number.tolerance {
      case .relative(let share): share >= 0 && share < 1
      case .absolute(let amount):
        if case .fixed(let value) = number.value, value != 0 {
          amount >= 0 && amount < abs(value)
        } else {
          amount >= 0
        }
      }
    if !isSensible {
      log.error(
        .badQuestion, at: range, "with this tolerance no answer is wrong, or none is right",
        fix: "Write a tolerance below the number itself; perhaps a % is missing")
    }
  }
}

extension Phrase {
  /// `3 ± 10% s`, `3 s ± 10%`, `total(async) ± 20%`
  fileprivate mutating func numberAnswer() -> Question.Answer? {
    let value: NumberAnswer.Value
    if let number = number() {
      value = .fixed(number)
    } else if let measure = measure() {
      value = .measured(measure)
    } else {
      return nil
    }
    let unit = unit()
    let isMeasured = if case .measured = value { true } else { false }
    var tolerance = isMeasured ? AnswerReader.measuredTolerance : .absolute(0)
    let hasTolerance = isNext(sign: "±")
    if hasTolerance {
      guard let written = self.tolerance() else { return nil }
      tolerance = written
    }
    // "3 s ± 10%", "3 ± 10% s" and "3 s ± 0.5 s" all say what they mean.
    let lastUnit = hasTolerance || unit == nil ? self.unit() : nil
    if let unit, let lastUnit, unit != lastUnit { return nil }
    return .number(NumberAnswer(value: value, tolerance: tolerance, unit: unit ?? lastUnit))
  }

  private mutating func unit() -> String? { sign("%") ? "%" : word() }

  private mutating func measure() -> Measure? {
    guard let word = word(), let quantity = Measure.Quantity(rawValue: word) else { return nil }
    var variant: String?
    if sign("(") {
      variant = self.word()
      guard variant != nil, sign(")") else { return nil }
    }
    return Measure(quantity: quantity, variant: variant)
  }

  /// `waiting(async, 0.7 s)`; takes nothing where it is something else.
  fileprivate mutating func lanes() -> Question.Answer? {
    let start = self
    if let word = word(), let state = LaneQuery.State(rawValue: word), sign("(") {
      let variant = self.word()
      if variant == nil || sign(","), let time = duration(), sign(")") {
        return .lanes(LaneQuery(state: state, variant: variant, time: time))
      }
    }
    self = start
    return nil
  }
}
