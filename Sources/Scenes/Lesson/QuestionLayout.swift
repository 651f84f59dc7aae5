import Canvas
import LessonFormat
import Tutor

/// Questions: asked, answered, judged.
extension BlockLayout {
  mutating func add(_ question: Question) {
    let id = question.id.value
    let judgement = lesson.flatMap { state.judgement(of: question, in: $0) }
    let label = TextLine(
      question.kind == .prediction ? "Predict  " : "Question  ", Style(.key, .bold))
    let first = page.rows.count
    defer { page.mark(question: id, atRow: first) }
    var prompt = question.prompt[...]
    if case .paragraph(let inlines)? = prompt.first?.content {
      add(inlines, Style(.strong, .bold), first: label, rest: TextLine("  "))
      prompt.removeFirst()
    } else {
      add(label)
    }
    indented(by: 2) { layout in
      for block in prompt { layout.add(block) }
      switch question.answer {
      case .choices(let choices): layout.add(choices, question, judgement)
      case .number(let answer): layout.add(answer, id, judgement)
      case .order(let lines): layout.add(lines, question, judgement)
      case .lanes(let query): layout.add(query, question, judgement)
      }
      layout.addTally(of: question)
      if let judgement { layout.tell(judgement, of: question) }
    }
  }

  private var response: (Question) -> Response? {
    { question in lesson.flatMap { state.response(to: question, in: $0) } }
  }

  /// The number that a key chooses by, and whether it is chosen.
  private func mark(_ item: Item, number: Int, isChosen: Bool?) -> TextLine {
    let isFocused = focus == item
    let ground: Ground = isFocused ? .selection : .screen
    var line = TextLine(isFocused ? "> " : "  ", Style(.mark, on: ground, .bold))
    line.append(.init("\(number) ", Style(.key, on: ground)))
    if let isChosen { line.append(.init(isChosen ? "[x] " : "[ ] ", Style(.text, on: ground))) }
    return line
  }

  private mutating func add(
    _ choices: [Question.Choice], _ question: Question, _ judgement: Judgement?
  ) {
    let id = question.id.value
    if question.hasSeveralAnswers, judgement == nil { say("Choose all that are right.") }
    let isShown = lesson.map { state.isShownAnswer(to: question, in: $0) } ?? false
    var chosen = view?.drafts[id]?.choices ?? []
    if case .choices(let answered)? = response(question) { chosen = answered }
    for (index, choice) in choices.enumerated() {
      let item = Item.choice(question: id, index)
      guard let judgement else {
        let mark = mark(
          item, number: index + 1,
          isChosen: question.hasSeveralAnswers ? chosen.contains(index) : nil)
        add(choice.text, focus == item ? Style(.text, on: .selection) : .plain, item, mark)
        continue
      }
      let isChosen = chosen.contains(index)
      let isOpen = judgement.verdict == .needsRun
      let words =
        isOpen || (!isChosen && !choice.isRight)
        ? (isChosen ? "you said" : "")
        : isChosen && !isShown ? (choice.isRight ? "you said, right" : "you said, wrong") : "right"
      let role: Role = isOpen ? .text : choice.isRight ? .good : isChosen ? .bad : .dim
      let sign = isOpen ? (isChosen ? "> " : "  ") : choice.isRight ? "+ " : isChosen ? "x " : "  "
      let mark = TextLine("  " + sign, Style(role, .bold))
      add(
        choice.text, Style(isChosen || choice.isRight ? .text : .dim), nil, mark, after: words, role
      )
      if !isOpen, isChosen || choice.isRight {
        indented(by: 4) { layout in layout.add(tight: choice.explanation) }
      }
    }
    if question.hasSeveralAnswers, judgement == nil, state.presentation == nil {
      submitButton(id)
    }
  }

  private mutating func add(
    _ text: [Inline], _ style: Style, _ item: Item?, _ mark: TextLine, after words: String = "",
    _ role: Role = .text
  ) {
    var inline = InlineText(text, style, focus: focus).runs
    if !words.isEmpty { inline.append(TextRun("  (\(words))", Style(role, .bold))) }
    let lines = wrap(
      inline, to: measure - 4, first: mark,
      rest: TextLine(String(repeating: " ", count: mark.columns)))
    for (index, line) in lines.enumerated() {
      add(line, items: index == 0 ? item.map { [$0] } ?? [] : [])
    }
  }

