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

  private var rowCount: Int {
    switch top {
    case .home: course.entries.count
    case .overlay(.contents): contentsRows.count
    case .overlay(.search(let search)): search.hits.count
    case .overlay(.agenda(let agenda)): rows(of: agenda).count
    case .lesson, .player, .overlay: 0
    }
  }

  private var selection: Int {
    switch top {
    case .home(let home): home.selection
    case .overlay(.contents(let contents)): contents.selection
    case .overlay(.search(let search)): search.selection
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
      return go(to: hit.lesson, step: hit.step)
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
