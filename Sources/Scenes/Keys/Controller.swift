import Tutor

/// Turns what keys and the mouse mean into what the learner wants; what only concerns the picture,
/// such as scrolling, it does itself.
package struct Controller: Equatable, Sendable {
  package var view = ViewState()
  /// Whether the last key was to stop what ran.
  var isStopping = false

  package init() {}

  /// A key by its name, and the text that it types, if it types any.
  package mutating func press(
    _ key: String, text: String?, _ state: State, keys: KeyMap
  ) -> Response {
    forgetTyping(state)
    if let response = lit(key, state) { return response }
    if let response = typed(key, text, state) { return response }
    guard let command = keys.command(for: key, in: state.keyContext) else {
      return text.flatMap { Int($0) }.map { choose($0, state) } ?? .none
    }
    return perform(command, state)
  }

  /// What was being typed has nowhere to go any more.
  private mutating func forgetTyping(_ state: State) {
    if case .prompt? = view.typing {
      if state.presentation == nil { view.typing = nil }
      return
    }
    guard case .player(let player) = state.top else {
      if state.player == nil { view.typing = nil }
      return
    }
    if case .input? = view.typing, !state.isLive(player) { view.typing = nil }
  }

  /// A digit answers the question in sight. One that is not seen is shown first.
  private mutating func choose(_ digit: Int, _ state: State) -> Response {
    if state.presentation != nil, case .lesson = state.top {
      view.typing = .prompt(.step, String(digit))
      return .none
    }
    guard (1...9).contains(digit) else { return .none }
    if state.chooserAtHand != nil { return chooseInChooser(digit, state) }
    guard case .lesson(let lesson) = state.top, let open = state.openItem(of: lesson),
      !view.itemsInSight.contains(where: { $0.question == open.question })
    else { return .intents([.choose(digit)]) }
    view.scrolls[state.scrollPlace]?.focus = nil
    return lesson.focus?.question == open.question ? .none : .intents([.focus(open)])
  }

  private mutating func chooseInChooser(_ digit: Int, _ state: State) -> Response {
    if case .lesson = state.top, !view.itemsInSight.contains(where: \.isChoosing) {
      // What is not seen is shown first.
      view.scrolls[state.scrollPlace]?.focus = nil
      return .none
    }
    return .intents([.choose(digit)])
  }

  package enum Response: Equatable, Sendable {
    /// Draw anew: something may be scrolled otherwise.
    case none
    case intents([Intent])
    /// The terminal is to do something of its own.
    case redraw, suspend
  }

  // MARK: Typing

  /// Where something is being typed, letters are letters.
  private mutating func typed(_ key: String, _ text: String?, _ state: State) -> Response? {
    if case .prompt(let prompt, let typed)? = view.typing {
      return self.typed(in: prompt, typed, key, text, state)
    }
    switch state.top {
    case .overlay(.search), .overlay(.glossary):
      if let text, key != "Enter", key != "Tab" { return .intents([.type(text)]) }
    case .overlay(.output) where view.find != nil: return typedInFind(key, text)
    case .overlay(.reference(let reference)) where reference.entry == nil:
      if let text, key != "Enter", key != "Tab" { return .intents([.type(text)]) }
    case .player where view.typing != nil: return typedInPlayer(key, text, state)
    case .lesson(let lesson):
      guard let text, text.allSatisfy({ $0.isNumber || ".,-".contains($0) }) else { return nil }
      switch lesson.focus {
      case .number?, .knob?: return .intents([.type(text)])
      default: return nil
      }
    case .home, .overlay, .player: break
    }
    return nil
  }

  private mutating func typedInPlayer(
    _ key: String, _ text: String?, _ state: State
  ) -> Response? {
    switch (view.typing, key) {
    case (.filter, "Esc"):
      view.typing = nil
      return .intents([.player(.filter(""))])
    case (.filter, "Enter"): view.typing = nil
    case (.filter, "Backspace"): return .intents([.erase])
    case (.input, "Esc"): view.typing = nil
    case (.input, "Ctrl-D"):
      view.typing = nil
      return .intents([.endInput])
    case (.input(let line), "Enter"):
      view.typing = .input("")
      return .intents([.input(line + "\n")])
    case (.input(let line), "Backspace"): view.typing = .input(String(line.dropLast()))
    case (.file, "Esc"): view.typing = nil
    case (.file(let name), "Enter"):
      view.typing = nil
      return name.isEmpty ? Response.none : .intents([.export(file: name, as: nil)])
    case (.file(let name), "Backspace"): view.typing = .file(String(name.dropLast()))
    default: return text.map { paste($0, state) }
    }
    return Response.none
  }

  /// While words are typed all keys are theirs; afterwards only the way out is.
  private mutating func typedInFind(_ key: String, _ text: String?) -> Response? {
    guard var find = view.find, find.isTyping else {
      guard key == "Esc" else { return nil }
      view.find = nil
      return Response.none
    }
    switch key {
    case "Esc":
      view.find = nil
      return Response.none
    case "Enter": find.isTyping = false
    case "Backspace": find.typed = String(find.typed.dropLast())
    default:
      guard let text else { return nil }
      find.typed += text
    }
    view.find = find.isTyping || !find.typed.isEmpty ? find : nil
    return Response.none
  }

  /// Text that is typed or pasted goes where text is wanted.
  package mutating func paste(_ text: String, _ state: State) -> Response {
    if view.find?.isTyping == true {
      view.find?.typed += text.filter { $0 != "\n" }
      return .none
    }
    if case .prompt(let prompt, let typed)? = view.typing {
      view.typing = .prompt(prompt, prompt.taking(text, after: typed))
      return .none
    }
    if case .file(let name)? = view.typing {
      view.typing = .file(String((name + text.filter { $0 != "\n" }).prefix(1024)))
      return .none
    }
    guard case .input(let line)? = view.typing else {
      if case .player = state.top, view.typing == nil { return .none }
      return .intents([.type(text)])
    }
    view.typing = .input(String((line + text.filter { $0 != "\n" }).prefix(4096)))
    return .none
  }

  // MARK: Commands

  package mutating func perform(_ command: Command, _ state: State) -> Response {
    if command != .stop { isStopping = false }
    switch command {
    case .redraw: return .redraw
    case .suspend: return .suspend
    case .back:
      // The first way out of an output is out of the search in it.
      guard view.find == nil else {
        view.find = nil
        return .none
      }
      return .intents([.back])
    case .quit: return leave(state)
    case .stay: return .none
    case .help: return toggle(.help, state)
    case .legend: return toggle(.legend, state)
    case .contents: return toggle(.contents(Contents()), state)
    case .search: return .intents([.show(.search(Search()))])
    case .glossary: return toggle(.glossary(TermList()), state)
    case .find:
      guard case .overlay(.output) = state.top else { return perform(.search, state) }
      view.find = Find()
      return .none
    case .nextMatch, .previousMatch:
      view.find?.move(by: command == .nextMatch ? 1 : -1)
      return .none
    case .rejoin: return .intents([.rejoin])
    case .blank: return .intents([.present(.blank)])
    case .showAnswer: return .intents([.present(.answer(nil))])
    case .tally: return .intents([.present(.tally)])
    case .pointer: return .intents([.present(.point(.onOrOff))])
    case .pause: return ask(.minutes)
    case .goToStep: return ask(.step)
    case .openProgram: return ask(.program)
    case .up, .down:
      guard state.isPointing else { break }
      return .intents([.present(.point(.move(command == .up ? -1 : 1)))])
    case .next where isPlayer(state): return .intents([.next])
    case .reference: return toggle(.reference(ReferenceView()), state)
    case .chooser: return toggle(.chooser(ChooserView()), state)
    case .review: return toggle(.agenda(Agenda(.review)), state)
    case .stop: return stop(state)
    case .activate where !isPlayer(state):
      if case .lesson(let lesson) = state.top, let focus = lesson.focus, !isInSight(focus) {
        // What is not seen is shown first.
        view.scrolls[state.scrollPlace]?.focus = nil
        return .none
      }
      return .intents([.activate])
    case .erase: return .intents([.erase])
    case .allow: return .intents([.allow])
    case .output: return output(state)
    case .look:
      return look(state) ?? .intents([.lookAgain(demo: state.currentDemo?.demo.id ?? "")])
    case .run: return practise(.check, state) ?? run(state)
    case .edit: return practise(.edit, state) ?? edit(state)
    case .hint: return practise(.hint, state, isOfExercise: true) ?? .none
    case .solution: return solution(state)
    case .dropEdit:
      return practise(.reset, state)
        ?? .intents([.dropEdits(demo: state.currentDemo?.demo.id ?? "")])
    case .resetKnobs:
      return .intents([.resetKnobs(demo: state.currentDemo?.demo.id ?? "")])
    default: break
    }
    switch state.top {
    case .home, .overlay: return performInList(command, state)
    case .lesson(let lesson): return performInLesson(command, lesson, state)
    case .player(let player): return performInPlayer(command, player, state)
    }
  }

  private func isPlayer(_ state: State) -> Bool {
    if case .player = state.top { true } else { false }
  }

  /// The key that opened something closes it, too.
  private func toggle(_ overlay: Overlay, _ state: State) -> Response {
    if case .overlay(let open) = state.top {
      switch (open, overlay) {
      case (.help, .help), (.legend, .legend), (.contents, .contents), (.glossary, .glossary),
        (.reference, .reference), (.chooser, .chooser), (.agenda, .agenda):
        return .intents([.back])
      default: break
      }
    }
    return .intents([.show(overlay)])
  }

  private func output(_ state: State) -> Response {
    let tracks: [Player.Track]
    if case .player(let player) = state.top {
      tracks = player.tracks
    } else if state.isAtExercise, let current = state.currentExercise {
      let run = state.exercises[current.key]?.verdict?.run
      tracks = run.map { [Player.Track(run: $0, title: "your program")] } ?? []
    } else {
      tracks = state.currentDemo.flatMap { state.demos[$0.key]?.latest?.tracks } ?? []
    }
    var track = tracks.first
    if case .player(let player) = state.top, let row = player.row { track = tracks[row.track] }
    // Where nothing has run, that is said.
    return .intents([track.map { .show(.output($0.run)) } ?? .lookAgain(demo: "")])
  }

  /// The last run of an exercise, where its verdict leads.
  private func look(_ state: State) -> Response? {
    guard state.isAtExercise, let current = state.currentExercise else { return nil }
    let verdict = state.exercises[current.key]?.verdict
    return practise(.look(condition: verdict?.firstToLookAt ?? 0), state)
  }

  private func run(_ state: State) -> Response {
    guard let current = state.currentDemo else { return .intents([.run(demo: "")]) }
    return .intents([.run(demo: current.demo.id)])
  }

  /// Nil where it is not for an exercise.
  private func practise(
    _ practice: Practice, _ state: State, isOfExercise: Bool = false
  ) -> Response? {
    guard isOfExercise || state.isAtExercise, let current = state.currentExercise else {
      return isOfExercise ? .intents([.practice(exercise: "", practice)]) : nil
    }
    return .intents([.practice(exercise: current.key.exercise, practice)])
  }

  private func solution(_ state: State) -> Response {
    let isShown = state.currentExercise.flatMap { state.exercises[$0.key]?.showsSolution } ?? false
    return practise(isShown ? .compare : .solution, state, isOfExercise: true) ?? .none
  }

  private func edit(_ state: State) -> Response {
    guard let (_, demo) = state.currentDemo, let first = demo.mainVariants.first else {
      return .none
    }
    var variant = first.name
    if case .player(let player) = state.top, let row = player.row,
      let name = player.tracks[row.track].variant
    {
      variant = name
    }
    return .intents([.edit(demo: demo.id, variant: variant)])
  }

  // MARK: Lists and texts

  private mutating func performInList(_ command: Command, _ state: State) -> Response {
    let place = state.scrollPlace
    let height = view.scrolls[place]?.height ?? 10
    let isList: Bool =
      switch state.top {
      case .home, .overlay(.contents), .overlay(.search), .overlay(.glossary),
        .overlay(.agenda):
        true
      case .overlay(.reference(let view)): view.entry == nil
      case .overlay(.chooser(let view)): state.chooser.part(at: view.path)?.isQuestion ?? false
      default: false
      }
    if command == .nextItem || command == .previousItem {
      return .intents([.moveFocus(command == .nextItem ? 1 : -1)])
    }
    let step: Int? =
      switch command {
      case .up: -1
      case .down: 1
      case .pageUp: -max(height - 2, 1)
      case .pageDown, .next: max(height - 2, 1)
      case .top: -1_000_000
      case .bottom: 1_000_000
      default: nil
      }
    guard let step else { return .none }
    // A clicker begins what is presented.
    if command == .pageDown, state.presentation != nil, case .home = state.top {
      return .intents([.activate])
    }
    // Space, which leads through a lesson, leads out of it as well.
    if command == .pageDown, case .overlay(.agenda(let agenda)) = state.top,
      agenda.selection >= state.rows(of: agenda).count - 1
    {
      return .intents([.activate])
    }
    if isList {
      let isLeap = command == .pageUp || command == .pageDown
      return .intents([.moveSelection(isLeap ? step / 3 : step)])
    }
    if command == .pageDown, view.scrolls[place]?.hasMore == false { return .intents([.back]) }
    view.scrolls[place]?.move(by: step)
    return .none
  }

  // MARK: A lesson

  private mutating func performInLesson(
    _ command: Command, _ lesson: LessonView, _ state: State
  ) -> Response {
    let place = state.scrollPlace
    let scroll = view.scrolls[place] ?? ViewState.Scroll()
    let page = max(scroll.height - 2, 1)
    switch command {
    case .next, .pageDown:
      guard scroll.hasMore else { return .intents([.next]) }
      view.scrolls[place]?.move(by: page)
    case .pageUp:
      guard scroll.top > 0 else { return .intents([.previous]) }
      view.scrolls[place]?.move(by: -page)
    case .nextStep: return next(lesson, state)
    case .previousStep: return .intents([.previous])
    case .nextLesson: return .intents([.nextLesson])
    case .previousLesson: return .intents([.previousLesson])
    case .down: return move(1, lesson, state)
    case .up: return move(-1, lesson, state)
    case .left, .right: return turn(command == .right ? 1 : -1, lesson, state)
    case .nextItem: return .intents([.moveFocus(1)])
    case .previousItem: return .intents([.moveFocus(-1)])
    case .top: view.scrolls[place]?.move(by: -1_000_000)
    case .bottom: view.scrolls[place]?.move(by: 1_000_000)
    default: break
    }
    return .none
  }

  /// To the next step, however much of this one is hidden.
  private func next(_ lesson: LessonView, _ state: State) -> Response {
    let count = state.content(of: lesson)?.steps.count ?? 0
    return lesson.step + 1 < count
      ? .intents([.go(lesson: lesson.lesson, step: lesson.step + 1)]) : .intents([.nextLesson])
  }

  /// To the next thing where it is in sight, and a line further where it is not.
  private mutating func move(_ step: Int, _ lesson: LessonView, _ state: State) -> Response {
    let place = state.scrollPlace
    let items = state.items(of: lesson)
    let current = lesson.focus.flatMap { items.firstIndex(of: $0) }
    let target = current.map { $0 + step }
    if let target, items.indices.contains(target), isInSight(items[target]) {
      return .intents([.focus(items[target])])
    }
    if current == nil, let first = items.first(where: { isInSight($0) }), step > 0,
      !(view.scrolls[place]?.hasMore ?? false)
    {
      return .intents([.focus(first)])
    }
    view.scrolls[place]?.move(by: step)
    return .none
  }

  private func isInSight(_ item: Item) -> Bool { view.itemsInSight.contains(item) }

  private func turn(_ steps: Double, _ lesson: LessonView, _ state: State) -> Response {
    guard case .knob(let id, let name)? = lesson.focus, let (key, demo) = state.currentDemo,
      let knob = demo.knobs.first(where: { $0.name == name })
    else {
      if steps < 0 { return .intents([.previous]) }
      return state.presentation == nil ? .none : .intents([.next])
    }
    let value = state.demos[key]?.knobs[name] ?? knob.value
    return .intents([.turnKnob(demo: id, name, to: value + steps * knob.step)])
  }

  // MARK: The player

  private mutating func performInPlayer(
    _ command: Command, _ player: Player, _ state: State
  ) -> Response {
    let window = state.window(of: player)
    let column = max((window.upperBound - window.lowerBound) / Int64(max(view.timeColumns, 1)), 1)
    let height = max((view.scrolls[.lanes]?.height ?? 10) - 1, 1)
    let intent: PlayerIntent
    switch command {
    case .play, .activate: intent = .playOrPause
    case .left: intent = .seek(player.cursor - column)
    case .right: intent = .seek(player.cursor + column)
    case .previousEvent: intent = .stepEvent(-1)
    case .nextEvent: intent = .stepEvent(1)
    case .previousTurn: intent = .stepTurn(-1)
    case .nextTurn: intent = .stepTurn(1)
    case .up, .previousItem: intent = .moveRow(-1)
    case .down, .nextItem: intent = .moveRow(1)
    case .pageUp: intent = .moveRow(-height)
    case .pageDown: intent = .moveRow(height)
    case .waker: intent = .jumpToWaker
    case .parting: intent = .jumpToParting
    case .zoomIn: intent = .zoom(2)
    case .zoomOut: intent = .zoom(0.5)
    case .zoomAll: intent = .zoomToAll
    case .panLeft: intent = .pan(-0.5)
    case .panRight: intent = .pan(0.5)
    case .start, .top: intent = .start
    case .end, .bottom: intent = .end
    case .slower: intent = .speed(-1)
    case .faster: intent = .speed(1)
    case .fold: intent = .fold
    case .point: intent = .point
    case .order: intent = .order(next(player.order, of: Player.Order.allCases))
    case .panel:
      intent = .panel(next(player.panel, of: view.panels.isEmpty ? [player.panel] : view.panels))
    case .filter:
      view.typing = .filter
      return .none
    case .input:
      if state.isLive(player) { view.typing = .input("") }
      return .none
    case .save:
      view.typing = .file("\(Self.fileName(player)).html")
      return .none
    default: return .none
    }
    return .intents([.player(intent)])
  }

  private static func fileName(_ player: Player) -> String {
    let name = player.title.hasSuffix(".py") ? String(player.title.dropLast(3)) : player.title
    let safe = name.map { $0.isLetter || $0.isNumber || "-_".contains($0) ? $0 : "-" }
    return safe.isEmpty ? "run" : String(safe.prefix(60))
  }

  private func next<Value: Equatable>(_ value: Value, of all: [Value]) -> Value {
    let index = all.firstIndex(of: value).map { $0 + 1 } ?? 0
    return all[index % all.count]
  }
}
