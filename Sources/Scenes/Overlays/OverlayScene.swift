import Canvas
import LessonFormat
import Narration
import Tutor

/// What lies over a screen: help, legend, contents, search, terms, output.
extension Scene {
  mutating func drawOverlay(_ overlay: Overlay, _ view: inout ViewState) {
    let width = min(frame.size.width - 4, 84)
    let area = body.inset(left: max((frame.size.width - width) / 2, 2), top: 1, right: 1)
    // Another text begins at its beginning.
    if view.overlay != overlay.kind {
      view.scrolls[state.scrollPlace] = nil
      view.output = nil
      view.find = nil
    }
    view.overlay = overlay.kind
    var focused: Range<Int>?
    let page: Page
    var title: [String]
    var foot: [(command: Command, words: String)] = [
      (.back, "back"), (.pageDown, "scroll"), (.help, "keys"),
    ]
    switch overlay {
    case .help:
      title = ["Keys"]
      page = helpPage(width: width)
    case .legend:
      title = ["What the signs mean"]
      page = legendPage(width: width)
    case .contents(let contents):
      title = ["Contents"]
      (page, focused) = contentsPage(contents, width: width)
      foot = [(.activate, "open"), (.down, "choose"), (.back, "back"), (.help, "keys")]
    case .search(let search):
      title = ["Search"]
      // What was found before may be gone to once more.
      for place in view.scrolls.keys { view.scrolls[place]?.shownHit = nil }
      (page, focused) = searchPage(search, width: width)
      foot = [(.activate, "open"), (.down, "choose"), (.back, "back"), (.help, "keys")]
    case .glossary(let list):
      title = ["Glossary"]
      (page, focused) = glossaryPage(list, width: width)
      foot = [(.activate, "open"), (.down, "choose"), (.back, "back"), (.help, "keys")]
    case .agenda(let agenda):
      title = [agenda.title]
      (page, focused) = agendaPage(agenda, width: width)
      foot = [(.activate, "open"), (.down, "choose"), (.back, "back"), (.help, "keys")]
    case .term(let id):
      title = ["Glossary"]
      page = termPage(id, width: width)
    case .consent(let key):
      title = ["May this run?"]
      page = consentPage(key, width: width)
      foot = [
        (.allow, "allow it, now and later"), (.back, "do not run it"), (.pageDown, "scroll"),
        (.help, "keys"),
      ]
    case .ask(let key, let question):
      title = [question.title]
      page = questionPage(question, key, width: width)
      foot = [
        (.allow, question.agreement), (.back, "no"), (.pageDown, "scroll"), (.help, "keys"),
      ]
    case .output(let run): return drawOutput(run, in: area, &view)
    case .reference(let reference):
      title = [printable(state.reference.title)]
      (page, focused) = referencePage(reference, width: width)
      foot = referenceFoot(reference)
    case .chooser(let chooser):
      title = [printable(state.chooser.title)]
      (page, focused) = chooserPage(chooser, width: width)
      foot = chooserFoot(chooser)
    }
    var scroll = view.scrolls[state.scrollPlace] ?? ViewState.Scroll()
    scroll.height = area.height
    scroll.rowCount = page.rows.count
    // A link is brought into sight when it is chosen, and can be scrolled away then.
    if let focused, overlay.link == nil || scroll.focus != overlay.link {
      scroll.bringIntoSight(focused)
    }
    scroll.focus = overlay.link
    draw(page, in: area, &scroll)
    view.scrolls[state.scrollPlace] = scroll
    let row = min(max(focused.map { $0.lowerBound - scroll.top } ?? 0, 0), area.height - 1)
    if focused == nil, let typed = overlay.typed {
      frame.placeCursor(at: Point(overlay.typedFrom + TextLine(typed).columns, 0), in: area)
    } else {
      frame.placeCursor(at: Point(0, row), in: area)
    }
    drawHead(title, right: scrollWords(scroll))
    drawFoot(foot)
  }

  // MARK: Help and legend

