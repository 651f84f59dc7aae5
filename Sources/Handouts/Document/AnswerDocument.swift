import LessonFormat
import Narration

/// Questions and exercises where they stand, and what is right at the end of the document.
extension DocumentWriter {
  mutating func parts(_ question: Question) -> [Part] {
    gathered.questions.append(question)
    let number = gathered.questions.count
    let title = "\(question.kind.title) \(number)"
    var parts: [Part] = [["### \(title)"]] + self.parts(question.prompt)
    if let hint = question.hint { parts.append([hint]) }
    switch question.answer {
    case .choices(let choices): parts.append(choices.enumerated().map { lettered($0, $1) })
    case .order(let lines): parts.append(question.shownOrder.map { "- " + line(lines[$0]) })
    case .number, .lanes: break
    }
    return parts + [["[Answer to \(title.lowercased())](#answer-\(number))"]]
  }

  private mutating func lettered(_ index: Int, _ choice: Question.Choice) -> String {
    "- **\(letter(index)).** " + line(choice.text)
  }

  mutating func answers() -> [Part] {
    gathered.questions.enumerated().flatMap { index, question in
      answer(index + 1, question)
    }
  }

  private mutating func answer(_ number: Int, _ question: Question) -> [Part] {
    let place = "\(question.kind.title.lowercased()) \(number)"
    var parts: [Part] = [
      ["### Answer \(number)"],
      ["[Back to \(place)](#\(MarkdownText.anchor(place)))"],
      ["**\(MarkdownText.escaped(handout.answer(to: question)))**"],
    ]
    switch question.answer {
    case .choices(let choices):
      parts.append(
        choices.enumerated().flatMap { index, choice -> Part in
          let verdict = choice.isRight ? "Right:" : "Wrong:"
          let head = "**\(letter(index)). \(verdict)** " + line(choice.text)
          let inner = Self.joined([[head]] + self.parts(choice.explanation))
          return (index > 0 ? [""] : []) + Self.item(marker: "- ", inner)
        })
    case .order(let lines):
      parts.append(lines.enumerated().map { "\($0 + 1). " + line($1) })
    case .number, .lanes: break
    }
    return parts + self.parts(question.explanation)
  }

  // MARK: Exercises

  mutating func parts(_ exercise: Exercise) -> [Part] {
    gathered.exercises.append(exercise)
    let number = gathered.exercises.count
    let command = "interleave exercise \(handout.lesson.id)#\(exercise.id)"
    let needs = exercise.requires.map { " It needs Python \($0)." } ?? ""
    var parts: [Part] = [
      ["### " + heading("Exercise", number, exercise)],
      [
        "The file to change is \(MarkdownText.code(exercise.fileName)).\(needs) "
          + "\(MarkdownText.code(command)) makes it, and with `--check` tells whether it is solved."
      ],
    ]
    parts += python(exercise.starter.text, "To begin with")
    if !exercise.checks.isEmpty {
      parts.append(
        ["A run must show:", ""]
          + exercise.checks.map { "- " + MarkdownText.escaped($0.inWords.asSentence) })
    }
    for (index, hint) in exercise.hints.enumerated() {
      parts.append(["<details><summary>Hint \(index + 1)</summary>"])
      parts += self.parts(hint) + [["</details>"]]
    }
    let anchor = MarkdownText.anchor(plainHeading("Solution", number, exercise))
    return parts + [["[Solution of exercise \(number)](#\(anchor))"]]
  }

  private func plainHeading(_ kind: String, _ number: Int, _ exercise: Exercise) -> String {
    "\(kind) \(number): \(exercise.title ?? exercise.id)"
  }

  private func heading(_ kind: String, _ number: Int, _ exercise: Exercise) -> String {
    MarkdownText.escaped(plainHeading(kind, number, exercise))
  }

  mutating func solutions() -> [Part] {
    gathered.exercises.enumerated().flatMap { index, exercise -> [Part] in
      let number = index + 1
      let anchor = MarkdownText.anchor(plainHeading("Exercise", number, exercise))
      return [
        ["### " + heading("Solution", number, exercise)],
        ["[Back to exercise \(number)](#\(anchor))"],
      ] + python(exercise.solution.text, "A solution") + parts(exercise.explanation)
    }
  }

  // MARK: Glossary

  /// The terms that were linked to, and those that these are explained with.
  mutating func terms() -> [Part] {
    var written: [(name: String, parts: [Part])] = []
    var next = 0
    while next < gathered.terms.count {
      let id = gathered.terms[next]
      next += 1
      guard let term = handout.term(id) else { continue }
      written.append(
        (term.name, [["### " + MarkdownText.escaped(term.name)]] + parts(term.blocks)))
    }
    return written.sorted { $0.name.lowercased() < $1.name.lowercased() }.flatMap(\.parts)
  }
}
