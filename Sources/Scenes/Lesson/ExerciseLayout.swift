import Canvas
import LessonFormat
import Narration
import Tutor

/// Exercises as they stand in a step: the program, what a run must show and what it showed, what can
/// be done, and what was revealed so far.
extension BlockLayout {
  mutating func add(_ exercise: Exercise) {
    guard let lesson else { return }
    let session = state.exercises[ExerciseKey(lesson: lesson.id, exercise: exercise.id)]
    let record = state.record(of: exercise, in: lesson.id)
    addHead(of: exercise, record)
    if let needed = exercise.requires { say("Needs Python \(needed).") }
    if state.hasChanged(exercise, in: lesson.id) {
      say(
        "This exercise has changed since you began it. Your file is as you left it.", Style(.note))
    }
    addProgram(of: exercise, session)
    page.gap()
    let verdict = page.rows.count
    addConditions(of: exercise, session)
    if session?.verdict != nil {
      page.reveal("\(exercise.id) verdict \(record.attempts)", from: verdict)
    }
    page.gap()
    for practice in state.practices(of: exercise, in: lesson.id) {
      add(practice, of: exercise, record)
    }
    for (index, hint) in exercise.hints.prefix(record.hints).enumerated() {
      page.gap()
      let first = page.rows.count
      add(hint, called: "Hint \(index + 1) of \(exercise.hints.count)  ", Style(.tip, .bold))
      page.reveal("\(exercise.id) hint \(index)", from: first)
    }
    let showsSolution = session?.showsSolution ?? false
    if showsSolution { addSolution(of: exercise) }
    guard record.isSolved || showsSolution, !exercise.explanation.isEmpty else { return }
    page.gap()
    add(tight: exercise.explanation)
  }

  private mutating func addHead(of exercise: Exercise, _ record: ExerciseRecord) {
    var line = TextLine("Exercise  ", Style(.key, .bold))
    line.append(TextRun(printable(exercise.title ?? exercise.id), Style(.strong, .bold)))
    if record.isSolved {
      line.append(TextRun("  solved", Style(.good, .bold)))
    } else if record.attempts > 0 {
      line.append(TextRun("  \(count(record.attempts, "attempt"))", Style(.dim)))
    }
    add(line.fitted(to: width))
  }

  // MARK: The program

  private mutating func addProgram(of exercise: Exercise, _ session: ExerciseSession?) {
    // Where somebody keeps their files is nothing for a room.
    if let file = session?.file, state.presentation == nil {
      // As wide as there is room, so that a path stays whole.
      for line in wrap([TextRun("Your file is \(file.path)", Style(.dim))], to: width) { add(line) }
    }
    let text = session?.file?.text ?? exercise.starter.text
    let marked = session?.isVerdictOld ?? true ? [] : markedLines(session?.verdict)
    for (index, line) in CodeText(text).lines.enumerated() {
      let isMarked = marked.contains(index + 1)
      for row in codeRows(line, number: index + 1, isMarked: isMarked, mark: "! ", .bad) {
        add(row)
      }
    }
  }

  /// Where the verdict says to look.
  private func markedLines(_ verdict: ExerciseVerdict?) -> Set<Int> {
    guard let verdict else { return [] }
    if case .unreadable(_, let line) = verdict.outcome { return Set([line].compactMap(\.self)) }
    return Set(verdict.findings.filter { $0.verdict.outcome != .holds }.compactMap(\.verdict.line))
  }

  // MARK: Conditions

  private mutating func addConditions(of exercise: Exercise, _ session: ExerciseSession?) {
    let runs = exercise.runs > 1 ? "each of \(exercise.runs) runs shows" : "a run shows"
    guard let verdict = session?.verdict else {
      say("It is done when \(runs) that", Style(.text))
      for check in exercise.checks { add(check, mark: TextLine("  - ", Style(.dim))) }
      return
    }
    let isSolved = verdict.isSolved
    say(verdict.inWords, Style(isSolved ? .good : .bad, .bold))
    if session?.isVerdictOld ?? false {
      say("Your file has changed since then.", Style(.note))
    }
    if case .unreadable(let error, _) = verdict.outcome {
      for line in error { add(TextLine("  " + printable(line), Style(.errors)).fitted(to: width)) }
      return
    }
    for (index, finding) in verdict.findings.enumerated() {
      add(finding.verdict, at: index, of: exercise)
    }
  }

