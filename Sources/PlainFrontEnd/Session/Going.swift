import LessonFormat
import Narration
import Tutor

/// To a place that is named.
extension PlainSession {
  mutating func go(_ words: [String], _ state: State) -> PlainResponse {
    guard !state.course.entries.isEmpty else {
      return PlainResponse("There is no course here to go to.")
    }
    let wasInLesson = state.lessonView?.lesson
    var parts = words.flatMap { $0.split(separator: "/").map(String.init) }
    let namesLesson = parts.first == "lesson"
    parts.removeAll { $0 == "lesson" || $0 == "step" }
    guard !parts.isEmpty else {
      return PlainResponse("Say where: go 3 for a step, go 2 1 for a lesson and a step.")
    }
    if parts == ["home"] || parts == ["start"] {
      if case .home = state.top { return home(state) }
      return PlainResponse(.home)
    }
    asked = .place
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count else { return go(named: parts, wasInLesson, state) }
    switch numbers.count {
    case 1 where namesLesson || wasInLesson == nil: return go(lesson: numbers[0], nil, state)
    case 1: return go(lesson: (wasInLesson ?? 0) + 1, numbers[0], state)
    case 2: return go(lesson: numbers[0], numbers[1], state)
    default: return PlainResponse("Say a lesson and a step, such as go 2 1.")
    }
  }

  /// Both count from 1.
  private func go(lesson: Int, _ step: Int?, _ state: State) -> PlainResponse {
    let entries = state.course.entries
    guard entries.indices.contains(lesson - 1) else {
      return PlainResponse("There \(are(entries.count, "lesson")).")
    }
    let steps = entries[lesson - 1].steps.count
    guard let step else { return open(lesson: lesson - 1, state) }
    guard (1...max(steps, 1)).contains(step) else {
      return PlainResponse(
        "\(state.lessonView?.lesson == lesson - 1 ? "This lesson" : "Lesson \(lesson)") has "
          + "\(count(steps, "step")).")
    }
    return PlainResponse(.go(lesson: lesson - 1, step: step - 1))
  }

  /// Where the learner was in a lesson.
  func open(lesson: Int, _ state: State) -> PlainResponse {
    guard case .home = state.top else { return PlainResponse(.go(lesson: lesson, step: 0)) }
    return PlainResponse(.select(lesson), .activate)
  }

  private func are(_ number: Int, _ noun: String) -> String {
    "\(number == 1 ? "is" : "are") \(count(number, noun))"
  }

  // MARK: By name

  private func go(named parts: [String], _ here: Int?, _ state: State) -> PlainResponse {
    let entries = state.course.entries
    let lesson = entries.firstIndex { $0.id == parts[0] }
    if let lesson, parts.count == 1 { return open(lesson: lesson, state) }
    if let lesson, parts.count == 2 {
      let steps = entries[lesson].steps
      let step = steps.firstIndex { $0.id == parts[1] } ?? Int(parts[1]).map { $0 - 1 }
      if let step, steps.indices.contains(step) {
        return PlainResponse(.go(lesson: lesson, step: step))
      }
    }
    let wanted = parts.joined(separator: " ").lowercased()
    var places = steps(named: wanted, state)
    // What is meant is rather near than far.
    if places.count > 1, let here, places.count(where: { $0.lesson == here }) == 1 {
      places = places.filter { $0.lesson == here }
    }
    if places.count == 1 {
      return PlainResponse(.go(lesson: places[0].lesson, step: places[0].step))
    }
    guard !places.isEmpty else {
      let names = entries.flatMap { [$0.id] + $0.steps.map(\.id) }
      let meant = closest(to: wanted, among: names)
      return PlainResponse(
        "No lesson or step is called \"\(wanted)\". "
          + (meant.map { "Did you mean \($0)?" } ?? "contents all lists them."))
    }
    var response = PlainResponse("That could be:")
    for place in places.prefix(5) {
      response.said.say(
        "Lesson \(place.lesson + 1), step \(place.step + 1), "
          + entries[place.lesson].steps[place.step].title.asSentence)
    }
    return response
  }

  private func steps(named wanted: String, _ state: State) -> [(lesson: Int, step: Int)] {
    func all(_ isMeant: (CourseOutline.Step) -> Bool) -> [(lesson: Int, step: Int)] {
      state.course.entries.enumerated().flatMap { lesson, entry in
        entry.steps.indices.filter { isMeant(entry.steps[$0]) }.map { (lesson, $0) }
      }
    }
    let exact = all { $0.id == wanted || $0.title.lowercased() == wanted }
    return exact.isEmpty ? all { $0.title.lowercased().contains(wanted) } : exact
  }
}
