import LessonFormat
import Narration
import Tutor

/// From what has changed in the state to words.
extension PlainSession {
  mutating func tellChanges(_ state: State, _ narration: inout Narration) {
    tellNotice(state, &narration)
    tellPlace(state, &narration)
    tellAnswers(state, &narration)
    tellRoom(state, &narration)
    tellKnobs(state, &narration)
    tellWish(state, &narration)
    tellRuns(state, &narration)
    tellPractice(state, &narration)
  }

  private func tellNotice(_ state: State, _ narration: inout Narration) {
    guard let notice = state.notice, hasAsked || notice != seen.notice else { return }
    narration.say(shown(notice, state))
  }

  /// What a room hears names no folder of whoever presents; their notes have all of it.
  func shown(_ notice: String, _ state: State) -> String {
    state.presentation == nil || settings.readsNotes ? notice : withoutPaths(notice)
  }

  // MARK: The place

  private mutating func tellPlace(_ state: State, _ narration: inout Narration) {
    let before = seen.stack.last
    switch state.top {
    case .home:
      guard before != nil, !isHome(before) else { return }
      narration.append(CourseTeller(state).home(isFirst: false))
      prompt(state, &narration)
    case .lesson(let view): tellLesson(view, state, &narration)
    case .player(let player):
      guard seen.player?.tracks.map(\.run) != player.tracks.map(\.run) else { return }
      hear(player, state)
      guard !heard.isEmpty else { return }
      narration.append(RunTeller(state, player, settings).beginning())
      if state.isLive(player) { prompt(state, &narration) }
    case .overlay(let overlay):
      guard before != state.top else { return }
      tell(overlay, state, &narration)
    }
  }

  private func isHome(_ screen: Screen?) -> Bool {
    if case .home? = screen { true } else { false }
  }

  func prompt(_ state: State, _ narration: inout Narration) {
    guard settings.prompts else { return }
    narration.gap()
    narration.say(Prompts(state).words)
  }

  private func tellLesson(_ view: LessonView, _ state: State, _ narration: inout Narration) {
    guard let lesson = state.content(of: view) else { return }
    let teller = StepTeller(state, view, lesson, settings)
    let before = seen.lessonView
    let isOther = before?.lesson != view.lesson || seen.content == nil
    // A lesson may be saved by its author while it is open.
    if isOther || before?.step != view.step || seen.content != state.contents[view.lesson] {
      narration.gap()
      narration.append(teller.whole(withHead: isOther))
      return prompt(state, &narration)
    }
    let revealed = state.stepKey(of: view).flatMap { state.records.revealed[$0] }
    if let revealed, let known = seen.revealed, revealed > known, let step = state.step(of: view) {
      let all = state.visibleBlocks(of: view)
      let old = step.parts.prefix(known + 1).flatMap { $0 }
      narration.append(
        teller.told(Array(all.dropFirst(old.count)), linksFrom: links(in: old, view, state)))
      return prompt(state, &narration)
    }
    if let before, before.chooser != view.chooser {
      tellChooser(view, state, &narration)
      return prompt(state, &narration)
    }
    if case .overlay(.chooser)? = seen.stack.last, asked != .place {
      narration.append(teller.title())
      return prompt(state, &narration)
    }
    if asked == .place, seen.stack == state.stack, state.notice == nil {
      narration.append(teller.whole(withHead: false))
      prompt(state, &narration)
    } else if seen.player != nil, state.player == nil,
      seen.player?.exercise == nil || (hasAsked && !hasNews(of: state))
    {
      narration.append(teller.title())
      prompt(state, &narration)
    }
  }

  /// How many links a step had with fewer of its parts.
  private func links(in blocks: [Block], _ view: LessonView, _ state: State) -> Int {
    state.links(in: blocks, of: view).count
  }

  // MARK: What lies over a screen

