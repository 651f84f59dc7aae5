/// Reads `> [!PREDICT] …` and `> [!QUIZ] …`: what is asked, how it is answered, why.
struct QuestionReader {
  static let attributes: Set<AttributeName> = [.demo, .id]

  private let marker: AlertMarker
  private let kind: Question.Kind
  private var prompt: [Block] = []
  private var answer: Question.Answer?
  /// Also where the answer could not be read, which has been said then.
  private var hasAnswer = false
  private var answerRange: SourceRange?
  private var explanation: [Block] = []

  /// nil where the question cannot be asked; the log says why.
  static func read(
    _ marker: AlertMarker, kind: Question.Kind, in node: MarkdownNode,
    reader: inout ContentReader
  ) -> Question? {
    marker.attributes.refuse(
      except: attributes, of: "[!\(marker.name.uppercased())]", log: &reader.log)
    var blocks = reader.blocks(in: node, depth: 2)
    blocks.dropAlertMarker()
    var question = QuestionReader(marker: marker, kind: kind)
    for block in blocks { question.take(block, log: &reader.log) }
    return question.finish(log: &reader.log)
  }

  private init(marker: AlertMarker, kind: Question.Kind) {
    self.marker = marker
    self.kind = kind
  }

  private mutating func take(_ block: Block, log: inout DiagnosticLog) {
    switch block.content {
    case .list(let list) where hasAnswer && list.items.contains { $0.isChecked != nil }:
      reportSecondAnswer(at: Self.lineRange(block.range), log: &log)
    case .list(let list) where !hasAnswer:
      hasAnswer = true
      answerRange = Self.lineRange(block.range)
      answer = Self.answer(from: list, at: block.range, log: &log)
    case .paragraph(let inlines):
      take(paragraph: inlines, block, log: &log)
    default:
      if !hasAnswer { prompt.append(block) } else { explanation.append(block) }
    }
  }

  private func reportSecondAnswer(at range: SourceRange, log: inout DiagnosticLog) {
    let line = answerRange.map { ", the first in line \($0.start.line)" } ?? ""
    log.error(
      .badQuestion, at: range, "this question has two answers\(line)", fix: "Keep one of them")
  }

  /// A line that begins with `answer:` divides what is asked from what explains it.
  private mutating func take(
    paragraph inlines: [Inline], _ block: Block, log: inout DiagnosticLog
  ) {
    if hasAnswer, inlines.contains(where: \.beginsAnswer) {
      return reportSecondAnswer(at: Self.lineRange(block.range), log: &log)
    }
    guard !hasAnswer, inlines.contains(where: \.beginsAnswer),
      case let lines = inlines.lines,
      let index = lines.firstIndex(where: { $0.first?.beginsAnswer ?? false })
    else {
      if !hasAnswer { prompt.append(block) } else { explanation.append(block) }
      return
    }
    func append(_ lines: ArraySlice<[Inline]>, to blocks: inout [Block]) {
      guard let first = lines.first?.first else { return }
      var range = block.range
      range.start = first.position
      let content = Array(
        lines.joined(separator: [Inline(content: .softBreak, position: first.position)]))
      blocks.append(Block(content: .paragraph(content), range: range))
    }
    append(lines[..<index], to: &prompt)
    append(lines[(index + 1)...], to: &explanation)
    let line = lines[index]
    let text = String(line.plainText.dropFirst("answer:".count))
    let place = line.first?.position ?? block.range.start
    let range = SourceRange(
      line: Int(place.line), column: Int(place.column), length: line.plainText.utf8.count)
    hasAnswer = true
    answerRange = range
    answer = AnswerReader.answer(text, at: range, log: &log)
  }