  private func helpPage(width: Int) -> Page {
    var page = Page()
    let beneath = state.stack.dropLast().last.map { state.keyContext(of: $0) } ?? .home
    var listed: Set<String> = []
    for context in beneath.layers {
      page.gap()
      page.add(TextLine(context.title, Style(.heading, .bold)))
      for binding in keys.bindings[context] ?? []
      where binding.command != .rejoin || state.following != nil {
        // A nearer place may use a key for something else.
        let own = binding.keys.filter { keys.command(for: $0, in: beneath) == binding.command }
        guard !own.isEmpty, !listed.isSuperset(of: own) else { continue }
        listed.formUnion(own)
        var line = TextLine("  ")
        line.append(TextRun(own.joined(separator: "  "), Style(.key, .bold)))
        let margin = TextLine(String(repeating: " ", count: 20))
        line.pad(to: max(20, line.columns + 2))
        page.add(wrap([TextRun(binding.command.summary)], to: width, first: line, rest: margin))
      }
    }
    if beneath == .lesson {
      page.add(TextLine("  1 to 9            choose an answer"))
    }
    return page
  }

  private func legendPage(width: Int) -> Page {
    var page = Page()
    for entry in LegendEntry.all {
      var line = TextLine("  ")
      let sign = String(repeating: options.sign(of: entry.state), count: 4)
      line.append(TextRun(sign, Style(entry.role)))
      line.append(TextRun("  \(entry.word)", Style(.strong, .bold)))
      line.pad(to: 24)
      page.add(
        wrap(
          [TextRun(entry.meaning)], to: width, first: line,
          rest: TextLine(String(repeating: " ", count: 24))))
    }
    page.gap()
    page.add(
      wrap(
        [
          TextRun(
            "A row is a thread or a task. Time goes from left to right, the same for all rows. "
              + "The cursor is a moment; what everything was doing then is told beneath.",
            Style(.dim))
        ], to: width))
    return page
  }

  // MARK: Contents

  private func contentsPage(_ contents: Contents, width: Int) -> (Page, Range<Int>?) {
    var page = Page()
    var focused: Range<Int>?
    for (index, row) in state.contentsRows.enumerated() {
      let isSelected = index == contents.selection
      if row.step == nil { page.gap() }
      if isSelected { focused = page.rows.count..<(page.rows.count + 1) }
      page.add(contentsLine(row, isSelected: isSelected).fitted(to: width))
      page.mark(choice: index, from: page.rows.count - 1)
    }
    return (page, focused)
  }

  private func contentsLine(_ row: Contents.Row, isSelected: Bool) -> TextLine {
    let entry = state.course.entries[row.lesson]
    let ground: Ground = isSelected ? .selection : .screen
    var line = TextLine(isSelected ? "> " : "  ", Style(.mark, on: ground, .bold))
    guard let step = row.step else {
      line.append(
        TextRun(
          "\(row.lesson + 1)  \(printable(entry.title))", Style(.heading, on: ground, .bold)))
      return line
    }
    let key = Records.StepKey(lesson: entry.id, step: entry.steps[step].id)
    // How far somebody is, is nothing for a room.
    let isSeen = state.presentation == nil && state.records.revealed[key] != nil
    line.append(TextRun("   \(step + 1)  ", Style(.dim, on: ground)))
    line.append(TextRun(printable(entry.steps[step].title), Style(.text, on: ground)))
    if isSeen { line.append(TextRun("  seen", Style(.dim, on: ground))) }
    return line
  }

  // MARK: Search

  private func searchPage(_ search: Search, width: Int) -> (Page, Range<Int>?) {
    var page = Page()
    var focused: Range<Int>?
    page.add(typedLine("Search: ", search.typed))
    let number = search.hits.count
    page.add(
      TextLine(
        search.typed.isEmpty
          ? "Type words of any lesson."
          : number == 0
            ? "Nothing in the course says that."
            : search.isCut ? "More than \(number) places." : count(number, "place").asSentence,
        Style(.dim)))
    for (index, hit) in search.hits.enumerated() {
      page.gap()
      let isSelected = index == search.selection
      let ground: Ground = isSelected ? .selection : .screen
      let first = page.rows.count
      let entry = state.course.entries[hit.lesson]
      page.add(
        TextLine([
          TextRun(isSelected ? "> " : "  ", Style(.mark, on: ground, .bold)),
          TextRun(printable(entry.title), Style(.title, on: ground)),
          TextRun(", step \(hit.step + 1)", Style(.dim, on: ground)),
        ]))
      page.add(
        TextLine([
          TextRun("    " + printable(hit.before.suffix(24).description), Style(.dim)),
          TextRun(printable(hit.match), Style(.text, on: .hit)),
          TextRun(printable(hit.after), Style(.dim)),
        ]).fitted(to: width))
      page.mark(choice: index, from: first)
      if isSelected { focused = first..<page.rows.count }
    }
    return (page, focused)
  }