  func tell(_ overlay: Overlay, _ state: State, _ narration: inout Narration) {
    switch overlay {
    case .search(let search): tell(search, state, &narration)
    case .consent(let key):
      narration.say(
        "This lesson does not come with Interleave. Hear what would run before you allow it; you are "
          + "asked again when the program changes.")
      for (variant, text) in state.programs(of: key) {
        var teller = BlockNarrator(options: LessonNarration.Options())
        let title = variant.title ?? variant.name
        teller.tell(code: text, label: ", \(title), Python")
        narration.append(teller.narration)
      }
      narration.say(Prompts(state).words)
    case .ask(let key, let question): tell(question, key, state, &narration)
    case .chooser(let view):
      let teller = ChooserNarration(state.chooser, options: settings.reading)
      narration.append(teller.part(at: view.path))
      prompt(state, &narration)
    case .agenda(let agenda): tell(agenda, state, &narration)
    // The others are told without being opened.
    case .help, .legend, .contents, .glossary, .term, .output, .reference: break
    }
  }

  private func tell(_ agenda: Agenda, _ state: State, _ narration: inout Narration) {
    for sentence in state.sentences(of: agenda) { narration.say(sentence) }
    for (index, row) in state.rows(of: agenda).enumerated() where row.matter != .goOn {
      let entry = state.course.entries[row.lesson]
      let remark = row.remark.isEmpty ? "" : ", \(row.remark)"
      narration.say(
        "\(index + 1). \(entry.title), step \(row.step + 1)\(remark): \(row.words)".asSentence)
    }
    narration.say(Prompts(state).words)
  }

  private func tell(_ search: Search, _ state: State, _ narration: inout Narration) {
    guard !search.typed.isEmpty else { return }
    let number = search.hits.count
    narration.say(
      number == 0
        ? "Nothing in the course says \"\(search.typed)\"."
        : search.isCut
          ? "Found in more than \(number) places." : "Found in \(count(number, "place")).")
    for (index, hit) in search.hits.prefix(20).enumerated() {
      let entry = state.course.entries[hit.lesson]
      let before = hit.before.suffix(24).drop { $0 != " " }
      let after = hit.after.count > 40 ? hit.after.prefix(40).dropLast(1) : hit.after[...]
      let words = withoutRuns("\(before)\(hit.match)\(after)").split(separator: " ")
        .joined(separator: " ")
      narration.say(
        "\(index + 1). \(entry.title), step \(hit.step + 1): \(words)".asSentence)
    }
    if number > 20 { narration.say("\(number - 20) more are not listed; say more words.") }
    narration.say(Prompts(state).words)
  }

  /// A line of code can have more signs in a row than a voice should say.
  private func withoutRuns(_ text: String) -> String {
    var (result, run) = ("", "")
    for character in text + " " {
      if character.isASCII, character.isPunctuation || character.isSymbol {
        run.append(character)
        continue
      }
      result += run.count < 3 ? run : " "
      result.append(character)
      run = ""
    }
    return result
  }

  // MARK: Answers and knobs

  private func tellAnswers(_ state: State, _ narration: inout Narration) {
    guard asked == .answer, let view = state.lessonView, let lesson = state.content(of: view)
    else { return }
    let teller = StepTeller(state, view, lesson, settings)
    for question in state.visibleBlocks(of: view).compactMap(\.question) {
      let key = Records.QuestionKey(question, in: lesson)
      guard state.records.answers[key] != seen.answers[key],
        state.judgement(of: question, in: lesson)?.verdict != .needsRun
      else { continue }
      narration.append(teller.verdict(on: question, withAnswer: false))
    }
    if settings.prompts { narration.say(Prompts(state).words) }
  }

  private func tellKnobs(_ state: State, _ narration: inout Narration) {
    for (key, demo) in state.demos.sorted(by: { $0.key.demo < $1.key.demo }) {
      let before = seen.demos[key]?.knobs ?? [:]
      guard demo.knobs != before else { continue }
      for (name, value) in demo.knobs.sorted(by: { $0.key < $1.key }) where before[name] != value {
        narration.say("\(name) is \(inWords(value)) now.")
      }
      for name in before.keys.sorted() where demo.knobs[name] == nil {
        narration.say("\(name) is as the lesson has it.")
      }
    }
  }
}
