import LessonFormat
import Narration
import Tutor

/// Numbers and what they choose.
extension PlainSession {
  /// The question that a number is for: the one that was chosen, or the first that is open.
  static func openQuestion(_ state: State) -> Question? {
    guard let view = state.lessonView else { return nil }
    let open = state.items(of: view).compactMap(\.question)
    let id = view.focus?.question ?? open.first
    return id.flatMap { state.question($0, in: view) }
  }

  mutating func answer(_ words: [String], _ state: State) -> PlainResponse {
    if let path = state.chooserAtHand, let part = state.chooser.part(at: path) {
      return choose(words, part)
    }
    switch state.top {
    case .overlay(.search(let search)): return choose(words, of: search.hits.count)
    case .overlay(.agenda(let agenda)): return choose(words, of: state.rows(of: agenda).count)
    case .home where words.count == 1:
      guard let number = Int(words[0]) else { break }
      return state.course.entries.indices.contains(number - 1)
        ? go([words[0]], state)
        : PlainResponse("There are lessons from 1 to \(state.course.entries.count).")
    default: break
    }
    guard !words.isEmpty else { return PlainResponse("Say the number of your answer: answer 2.") }
    guard let view = state.lessonView, let lesson = state.content(of: view) else {
      return PlainResponse("There is nothing to answer here.")
    }
    guard let question = Self.openQuestion(state) else {
      if state.questionOfLanesToCome(in: view) != nil {
        return PlainResponse(Question.lanesComeWithRun)
      }
      let isNone = !state.visibleBlocks(of: view).contains { $0.isQuestion }
      return PlainResponse(
        isNone ? "There is no question here." : "Every question here is answered.")
    }
    let given = GivenAnswer(
      words, to: question, labels: state.laneLabels(for: question, in: lesson))
    switch given {
    case .understood(let response, let echo):
      asked = .answer
      var result = PlainResponse(echo)
      result.intents = [.answer(question: question.id.value, response)]
      return result
    case .refused(let words): return PlainResponse(words)
    }
  }

  private mutating func choose(_ words: [String], of rows: Int) -> PlainResponse {
    guard words.count == 1, let number = Int(words[0]), (1...max(rows, 1)).contains(number) else {
      return PlainResponse("Say the number of a place that is listed.")
    }
    asked = .place
    return PlainResponse(.select(number - 1), .activate)
  }

  mutating func tellQuestion(_ words: [String], _ state: State) -> PlainResponse {
    guard let view = state.lessonView, let lesson = state.content(of: view) else {
      return PlainResponse("There is no question here.")
    }
    let questions = state.visibleBlocks(of: view).compactMap(\.question)
    guard !questions.isEmpty else { return PlainResponse("There is no question here.") }
    let teller = StepTeller(state, view, lesson, settings)
    var response = PlainResponse()
    if let word = words.first {
      guard let number = Int(word), questions.indices.contains(number - 1) else {
        return PlainResponse("This part of the step has \(count(questions.count, "question")).")
      }
      let question = questions[number - 1]
      response.said = teller.told(question)
      let items = state.items(of: view).filter { $0.question == question.id.value }
      if let first = items.first {
        response.intents = [.focus(first)]
        if settings.prompts { response.said.say(Prompts.answering(question, state, lesson)) }
      }
      return response
    }
    if let open = Self.openQuestion(state) {
      if questions.count > 1, let place = questions.firstIndex(of: open) {
        response.said.say("Question \(place + 1) of \(questions.count) is open.")
      }
      response.said.append(teller.told(open))
      response.said.say(Prompts.answering(open, state, lesson))
    } else if let question = state.questionOfLanesToCome(in: view) {
      response.said.append(teller.told(question))
    } else {
      response.said.say("Every question here is answered.")
      for question in questions { response.said.append(teller.told(question)) }
    }
    return response
  }
}

/// "It wakes, then it runs": whole sentences lose their full stops on the way.
func inTurn(_ texts: [String]) -> String {
  texts.map { $0.hasSuffix(".") && !$0.hasSuffix("..") ? String($0.dropLast()) : $0 }
    .joined(separator: ", then ")
}