  private mutating func add(
    _ condition: Condition, mark: TextLine, after words: String = "", _ role: Role = .text,
    item: Item? = nil
  ) {
    var runs = [TextRun(condition.inWords.asSentence)]
    if !words.isEmpty { runs.append(TextRun("  (\(words))", Style(role, .bold))) }
    let lines = wrap(
      runs, to: measure - 4, first: mark,
      rest: TextLine(String(repeating: " ", count: mark.columns)))
    for (index, line) in lines.enumerated() {
      add(line, items: index == 0 ? item.map { [$0] } ?? [] : [])
    }
  }

  private mutating func add(
    _ verdict: ConditionVerdict, at index: Int, of exercise: Exercise
  ) {
    let (sign, words, role): (String, String, Role) =
      switch verdict.outcome {
      case .holds: ("+ ", "met", .good)
      case .fails: ("x ", "not met", .bad)
      case .unknown: ("? ", "not known", .note)
      }
    let item = Item.practice(exercise: exercise.id, .look(condition: index))
    let canBeChosen = verdict.outcome != .holds && verdict.isSomewhere
    let isFocused = canBeChosen && focus == item
    let ground: Ground = isFocused ? .selection : .screen
    var mark = TextLine(isFocused ? "> " : "  ", Style(.mark, on: ground, .bold))
    mark.append(TextRun(sign, Style(role, on: ground, .bold)))
    add(
      verdict.condition, mark: mark, after: words, role, item: canBeChosen ? item : nil)
    guard verdict.outcome != .holds else { return }
    indented(by: 4) { $0.say(verdict.sentence, Style(.text)) }
  }

  // MARK: What can be done

  private mutating func add(
    _ practice: Practice, of exercise: Exercise, _ record: ExerciseRecord
  ) {
    let (words, command): (String, Command?) =
      switch practice {
      case .edit: ("Change it in your editor", .edit)
      case .check: ("Run and check it", .run)
      case .hint:
        (
          exercise.hints.count == 1
            ? "A hint" : "Hint \(record.hints + 1) of \(exercise.hints.count)", .hint
        )
      case .solution: ("See the solution", .solution)
      case .compare: ("Run the solution beside it", .solution)
      // Put back by a key, and looked at where the condition stands.
      case .reset, .reread, .look: ("", nil)
      }
    guard !words.isEmpty else { return }
    let item = Item.practice(exercise: exercise.id, practice)
    let isFocused = focus == item
    let ground: Ground = isFocused ? .selection : .screen
    add(
      TextLine([
        TextRun(isFocused ? "> " : "  ", Style(.mark, on: ground, .bold)),
        TextRun(words, Style(.key, on: ground, .bold)),
        TextRun(command.flatMap { key($0) }.map { "  \($0)" } ?? "", Style(.dim, on: ground)),
      ]), items: [item])
  }

  // MARK: What was revealed

  private mutating func add(_ blocks: [Block], called label: String, _ style: Style) {
    var rest = blocks[...]
    if case .paragraph(let inlines)? = rest.first?.content {
      add(inlines, first: TextLine(label, style), rest: TextLine("  "))
      rest.removeFirst()
    } else {
      add(TextLine(label, style))
    }
    indented(by: 2) { layout in layout.add(tight: Array(rest)) }
  }

  private mutating func addSolution(of exercise: Exercise) {
    page.gap()
    let first = page.rows.count
    say("The solution", Style(.title, .bold))
    for (index, line) in CodeText(exercise.solution.text).lines.enumerated() {
      for row in codeRows(line, number: index + 1) { add(row) }
    }
    page.reveal("\(exercise.id) solution", from: first)
  }
}
