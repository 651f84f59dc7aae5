import LessonFormat
import Narration
import Tutor

/// Running demos, and changing them.
extension PlainSession {
  mutating func program(
    _ command: PlainCommand, _ words: [String], _ state: State
  ) -> PlainResponse {
    switch command {
    case .run: return run(words, state)
    case .stop:
      var response = PlainResponse(.stop)
      if !state.liveRuns.isEmpty { response.said.say("Stopping.") }
      return response
    case .input: return input(words, state)
    case .knob: return knob(words, state)
    case .edit: return edit(words, state)
    case .allow:
      switch state.top {
      case .overlay(.consent), .overlay(.ask): return PlainResponse(.allow)
      default: return PlainResponse("Nothing is asked.")
      }
    case .output: return output(words, state)
    default: return code(words, state)
    }
  }

  private mutating func run(_ words: [String], _ state: State) -> PlainResponse {
    guard state.liveRuns.isEmpty else {
      return PlainResponse("A program runs already. Type stop to end it.")
    }
    guard let view = state.lessonView else {
      return PlainResponse(
        state.course.entries.isEmpty
          ? "This run was kept; it cannot be run again." : "Open a lesson first, with next.")
    }
    let demos = state.visibleBlocks(of: view).compactMap(\.demo).filter {
      $0.variants.contains(where: \.isRun)
    }
    guard let word = words.first else {
      if state.isAtExercise { return practise(.check, words, state) }
      guard let current = state.currentDemo else {
        return PlainResponse("There is no demo here to run.")
      }
      return PlainResponse(.run(demo: current.demo.id))
    }
    let number = Int(word).flatMap { demos.indices.contains($0 - 1) ? demos[$0 - 1] : nil }
    guard let demo = number ?? demos.first(where: { $0.id == word.lowercased() }) else {
      let names = demos.map(\.id)
      return PlainResponse(
        names.isEmpty
          ? "There is no demo here to run."
          : "The demos here are \(inWords(names, joinedBy: "and")).")
    }
    var response = PlainResponse(.run(demo: demo.id))
    // Another demo's run may lie over the step.
    if case .player = state.top { response.intents.insert(.back, at: 0) }
    return response
  }

  private func input(_ words: [String], _ state: State) -> PlainResponse {
    guard !state.liveRuns.isEmpty else {
      return PlainResponse("No program runs that could be given input.")
    }
    guard state.liveRuns.contains(where: { state.runs[$0]?.stage == .running }) else {
      return PlainResponse("The program has not begun yet; give it the line in a moment.")
    }
    if words == ["end"] {
      var response = PlainResponse("No more input comes.")
      response.intents = [.endInput]
      return response
    }
    return PlainResponse(.input(words.joined(separator: " ") + "\n"))
  }

  // MARK: Knobs

  private func knob(_ words: [String], _ state: State) -> PlainResponse {
    guard let (key, demo) = state.currentDemo, !demo.knobs.isEmpty else {
      return PlainResponse("The program here has no knobs.")
    }
    let values = state.demos[key]?.knobs ?? [:]
    guard let first = words.first else {
      var response = PlainResponse()
      var teller = BlockNarrator(options: settings.reading)
      for knob in demo.knobs { teller.tell(knob, value: values[knob.name]) }
      response.said = teller.narration
      return response
    }
    if first == "reset" {
      let turned = state.currentDemo.flatMap { state.demos[$0.key]?.knobs } ?? [:]
      return turned.isEmpty
        ? PlainResponse("Every knob is as the lesson has it.")
        : PlainResponse(.resetKnobs(demo: demo.id))
    }
    // Where there is one knob, its value says enough.
    let isValue = words.count == 1 && demo.knobs.count == 1
    let name = isValue ? demo.knobs[0].name : first
    guard let knob = demo.knobs.first(where: { $0.name.lowercased() == name.lowercased() }) else {
      let names = demo.knobs.map(\.name)
      let meant = closest(to: name, among: names)
      return PlainResponse(
        "There is no knob \"\(name)\". "
          + (meant.map { "Did you mean \($0)?" }
            ?? "There \(names.count == 1 ? "is" : "are") \(inWords(names, joinedBy: "and"))."))
    }
    guard let word = isValue ? first : words.dropFirst().first else {
      var teller = BlockNarrator(options: settings.reading)
      teller.tell(knob, value: values[knob.name])
      var response = PlainResponse()
      response.said = teller.narration
      return response
    }
    return turn(knob, to: word, from: values[knob.name] ?? knob.value, demo)
  }

