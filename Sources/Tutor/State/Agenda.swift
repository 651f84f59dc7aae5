import LessonFormat
import Narration

/// What a learner may come back to: the questions that are due, or what a lesson left open.
package struct Agenda: Hashable, Sendable {
  package enum Occasion: Hashable, Sendable {
    case review
    /// A lesson has come to its end.
    case end(lesson: Int)
  }

  package struct Row: Hashable, Sendable {
    package enum Matter: Hashable, Sendable {
      case question(String, isWrong: Bool)
      case exercise(String)
      /// On to what comes behind the lesson.
      case goOn
    }

    package var matter: Matter
    package var lesson: Int
    package var step = 0
    /// How many pauses stand before it.
    var part = 0
    /// What it asks, in one line.
    package var words: String

    /// What is the matter with it; nothing where it is only due.
    package var remark: String {
      switch matter {
      case .question(_, isWrong: true): "answered wrong"
      case .exercise: "exercise, not solved"
      case .question, .goOn: ""
      }
    }
  }

  package var occasion: Occasion
  package var selection = 0

  package init(_ occasion: Occasion) { self.occasion = occasion }
}

extension State {
  package func rows(of agenda: Agenda) -> [Agenda.Row] {
    switch agenda.occasion {
    case .review: return dueQuestions
    case .end(let lesson):
      let next = lesson + 1
      let words =
        course.entries.indices.contains(next)
        ? "Go on to lesson \(next + 1), \(course.entries[next].title)" : "Go back to the course"
      return openMatters(of: lesson) + [Agenda.Row(matter: .goOn, lesson: lesson, words: words)]
    }
  }

  /// What is said above the rows.
  package func sentences(of agenda: Agenda) -> [String] {
    switch agenda.occasion {
    case .review: return [reviewSentence]
    case .end(let lesson): return summary(of: lesson)
    }
  }

  private var reviewSentence: String {
    let due = dueQuestions
    let wrong = due.count {
      if case .question(_, isWrong: true) = $0.matter { true } else { false }
    }
    guard !due.isEmpty else {
      return records.reviews.isEmpty
        ? "Nothing is due: you have answered no question yet."
        : "Nothing is due. What you answer comes back after 1, 3, 7, 16 and 35 days, and at once "
          + "where it was wrong."
    }
    let are = due.count == 1 ? "is" : "are"
    let how =
      wrong == 0
      ? "."
      : wrong == due.count
        ? "; \(wrong == 1 ? "it was" : "they were") answered wrong."
        : "; \(wrong) of them \(wrong == 1 ? "was" : "were") answered wrong."
    return "\(count(due.count, "question")) \(are) due\(how)"
  }

  // MARK: Questions that are due

  /// Lessons that have to be read before it is known which of their questions are due.
  package var lessonsToReview: [Int] {
    let ids = Set(records.reviews.filter { $0.value.isDue(at: now) }.map(\.key.lesson))
    return course.entries.indices.filter { ids.contains(course.entries[$0].id) }
  }

  /// In the order of the course. A question that was edited is another one, and not due.
  package var dueQuestions: [Agenda.Row] {
    let due = records.reviews.filter { $0.value.isDue(at: now) }
    guard !due.isEmpty else { return [] }
    let names = Set(due.keys.map { "\($0.lesson) \($0.question)" })
    return contents.keys.sorted().flatMap { index -> [Agenda.Row] in
      guard let lesson = contents[index]?.lesson else { return [] }
      return placedQuestions(of: lesson, index).compactMap { question, row in
        guard names.contains("\(lesson.id) \(question.id.value)") else { return nil }
        let key = Records.QuestionKey(question, in: lesson)
        guard due[key] != nil, records.answers[key] != nil, !reopened.contains(key) else {
          return nil
        }
        var row = row
        row.matter = .question(question.id.value, isWrong: records.verdicts[key] == false)
        return row
      }
    }
  }

  private func placedQuestions(
    of lesson: Lesson, _ index: Int
  ) -> [(Question, Agenda.Row)] {
    places(in: lesson, index) { block in
      guard case .question(let question) = block.content else { return nil }
      return (question, question.inOneLine)
    }
  }

