import LessonFormat

/// Says blocks one after another, and keeps the links that were numbered on the way.
struct BlockNarrator {
  let options: LessonNarration.Options
  var narration = Narration()
  private var links: [Link] = []

  init(options: LessonNarration.Options) {
    self.options = options
  }

  // MARK: Inlines

  mutating func words(_ inlines: [Inline]) -> String {
    var result = ""
    for inline in inlines { result += words(inline) }
    return result
  }

  private mutating func words(_ inline: Inline) -> String {
    switch inline.content {
    case .text(let text), .code(let text): text
    case .emphasis(let inlines), .strong(let inlines): words(inlines)
    case .strikethrough(let inlines): "no longer: \(words(inlines))"
    case .link(let link): words(link)
    case .image(let image): "picture: \(image.description)"
    case .softBreak, .lineBreak: " "
    }
  }

  private mutating func words(_ link: Link) -> String {
    let number =
      links.firstIndex { $0.target == link.target }
      ?? {
        links.append(link)
        return links.count - 1
      }()
    return "\(words(link.text)) (link \(number + 1))"
  }

  mutating func tellLinks() {
    guard !links.isEmpty else { return }
    narration.gap()
    for (index, link) in links.enumerated() {
      narration.say("Link \(index + 1) leads to \(link.target.inWords).")
    }
  }

  // MARK: Blocks

  mutating func tell(_ blocks: [Block]) {
    for block in blocks { tell(block) }
  }

  mutating func tell(_ block: Block) {
    switch block.content {
    case .paragraph(let inlines):
      narration.say(words(inlines))
    case .heading(let level, let inlines):
      narration.say("Heading level \(level): \(words(inlines).asSentence)")
    case .list(let list):
      tell(list, prefix: "")
    case .table(let table):
      tell(table)
    case .quote(let blocks):
      narration.say("Quote:")
      tell(blocks)
      narration.say("End of quote.")
    case .code(let code):
      tell(code)
    case .callout(let callout):
      tell(callout.blocks, after: callout.kind.rawValue.capitalizedFirst + ":")
    case .demo(let demo):
      tell(demo)
    case .question(let question):
      tell(question)
    case .exercise(let exercise):
      tell(exercise)
    case .pause:
      break
    case .notes(let blocks):
      if options.notes { tell(blocks, after: "Notes for the instructor:") }
    }
  }

  /// A first paragraph goes on the line of its label.
  private mutating func tell(_ blocks: [Block], after label: String) {
    guard let first = blocks.first, case .paragraph(let inlines) = first.content else {
      narration.say(label)
      tell(blocks)
      return
    }
    narration.say("\(label) \(words(inlines))")
    tell(Array(blocks.dropFirst()))
  }

  private mutating func tell(_ list: List, prefix: String) {
    narration.say(prefix.isEmpty ? "List of \(count(list.items.count, "item"))." : "")
    for (index, item) in list.items.enumerated() {
      let number = "\(prefix)\((list.start ?? 1) + index)"
      let box = item.isChecked.map { $0 ? " (done)" : " (to do)" } ?? ""
      let label = "\(list.start == nil || !prefix.isEmpty ? "Item " : "")\(number)\(box):"
      var rest: [Block] = []
      for block in item.blocks {
        if case .list = block.content { continue }
        rest.append(block)
      }
      tell(rest, after: label)
      for block in item.blocks {
        if case .list(let inner) = block.content { tell(inner, prefix: "\(number).") }
      }
    }
  }

  private mutating func tell(_ table: Table) {
    let header = table.header.map { words($0) }
    narration.say(
      "Table with \(count(table.rows.count, "row")). Columns: \(header.joined(separator: ", ")).")
    for (index, row) in table.rows.enumerated() {
      var cells: [String] = []
      for (name, cell) in zip(header, row) {
        let value = words(cell)
        cells.append(
          "\(name.capitalizedFirst): \(value.isEmpty ? "empty" : value)".asSentence)
      }
      narration.say("Row \(index + 1). \(cells.joined(separator: " "))")
    }
  }

  private mutating func tell(_ code: CodeBlock) {
    let title = code.title.map { ", \($0)" } ?? ""
    if let description = code.description {
      narration.say("Picture\(title): \(description.asSentence)")
      return
    }
    let language = code.language.map { ", \(languageName($0))" } ?? ""
    tell(code: code.text, label: "\(title)\(language)")
  }

