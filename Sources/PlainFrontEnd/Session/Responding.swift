import LessonFormat
import Narration
import Tutor

/// From a line to what it means here.
extension PlainSession {
  mutating func respond(to reading: Reading, _ state: State) -> PlainResponse {
    asked = .nothing
    switch reading {
    case .empty: return goOn(state)
    case .answer(let words): return answer(words, state)
    case .unknown(let word, let meant):
      return PlainResponse(
        "\"\(word)\" is no command. "
          + (meant.map { "Did you mean \($0)? " } ?? "") + "help lists the commands.")
    case .ambiguous(let word, let commands):
      return PlainResponse(
        "\"\(word)\" could be \(inWords(commands.map(\.rawValue), joinedBy: "or")).")
    case .command(let command, let words):
      return respond(to: command, words, state)
    }
  }

  private mutating func respond(
    to command: PlainCommand, _ words: [String], _ state: State
  ) -> PlainResponse {
    switch CommandTable.entry(command).group {
    case .reading: return read(command, words, state)
    case .questions:
      return command == .answer ? answer(words, state) : tellQuestion(words, state)
    case .programs: return program(command, words, state)
    case .runs: return look(command, words, state)
    case .course: return course(command, words, state)
    case .room: return takePart(command, words, state)
    case .speech: return set(command, words, state)
    }
  }

  // MARK: Reading

  private mutating func read(
    _ command: PlainCommand, _ words: [String], _ state: State
  ) -> PlainResponse {
    let moves: Set<PlainCommand> = [.next, .back, .go, .home, .link]
    if moves.contains(command), let refusal = refusalWhileRunning(state) { return refusal }
    switch command {
    case .next: return next(words, state)
    case .back: return back(words, state)
    case .where:
      var response = PlainResponse()
      response.said = CourseTeller(state).place()
      response.said.say(Prompts(state).words)
      return response
    case .repeat: return repeatStep(state)
    case .contents:
      var response = PlainResponse()
      response.said = CourseTeller(state).contents(all: words.first == "all")
      return response
    case .go: return go(words, state)
    case .home:
      if case .home = state.top { return home(state) }
      guard !state.course.entries.isEmpty else { return onlyRun }
      return PlainResponse(.home)
    case .leave:
      // The first way out of a filter is to clear it; here that would be silent.
      switch state.top {
      case .player(let player) where !player.filter.isEmpty:
        return PlainResponse(.player(.filter("")), .back)
      case .overlay(.search(let search)) where !search.typed.isEmpty:
        var response = PlainResponse(.back, .back)
        response.said.say("The search is closed.")
        return response
      default: return PlainResponse(.back)
      }
    case .search: return search(words, state)
    case .link: return link(words, state)
    case .reference: return lookUp(words, state)
    case .choose: return choose(words, state)
    default: return glossary(words, state)
    }
  }

  /// The step once more, with what was answered and run in it meanwhile.
  private func repeatStep(_ state: State) -> PlainResponse {
    guard let view = state.lessonView, let lesson = state.content(of: view) else {
      return home(state)
    }
    var response = PlainResponse()
    response.said = StepTeller(state, view, lesson, settings).whole(withHead: false)
    return response
  }

  private var onlyRun: PlainResponse {
    PlainResponse("There is nothing but this run. To leave, type quit.")
  }

  func refusalWhileRunning(_ state: State) -> PlainResponse? {
    guard !state.liveRuns.isEmpty, case .player = state.top else { return nil }
    return PlainResponse("The program still runs. Type stop to end it, or wait until it has ended.")
  }

  func home(_ state: State) -> PlainResponse {
    var response = PlainResponse()
    response.said = CourseTeller(state).home(isFirst: false)
    return response
  }

  mutating func goOn(_ state: State) -> PlainResponse {
    refusalWhileRunning(state) ?? next([], state)
  }