  private func places<Thing>(
    in lesson: Lesson, _ index: Int, _ thing: (Block) -> (Thing, String)?
  ) -> [(Thing, Agenda.Row)] {
    lesson.steps.enumerated().flatMap { step, content in
      content.parts.enumerated().flatMap { part, blocks in
        blocks.compactMap { block in
          thing(block).map { found, words in
            (
              found,
              Agenda.Row(matter: .goOn, lesson: index, step: step, part: part, words: words)
            )
          }
        }
      }
    }
  }

  // MARK: The end of a lesson

  /// What was answered wrong, and exercises that are not solved.
  private func openMatters(of index: Int) -> [Agenda.Row] {
    guard let lesson = contents[index]?.lesson else { return [] }
    let wrong = placedQuestions(of: lesson, index).filter {
      judgement(of: $0.0, in: lesson)?.verdict == .wrong
    }.map { question, row in
      var row = row
      row.matter = .question(question.id.value, isWrong: true)
      return row
    }
    return wrong
      + placedExercises(of: lesson, index).filter { exercise, _ in
        !record(of: exercise, in: lesson.id).isSolved
      }.map { exercise, row in
        var row = row
        row.matter = .exercise(exercise.id)
        return row
      }
  }

  private func placedExercises(
    of lesson: Lesson, _ index: Int
  ) -> [(Exercise, Agenda.Row)] {
    places(in: lesson, index) { block in
      guard case .exercise(let exercise) = block.content else { return nil }
      return (exercise, exercise.title ?? exercise.id)
    }
  }

  private func summary(of index: Int) -> [String] {
    guard let lesson = contents[index]?.lesson else { return [] }
    let questions = placedQuestions(of: lesson, index).map(\.0)
    let exercises = placedExercises(of: lesson, index).map(\.0)
    let solved = exercises.filter { record(of: $0, in: lesson.id).isSolved }
    var sentences = [
      "This is the end of lesson \(index + 1), \(lesson.title).".replacing("..", with: ".")
    ]
    sentences += [
      tally(questions.filter { $0.kind == .prediction }, "prediction", lesson),
      tally(questions.filter { $0.kind == .quiz }, "question", lesson),
    ].compactMap { $0 }
    if !exercises.isEmpty { sentences.append(work(exercises, solved)) }
    let open = openMatters(of: index).count
    if open > 0 { sentences.append("To look at again, if you like:") }
    return sentences
  }

  private func work(_ exercises: [Exercise], _ solved: [Exercise]) -> String {
    let names = solved.map { $0.title ?? $0.id }
    switch (exercises.count, solved.count) {
    case (1, 0): return "The exercise is not solved yet."
    case (1, _): return "The exercise is solved: \(names[0].asSentence)"
    case (let all, 0): return "None of \(all) exercises is solved yet."
    case (let all, let done):
      return "\(done) of \(all) exercises \(done == 1 ? "is" : "are") solved: "
        + LessonFormat.inWords(names, joinedBy: "and").asSentence
    }
  }

  /// "3 of 5 predictions were right, 1 was not made."
  private func tally(_ questions: [Question], _ noun: String, _ lesson: Lesson) -> String? {
    guard !questions.isEmpty else { return nil }
    let verdicts = questions.map { judgement(of: $0, in: lesson)?.verdict }
    let right = verdicts.count { $0 == .right }
    let unanswered = verdicts.count { $0 == nil }
    let open = verdicts.count { $0 == .needsRun }
    if unanswered == questions.count {
      return unanswered == 1
        ? "The \(noun) is not answered." : "None of \(count(unanswered, noun)) is answered."
    }
    guard right < questions.count else {
      return right == 1 ? "The \(noun) was right." : "All \(count(right, noun)) were right."
    }
    var parts = [
      "\(right) of \(count(questions.count, noun)) \(right == 1 ? "was" : "were") right"
    ]
    if unanswered > 0 {
      parts.append("\(unanswered) \(unanswered == 1 ? "is" : "are") not answered")
    }
    if open > 0 { parts.append("\(open) \(open == 1 ? "waits" : "wait") for a run") }
    return LessonFormat.inWords(parts, joinedBy: "and") + "."
  }
}

extension Question {
  /// Its first words.
  package var inOneLine: String {
    let text = prompt.lazy.flatMap(\.searchableTexts).first { !$0.trimmingBlanks.isEmpty }
    return (text ?? id.value).split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
