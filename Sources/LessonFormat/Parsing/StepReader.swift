/// Reads one step: Markdown, and the demos, questions and exercises that its parts make up.
struct StepReader: SectionDraft {
  private let files: ProgramFiles
  private let headingRange: SourceRange
  private let title: [Inline]
  private var id: ContentID
  private var minutes: Double?
  private var slots: [(slot: Slot, range: SourceRange)] = []
  private var demos: [String: DemoReader] = [:]
  private var exercises: [String: ExerciseReader] = [:]
  /// In the order of the file.
  private var demoIDs: [String] = []
  private var exerciseIDs: [String] = []
  private var questionMarkers: [String: SourceRange] = [:]
  /// The exercise that a hint belongs to where it names none.
  private var lastExercise: String?
  private var lastDemo: String?
  private var claims: [FenceReader] = []
  private var hasContent = false
  /// An id was written, and said to be none.
  private var hasBadID = false

  /// A place in the step; demos and exercises are complete only at its end.
  private enum Slot {
    case block(Block.Content)
    case demo(String)
    case exercise(String)

    var isChooser: Bool { if case .block(.chooser) = self { true } else { false } }
  }

  init(
    heading: MarkdownNode, number: Int, reader: inout ContentReader, files: ProgramFiles
  ) {
    self.files = files
    headingRange = reader.mark(heading)
    title = reader.inlines(in: heading, depth: 1)
    let text = title.plainText
    if text.allSatisfy(\.isWhitespace) {
      reader.log.error(
        .emptyStep, at: headingRange, "this step has no title", fix: "Write it behind the ##")
    }
    id = ContentID(
      value: ContentID.derived(fromStepTitle: text, number: number), isDerived: true)
  }

  // MARK: Parts

  mutating func take(_ node: MarkdownNode, reader: inout ContentReader) {
    switch node.kind {
    case .html where node.isComment:
      for directive in DirectiveReader.directives(in: node, reader: &reader) ?? [] {
        take(directive, reader: &reader)
      }
    case .code:
      take(fence: FenceReader(node, reader: &reader), reader: &reader)
    case .quote:
      take(quote: node, reader: &reader)
    default:
      if let content = reader.content(of: node, depth: 1) {
        append(.block(content), at: reader.range(of: node))
      }
    }
  }

  private mutating func append(_ slot: Slot, at range: SourceRange) {
    slots.append((slot, range))
    hasContent = true
  }

  private mutating func take(_ directive: Directive, reader: inout ContentReader) {
    switch directive.name {
    case .comment:
      break
    case .pause:
      slots.append((.block(.pause), directive.range))
    case .chooser:
      if slots.contains(where: { $0.slot.isChooser }) {
        reader.log.error(
          .misplacedDirective, at: directive.range, "the chooser stands in this step already",
          fix: "Remove one of them")
      } else {
        append(.block(.chooser), at: directive.range)
      }
    case .message:
      directive.refuse(in: "a lesson", log: &reader.log)
    case .id:
      if !id.isDerived {
        reader.log.error(
          .duplicateID, at: directive.range, "this step has an id already",
          fix: "Keep one; an id stands beneath the ## heading of its step")
      } else if let problem = ContentID.problem(in: directive.text) {
        hasBadID = true
        reader.log.error(
          .badID, at: directive.range, problem.message, fix: problem.fix,
          didYouMean: problem.meant)
      } else {
        id = ContentID(value: directive.text, isDerived: false)
      }
    case .minutes:
      guard let number = Double(directive.text), number > 0, number <= 600 else {
        reader.log.error(
          .badValue, at: directive.range, "\"\(directive.text)\" is no number of minutes",
          fix: "Write one like <!-- minutes: 2 -->")
        return
      }
      minutes = number
    case .notes:
      let blocks = NotesReader.blocks(of: directive, reader: &reader)
      if blocks.isEmpty {
        reader.log.error(
          .badValue, at: directive.range, "these notes are empty", fix: "Write them, or remove them"
        )
      }
      slots.append((.block(.notes(blocks)), directive.range))
    }
  }