  private mutating func next(_ words: [String], _ state: State) -> PlainResponse {
    asked = .place
    if words.first == "lesson" {
      return state.lessonView == nil ? PlainResponse(.next) : PlainResponse(.nextLesson)
    }
    if words.first == "step", let view = state.lessonView, let lesson = state.content(of: view) {
      return view.step + 1 < lesson.steps.count
        ? PlainResponse(.go(lesson: view.lesson, step: view.step + 1)) : PlainResponse(.nextLesson)
    }
    if case .overlay(.agenda(let agenda)) = state.top, case .end = agenda.occasion {
      return PlainResponse(.nextLesson)
    }
    guard case .player = state.top else { return PlainResponse(.next) }
    // A run stands beside the step; whoever goes on, goes on with the step.
    guard state.lessonView != nil else { return onlyRun }
    return PlainResponse(.back, .next)
  }

  private mutating func back(_ words: [String], _ state: State) -> PlainResponse {
    asked = .place
    if words.first == "lesson", state.lessonView != nil { return PlainResponse(.previousLesson) }
    if case .player = state.top, state.lessonView == nil { return onlyRun }
    if let back = backInChooser(state) { return back }
    if case .home = state.top {
      return PlainResponse("This is the front of the course. To leave, type quit.")
    }
    return PlainResponse(.previous)
  }

  private mutating func search(_ words: [String], _ state: State) -> PlainResponse {
    guard !words.isEmpty else { return PlainResponse("Say what to look for: search event loop.") }
    guard !state.course.entries.isEmpty else {
      return PlainResponse("There is no course here to search.")
    }
    if let refusal = refusalWhileRunning(state) { return refusal }
    asked = .search
    var search = Search()
    search.typed = words.joined(separator: " ")
    return PlainResponse(.show(.search(search)))
  }

  // MARK: Links and terms

  private mutating func link(_ words: [String], _ state: State) -> PlainResponse {
    if case .overlay(.chooser(let view)) = state.top { return link(words, of: view, state) }
    guard let view = state.lessonView else { return PlainResponse("There are no links here.") }
    let links = state.links(of: view)
    guard !links.isEmpty else { return PlainResponse("What is shown of this step has no links.") }
    guard let word = words.first else {
      var response = PlainResponse()
      for (index, link) in links.enumerated() {
        response.said.say(
          "Link \(index + 1), \(link.text.plainText), leads to \(link.target.inWords).")
      }
      return response
    }
    guard let number = Int(word), links.indices.contains(number - 1) else {
      return PlainResponse(
        "There \(links.count == 1 ? "is" : "are") \(count(links.count, "link")): type link and a "
          + "number.")
    }
    if case .term(let id) = links[number - 1].target { return term(named: [id], state) }
    if case .entry(let id) = links[number - 1].target {
      return lookUp(id.isEmpty ? [] : [id], state)
    }
    asked = .place
    var response = PlainResponse(.focus(.link(number - 1)), .activate)
    // A run lies over the step whose link this is.
    if case .player = state.top { response.intents.insert(.back, at: 0) }
    return response
  }

  private func glossary(_ words: [String], _ state: State) -> PlainResponse {
    let terms = state.glossary.terms
    guard !terms.isEmpty else { return PlainResponse("This course has no glossary.") }
    guard words.isEmpty else { return term(named: words, state) }
    var response = PlainResponse("Glossary, \(count(terms.count, "term")).")
    for (index, term) in terms.enumerated() { response.said.say("\(index + 1). \(term.name)") }
    response.said.say("To hear one, type glossary and its number or name.")
    return response
  }

  func term(named words: [String], _ state: State) -> PlainResponse {
    let terms = state.glossary.terms
    let name = words.joined(separator: " ").lowercased()
    let number = Int(name).flatMap { terms.indices.contains($0 - 1) ? terms[$0 - 1] : nil }
    let found =
      number ?? terms.first { $0.id.value == name || $0.name.lowercased() == name }
      ?? terms.first { $0.name.lowercased().contains(name) }
    guard let found else {
      let meant = closest(to: name, among: terms.map(\.name))
      return PlainResponse(
        "The glossary has no term \"\(name)\". "
          + (meant.map { "Did you mean \($0)?" } ?? "glossary alone lists them all."))
    }
    var response = PlainResponse()
    response.said = GlossaryNarration.term(found)
    return response
  }
}