  private func typedLine(_ label: String, _ typed: String) -> TextLine {
    TextLine([
      TextRun(label, Style(.key, .bold)),
      TextRun(printable(typed) + "_", Style(.text, on: .selection)),
    ])
  }

  // MARK: Glossary

  private func glossaryPage(_ list: TermList, width: Int) -> (Page, Range<Int>?) {
    var page = Page()
    var focused: Range<Int>?
    page.add(typedLine("Term:   ", list.typed))
    let terms = state.terms(of: list)
    page.add(
      TextLine(
        terms.isEmpty
          ? "No term is called that." : "\(count(terms.count, "term")). Type a part of a name.",
        Style(.dim)))
    page.gap()
    for (index, term) in terms.enumerated() {
      let isSelected = index == list.selection
      let ground: Ground = isSelected ? .selection : .screen
      if isSelected { focused = page.rows.count..<(page.rows.count + 1) }
      page.add(
        TextLine([
          TextRun(isSelected ? "> " : "  ", Style(.mark, on: ground, .bold)),
          TextRun(printable(term.name), Style(.term, on: ground)),
        ]).fitted(to: width))
      page.mark(choice: index, from: page.rows.count - 1)
    }
    return (page, focused)
  }

  // MARK: Consent

  private func consentPage(_ key: DemoKey, width: Int) -> Page {
    var layout = BlockLayout(state: state, view: nil, width: width, options: options)
    layout.say(
      "This lesson does not come with Interleave. Look at what would run before you allow it; it is "
        + "asked again when the program changes.", Style(.warning))
    for (variant, text) in state.programs(of: key) {
      layout.page.gap()
      layout.say(variant.title ?? variant.name, Style(.title, .bold))
      for (index, line) in CodeText(text).lines.enumerated() {
        for row in layout.codeRows(line, number: index + 1) { layout.add(row) }
      }
    }
    return layout.page
  }

  // MARK: Exercises

  private func questionPage(
    _ question: PracticeQuestion, _ key: ExerciseKey, width: Int
  ) -> Page {
    var layout = BlockLayout(state: state, view: nil, width: width, options: options)
    layout.say(question.words, Style(.warning))
    if let (title, text) = state.program(askedAbout: question, of: key) {
      layout.page.gap()
      layout.say(title.capitalizedFirst, Style(.title, .bold))
      for (index, line) in CodeText(text).lines.enumerated() {
        for row in layout.codeRows(line, number: index + 1) { layout.add(row) }
      }
    }
    return layout.page
  }

  // MARK: Texts

  private func termPage(_ id: String, width: Int) -> Page {
    var layout = BlockLayout(state: state, view: nil, width: width, options: options)
    guard let term = state.glossary.terms.first(where: { $0.id.value == id }) else {
      layout.say("The glossary has no term \"\(id)\".")
      return layout.page
    }
    layout.say(term.name, Style(.heading, .bold))
    layout.add(term.blocks)
    return layout.page
  }
}

extension Overlay {
  /// The link that is looked at.
  fileprivate var link: Item? {
    switch self {
    case .reference(let view): view.link.map { .link($0) }
    case .chooser(let view): view.link.map { .link($0) }
    default: nil
    }
  }

  /// What it is, and of what, whatever is chosen or typed in it.
  fileprivate var kind: String {
    switch self {
    case .help: "help"
    case .legend: "legend"
    case .contents: "contents"
    case .search: "search"
    case .glossary: "glossary"
    case .agenda(let agenda): "agenda \(agenda.occasion)"
    case .term(let id): "term \(id)"
    case .consent(let key): "consent \(key)"
    case .ask(let key, let question): "ask \(key) \(question)"
    case .output(let run): "output \(run.number)"
    case .reference(let view): "reference \(view.trail)"
    case .chooser(let view): "chooser \(view.path)"
    }
  }

  /// What letters are typed into.
  var typed: String? {
    switch self {
    case .search(let search): search.typed
    case .glossary(let list): list.typed
    case .reference(let view) where view.entry == nil: view.typed
    default: nil
    }
  }

  /// The column where it begins.
  fileprivate var typedFrom: Int { if case .reference = self { 9 } else { 8 } }
}
