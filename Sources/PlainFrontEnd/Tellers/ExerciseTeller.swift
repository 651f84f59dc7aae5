import LessonFormat
import Narration
import Tutor

/// An exercise in words: the program, what a run must show and what it showed, and what was
/// revealed so far.
package struct ExerciseTeller {
  private let state: State
  private let exercise: Exercise
  private let lesson: String
  private let settings: PlainSettings
  private let links: [Link]

  package init(
    _ state: State, _ exercise: Exercise, in lesson: String, _ settings: PlainSettings,
    _ links: [Link] = []
  ) {
    self.state = state
    self.exercise = exercise
    self.lesson = lesson
    self.settings = settings
    self.links = links
  }

  private var session: ExerciseSession? {
    state.exercises[ExerciseKey(lesson: lesson, exercise: exercise.id)]
  }

  private var record: ExerciseRecord { state.record(of: exercise, in: lesson) }

  func whole() -> Narration {
    var teller = narrator
    let standing =
      record.isSolved
      ? " Solved." : record.attempts > 0 ? " \(count(record.attempts, "attempt"))." : ""
    teller.narration.say("Exercise: \((exercise.title ?? exercise.id).asSentence)\(standing)")
    if state.hasChanged(exercise, in: lesson) {
      teller.narration.say(
        "This exercise has changed since you began it. Your file is as you left it.")
    }
    if let requires = exercise.requires { teller.narration.say("It needs Python \(requires).") }
    if let file = session?.file {
      teller.narration.say("Your file is \(file.path)")
      teller.tell(code: file.text, label: ", your version, Python")
    } else {
      teller.narration.say("The file to change is \(exercise.fileName).")
      teller.tell(code: exercise.starter.text, label: ", Python")
    }
    tellConditions(&teller)
    for index in exercise.hints.indices.prefix(record.hints) {
      teller.narration.append(hint(index))
    }
    if record.hints == 0, !exercise.hints.isEmpty {
      teller.narration.say(
        "There \(exercise.hints.count == 1 ? "is" : "are") \(count(exercise.hints.count, "hint")).")
    }
    if session?.showsSolution ?? false {
      teller.narration.append(solution())
    } else if record.isSolved {
      tellExplanation(&teller)
    }
    return teller.narration
  }

  private var narrator: BlockNarrator { BlockNarrator(options: settings.reading, links: links) }

  // MARK: Conditions

  private func tellConditions(_ teller: inout BlockNarrator) {
    guard session?.verdict == nil else {
      teller.narration.append(findings())
      if session?.isVerdictOld ?? false {
        teller.narration.say("Your file has changed since then.")
      }
      return
    }
    let runs = exercise.runs > 1 ? "Each of \(exercise.runs) runs" : "A run"
    teller.narration.say("\(runs) must show \(count(exercise.checks.count, "thing")).")
    for (index, check) in exercise.checks.enumerated() {
      teller.narration.say("Check \(index + 1): \(check.inWords.asSentence)")
    }
  }

  /// What the last run came to, and why.
  package func verdict() -> Narration {
    var teller = narrator
    teller.narration.append(findings())
    if session?.verdict?.isSolved ?? false { tellExplanation(&teller) }
    return teller.narration
  }

  private func findings() -> Narration {
    var narration = Narration()
    guard let verdict = session?.verdict else { return narration }
    narration.say(verdict.inWords)
    if case .unreadable(let error, _) = verdict.outcome {
      for line in error { narration.quote(code: line) }
    }
    for (index, finding) in verdict.findings.enumerated() {
      narration.append(told(finding.verdict, number: index + 1))
    }
    return narration
  }

  func told(_ verdict: ConditionVerdict, number: Int) -> Narration {
    var narration = Narration()
    let words =
      switch verdict.outcome {
      case .holds: "met"
      case .fails: "not met"
      case .unknown: "not known"
      }
    let reason = verdict.outcome == .holds ? "" : " " + verdict.sentence
    narration.say("Check \(number), \(words): \(verdict.condition.inWords.asSentence)\(reason)")
    return narration
  }

  /// What can be done after a verdict.
  func prompt() -> String {
    guard let verdict = session?.verdict else { return "" }
    guard !verdict.isSolved else {
      return "To hear the lesson's solution, type solution. To go on, type next."
    }
    let look = verdict.firstToLookAt.map {
      "To look at that moment of check \($0 + 1), type check \($0 + 1). "
    }
    let hint = record.hints < exercise.hints.count ? " For a hint, type hint." : ""
    return (look ?? "") + "To change the program, type edit." + hint
  }

  // MARK: What is revealed

  func hint(_ index: Int) -> Narration {
    var teller = narrator
    teller.tell(exercise.hints[index], after: "Hint \(index + 1) of \(exercise.hints.count):")
    return teller.narration
  }

  func solution() -> Narration {
    var teller = narrator
    teller.narration.say("The solution:")
    teller.tell(code: exercise.solution.text, label: ", Python")
    tellExplanation(&teller)
    return teller.narration
  }

  private func tellExplanation(_ teller: inout BlockNarrator) {
    guard !exercise.explanation.isEmpty else { return }
    teller.tell(exercise.explanation, after: "Explanation:")
  }
}
