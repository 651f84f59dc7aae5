import LessonFormat
import Narration
import Tutor

/// Exercises in words.
extension PlainSession {
  mutating func practise(
    _ command: PlainCommand, _ words: [String], _ state: State
  ) -> PlainResponse {
    guard let view = state.lessonView, let lesson = state.content(of: view),
      let current = Self.exercise(state, view, lesson)
    else { return PlainResponse("There is no exercise here.") }
    if let refusal = refusalWhileRunning(state) { return refusal }
    let id = current.id
    let number = words.first.flatMap { Int($0) }
    switch command {
    case .exercise: return tellExercise(words, state, view)
    case .edit: return asking(.edit, of: id, state)
    case .check:
      guard let word = words.first else { return asking(.check, of: id, state) }
      guard let number, number > 0 else {
        return PlainResponse("Say the number of a check, such as check 2; \"\(word)\" is none.")
      }
      return look(at: number, current, state, lesson)
    case .hint: return asking(.hint, of: id, state)
    case .solution:
      let key = ExerciseKey(lesson: lesson.id, exercise: id)
      let isShown = state.exercises[key]?.showsSolution ?? false
      guard words.first == "run" else {
        guard isShown else { return asking(.solution, of: id, state) }
        var response = PlainResponse()
        response.said = ExerciseTeller(state, current, in: lesson.id, settings).solution()
        return response
      }
      return asking(.compare, of: id, state)
    default: return asking(.reset, of: id, state)
    }
  }

  /// The one that has the focus, or that the player shows, or that is not solved, or the last.
  private static func exercise(_ state: State, _ view: LessonView, _ lesson: Lesson) -> Exercise? {
    if case .player(let player) = state.top, let key = player.exercise {
      return state.exercise(key)
    }
    let all = state.visibleExercises(of: view)
    if case .practice(let id, _)? = view.focus, let exercise = all.first(where: { $0.id == id }) {
      return exercise
    }
    return all.first { !state.record(of: $0, in: lesson.id).isSolved } ?? all.last
  }

  private func asking(_ practice: Practice, of id: String, _ state: State) -> PlainResponse {
    var response = PlainResponse(.practice(exercise: id, practice))
    // Another program's run may lie over the step.
    if case .player(let player) = state.top, player.exercise == nil {
      response.intents.insert(.back, at: 0)
    }
    return response
  }

  /// The files are looked at before.
  private mutating func tellExercise(
    _ words: [String], _ state: State, _ view: LessonView
  ) -> PlainResponse {
    let all = state.visibleExercises(of: view)
    var response = PlainResponse()
    response.intents = all.map { .practice(exercise: $0.id, .reread) }
    asked = .exercise(nil)
    if let word = words.first {
      guard let number = Int(word), all.indices.contains(number - 1) else {
        return PlainResponse("This part of the step has \(count(all.count, "exercise")).")
      }
      asked = .exercise(number - 1)
      response.intents.append(.focus(.practice(exercise: all[number - 1].id, .edit)))
    }
    return response
  }

  func toldExercises(_ place: Int?, _ state: State) -> Narration {
    var narration = Narration()
    guard let view = state.lessonView, let lesson = state.content(of: view) else {
      return narration
    }
    for (index, exercise) in state.visibleExercises(of: view).enumerated()
    where place == nil || place == index {
      narration.gap()
      narration.append(ExerciseTeller(state, exercise, in: lesson.id, settings).whole())
    }
    return narration
  }

  private mutating func look(
    at number: Int, _ exercise: Exercise, _ state: State, _ lesson: Lesson
  ) -> PlainResponse {
    let key = ExerciseKey(lesson: lesson.id, exercise: exercise.id)
    guard let verdict = state.exercises[key]?.verdict else {
      return PlainResponse("Nothing was judged yet; check alone runs your program.")
    }
    var response = asking(.look(condition: number - 1), of: exercise.id, state)
    guard verdict.findings.indices.contains(number - 1) else { return response }
    let teller = ExerciseTeller(state, exercise, in: lesson.id, settings)
    let finding = verdict.findings[number - 1]
    response.said = teller.told(finding.verdict, number: number)
    // What is said without a moment to look at has been said.
    if finding.verdict.isSomewhere { asked = .moment } else { response.intents = [] }
    return response
  }

  // MARK: What has changed

  /// A hint or a solution is to be told, or a verdict.
  func hasNews(of state: State) -> Bool {
    seen.exerciseRecords != state.records.exercises || seen.exercises != state.exercises
  }

  func tellPractice(_ state: State, _ narration: inout Narration) {
    for (key, session) in state.exercises.sorted(by: { $0.key.exercise < $1.key.exercise }) {
      guard let exercise = state.exercise(key) else { continue }
      let teller = ExerciseTeller(state, exercise, in: key.lesson, settings)
      let before = seen.exercises[key]
      if session.verdict != nil, before?.attempt != session.attempt {
        narration.gap()
        narration.append(teller.verdict())
        if settings.prompts { narration.say(teller.prompt()) }
      }
      let record = state.record(of: exercise, in: key.lesson)
      let hints = seen.exerciseRecords[.init(exercise, in: key.lesson)]?.hints ?? 0
      for index in exercise.hints.indices where index >= hints && index < record.hints {
        narration.append(teller.hint(index))
      }
      if session.showsSolution, !(before?.showsSolution ?? false) {
        narration.append(teller.solution())
        if settings.prompts {
          narration.say("To run it beside your own program, type solution run.")
        }
      }
    }
  }

  func tell(
    _ question: PracticeQuestion, _ key: ExerciseKey, _ state: State, _ narration: inout Narration
  ) {
    narration.say(question.words)
    if let (title, text) = state.program(askedAbout: question, of: key) {
      var teller = BlockNarrator(options: LessonNarration.Options())
      teller.tell(code: text, label: ", \(title), Python")
      narration.append(teller.narration)
    }
    narration.say(Prompts(state).words)
  }
}