  mutating func add(tight blocks: [Block]) {
    for block in blocks { add(block) }
  }

  private mutating func submitButton(_ id: String) {
    let item = Item.submit(question: id)
    let isFocused = focus == item
    let ground: Ground = isFocused ? .selection : .screen
    add(
      TextLine([
        TextRun(isFocused ? "> " : "  ", Style(.mark, on: ground, .bold)),
        TextRun("That is my answer", Style(.key, on: ground)),
      ]), items: [item])
  }

  // MARK: Numbers

  private mutating func add(_ answer: NumberAnswer, _ id: String, _ judgement: Judgement?) {
    let unit = answer.unitInWords.map { " \($0)" } ?? ""
    let item = Item.number(question: id)
    guard judgement == nil, state.presentation == nil else { return }
    let isFocused = focus == item
    let typed = view?.drafts[id]?.typed ?? ""
    let field = typed + String(repeating: "_", count: max(6 - typed.count, 1))
    add(
      TextLine([
        TextRun(isFocused ? "> " : "  ", Style(.mark, .bold)),
        TextRun("Your guess: ", Style(.text)),
        TextRun(field, Style(.text, on: isFocused ? .selection : .screen, .underline)),
        TextRun(unit, Style(.text)),
        TextRun(
          isFocused ? "   type a number, then \(key(.activate) ?? "choose")" : "", Style(.dim)),
      ]), items: [item])
  }

  // MARK: Order

  private mutating func add(_ lines: [[Inline]], _ question: Question, _ judgement: Judgement?) {
    let id = question.id.value
    if case .order(let order)? = response(question), judgement != nil {
      let isShown = lesson.map { state.isShownAnswer(to: question, in: $0) } ?? false
      say(isShown ? "In this order:" : "You said:")
      for (place, line) in order.enumerated() where lines.indices.contains(line) {
        let isRight = place == line
        add(
          lines[line], .plain, nil,
          TextLine("  \(place + 1) ", Style(isRight ? .good : .bad, .bold)),
          after: isRight ? "" : "belongs in place \(line + 1)", .bad)
      }
      return
    }
    let placed = view?.drafts[id]?.order ?? []
    if state.presentation == nil {
      say(
        placed.isEmpty
          ? "Choose the line that comes first."
          : "Choose the next line. Backspace takes one back.")
    }
    for (place, line) in placed.enumerated() where lines.indices.contains(line) {
      add(lines[line], Style(.strong), nil, TextLine("  \(place + 1). ", Style(.strong, .bold)))
    }
    for (index, line) in question.shownOrder.filter({ !placed.contains($0) }).enumerated() {
      let item = Item.line(question: id, line)
      add(
        lines[line], focus == item ? Style(.text, on: .selection) : .plain, item,
        mark(item, number: index + 1, isChosen: nil))
    }
  }

  // MARK: Lanes

  private mutating func add(_ query: LaneQuery, _ question: Question, _ judgement: Judgement?) {
    let id = question.id.value
    guard judgement == nil, let lesson else { return }
    let labels = state.laneLabels(for: question, in: lesson)
    guard !labels.isEmpty else {
      say(Question.lanesComeWithRun)
      return
    }
    let chosen = view?.drafts[id]?.lanes ?? []
    for (index, label) in labels.enumerated() {
      let item = Item.lane(question: id, label)
      let mark = mark(item, number: index + 1, isChosen: chosen.contains(label))
      let style = focus == item ? Style(.text, on: .selection) : .plain
      add(mark.appending([TextRun(printable(label), style)]), items: [item])
    }
    if state.presentation == nil { submitButton(id) }
  }

  // MARK: The verdict

  private mutating func tell(_ judgement: Judgement, of question: Question) {
    let words = lesson.map { state.words(for: judgement, of: question, in: $0) } ?? ""
    switch judgement.verdict {
    case .needsRun: return say(words, Style(.note))
    case .right where words.isEmpty: break
    case .right: say(words, Style(.good, .bold))
    case .wrong: say(words, Style(.bad, .bold))
    }
    add(tight: question.explanation)
  }
}
