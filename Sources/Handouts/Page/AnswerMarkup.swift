import Exports
import LessonFormat
import Narration

/// Questions and exercises where they stand, and what is right at the end of the page. Each leads to
/// the other.
extension PageWriter {
  mutating func write(_ question: Question, to page: inout Markup) {
    gathered.questions.append(question)
    let number = gathered.questions.count
    let title = "\(question.kind.title) \(number)"
    page.element("div", ["class": "question"]) { page in
      heading(&page, id: "question-\(number)") { $0.say(title) }
      write(question.prompt, to: &page)
      if let hint = question.hint { page.element("p", ["class": "quiet"], hint) }
      switch question.answer {
      case .choices(let choices):
        page.element("ol", ["class": "choices", "type": "A"]) { page in
          for choice in choices { page.element("li") { write(choice.text, to: &$0) } }
        }
      case .order(let lines):
        page.element("ul", ["class": "plain"]) { page in
          for line in question.shownOrder { page.element("li") { write(lines[line], to: &$0) } }
        }
      case .number, .lanes: break
      }
      page.element("p", ["class": "lead"]) { page in
        page.element(
          "a", ["href": "#answer-\(number)"], "Answer to \(title.lowercased())")
      }
    }
  }

  /// Writing them can meet terms, but no questions.
  mutating func answers() -> Markup {
    var page = Markup()
    for (index, question) in gathered.questions.enumerated() {
      let number = index + 1
      page.element("div", ["class": "answer"]) { page in
        heading(&page, id: "answer-\(number)") { page in
          page.say("Answer \(number)")
        }
        page.element("p", ["class": "lead"]) { page in
          page.element(
            "a", ["href": "#question-\(number)"],
            "Back to \(question.kind.title.lowercased()) \(number)")
        }
        page.element("p") { $0.element("strong", handout.answer(to: question)) }
        switch question.answer {
        case .choices(let choices): write(choices, to: &page)
        case .order(let lines):
          page.element("ol") { page in
            for line in lines { page.element("li") { write(line, to: &$0) } }
          }
        case .number, .lanes: break
        }
        write(question.explanation, to: &page)
      }
      page.newLine()
    }
    return page
  }

  private mutating func write(_ choices: [Question.Choice], to page: inout Markup) {
    page.element("ol", ["class": "choices", "type": "A"]) { page in
      for choice in choices {
        page.element("li", ["class": choice.isRight ? "right" : "wrong"]) { page in
          page.element("p") { page in
            page.element("strong", choice.isRight ? "Right: " : "Wrong: ")
            write(choice.text, to: &page)
          }
          write(choice.explanation, to: &page)
        }
      }
    }
  }

  // MARK: Exercises

  mutating func write(_ exercise: Exercise, to page: inout Markup) {
    gathered.exercises.append(exercise)
    let number = gathered.exercises.count
    page.element("div", ["class": "exercise"]) { page in
      heading(&page, id: "exercise-\(number)") { page in
        page.say("Exercise \(number): \(exercise.title ?? exercise.id)")
      }
      page.element("p") { page in
        page.say("The file to change is ")
        page.element("code", exercise.fileName)
        page.say(". ")
        if let requires = exercise.requires { page.say("It needs Python \(requires). ") }
        page.element(
          "code", "interleave exercise \(handout.lesson.id)#\(exercise.id)")
        page.say(" makes it, and with ")
        page.element("code", "--check")
        page.say(" tells whether it is solved.")
      }
      listing(exercise.starter.text, caption: "To begin with", to: &page)
      if !exercise.checks.isEmpty {
        page.element("p", "A run must show:")
        page.element("ul", ["class": "plain"]) { page in
          for check in exercise.checks { page.element("li", check.inWords.asSentence) }
        }
      }
      for (index, hint) in exercise.hints.enumerated() {
        page.element("details") { page in
          page.element("summary", "Hint \(index + 1)")
          write(hint, to: &page)
        }
      }
      page.element("p", ["class": "lead"]) { page in
        page.element(
          "a", ["href": "#solution-\(number)"], "Solution of exercise \(number)")
      }
    }
  }

  mutating func solutions() -> Markup {
    var page = Markup()
    for (index, exercise) in gathered.exercises.enumerated() {
      let number = index + 1
      page.element("div", ["class": "answer"]) { page in
        heading(&page, id: "solution-\(number)") { page in
          page.say("Solution \(number): \(exercise.title ?? exercise.id)")
        }
        page.element("p", ["class": "lead"]) { page in
          page.element("a", ["href": "#exercise-\(number)"], "Back to exercise \(number)")
        }
        listing(exercise.solution.text, caption: "A solution", to: &page)
        write(exercise.explanation, to: &page)
      }
      page.newLine()
    }
    return page
  }

  // MARK: Glossary

  /// The terms that were linked to, and those that these are explained with.
  mutating func terms() -> Markup {
    var written: [(name: String, markup: Markup)] = []
    var next = 0
    while next < gathered.terms.count {
      let id = gathered.terms[next]
      next += 1
      guard let term = handout.term(id), let anchor = anchors.term(id) else { continue }
      var entry = Markup()
      entry.element("dt", ["id": anchor], term.name)
      entry.element("dd") { write(term.blocks, to: &$0) }
      entry.newLine()
      written.append((term.name, entry))
    }
    var page = Markup()
    guard !written.isEmpty else { return page }
    page.element("dl") { page in
      for entry in written.sorted(by: { $0.name.lowercased() < $1.name.lowercased() }) {
        page.raw(entry.markup.text)
      }
    }
    return page
  }
}