  private static func answer(
    from list: List, at range: SourceRange, log: inout DiagnosticLog
  ) -> Question.Answer {
    if list.start != nil {
      if list.items.count < 2 {
        log.error(
          .badQuestion, at: lineRange(range), "one line has no order", fix: "List at least two")
      }
      return .order(list.items.map { $0.blocks.firstParagraph })
    }
    var choices: [Question.Choice] = []
    for item in list.items {
      guard let isRight = item.isChecked else {
        log.error(
          .badQuestion, at: lineRange(item.range), "this choice has no box",
          fix: "Begin it with \"[ ] \", or with \"[x] \" where it is right")
        continue
      }
      choices.append(choice(item, isRight: isRight))
    }
    if choices.count == list.items.count { check(choices, at: range, log: &log) }
    return .choices(choices)
  }

  private static func check(
    _ choices: [Question.Choice], at range: SourceRange, log: inout DiagnosticLog
  ) {
    if !choices.contains(where: \.isRight) {
      log.error(
        .badQuestion, at: lineRange(range), "no answer is right",
        fix: "Put an x into the box of each right one: [x]")
    } else if choices.allSatisfy(\.isRight) {
      log.error(
        .badQuestion, at: lineRange(range), "no answer is wrong",
        fix: "Add one that is, or empty a box: [ ]")
    }
    var texts: Set<String> = []
    for choice in choices where !texts.insert(choice.text.plainText).inserted {
      log.error(
        .badQuestion, at: lineRange(range),
        "the answer \"\(choice.text.plainText)\" is given twice", fix: "Keep one of them")
    }
  }

  /// The first line is the choice; what follows is why it is right or wrong.
  private static func choice(_ item: List.Item, isRight: Bool) -> Question.Choice {
    var explanation = Array(item.blocks.dropFirst())
    let lines = item.blocks.firstParagraph.lines
    if lines.count > 1, let first = lines[1].first {
      let rest = Array(
        lines.dropFirst().joined(separator: [Inline(content: .softBreak, position: first.position)])
      )
      explanation.insert(Block(content: .paragraph(rest), range: item.range), at: 0)
    }
    return Question.Choice(text: lines.first ?? [], isRight: isRight, explanation: explanation)
  }

  private static func lineRange(_ range: SourceRange) -> SourceRange {
    SourceRange(line: Int(range.start.line), column: Int(range.start.column), length: 1)
  }

  private func finish(log: inout DiagnosticLog) -> Question? {
    let text = prompt.first?.plainText ?? ""
    guard !text.allSatisfy(\.isWhitespace) else {
      log.error(
        .badQuestion, at: marker.range, "nothing is asked here",
        fix: "Write the question behind [!\(marker.name.uppercased())]")
      return nil
    }
    guard let answer else {
      guard !hasAnswer else { return nil }
      log.error(
        .badQuestion, at: marker.range, "this question has no answer",
        fix: "List the choices with boxes, number the lines to be ordered, "
          + "or write a line like \"answer: 3 s ± 10%\"")
      return nil
    }
    var id = ContentID(value: ContentID.slug(of: text), isDerived: true)
    if let written = marker.attributes.value(.id, log: &log),
      let attribute = marker.attributes[.id]
    {
      id = ContentID(value: written, isDerived: false)
      if let problem = ContentID.problem(in: written) {
        log.error(
          .badID, at: attribute.valueRange, problem.message, fix: problem.fix,
          didYouMean: problem.meant)
      }
    } else {
      log.warning(
        .idFromText, at: marker.range,
        "this question is known by its text; when that changes, learners' answers are lost",
        fix: "Write [!\(marker.name.uppercased()) id=\(id.value.isEmpty ? "NAME" : id.value)]")
    }
    return Question(
      id: id, kind: kind, demo: marker.attributes.value(.demo, log: &log), prompt: prompt,
      answer: answer, answerRange: answerRange ?? marker.range, explanation: explanation)
  }
}

extension [Block] {
  fileprivate var firstParagraph: [Inline] {
    if case .paragraph(let inlines) = first?.content { inlines } else { [] }
  }
}

extension Inline {
  fileprivate var beginsAnswer: Bool {
    if case .text(let text) = content { text.hasPrefix("answer:") } else { false }
  }
}

extension Block {
  fileprivate var plainText: String {
    switch content {
    case .paragraph(let inlines), .heading(_, let inlines): inlines.plainText
    case .code(let code): code.text
    default: "…"
    }
  }
}
