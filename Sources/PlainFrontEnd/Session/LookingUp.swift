import LessonFormat
import Narration
import Tutor

/// The quick reference and the chooser.
extension PlainSession {
  // MARK: The quick reference

  func lookUp(_ words: [String], _ state: State) -> PlainResponse {
    guard !state.reference.entries.isEmpty else {
      return PlainResponse("This course has no quick reference.")
    }
    let teller = ReferenceNarration(state.reference, options: settings.reading)
    var response = PlainResponse()
    guard !words.isEmpty else {
      response.said = teller.list()
      response.said.gap()
      response.said.say("To hear one, type reference and its name.")
      return response
    }
    let typed = words.joined(separator: " ")
    response.said = teller.found(typed).narration
    let hits = ReferenceSearch(state.reference).hits(for: typed)
    let best = hits.filter { $0.match == hits[0].match }
    if best.count == 1, settings.prompts {
      response.said.say(wayToLesson(state.reference.entries[best[0].entry].lesson))
    }
    return response
  }

  private func wayToLesson(_ link: Link?) -> String {
    guard case .lesson(let lesson?, let step)? = link?.target else { return "" }
    let place = step.map { "\(lesson) \($0)" } ?? lesson
    return "To go to the step that teaches it, type go \(place)."
  }

  // MARK: The chooser

  func choose(_ words: [String], _ state: State) -> PlainResponse {
    let path = chooserThatIsOpen(state)
    switch words.first {
    case nil:
      if case .overlay(.chooser) = state.top { return beginAgain(path) }
      return PlainResponse(.show(.chooser(ChooserView())))
    case "again"?: return beginAgain(path)
    case "back"?:
      guard let path else { break }
      return path.choices.isEmpty
        ? PlainResponse("This is the first question.") : PlainResponse(.chooser(.back))
    default: break
    }
    guard let path = state.chooserAtHand, let part = state.chooser.part(at: path) else {
      return PlainResponse("Type choose first; then numbers answer.")
    }
    return choose(words, part)
  }

  /// The one over the screen, or the one in the step.
  private func chooserThatIsOpen(_ state: State) -> ChooserPath? {
    if case .overlay(.chooser(let view)) = state.top { return view.path }
    return state.stepHasChooser ? state.lessonView?.chooser : nil
  }

  private func beginAgain(_ path: ChooserPath?) -> PlainResponse {
    guard let path else { return PlainResponse(.show(.chooser(ChooserView()))) }
    return path == ChooserPath()
      ? PlainResponse("This is the first question.") : PlainResponse(.chooser(.again))
  }

  /// A number answers the question that the chooser asks.
  func choose(_ words: [String], _ part: Chooser.Part) -> PlainResponse {
    guard part.isQuestion else {
      return PlainResponse("This is the advice. To begin again, type choose again.")
    }
    guard words.count == 1, let number = Int(words[0]), part.choices.indices.contains(number - 1)
    else { return PlainResponse("There are choices from 1 to \(part.choices.count).") }
    // The chooser itself is not needed for that.
    var response = PlainResponse(ChooserNarration(Chooser()).said(number - 1, to: part))
    response.intents = [.chooser(.choose(number - 1))]
    return response
  }

  /// One question back, where the chooser is open and something was said.
  func backInChooser(_ state: State) -> PlainResponse? {
    guard case .overlay(.chooser(let view)) = state.top, !view.path.choices.isEmpty else {
      return nil
    }
    return PlainResponse(.chooser(.back))
  }

  /// The links of an advice.
  func link(_ words: [String], of view: ChooserView, _ state: State) -> PlainResponse {
    let links = state.links(in: state.chooser.part(at: view.path)?.blocks ?? [])
    guard let number = words.first.flatMap({ Int($0) }), links.indices.contains(number - 1) else {
      var response = PlainResponse()
      if links.isEmpty { response.said.say("There are no links here.") }
      for (index, link) in links.enumerated() {
        response.said.say("Link \(index + 1) leads to \(link.target.inWords).")
      }
      return response
    }
    switch links[number - 1].target {
    case .term(let id): return term(named: [id], state)
    case .entry(let id): return lookUp(id.isEmpty ? [] : [id], state)
    case .lesson(let id?, let step):
      guard let lesson = state.course.index(of: id) else { break }
      let steps = state.course.entries[lesson].steps
      return PlainResponse(
        .go(lesson: lesson, step: steps.firstIndex { $0.id == step } ?? 0))
    default: break
    }
    return PlainResponse("It leads to \(links[number - 1].target.inWords).")
  }

  /// What has changed in the chooser of a step.
  func tellChooser(_ view: LessonView, _ state: State, _ narration: inout Narration) {
    let links = state.links(of: view)
    var teller = BlockNarrator(options: settings.reading, links: links)
    ChooserNarration(state.chooser).tell(partAt: view.chooser, &teller)
    narration.append(teller.narration)
    for link in state.links(in: state.chooser.part(at: view.chooser)?.blocks ?? []) {
      guard let number = links.firstIndex(where: { $0.target == link.target }) else { continue }
      narration.say("Link \(number + 1) leads to \(link.target.inWords).")
    }
  }
}
