import LessonFormat
import Narration
import Tutor

/// A step of a lesson, as far as it is revealed, with what was answered, turned and run in it.
struct StepTeller {
  let state: State
  let view: LessonView
  let lesson: Lesson
  let settings: PlainSettings

  init(_ state: State, _ view: LessonView, _ lesson: Lesson, _ settings: PlainSettings) {
    self.state = state
    self.view = view
    self.lesson = lesson
    self.settings = settings
  }

  /// From its title on; with the lesson's head where that is new.
  func whole(withHead: Bool) -> Narration {
    var narration = Narration()
    if withHead {
      let teller = LessonNarration(
        lesson: lesson, number: view.lesson + 1, of: state.course.entries.count,
        names: state.course.names)
      narration.append(teller.head())
      narration.gap()
    }
    narration.append(title())
    tellMistakes(&narration)
    narration.append(told(state.visibleBlocks(of: view)))
    if settings.readsNotes {
      narration.gap()
      narration.append(notes())
    }
    return narration
  }

  /// What only whoever presents hears.
  func notes() -> Narration {
    var narration = Narration()
    guard let step = state.step(of: view) else { return narration }
    if let minutes = step.minutes {
      narration.say("Planned: \(count(seconds: Int(minutes * 60))).")
    }
    var options = settings.reading
    options.notes = true
    var teller = BlockNarrator(options: options)
    for block in step.blocks {
      if case .notes = block.content { teller.tell(block) }
    }
    narration.append(teller.narration)
    if narration.lines.isEmpty { narration.say("This step has no notes.") }
    return narration
  }

  func title() -> Narration {
    var narration = Narration()
    guard let step = state.step(of: view) else { return narration }
    var teller = BlockNarrator(options: settings.reading, links: state.links(of: view))
    narration.say(
      "Step \(view.step + 1) of \(lesson.steps.count), \(teller.words(step.title).asSentence)")
    return narration
  }

  private func tellMistakes(_ narration: inout Narration) {
    let mistakes = state.contents[view.lesson]?.mistakes.filter { $0.severity == .error } ?? []
    for mistake in mistakes.prefix(5) {
      narration.say(
        "Mistake in line \(mistake.range.start.line): \(mistake.message.capitalizedFirst.asSentence) "
          + mistake.fix.asSentence)
    }
    if mistakes.count > 5 { narration.say("There are \(mistakes.count - 5) more mistakes.") }
  }

  // MARK: Blocks

  func told(_ blocks: [Block], linksFrom first: Int = 0) -> Narration {
    let links = state.links(of: view)
    var teller = BlockNarrator(options: settings.reading, links: links)
    for block in blocks {
      teller.narration.gap()
      switch block.content {
      case .question(let question): teller.narration.append(told(question))
      case .demo(let demo): tell(demo, &teller)
      case .exercise(let exercise):
        teller.narration.append(
          ExerciseTeller(state, exercise, in: lesson.id, settings, links).whole())
      case .chooser:
        let chooser = ChooserNarration(state.chooser)
        chooser.tell(wayTo: view.chooser, &teller)
        chooser.tell(partAt: view.chooser, &teller)
      default: teller.tell(block)
      }
    }
    teller.tellLinks(from: first)
    return teller.narration
  }

  // MARK: Demos

  private func tell(_ demo: Demo, _ teller: inout BlockNarrator) {
    let session = state.demos[DemoKey(lesson: lesson.id, demo: demo.id)]
    teller.tell(demo, texts: session?.edits ?? [:], values: session?.knobs ?? [:])
    for (variant, edit) in (session?.edits ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let original = demo.variants.first(where: { $0.name == variant }) else { continue }
      let lesson = original.program.text(setting: session?.knobs ?? [:])
      teller.narration.say(ChangedLines(from: lesson, to: edit).inWords)
    }
    for track in session?.latest?.tracks ?? [] {
      guard let run = state.runs[track.run] else { continue }
      teller.narration.say("Last run, \(track.title): \(RunResult(run).words)".asSentence)
    }
  }

  // MARK: Questions

