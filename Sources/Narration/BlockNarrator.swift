import LessonFormat

/// Says blocks one after another, and keeps the links that were numbered on the way.
package struct BlockNarrator {
  let options: LessonNarration.Options
  package var narration = Narration()
  private var links: [Link]

  /// `links` have their numbers already.
  package init(options: LessonNarration.Options, links: [Link] = []) {
    self.options = options
    self.links = links
  }

  // MARK: Inlines

  package mutating func words(_ inlines: [Inline]) -> String {
    var result = ""
    for inline in inlines { result += words(inline) }
    return result
  }

  private mutating func words(_ inline: Inline) -> String {
    switch inline.content {
    case .text(let text): text
    case .code(let text): options.emphasis ? "\(text) (code)" : text
    case .emphasis(let inlines), .strong(let inlines):
      options.emphasis ? "\(words(inlines)) (emphasis)" : words(inlines)
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

  package mutating func tellLinks(from first: Int = 0) {
    guard links.count > first else { return }
    narration.gap()
    for (index, link) in links.enumerated().dropFirst(first) {
      narration.say("Link \(index + 1) leads to \(link.target.inWords).")
    }
  }

  // MARK: Blocks

  package mutating func tell(_ blocks: [Block]) {
    for block in blocks { tell(block) }
  }

  package mutating func tell(_ block: Block) {
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
    case .chooser:
      narration.say(
        "Here the chooser asks its questions. The command \"choose\" asks them everywhere.")
    case .pause:
      break
    case .notes(let blocks):
      if options.notes { tell(blocks, after: "Notes for the instructor:") }
    }
  }

  /// A first paragraph goes on the line of its label.
  package mutating func tell(_ blocks: [Block], after label: String) {
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
    if options.tables == .commas { return tellWithCommas(header, table.rows) }
    // Without a heading, the first cell says what the row is of.
    let namesRows = header.first?.isEmpty ?? false
    let named = header.filter { !$0.isEmpty }
    narration.say(
      "Table with \(count(table.rows.count, "row")). Columns: \(named.joined(separator: ", ")).")
    for (index, row) in table.rows.enumerated() {
      let values = row.map { words($0) }
      let rowName = namesRows ? values.first.map { $0.isEmpty ? "" : ", \($0)" } ?? "" : ""
      var cells: [String] = []
      for (name, value) in zip(header, values).dropFirst(namesRows ? 1 : 0) {
        let label = name.isEmpty ? "" : "\(name.capitalizedFirst): "
        cells.append("\(label)\(value.isEmpty ? "empty" : value)".asSentence)
      }
      narration.say("\("Row \(index + 1)\(rowName)".asSentence) \(cells.joined(separator: " "))")
    }
  }

  private mutating func tellWithCommas(_ header: [String], _ rows: [[[Inline]]]) {
    narration.say("Table with \(count(rows.count, "row")), a row a line, with commas.")
    for row in [header] + rows.map({ row in row.map { words($0) } }) {
      narration.say(
        row.map { $0.contains(where: { ",\"".contains($0) }) ? quoted($0) : $0 }
          .joined(separator: ", "))
    }
  }

  private func quoted(_ cell: String) -> String {
    "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }

  private mutating func tell(_ code: CodeBlock) {
    let title = code.title.map { ", \($0)" } ?? ""
    if let description = code.description {
      narration.say("Picture\(title): \(description.asSentence)")
      return
    }
    if let requires = code.requires { narration.say("This needs Python \(requires).") }
    let language = code.language.map { ", \(languageName($0))" } ?? ""
    tell(code: code.text, label: "\(title)\(language)", marked: code.focus)
  }

  private func languageName(_ language: String) -> String {
    switch language {
    case "python": "Python"
    case "text", "txt": "text"
    default: language
    }
  }

  /// `marked` are the lines that the author draws attention to, counted like `first`.
  package mutating func tell(
    code: String, label: String, marked: [ClosedRange<Int>] = [], first: Int = 1
  ) {
    let reading = CodeReading(code, first: first, marked: marked)
    guard options.readsCode else {
      return narration.say("Code\(label), \(count(reading.length, "line")).")
    }
    narration.say("Code begins\(label), \(count(reading.length, "line"))\(reading.markedInWords).")
    narration.append(reading.told(indent: options.indent))
    narration.say("Code ends.")
  }

  // MARK: What a learner does

  /// `texts` are programs that the learner has changed, and `values` knobs that were turned.
  package mutating func tell(
    _ demo: Demo, texts: [String: String] = [:], values: [String: Double] = [:]
  ) {
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
      tell(variant, text: texts[variant.name], values)
    }
    for knob in demo.knobs { tell(knob, value: values[knob.name]) }
  }

  private mutating func tell(
    _ variant: Demo.Variant, text: String?, _ values: [String: Double]
  ) {
    if let text { return tell(code: text, label: ", your version, Python") }
    let text = variant.program.text(setting: values)
    guard let shown = variant.shownLines else {
      return tell(code: text, label: ", Python", marked: variant.focus)
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let part = lines[(shown.lowerBound - 1)..<min(shown.upperBound, lines.count)]
    tell(
      code: part.joined(separator: "\n"),
      label: ", Python, from line \(shown.lowerBound) of the program", marked: variant.focus,
      first: shown.lowerBound)
  }

  package mutating func tell(_ knob: Knob, value: Double? = nil) {
    let label = knob.label.map { ", \($0)" } ?? ""
    let turned = value.map { $0 == knob.value ? "" : ", turned from \(inWords(knob.value))" } ?? ""
    narration.say(
      "Knob \(knob.name)\(label): \(inWords(value ?? knob.value))\(turned), from "
        + "\(inWords(knob.range.lowerBound)) to \(inWords(knob.range.upperBound)) "
        + "in steps of \(inWords(knob.step)).")
  }

  package mutating func tell(_ question: Question) {
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
