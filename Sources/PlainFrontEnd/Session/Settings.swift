import LessonFormat
import Narration
import Tutor

/// How things are said, help, and what concerns the course as a whole.
extension PlainSession {
  mutating func set(
    _ command: PlainCommand, _ words: [String], _ state: State
  ) -> PlainResponse {
    switch command {
    case .verbosity: return verbosity(words)
    case .indent: return toggle(words, \.reading.indent, "The indentation of code", command)
    case .emphasis: return toggle(words, \.reading.emphasis, "Emphasis", command)
    case .prompts: return toggle(words, \.prompts, "What can be done next", command)
    case .bell: return bell(words)
    case .table: return tables(words)
    case .settings: return tellSettings()
    case .quit: return PlainResponse(.quit)
    default: return help(words, state.room)
    }
  }

  private mutating func verbosity(_ words: [String]) -> PlainResponse {
    guard let word = words.first else {
      return PlainResponse("Of a run you hear \(settings.level.inWords).")
    }
    let levels = TimelineNarration.Level.allCases
    guard let level = levels.first(where: { $0.rawValue.hasPrefix(word.lowercased()) }) else {
      return PlainResponse("Say verbosity gist, verbosity lanes or verbosity events.")
    }
    settings.level = level
    return PlainResponse("From now on you hear \(level.inWords) of a run.")
  }

  private mutating func toggle(
    _ words: [String], _ setting: WritableKeyPath<PlainSettings, Bool>, _ what: String,
    _ command: PlainCommand
  ) -> PlainResponse {
    switch words.first?.lowercased() {
    case "on": settings[keyPath: setting] = true
    case "off": settings[keyPath: setting] = false
    case nil: break
    default: return PlainResponse("Say \(command.rawValue) on or \(command.rawValue) off.")
    }
    return PlainResponse("\(what) is \(settings[keyPath: setting] ? "said" : "not said").")
  }

  private mutating func bell(_ words: [String]) -> PlainResponse {
    let response = toggle(words, \.bell, "", .bell)
    guard words.isEmpty || ["on", "off"].contains(words[0].lowercased()) else { return response }
    return PlainResponse(
      settings.bell ? "The bell rings when a program has ended." : "The bell is off.")
  }

  private mutating func tables(_ words: [String]) -> PlainResponse {
    guard let word = words.first else {
      return PlainResponse(
        settings.reading.tables == .rows
          ? "Tables are read row by row." : "Tables are read as values with commas.")
    }
    guard let style = LessonNarration.Options.Tables(rawValue: word.lowercased()) else {
      return PlainResponse("Say table rows or table csv.")
    }
    settings.reading.tables = style
    return tables([])
  }

  private func tellSettings() -> PlainResponse {
    func said(_ isOn: Bool) -> String { isOn ? "said" : "not said" }
    var response = PlainResponse("Of a run you hear \(settings.level.inWords): verbosity.")
    for sentence in [
      settings.holdsOutput
        ? "Output is kept until a program has ended: output live."
        : "Output is said as it comes: output held.",
      settings.reading.readsCode
        ? "Code in steps is read out: code off."
        : "Of code in steps only its length is said: code on.",
      "The indentation of code is \(said(settings.reading.indent)): indent.",
      "Emphasis is \(said(settings.reading.emphasis)): emphasis.",
      settings.reading.tables == .rows
        ? "Tables are read row by row: table csv." : "Tables are values with commas: table rows.",
      "What can be done next is \(said(settings.prompts)): prompts.",
      "The bell is \(settings.bell ? "on" : "off"): bell.",
    ] {
      response.said.say(sentence)
    }
    return response
  }

  private func help(_ words: [String], _ part: RoomPart?) -> PlainResponse {
    var response = PlainResponse()
    guard let word = words.first?.lowercased() else {
      response.said = settings.hasKeys ? HelpTeller.keys(for: part) : HelpTeller.short(for: part)
      return response
    }
    if word == "keys" {
      response.said = HelpTeller.keys(for: part)
      return response
    }
    guard let command = LineReader.command(named: word) else {
      let meant = closest(to: word, among: CommandTable.all.map(\.name))
      return PlainResponse(
        "There is no command \"\(word)\". "
          + (meant.map { "Did you mean \($0)?" } ?? "help alone lists them."))
    }
    response.said = HelpTeller.whole(CommandTable.entry(command))
    return response
  }

  // MARK: The course

  mutating func course(
    _ command: PlainCommand, _ words: [String], _ state: State
  ) -> PlainResponse {
    var response = PlainResponse()
    switch command {
    case .progress: response.said = CourseTeller(state).progress()
    case .review:
      if let refusal = refusalWhileRunning(state) { return refusal }
      response.intents = [.show(.agenda(Agenda(.review)))]
    default: return practise(command, words, state)
    }
    return response
  }
}

extension TimelineNarration.Level {
  var inWords: String {
    switch self {
    case .gist: "the gist"
    case .lanes: "the gist and each lane"
    case .events: "the gist and every event"
    }
  }
}