  /// As it is asked; or, where it was answered, with the answer and what is right.
  func told(_ question: Question) -> Narration {
    var teller = BlockNarrator(options: settings.reading, links: state.links(of: view))
    guard let response = state.response(to: question, in: lesson) else {
      teller.tell(question)
      let labels = state.laneLabels(for: question, in: lesson)
      if case .lanes = question.answer, labels.isEmpty {
        teller.narration.say(Question.lanesComeWithRun)
      }
      for (index, label) in labels.enumerated() {
        teller.narration.say("Lane \(index + 1): \(label)")
      }
      return teller.narration
    }
    teller.tell(question.prompt, after: question.kind == .quiz ? "Question:" : "Prediction:")
    if !state.isShownAnswer(to: question, in: lesson) {
      teller.narration.say(said(response, to: question))
    }
    teller.narration.append(verdict(on: question))
    return teller.narration
  }

  private func said(_ response: Response, to question: Question) -> String {
    switch (response, question.answer) {
    case (.choices(let chosen), _) where chosen.isEmpty: return "You chose none."
    case (.order(let order), .order(let lines)):
      let told = order.filter(lines.indices.contains).map { lines[$0].plainText }
      return "You said: \(inTurn(told))."
    case (.lanes(let lanes), _):
      return lanes.isEmpty
        ? "You chose none." : "You chose \(inWords(lanes.sorted(), joinedBy: "and"))."
    default: return ""
    }
  }

  /// Whether the answer is right, and why; nothing where nobody can know yet.
  func verdict(on question: Question, withAnswer: Bool = true) -> Narration {
    var teller = BlockNarrator(options: settings.reading, links: state.links(of: view))
    guard let judgement = state.judgement(of: question, in: lesson) else { return Narration() }
    teller.narration.say(
      state.words(for: judgement, of: question, in: lesson, withAnswer: withAnswer))
    guard judgement.verdict != .needsRun else { return teller.narration }
    let isShown = state.isShownAnswer(to: question, in: lesson)
    switch (question.answer, state.response(to: question, in: lesson)) {
    case (.choices(let choices), .choices(let chosen)?):
      for (index, choice) in choices.enumerated() where chosen.contains(index) || choice.isRight {
        let isChosen = chosen.contains(index) && !isShown
        let isTold = isChosen && judgement.verdict == .right && chosen.count == 1
        if !isTold {
          teller.narration.say(
            "Choice \(index + 1)\(choice.isRight ? " is right" : " is wrong"): "
              + choice.text.plainText.asSentence)
        }
        teller.tell(choice.explanation)
      }
    case (.order(let lines), _) where judgement.verdict == .wrong || isShown:
      teller.narration.say(
        "The right order: \(inTurn(lines.map(\.plainText))).")
    default: break
    }
    teller.tell(question.explanation)
    return teller.narration
  }
}

/// Where a program differs from the lesson's own.
struct ChangedLines {
  let inWords: String

  init(from original: String, to edited: String) {
    let before = original.split(separator: "\n", omittingEmptySubsequences: false)
    let after = edited.split(separator: "\n", omittingEmptySubsequences: false)
    let difference = after.difference(from: before)
    var changed: [Int] = []
    for case .insert(let offset, _, _) in difference { changed.append(offset + 1) }
    let removed = difference.removals.count - changed.count
    var parts: [String] = []
    if !changed.isEmpty {
      let told = changed.sorted().prefix(12).map(String.init)
      let more = changed.count > 12 ? " and \(changed.count - 12) more" : ""
      parts.append(
        "line\(changed.count == 1 ? "" : "s") \(LessonFormat.inWords(Array(told), joinedBy: "and"))"
          + "\(more) changed or new")
    }
    if removed > 0 { parts.append("\(count(removed, "line")) fewer") }
    inWords = parts.isEmpty ? "" : "Your version: \(parts.joined(separator: "; "))."
  }
}

extension CourseOutline {
  /// What lessons are called in a sentence, by their ids.
  fileprivate var names: [String: String] {
    Dictionary(
      entries.enumerated().map { index, entry in
        (entry.id, LessonNarration.name(entry.title, number: index + 1))
      }, uniquingKeysWith: { first, _ in first })
  }
}