extension Block {
  var question: Question? {
    if case .question(let question) = content { question } else { nil }
  }

  var isQuestion: Bool { question != nil }
}

/// What an answer means for a question.
enum GivenAnswer: Equatable {
  case understood(Response, echo: String)
  case refused(String)

  init(_ words: [String], to question: Question, labels: [String]) {
    switch question.answer {
    case .choices(let choices):
      self = Self.choices(words, choices, hasSeveral: question.hasSeveralAnswers)
    case .number(let answer): self = Self.number(words, answer, question)
    case .order(let lines): self = Self.order(words, lines, question)
    case .lanes: self = Self.lanes(words, labels)
    }
  }

  /// Numbers from 1 as places from 0; nil where one is none of them.
  private static func places(_ words: [String], upTo count: Int) -> [Int]? {
    let parts = words.flatMap { $0.split(separator: ",") }.filter { $0 != "and" }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, numbers.allSatisfy({ (1...max(count, 1)).contains($0) })
    else { return nil }
    return numbers.map { $0 - 1 }
  }

  private static func isNone(_ words: [String]) -> Bool {
    words.map { $0.lowercased() } == ["none"]
  }

  private static func choices(
    _ words: [String], _ choices: [Question.Choice], hasSeveral: Bool
  ) -> GivenAnswer {
    if isNone(words), hasSeveral { return .understood(.choices([]), echo: "Chose none.") }
    guard let chosen = places(words, upTo: choices.count), !chosen.isEmpty else {
      return .refused("There are choices from 1 to \(choices.count).")
    }
    guard hasSeveral || Set(chosen).count == 1 else {
      return .refused("Only one choice is right here; say its number alone.")
    }
    let told = Set(chosen).sorted().map { "\($0 + 1): \(choices[$0].text.plainText.asSentence)" }
    return .understood(.choices(Set(chosen)), echo: "Chose \(told.joined(separator: " And "))")
  }

  private static func number(
    _ words: [String], _ answer: NumberAnswer, _ question: Question
  ) -> GivenAnswer {
    guard let quantity = Quantity(words) else {
      return .refused(
        "\"\(words.joined(separator: " "))\" is no number.")
    }
    let unit = answer.unitInWords ?? ""
    var value = quantity.value
    if unit == "seconds" {
      guard let seconds = quantity.seconds else {
        return .refused("The answer is a number of seconds.")
      }
      value = seconds
    } else if !unit.isEmpty, !isUnit(quantity.unit, unit) {
      return .refused("The answer is a number of \(unit).")
    }
    return .understood(
      .number(value), echo: "Your answer: \(question.inWords(value)).")
  }

  /// "threads", "thr", "%"
  private static func isUnit(_ typed: String, _ unit: String) -> Bool {
    unit.hasPrefix(typed) || (typed == "%" && unit == "percent")
  }

  private static func order(
    _ words: [String], _ lines: [[Inline]], _ question: Question
  ) -> GivenAnswer {
    let shown = question.shownOrder
    guard let places = places(words, upTo: shown.count), Set(places).count == places.count,
      places.count == shown.count
    else {
      return .refused(
        "Say the numbers of all \(shown.count) lines, the first one first, such as "
          + (1...max(shown.count, 1)).reversed().map(String.init).joined(separator: " ") + ".")
    }
    let order = places.map { shown[$0] }
    let told = order.map { lines[$0].plainText }
    return .understood(.order(order), echo: "Your order: \(inTurn(told)).")
  }

  private static func lanes(_ words: [String], _ labels: [String]) -> GivenAnswer {
    guard !labels.isEmpty else {
      return .refused(Question.lanesComeWithRun)
    }
    if isNone(words) { return .understood(.lanes([]), echo: "Chose none.") }
    guard let chosen = places(words, upTo: labels.count), !chosen.isEmpty else {
      return .refused("There are lanes from 1 to \(labels.count), or none.")
    }
    let names = Set(chosen.map { labels[$0] })
    return .understood(
      .lanes(names), echo: "Chose \(inWords(names.sorted(), joinedBy: "and")).")
  }
}