  private mutating func take(fence: FenceReader, reader: inout ContentReader) {
    hasContent = true
    switch fence.role {
    case .plain:
      append(.block(.code(fence.plainCode(reader: &reader))), at: fence.range)
    case .demo:
      guard let id = fence.attributes.value(.demo, log: &reader.log) else { return }
      if demos[id] == nil {
        checkID(id, fence.attributes[.demo], log: &reader.log)
        demos[id] = DemoReader(id: id)
        demoIDs.append(id)
        append(.demo(id), at: fence.range)
      }
      lastDemo = id
      demos[id]?.add(fence, reader: &reader, files: files)
    case .starter, .solution, .checks:
      let name: AttributeName = fence.role == .solution ? .solution : .exercise
      guard let id = owner(of: fence, name, log: &reader.log) else { return }
      if exercises[id] == nil {
        checkID(id, fence.attributes[name], log: &reader.log)
        exercises[id] = ExerciseReader(id: id, range: fence.range)
        exerciseIDs.append(id)
        append(.exercise(id), at: fence.range)
      }
      lastExercise = id
      exercises[id]?.add(fence, reader: &reader, files: files)
    case .claims:
      // A demo's claims may stand before it; they are read when it is complete.
      claims.append(fence)
    }
  }

  private func owner(
    of fence: FenceReader, _ name: AttributeName, log: inout DiagnosticLog
  ) -> String? {
    guard fence.attributes.contains(name) else {
      log.error(
        .missingAttribute, at: fence.range,
        "this fence does not say what it belongs to",
        fix: "Add \(name.rawValue)=ID behind \"\(fence.language ?? "")\"")
      return nil
    }
    return fence.attributes.value(name, log: &log)
  }

  private func checkID(_ id: String, _ attribute: Attribute?, log: inout DiagnosticLog) {
    guard let attribute, let problem = ContentID.problem(in: id) else { return }
    log.error(
      .badID, at: attribute.valueRange, problem.message, fix: problem.fix,
      didYouMean: problem.meant)
  }

  private mutating func take(quote node: MarkdownNode, reader: inout ContentReader) {
    guard let marker = AlertMarker(node, reader: &reader) else {
      append(.block(.quote(reader.blocks(in: node, depth: 2))), at: reader.range(of: node))
      return
    }
    switch marker.name {
    case "predict", "quiz":
      let kind: Question.Kind = marker.name == "quiz" ? .quiz : .prediction
      hasContent = true
      guard
        var question = QuestionReader.read(marker, kind: kind, in: node, reader: &reader)
      else { return }
      if question.demo == nil, kind == .quiz { question.demo = lastDemo }
      questionMarkers[question.id.value] = marker.range
      append(.block(.question(question)), at: reader.range(of: node))
    case "hint", "explanation":
      takePart(of: marker, node, reader: &reader)
    default:
      guard let kind = Callout.Kind(rawValue: marker.name) else {
        hasContent = true
        marker.reportUnknown(log: &reader.log)
        return
      }
      append(
        .block(reader.callout(kind, marker, in: node, depth: 1)), at: reader.range(of: node))
    }
  }

  /// A hint or an explanation belongs to the exercise before it, or to the one that it names.
  private mutating func takePart(
    of marker: AlertMarker, _ node: MarkdownNode, reader: inout ContentReader
  ) {
    marker.attributes.refuse(
      except: [.exercise], of: "[!\(marker.name.uppercased())]", log: &reader.log)
    let named = marker.attributes.value(.exercise, log: &reader.log)
    guard let id = named ?? lastExercise, exercises[id] != nil else {
      reader.log.error(
        .conditionWithoutOwner, at: marker.range,
        named.map { "no exercise \"\($0)\" stands before this in the step" }
          ?? "no exercise stands before this in the step",
        fix: "Write it behind the fences of its exercise",
        didYouMean: named.flatMap { closest(to: $0, among: exerciseIDs) })
      return
    }
    var blocks = reader.blocks(in: node, depth: 2)
    blocks.dropAlertMarker()
    if blocks.isEmpty {
      reader.log.error(
        .incompleteExercise, at: marker.range, "this \(marker.name) is empty", fix: "Write it")
    } else if marker.name == "hint" {
      exercises[id]?.add(hint: blocks)
    } else {
      exercises[id]?.add(explanation: blocks, at: marker.range, log: &reader.log)
    }
  }

  // MARK: The whole

