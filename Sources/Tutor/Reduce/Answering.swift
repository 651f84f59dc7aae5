import LessonFormat

/// Choosing, typing, submitting.
extension State {
  mutating func activate() -> [Effect] {
    switch top {
    case .home: return goOn()
    case .lesson(let view):
      guard let focus = view.focus else { return goOn() }
      return activate(focus, in: view)
    case .overlay(let overlay): return activate(overlay)
    case .player:
      return take(.player(.playOrPause))
    }
  }

  private mutating func activate(_ item: Item, in view: LessonView) -> [Effect] {
    switch item {
    case .choice(let id, let index):
      guard hasLooked(view) else { return [] }
      return choose(index, of: id, in: view)
    case .chooser(let move):
      guard hasLooked(view) else { return [] }
      return self.move(move)
    case .lane(let id, let label):
      updateDraft(id) { $0.lanes.formSymmetricDifference([label]) }
    case .line(let id, let line): return place(line, of: id, in: view)
    case .number(let id): return submitNumber(id, in: view)
    case .submit(let id): return submit(id, in: view)
    case .demo(let id): return run(id)
    case .knob(let demo, _):
      guard view.typedKnob.isEmpty else {
        takeTypedKnob()
        return []
      }
      return run(demo)
    case .practice(let exercise, let practice): return practise(exercise, practice)
    case .link(let index): return follow(index, in: view)
    }
    return []
  }

  /// Enter leads through a step; it must not answer what nobody has looked at.
  private mutating func hasLooked(_ view: LessonView) -> Bool {
    guard !view.hasChosen else { return true }
    updateLesson { $0.hasChosen = true }
    notice = "Press the number of your answer, or choose with the arrows and press Enter."
    return false
  }

  mutating func choose(_ number: Int) -> [Effect] {
    if player == nil, let path = chooserAtHand, let part = chooser.part(at: path), part.isQuestion {
      guard part.choices.indices.contains(number - 1) else {
        notice = "There are \(part.choices.count) to choose from."
        return []
      }
      return move(.choose(number - 1))
    }
    guard case .lesson(let view) = top else {
      // A list of hits is short; elsewhere a number would be taken for something else.
      switch overlay {
      case .search, .agenda: break
      default: return []
      }
      select(number - 1)
      return activate()
    }
    let items = items(of: view)
    // The question that has the focus, or the first that is open.
    guard let id = openItem(of: view)?.question, let question = question(id, in: view)
    else {
      notice = "There is nothing to choose here."
      return []
    }
    if case .number = question.answer {
      focus(on: .number(question: id))
      type(String(number))
      return []
    }
    let choices = items.filter { item in
      if case .submit = item { return false }
      return item.question == id
    }
    guard choices.indices.contains(number - 1) else {
      notice = "There \(choices.count == 1 ? "is" : "are") \(choices.count) to choose from."
      return []
    }
    updateLesson { view in
      view.focus = choices[number - 1]
      view.hasChosen = true
    }
    guard let view = lessonView else { return [] }
    return activate(choices[number - 1], in: view)
  }

  private mutating func choose(_ index: Int, of id: String, in view: LessonView) -> [Effect] {
    guard let question = question(id, in: view) else { return [] }
    guard question.hasSeveralAnswers else { return answer(id, .choices([index])) }
    updateDraft(id) { $0.choices.formSymmetricDifference([index]) }
    return []
  }

  private mutating func place(_ line: Int, of id: String, in view: LessonView) -> [Effect] {
    guard let question = question(id, in: view) else { return [] }
    updateDraft(id) { $0.order.append(line) }
    let placed = lessonView?.drafts[id]?.order ?? []
    let left = question.shownOrder.filter { !placed.contains($0) }
    // The last line has only one place.
    if left.count <= 1 { return answer(id, .order(placed + left)) }
    updateLesson { $0.focus = .line(question: id, left[0]) }
    return []
  }

  private mutating func submit(_ id: String, in view: LessonView) -> [Effect] {
    guard let question = question(id, in: view) else { return [] }
    let draft = view.drafts[id] ?? Draft()
    switch question.answer {
    case .choices(let choices):
      guard !draft.choices.isEmpty || !choices.contains(where: \.isRight) else {
        notice = "Nothing is chosen yet."
        return []
      }
      return answer(id, .choices(draft.choices))
    case .lanes: return answer(id, .lanes(draft.lanes))
    case .number: return submitNumber(id, in: view)
    case .order: return []
    }
  }

  private mutating func submitNumber(_ id: String, in view: LessonView) -> [Effect] {
    let typed = view.drafts[id]?.typed ?? ""
    guard !typed.isEmpty else {
      notice = "Type a number first, or go on with Space."
      return []
    }
    guard let number = typedNumber(typed) else {
      notice = "\"\(typed)\" is no number."
      return []
    }
    return answer(id, .number(number))
  }

