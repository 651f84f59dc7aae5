import LessonFormat
import Trace

/// Takes the session on by what happened, and says what the outside is to do.
package func reduce(_ state: inout State, _ action: Action) -> [Effect] {
  let effects = state.take(action)
  state.keepPace()
  return effects
}

extension State {
  fileprivate mutating func take(_ action: Action) -> [Effect] {
    if case .user = action { beginIntent() }
    switch action {
    case .user(let intent): return takeInRoom(intent)
    case .loaded(let lesson, let content): return take(content, of: lesson)
    case .unreadable(let lesson, let reason):
      leaveLesson(lesson)
      notice = reason
      return []
    case .run(let id, let event): return take(event, of: id)
    case .ticked(let time):
      tick(time)
      return []
    case .clock(let now):
      advanceRunsOfRoom(by: now - self.now)
      self.now = now
      return []
    case .edited(let key, let variant, let text, let notice):
      takeEdit(key, variant: variant, text: text, notice: notice)
      return []
    case .exercise(let key, let news): return take(news, of: key)
    case .told(let sentence):
      // Two things may be told at once.
      notice = [notice, sentence].compactMap { $0 }.joined(separator: " ")
      return []
    case .reloaded(let lesson, let content, let mistakes, let step):
      return reload(lesson, content, mistakes, changed: step)
    case .rearranged(let course):
      rearrange(course)
      return catchUp()
    case .glossaryChanged(let glossary):
      self.glossary = glossary
      return []
    case .referenceChanged(let reference):
      self.reference = reference
      return []
    case .chooserChanged(let chooser):
      self.chooser = chooser
      return []
    case .room(let news): return take(news)
    case .resumed(let place, let time):
      updatePresentation { $0.pace.carry(time) }
      records.revealed[.init(lesson: place.lesson, step: place.step)] = place.revealed
      notice = "This goes on where the last presentation was cut off."
      return []
    }
  }
}

extension State {
  mutating func take(_ intent: Intent) -> [Effect] {
    switch intent {
    case .back: return close()
    case .quit: return stopAll() + [.quit]
    case .home:
      let effects = stopRunsOfPlayer()
      if case .home = stack[0] { stack = [stack[0]] }
      return effects
    case .next: return goOn()
    case .previous: return goBack()
    case .go(let lesson, let step): return go(to: lesson, step: step)
    case .nextLesson: return leap(1)
    case .previousLesson: return leap(-1)
    case .focus(let item): focus(on: item)
    case .moveFocus(let count): moveFocus(by: count)
    case .activate: return activate()
    case .choose(let number): return choose(number)
    case .answer(let question, let response): return answer(question, response)
    case .type(let text): type(text)
    case .erase: erase()
    case .select(let row): select(row)
    case .moveSelection(let count): moveSelection(by: count)
    case .show(let overlay): return show(overlay)
    case .chooser(let move): return self.move(move)
    case .run(let demo): return run(demo)
    case .lookAgain(let demo): lookAgain(at: demo)
    case .stop: return stop()
    case .input(let text): return inputTarget.map { [.sendInput($0, text)] } ?? []
    case .endInput: return inputTarget.map { [.endInput($0)] } ?? []
    case .turnKnob(let demo, let name, let value): turn(demo, name, to: value)
    case .resetKnobs(let demo): resetKnobs(of: demo)
    case .edit(let demo, let variant): return edit(demo, variant)
    case .dropEdits(let demo): dropEdits(of: demo)
    case .practice(let exercise, let practice): return practise(exercise, practice)
    case .allow: return allow()
    case .export(let file, let form): return export(to: file, as: form)
    case .player(let intent): take(intent)
    case .present(let intent): return present(intent)
    case .rejoin: return rejoin()
    }
    return []
  }

  // MARK: The stack

  /// Closes what is uppermost.
  private mutating func close() -> [Effect] {
    if case .search(let search) = overlay, !search.typed.isEmpty {
      // The first way out of a search is to clear it.
      setOverlay(.search(Search()))
      return []
    }
    if case .glossary(let list) = overlay, !list.typed.isEmpty {
      setOverlay(.glossary(TermList()))
      return []
    }
    if case .reference(let view) = overlay, stepOut(of: view) { return [] }
    if case .player(let player) = top, !player.filter.isEmpty {
      updatePlayer { $0.filter = "" }
      return []
    }
    let effects = stopRunsOfPlayer()
    guard stack.count > 1 else { return effects + (presentation == nil ? [.quit] : askedToEnd()) }
    let closed = stack.removeLast()
    // A number that was turned stays in hand, to be turned again.
    if case .player(let player) = closed, player.exercise == nil,
      lessonView?.focus.map({ !$0.isKnob }) ?? true
    {
      advanceFocus()
    }
    return effects
  }

  /// A person's own program goes on without its player only where it was not ours to start.
  mutating func stopRunsOfPlayer() -> [Effect] {
    guard case .player(let player) = top else { return [] }
    return stopRuns(of: player)
  }

  mutating func stopRuns(of player: Player) -> [Effect] {
    !player.isOfLesson ? [] : player.tracks.flatMap { stopRun($0.run) }
  }

  mutating func stopAll() -> [Effect] { liveRuns.flatMap { stopRun($0) } }

  package var overlay: Overlay? {
    if case .overlay(let overlay) = top { overlay } else { nil }
  }

  mutating func setOverlay(_ overlay: Overlay) {
    guard self.overlay != nil else { return }
    stack[stack.count - 1] = .overlay(overlay)
  }

  private mutating func show(_ overlay: Overlay) -> [Effect] {
    if let missing = missingPage(of: overlay) {
      notice = missing
      return []
    }
    // One overlay at a time.
    if self.overlay != nil { stack.removeLast() }
    switch overlay {
    case .contents: stack.append(.overlay(.contents(Contents(selection: currentRow))))
    case .search(let search):
      stack.append(.overlay(.search(searched(search))))
      return course.entries.indices.filter { contents[$0] == nil }.map { .load(lesson: $0) }
    case .help, .legend, .glossary, .term, .output, .consent, .ask, .reference, .chooser, .agenda:
      stack.append(.overlay(overlay))
    }
    return []
  }

  /// What a link leads to lies over the page that the link stands in, so that back leads there.
  mutating func lay(_ overlay: Overlay) -> [Effect] {
    guard self.overlay != nil, missingPage(of: overlay) == nil else { return show(overlay) }
    stack.append(.overlay(overlay))
    return []
  }

  private func missingPage(of overlay: Overlay) -> String? {
    switch overlay {
    case .glossary where glossary.terms.isEmpty: "This course has no glossary."
    case .reference where reference.entries.isEmpty: "This course has no quick reference."
    case .chooser where chooser.parts.isEmpty: "This course has no chooser."
    default: nil
    }
  }

  mutating func updateLesson(_ change: (inout LessonView) -> Void) {
    for index in stack.indices.reversed() {
      guard case .lesson(var view) = stack[index] else { continue }
      change(&view)
      stack[index] = .lesson(view)
      return
    }
  }

  package var player: Player? {
    for screen in stack.reversed() {
      if case .player(let player) = screen { return player }
    }
    return nil
  }

  mutating func updatePlayer(_ change: (inout Player) -> Void) {
    for index in stack.indices.reversed() {
      guard case .player(var player) = stack[index] else { continue }
      change(&player)
      stack[index] = .player(player)
      return
    }
  }
}
