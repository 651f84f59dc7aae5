import LessonFormat

/// A lesson in words.
package struct LessonNarration {
  package struct Options: Hashable, Sendable {
    package enum Tables: String, Hashable, Sendable, CaseIterable {
      /// Each row with the names of its columns.
      case rows
      case commas = "csv"
    }

    /// Right answers, explanations and solutions are said as well.
    package var answers = false
    /// What an instructor sees.
    package var notes = false
    /// Code is read out; else only its length is said.
    package var readsCode = true
    /// Where the indentation of code changes, it is said.
    package var indent = false
    package var emphasis = false
    package var tables = Tables.rows

    package init(answers: Bool = false, notes: Bool = false) {
      self.answers = answers
      self.notes = notes
    }
  }

  let lesson: Lesson
  let number: Int
  let lessonCount: Int
  /// By the ids of lessons: what they are called in a sentence.
  let names: [String: String]
  let options: Options

  package init(
    lesson: Lesson, number: Int, of lessonCount: Int, names: [String: String] = [:],
    options: Options = Options()
  ) {
    self.lesson = lesson
    self.number = number
    self.lessonCount = lessonCount
    self.names = names
    self.options = options
  }

  /// "lesson 2, The event loop"
  package static func name(_ title: String, number: Int) -> String { "lesson \(number), \(title)" }

  package func whole() -> Narration {
    var narration = head()
    for index in lesson.steps.indices {
      narration.gap()
      narration.append(step(index))
    }
    return narration
  }

  package func head() -> Narration {
    var narration = Narration()
    narration.say("Lesson \(number) of \(lessonCount), \(lesson.title.asSentence)")
    if let summary = lesson.frontMatter.summary { narration.say(summary.asSentence) }
    narration.say(
      "\(count(lesson.steps.count, "step")), about "
        + "\(count(lesson.frontMatter.minutes, "minute")).")
    // Titles may have an "and" of their own.
    let needs = lesson.frontMatter.needs.map { names[$0.lesson] ?? $0.lesson }
    if !needs.isEmpty { narration.say("It builds on \(needs.joined(separator: "; ")).") }
    return narration
  }

  package func step(_ index: Int) -> Narration {
    let step = lesson.steps[index]
    var teller = BlockNarrator(options: options)
    teller.narration.say(
      "Step \(index + 1) of \(lesson.steps.count), \(teller.words(step.title).asSentence)")
    for block in step.blocks {
      teller.narration.gap()
      teller.tell(block)
    }
    teller.tellLinks()
    return teller.narration
  }
}