  func typedNumber(_ typed: String) -> Double? {
    Double(typed.replacing(",", with: ".")).flatMap { $0.isFinite ? $0 : nil }
  }

  mutating func answer(_ id: String, _ response: Response) -> [Effect] {
    guard let view = lessonView, let lesson = content(of: view),
      let question = question(id, in: view)
    else { return [] }
    let key = Records.QuestionKey(question, in: lesson)
    records.answers[key] = response
    records.verdicts[key] = nil
    records.answerCounts[key, default: 0] += 1
    reopened.remove(key)
    updateLesson { $0.drafts[id] = nil }
    advanceFocus()
    noteVerdict(on: question, in: lesson)
    if let following {
      notice =
        following.isConnected
        ? "Noted, and told to whoever presents, without your name."
        : "Noted; whoever presents is told, without your name, when the presentation is back."
    } else if judgement(of: question, in: lesson)?.verdict == .needsRun {
      notice = "Noted. Run the program to see whether it is so."
    }
    let effects: [Effect] = [.save(records)]
    return following == nil
      ? effects : effects + [.send(lesson: lesson.id, question: id, response)]
  }

  mutating func updateDraft(_ id: String, _ change: (inout Draft) -> Void) {
    updateLesson { change(&$0.drafts[id, default: Draft()]) }
  }

  // MARK: Typing

  mutating func type(_ text: String) {
    if case .search(var search) = overlay {
      search.typed += text
      setOverlay(.search(searched(search)))
      return
    }
    if case .glossary(var list) = overlay {
      list.typed += text
      list.selection = 0
      setOverlay(.glossary(list))
      return
    }
    if case .reference = overlay {
      updateReference { view in
        view.typed += text
        view.selection = 0
      }
      return
    }
    if case .player(let player) = top {
      updatePlayer { $0.filter = player.filter + text }
      return
    }
    guard case .lesson(let view) = top else { return }
    let allowed = text.filter { $0.isASCII && ($0.isNumber || ".,-+eE".contains($0)) }
    switch view.focus {
    case .number(let id)?:
      updateDraft(id) { draft in
        draft.typed = String((draft.typed + allowed).prefix(20))
      }
    case .knob?: updateLesson { $0.typedKnob = String((view.typedKnob + allowed).prefix(20)) }
    default: break
    }
  }

  mutating func erase() {
    if case .search(var search) = overlay {
      search.typed = String(search.typed.dropLast())
      setOverlay(.search(searched(search)))
      return
    }
    if case .glossary(var list) = overlay {
      list.typed = String(list.typed.dropLast())
      list.selection = 0
      setOverlay(.glossary(list))
      return
    }
    if case .reference(let view) = overlay { return erase(in: view) }
    if case .chooser = overlay {
      _ = move(.back)
      return
    }
    if case .player(let player) = top {
      updatePlayer { $0.filter = String(player.filter.dropLast()) }
      return
    }
    guard case .lesson(let view) = top else { return }
    if case .knob(let demo, let name)? = view.focus {
      guard view.typedKnob.isEmpty else {
        return updateLesson { $0.typedKnob = String(view.typedKnob.dropLast()) }
      }
      return reset(demo, name)
    }
    guard let id = view.focus?.question else {
      if stepHasChooser { _ = move(.back) }
      return
    }
    updateDraft(id) { draft in
      if !draft.typed.isEmpty { draft.typed.removeLast() }
      if !draft.order.isEmpty { draft.order.removeLast() }
    }
  }

  // MARK: Links

  private mutating func follow(_ index: Int, in view: LessonView) -> [Effect] {
    let links = links(of: view)
    guard links.indices.contains(index) else { return [] }
    return follow(links[index])
  }

  mutating func follow(_ link: Link) -> [Effect] {
    switch link.target {
    case .term(let id): return lay(.term(id))
    case .entry(let id):
      guard !id.isEmpty else { return lay(.reference(ReferenceView())) }
      return open(entry: id)
    case .chooser(let id):
      return lay(.chooser(ChooserView(path: ChooserPath(from: id.isEmpty ? nil : id))))
    case .lesson(let id, let step):
      // What is linked may not be written yet.
      guard let lesson = id.map({ course.index(of: $0) }) ?? lessonView?.lesson else {
        notice = "This course has no lesson \"\(id ?? "")\"."
        return []
      }
      let steps = course.entries[lesson].steps
      return go(to: lesson, step: steps.firstIndex { $0.id == step } ?? 0)
    case .web(let address): notice = "To read it, open \(address) in a browser."
    case .file(let name): notice = "The file \(name) lies in the lesson's folder."
    }
    return []
  }
}
