import LessonFormat

/// What can be done in what is shown of a step, in the order of reading.
extension State {
  package func items(of view: LessonView) -> [Item] {
    guard let lesson = content(of: view) else { return [] }
    var collector = ItemCollector(state: self, view: view, lesson: lesson)
    for block in visibleBlocks(of: view) { collector.collect(block) }
    return collector.items
  }

  /// Where the question that a number answers begins: the one that has the focus, or the first open.
  package func openItem(of view: LessonView) -> Item? {
    if let focus = view.focus, focus.question != nil { return focus }
    return items(of: view).first { $0.question != nil }
  }

  /// What a learner who goes on by Enter alone does next: what is not done yet, links apart.
  func nextTask(of view: LessonView, after item: Item? = nil) -> Item? {
    let items = items(of: view)
    let start = item.flatMap { items.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    return items[min(start, items.count)...].first { !isDone($0, in: view) }
  }

  private func isDone(_ item: Item, in view: LessonView) -> Bool {
    guard let lesson = content(of: view) else { return true }
    switch item {
    case .choice, .number, .line, .lane, .submit: return false
    case .demo(let id):
      return demos[DemoKey(lesson: lesson.id, demo: id)]?.latest != nil
    case .practice(let id, .edit): return isDone(id, in: lesson)
    case .chooser(let move): return move == .back || move == .again
    case .knob, .practice, .link: return true
    }
  }

  package func links(in blocks: [Block], of view: LessonView? = nil) -> [Link] {
    let advice = view.map { self.advice(in: $0) } ?? []
    var collector = LinkCollector()
    for block in blocks { collector.collect(block, advice: advice) }
    return collector.links
  }

  /// What the chooser of a step has come to.
  fileprivate func advice(in view: LessonView) -> [Block] {
    chooser.part(at: view.chooser)?.blocks ?? []
  }

  /// The links of what is shown, in the order of reading; the same target counts once.
  package func links(of view: LessonView) -> [Link] {
    links(in: visibleBlocks(of: view), of: view)
  }
}

private struct ItemCollector {
  let state: State
  let view: LessonView
  let lesson: Lesson
  var items: [Item] = []
  private var linkCollector = LinkCollector()

  init(state: State, view: LessonView, lesson: Lesson) {
    self.state = state
    self.view = view
    self.lesson = lesson
  }

  mutating func collect(_ block: Block) {
    switch block.content {
    case .question(let question):
      // In a presentation the room answers.
      if state.presentation == nil, state.response(to: question, in: lesson) == nil {
        collect(question)
      }
    case .demo(let demo):
      if demo.variants.contains(where: \.isRun) {
        items += demo.knobs.map { .knob(demo: demo.id, $0.name) }
        items.append(.demo(demo.id))
      }
    case .exercise(let exercise):
      items += state.practices(of: exercise, in: lesson.id).map {
        .practice(exercise: exercise.id, $0)
      }
    case .chooser:
      // What it has come to stands before what can be done about it.
      collectLinks(of: block)
      items += state.chooserItems(of: view)
    default: break
    }
    collectLinks(of: block)
  }

  private mutating func collectLinks(of block: Block) {
    let known = linkCollector.links.count
    linkCollector.collect(block, advice: state.advice(in: view))
    items += (known..<linkCollector.links.count).map { .link($0) }
  }

  private mutating func collect(_ question: Question) {
    let id = question.id.value
    switch question.answer {
    case .choices(let choices):
      items += choices.indices.map { .choice(question: id, $0) }
      if question.hasSeveralAnswers { items.append(.submit(question: id)) }
    case .number:
      items.append(.number(question: id))
    case .order(let lines):
      let placed = view.drafts[id]?.order ?? []
      items += question.shownOrder.filter { !placed.contains($0) && lines.indices.contains($0) }
        .map { .line(question: id, $0) }
    case .lanes:
      let labels = state.laneLabels(for: question, in: lesson)
      items += labels.map { .lane(question: id, $0) }
      if !labels.isEmpty { items.append(.submit(question: id)) }
    }
  }
}

private struct LinkCollector {
  var links: [Link] = []

  /// `advice` stands where the chooser does.
  mutating func collect(_ block: Block, advice: [Block] = []) {
    switch block.content {
    case .paragraph(let inlines), .heading(_, let inlines): collect(inlines)
    case .list(let list): for item in list.items { collect(item.blocks) }
    case .table(let table): for row in [table.header] + table.rows { row.forEach { collect($0) } }
    case .quote(let blocks): collect(blocks)
    case .callout(let callout): collect(callout.blocks)
    case .question(let question): collect(question.prompt)
    case .chooser: collect(advice)
    case .code, .demo, .exercise, .pause, .notes: break
    }
  }

  private mutating func collect(_ blocks: [Block]) {
    for block in blocks { collect(block) }
  }

  private mutating func collect(_ inlines: [Inline]) {
    for inline in inlines {
      switch inline.content {
      case .link(let link):
        if !links.contains(where: { $0.target == link.target }) { links.append(link) }
        collect(link.text)
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner): collect(inner)
      default: break
      }
    }
  }
}

extension Question {
  /// Said where a question about lanes stands before the run that it is about.
  package static let lanesComeWithRun =
    "The run names the lanes to choose from; run the program first."

  /// Whether more than one choice has to be made.
  package var hasSeveralAnswers: Bool {
    guard case .choices(let choices) = answer else { return false }
    return choices.count(where: \.isRight) != 1
  }
}