  private func languageName(_ language: String) -> String {
    switch language {
    case "python": "Python"
    case "text", "txt": "text"
    default: language
    }
  }

  private mutating func tell(code: String, label: String) {
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    let length = lines.count - (lines.last?.isEmpty ?? false ? 1 : 0)
    narration.say("Code begins\(label), \(count(length, "line")).")
    narration.quote(code: code)
    narration.say("Code ends.")
  }

  // MARK: What a learner does

  private mutating func tell(_ demo: Demo) {
    let variants = demo.mainVariants
    let names = variants.map { $0.title ?? $0.name }
    narration.say(
      variants.count == 1
        ? (variants[0].title.map { "Demo: \($0)" } ?? "Demo").asSentence
        : "Demo with \(count(variants.count, "variant")): \(inWords(names, joinedBy: "and")).")
    for variant in variants {
      if variants.count > 1 {
        let title = variant.title.map { $0 == variant.name ? "" : ": \($0)" } ?? ""
        narration.say("Variant \(variant.name)\(title)".asSentence)
      }
      if let requires = variant.requires { narration.say("It needs Python \(requires).") }
      let lines = variant.program.text.split(separator: "\n", omittingEmptySubsequences: false)
      if let shown = variant.shownLines {
        let part = lines[(shown.lowerBound - 1)..<min(shown.upperBound, lines.count)]
        tell(
          code: part.joined(separator: "\n"),
          label: ", Python, from line \(shown.lowerBound) of the program")
      } else {
        tell(code: variant.program.text, label: ", Python")
      }
    }
    for knob in demo.knobs {
      let label = knob.label.map { ", \($0)" } ?? ""
      narration.say(
        "Knob \(knob.name)\(label): \(inWords(knob.value)), from "
          + "\(inWords(knob.range.lowerBound)) to \(inWords(knob.range.upperBound)) "
          + "in steps of \(inWords(knob.step)).")
    }
  }

  private mutating func tell(_ question: Question) {
    tell(question.prompt, after: question.kind == .quiz ? "Question:" : "Prediction:")
    switch question.answer {
    case .choices(let choices):
      let right = choices.count(where: \.isRight)
      if right > 1 { narration.say("Several choices are right.") }
      for (index, choice) in choices.enumerated() {
        narration.say("Choice \(index + 1): \(words(choice.text).asSentence)")
        guard options.answers else { continue }
        narration.say(choice.isRight ? "This is right." : "This is wrong.")
        tell(choice.explanation)
      }
    case .number(let number):
      narration.say("The answer is a number\(number.unitInWords.map { " of \($0)" } ?? "").")
      if options.answers { narration.say("Answer: \(number.inWords).") }
    case .order(let items):
      narration.say(
        options.answers
          ? "The right order:" : "To be put in order: \(count(items.count, "line")).")
      let shown = options.answers ? items : question.shownOrder.map { items[$0] }
      for (index, item) in shown.enumerated() {
        narration.say("Line \(index + 1): \(words(item))")
      }
    case .lanes(let query):
      narration.say("The answer is one lane or more.")
      if options.answers { narration.say("Answer: \(query.inWords).") }
    }
    if options.answers { tell(question.explanation) }
  }

  private mutating func tell(_ exercise: Exercise) {
    narration.say("Exercise: \((exercise.title ?? exercise.id).asSentence)")
    narration.say("The file to change is \(exercise.fileName).")
    if let requires = exercise.requires { narration.say("It needs Python \(requires).") }
    tell(code: exercise.starter.text, label: ", Python")
    narration.say("A run must show \(count(exercise.checks.count, "thing")).")
    for (index, check) in exercise.checks.enumerated() {
      narration.say("Check \(index + 1): \(check.inWords.asSentence)")
    }
    guard options.answers else {
      narration.say(
        "There \(exercise.hints.count == 1 ? "is" : "are") \(count(exercise.hints.count, "hint")).")
      return
    }
    for (index, hint) in exercise.hints.enumerated() { tell(hint, after: "Hint \(index + 1):") }
    narration.say("The solution:")
    tell(code: exercise.solution.text, label: ", Python")
    if !exercise.explanation.isEmpty { tell(exercise.explanation, after: "Explanation:") }
  }
}
