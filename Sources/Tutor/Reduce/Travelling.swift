import LessonFormat

/// From step to step and from lesson to lesson.
extension State {
  mutating func go(to lesson: Int, step: Int) -> [Effect] {
    guard course.entries.indices.contains(lesson) else { return [] }
    // A player that is left this way stops what it runs, too.
    var effects: [Effect] = []
    if let player { effects = stopRuns(of: player) }
    stack.removeAll { if case .home = $0 { false } else { true } }
    if case .home(var home)? = stack.first {
      home.selection = lesson
      stack[0] = .home(home)
    }
    stack.append(.lesson(LessonView(lesson: lesson, step: max(step, 0))))
    guard contents[lesson] != nil else { return effects + [.load(lesson: lesson)] }
    return effects + arrive()
  }

  mutating func take(_ content: LessonContent, of lesson: Int) -> [Effect] {
    contents[lesson] = content
    searchTexts[lesson] = nil
    if case .search(let search) = overlay { setOverlay(.search(searched(search))) }
    guard let view = lessonView, view.lesson == lesson else { return answersToRepeat() }
    return arrive() + answersToRepeat()
  }

  mutating func leaveLesson(_ lesson: Int) {
    guard let view = lessonView, view.lesson == lesson, stack.count > 1 else { return }
    stack.removeAll { if case .home = $0 { false } else { true } }
  }

  /// The learner sees a step.
  private mutating func arrive() -> [Effect] {
    let count = lessonView.flatMap { content(of: $0) }?.steps.count ?? 0
    updateLesson { $0.step = min($0.step, max(count - 1, 0)) }
    guard let view = lessonView, let key = stepKey(of: view) else { return [] }
    records.revealed[key] = records.revealed[key] ?? 0
    records.place = key
    updateLesson { $0.focus = nil }
    advanceFocus()
    return [.save(records)] + (lessonView.map(lookForFiles) ?? [])
  }

  // MARK: On and back

  mutating func goOn() -> [Effect] {
    switch top {
    case .home(let home): return open(home)
    case .lesson(let view): return goOn(from: view)
    case .overlay(.agenda(let agenda)):
      if case .end = agenda.occasion { return leave(agenda) }
      return take(.back)
    case .player, .overlay: return take(.back)
    }
  }

  /// Where the learner was, for the lesson in which that is; else the lesson's beginning.
  func open(_ home: Home) -> (lesson: Int, step: Int)? {
    guard course.entries.indices.contains(home.selection) else { return nil }
    let entry = course.entries[home.selection]
    let step = records.place.flatMap { place in
      place.lesson == entry.id ? entry.steps.firstIndex { $0.id == place.step } : nil
    }
    return (home.selection, step ?? firstUnseenStep(of: entry))
  }

  private func firstUnseenStep(of entry: CourseOutline.Entry) -> Int {
    entry.steps.firstIndex { records.revealed[.init(lesson: entry.id, step: $0.id)] == nil } ?? 0
  }

  private mutating func open(_ home: Home) -> [Effect] {
    guard let place = open(home) else { return [] }
    return go(to: place.lesson, step: place.step)
  }

  private mutating func goOn(from view: LessonView) -> [Effect] {
    if hasMore(view), let key = stepKey(of: view) {
      records.revealed[key, default: 0] += 1
      advanceFocus()
      return [.save(records)] + lookForFiles(in: view)
    }
    guard let lesson = content(of: view) else { return [] }
    if view.step + 1 < lesson.steps.count { return go(to: view.lesson, step: view.step + 1) }
    guard presentation == nil else {
      notice = "This is the end of the lesson."
      return []
    }
    return showEnd(of: view) ? [] : leap(1)
  }

  mutating func goBack() -> [Effect] {
    guard case .lesson(let view) = top else {
      if case .home = top { return [] }
      return take(.back)
    }
    if view.step > 0 { return go(to: view.lesson, step: view.step - 1) }
    guard view.lesson > 0 else {
      notice = "This is the first step of the course."
      return []
    }
    let before = course.entries[view.lesson - 1]
    return go(to: view.lesson - 1, step: max(before.steps.count - 1, 0))
  }

  mutating func leap(_ count: Int) -> [Effect] {
    guard let view = lessonView else { return [] }
    let target = view.lesson + count
    guard course.entries.indices.contains(target) else {
      if count > 0 {
        stack = [stack[0]]
        notice = "That was the last step of the course."
      } else {
        notice = "This is the first lesson."
      }
      return []
    }
    return go(to: target, step: 0)
  }

  // MARK: Focus

  mutating func focus(on item: Item?) {
    if overlay != nil {
      if case .link(let link)? = item { chooseLink(link) }
      return
    }
    guard let view = lessonView else { return }
    let isThere = item.map { items(of: view).contains($0) } ?? true
    guard isThere else { return }
    updateLesson { view in
      if view.focus != item { view.typedKnob = "" }
      view.focus = item
      view.hasChosen = true
    }
  }

  mutating func moveFocus(by count: Int) {
    if overlay != nil { return moveLink(by: count) }
    guard let view = lessonView else { return }
    let items = items(of: view)
    guard !items.isEmpty else { return }
    let current = view.focus.flatMap { items.firstIndex(of: $0) }
    let target = current.map { $0 + count } ?? (count > 0 ? 0 : items.count - 1)
    focus(on: items[(target % items.count + items.count) % items.count])
  }

  /// To what is to be done next, when what had the focus is done.
  mutating func advanceFocus() {
    guard let view = lessonView else { return }
    let items = items(of: view)
    if let focus = view.focus, items.contains(focus), nextTask(of: view) == focus { return }
    let next = nextTask(of: view)
    updateLesson { view in
      if view.focus != next { view.typedKnob = "" }
      view.focus = next
      view.hasChosen = false
    }
  }
}
