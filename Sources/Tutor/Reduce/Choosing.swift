import LessonFormat

/// Lists in which one row is chosen: the course, its contents, what was found.
extension State {
  package var contentsRows: [Contents.Row] {
    course.entries.indices.flatMap { lesson in
      [Contents.Row(lesson: lesson, step: nil)]
        + course.entries[lesson].steps.indices.map { Contents.Row(lesson: lesson, step: $0) }
    }
  }

  /// The row of the contents that the learner stands at.
  var currentRow: Int {
    let row =
      switch stack.last {
      case .home(let home)?: Contents.Row(lesson: home.selection, step: nil)
      default: lessonView.map { Contents.Row(lesson: $0.lesson, step: $0.step) }
      }
    return row.flatMap { contentsRows.firstIndex(of: $0) } ?? 0
  }

  package func terms(of list: TermList) -> [Glossary.Term] {
    let wanted = list.typed.trimmingBlanks.lowercased()
    return wanted.isEmpty
      ? glossary.terms : glossary.terms.filter { $0.name.lowercased().contains(wanted) }
  }

  private var rowCount: Int {
    switch top {
    case .home: course.entries.count
    case .overlay(.contents): contentsRows.count
    case .overlay(.search(let search)): search.hits.count
    case .overlay(.glossary(let list)): terms(of: list).count
    case .overlay(.reference(let view)): view.entry == nil ? entries(of: view).count : 0
    case .overlay(.chooser(let view)): chooser.part(at: view.path)?.choices.count ?? 0
    case .overlay(.agenda(let agenda)): rows(of: agenda).count
    case .lesson, .player, .overlay: 0
    }
  }

  /// The row that is chosen in the uppermost list.
  package var selection: Int {
    switch top {
    case .home(let home): home.selection
    case .overlay(.contents(let contents)): contents.selection
    case .overlay(.search(let search)): search.selection
    case .overlay(.glossary(let list)): list.selection
    case .overlay(.reference(let view)): view.selection
    case .overlay(.chooser(let view)): view.selection
    case .overlay(.agenda(let agenda)): agenda.selection
    case .lesson, .player, .overlay: 0
    }
  }

  mutating func select(_ row: Int) {
    guard rowCount > 0 else { return }
    let row = min(max(row, 0), rowCount - 1)
    switch top {
    case .home: stack[stack.count - 1] = .home(Home(selection: row))
    case .overlay(.contents): setOverlay(.contents(Contents(selection: row)))
    case .overlay(.search(var search)):
      search.selection = row
      setOverlay(.search(search))
    case .overlay(.glossary(var list)):
      list.selection = row
      setOverlay(.glossary(list))
    case .overlay(.reference): updateReference { $0.selection = row }
    case .overlay(.chooser(var view)):
      view.selection = row
      view.link = nil
      setOverlay(.chooser(view))
    case .overlay(.agenda(var agenda)):
      agenda.selection = row
      setOverlay(.agenda(agenda))
    case .lesson, .player, .overlay: break
    }
  }

  mutating func moveSelection(by count: Int) {
    // Far beyond either end is the end.
    select(selection.addingReportingOverflow(count).partialValue)
  }

  mutating func activate(_ overlay: Overlay) -> [Effect] {
    switch overlay {
    case .contents(let contents):
      let rows = contentsRows
      guard rows.indices.contains(contents.selection) else { return [] }
      let row = rows[contents.selection]
      if let step = row.step { return go(to: row.lesson, step: step) }
      guard let place = open(Home(selection: row.lesson)) else { return [] }
      return go(to: place.lesson, step: place.step)
    case .search(let search):
      guard search.hits.indices.contains(search.selection) else { return [] }
      let hit = search.hits[search.selection]
      reveal(hit)
      let effects = go(to: hit.lesson, step: hit.step)
      updateLesson { $0.sought = hit }
      return effects
    case .glossary(let list):
      let terms = terms(of: list)
      guard terms.indices.contains(list.selection) else { return [] }
      // Over the list, so that back leads to it.
      stack.append(.overlay(.term(terms[list.selection].id.value)))
      return []
    case .reference(let view): return activate(view)
    case .chooser(let view): return activate(view)
    case .agenda(let agenda): return activate(agenda)
    case .help, .legend, .term, .output, .consent, .ask:
      return take(.back)
    }
  }

  /// What was found is to be seen.
  private mutating func reveal(_ hit: Search.Hit) {
    guard let lesson = contents[hit.lesson]?.lesson, lesson.steps.indices.contains(hit.step) else {
      return
    }
    let key = Records.StepKey(lesson: lesson.id, step: lesson.steps[hit.step].id.value)
    records.revealed[key] = max(records.revealed[key] ?? 0, hit.part)
  }
}