  mutating func finish(end: SourcePosition, reader: inout ContentReader) -> Step {
    if id.isDerived, !hasBadID {
      reader.log.warning(
        .idFromText, at: headingRange,
        "this step is known by its title; when that changes, links and learners' progress are lost",
        fix: "Write <!-- id: \(id.value) --> beneath it")
    }
    if !hasContent {
      reader.log.error(
        .emptyStep, at: headingRange, "this step is empty", fix: "Write its content, or remove it")
    }
    finishDemos(log: &reader.log)
    var blocks: [Block] = []
    for (slot, range) in slots {
      switch slot {
      case .block(let content): blocks.append(Block(content: content, range: range))
      case .demo(let id):
        guard let demo = demos[id]?.demo, !demo.variants.isEmpty else { continue }
        blocks.append(Block(content: .demo(demo), range: range))
      case .exercise(let id):
        guard
          let exercise = exercises[id]?.finish(
            others: exerciseIDs, log: &reader.log)
        else { continue }
        blocks.append(Block(content: .exercise(exercise), range: range))
      }
    }
    resolveQuestions(&blocks, log: &reader.log)
    ReadingLength.check(blocks, log: &reader.log)
    return Step(
      id: id, title: title, minutes: minutes, blocks: blocks,
      range: SourceRange(start: headingRange.start, end: end))
  }

  private mutating func finishDemos(log: inout DiagnosticLog) {
    for fence in claims {
      guard let id = owner(of: fence, .demo, log: &log) else { continue }
      guard demos[id] != nil else {
        log.error(
          .conditionWithoutOwner, at: fence.attributes[.demo]?.valueRange ?? fence.range,
          "this step has no demo \"\(id)\"", fix: "Write the claims in the step of their demo",
          didYouMean: closest(to: id, among: demoIDs))
        continue
      }
      demos[id]?.add(claims: fence, log: &log)
    }
    for id in demoIDs { demos[id]?.check(log: &log, source: log.file) }
  }

  /// A prediction is about the next demo, a quiz about the last, unless they name one.
  private func resolveQuestions(_ blocks: inout [Block], log: inout DiagnosticLog) {
    var nextDemo: String?
    for index in blocks.indices.reversed() {
      switch blocks[index].content {
      case .demo(let demo):
        nextDemo = demo.id
      case .question(var question):
        let place = questionMarkers[question.id.value] ?? blocks[index].range
        if question.kind == .prediction, question.demo == nil { question.demo = nextDemo }
        check(question, at: place, log: &log)
        blocks[index].content = .question(question)
      default:
        break
      }
    }
  }

  private func check(_ question: Question, at place: SourceRange, log: inout DiagnosticLog) {
    if let id = question.demo, demos[id] == nil {
      log.error(
        .predictionWithoutDemo, at: place, "this step has no demo \"\(id)\"",
        fix: "Name a demo of the step",
        didYouMean: closest(to: id, among: demoIDs))
      return
    }
    guard let id = question.demo, let demo = demos[id]?.demo else {
      if question.kind == .prediction {
        log.error(
          .predictionWithoutDemo, at: place, "no demo follows this prediction",
          fix: "Add one behind it, name one with demo=, or write [!QUIZ]")
      } else if question.answer.isMeasured {
        log.error(
          .predictionWithoutDemo, at: place, "this answer is measured, and the step has no demo",
          fix: "Add one, or write the answer as a number")
      }
      return
    }
    guard let variant = question.answer.measuredVariant else { return }
    let names = demo.variants.map(\.name)
    let place = question.answerRange
    if let variant, !names.contains(variant) {
      log.error(
        .unknownVariant, at: place, "the demo \"\(id)\" has no variant \"\(variant)\"",
        fix: "Write \(inWords(names))", didYouMean: closest(to: variant, among: names))
    } else if variant == nil, demo.mainVariants.count > 1 {
      log.error(
        .unknownVariant, at: place, "the answer does not say which variant it is measured on",
        fix: "Write \(inWords(names)) between its brackets")
    }
  }
}

extension Question.Answer {
  fileprivate var isMeasured: Bool { measuredVariant != nil }

  /// The variant that a measured answer names: nil where it is not measured, nil inside where it
  /// names none.
  fileprivate var measuredVariant: String?? {
    switch self {
    case .number(let number):
      if case .measured(let measure) = number.value { .some(measure.variant) } else { nil }
    case .lanes(let query): .some(query.variant)
    case .choices, .order: nil
    }
  }
}