  private func turn(
    _ knob: Knob, to word: String, from value: Double, _ demo: Demo
  ) -> PlainResponse {
    let wanted: Double
    switch word.lowercased() {
    case "up", "more": wanted = value + knob.step
    case "down", "less": wanted = value - knob.step
    default:
      guard let quantity = Quantity(word) else {
        return PlainResponse("\"\(word)\" is no number.")
      }
      wanted = quantity.value
    }
    let nearest = knob.nearest(to: wanted)
    var response = PlainResponse()
    if abs(nearest - wanted) > 1e-9 {
      response.said.say(
        "\(knob.name) goes from \(inWords(knob.range.lowerBound)) to "
          + "\(inWords(knob.range.upperBound)) in steps of \(inWords(knob.step)).")
    }
    if nearest == value { response.said.say("\(knob.name) is \(inWords(value)).") }
    response.intents = [.turnKnob(demo: demo.id, knob.name, to: wanted)]
    return response
  }

  // MARK: Programs of the learner's own

  private mutating func edit(_ words: [String], _ state: State) -> PlainResponse {
    if state.isAtExercise {
      return words.first == "undo"
        ? practise(.reset, [], state) : practise(.edit, words, state)
    }
    guard let (key, demo) = state.currentDemo, let first = demo.mainVariants.first else {
      return PlainResponse("There is no program here to change.")
    }
    if words.first == "undo" {
      return state.demos[key]?.edits.isEmpty ?? true
        ? PlainResponse("The lesson's own program runs already.")
        : PlainResponse(.dropEdits(demo: demo.id))
    }
    guard let word = words.first else {
      guard demo.mainVariants.count == 1 else {
        let names = demo.mainVariants.map(\.name)
        return PlainResponse(
          "Say which variant: edit \(names[0]), or \(inWords(Array(names.dropFirst()))).")
      }
      return PlainResponse(.edit(demo: demo.id, variant: first.name))
    }
    guard let variant = demo.variants.first(where: { $0.name == word.lowercased() }) else {
      return PlainResponse(
        "There is no variant \"\(word)\"; there "
          + "\(demo.variants.count == 1 ? "is" : "are") "
          + "\(inWords(demo.variants.map(\.name), joinedBy: "and")).")
    }
    return PlainResponse(.edit(demo: demo.id, variant: variant.name))
  }

  private mutating func output(_ words: [String], _ state: State) -> PlainResponse {
    switch words.first {
    case "live":
      settings.holdsOutput = false
      return PlainResponse("Output is said as it comes.")
    case "held":
      settings.holdsOutput = true
      return PlainResponse("Output is kept until the program has ended.")
    case "find":
      guard words.count > 1 else { return PlainResponse("Say what to find: output find error.") }
      return look(.output(holding: words.dropFirst().joined(separator: " ")), state)
    default:
      return look(.output(holding: nil), state)
    }
  }

  // MARK: Code

  private mutating func code(_ words: [String], _ state: State) -> PlainResponse {
    if words == ["on"] || words == ["off"] {
      settings.reading.readsCode = words == ["on"]
      return PlainResponse(
        settings.reading.readsCode
          ? "Code is read out." : "Of code only its length is said; code reads it.")
    }
    var wish = CodeWish()
    var numbers: [Int] = []
    for word in words where word.lowercased() != "to" {
      if let number = Int(word) {
        numbers.append(number)
      } else if word.lowercased() == "here" {
        wish.isHere = true
      } else {
        wish.variant = word.lowercased()
      }
    }
    if let low = numbers.min(), let high = numbers.max() { wish.lines = low...high }
    asked = .code(wish)
    return PlainResponse()
  }
}

extension Block {
  var demo: Demo? {
    if case .demo(let demo) = content { demo } else { nil }
  }
}
