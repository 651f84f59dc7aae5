import LessonFormat
import Narration
import Tutor

/// What can be done next, in a sentence or two.
struct Prompts {
  private let state: State

  init(_ state: State) { self.state = state }

  var words: String {
    switch state.top {
    case .home(let home): return atHome(home)
    case .lesson(let view): return inLesson(view)
    case .player(let player): return inPlayer(player)
    case .overlay(.consent): return "To allow it, type allow. Anything else leaves it alone."
    case .overlay(.ask): return "To say yes, type yes. Anything else leaves it as it is."
    case .overlay(.search(let search)):
      return search.hits.isEmpty ? "" : "To go to one, type its number."
    case .overlay(.chooser(let view)): return inChooser(view.path)
    case .overlay(.agenda(let agenda)): return inAgenda(agenda)
    case .overlay: return ""
    }
  }

  private func inChooser(_ path: ChooserPath) -> String {
    guard let part = state.chooser.part(at: path) else { return "" }
    let back = path.choices.isEmpty ? "" : " To take the last answer back, type back."
    return part.isQuestion
      ? "To answer, type a number from 1 to \(part.choices.count).\(back)"
      : "To go to the step that shows it, type link and its number.\(back) To begin again, type "
        + "choose again."
  }

  private func inAgenda(_ agenda: Agenda) -> String {
    let rows = state.rows(of: agenda)
    let toOpen =
      rows.contains { $0.matter != .goOn } ? "To go to one, type its number." : ""
    let toGoOn = rows.last { $0.matter == .goOn }.map { row in
      "To \(row.words.prefix(1).lowercased())\(row.words.dropFirst()), type next."
    }
    return [toOpen, toGoOn ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func atHome(_ home: Home) -> String {
    guard state.course.entries.indices.contains(home.selection) else { return "" }
    let entry = state.course.entries[home.selection]
    guard let place = state.records.place, place.lesson == entry.id,
      let step = entry.steps.firstIndex(where: { $0.id == place.step })
    else {
      return home.selection == 0
        ? "To begin, type next." : "To open lesson \(home.selection + 1), type next."
    }
    return "To go on at step \(step + 1) of lesson \(home.selection + 1), type next."
  }

  private func inPlayer(_ player: Player) -> String {
    // What the room runs is not for those who follow to end.
    if state.isLive(player) {
      return player.tracks.allSatisfy { state.liveRuns.contains($0.run) }
        ? "To end the program, type stop." : ""
    }
    guard player.tracks.contains(where: { state.isTraced($0, of: player) }) else {
      let hasFigures = player.tracks.contains { track in
        state.runs[track.run].map { !Figure.all(of: $0).isEmpty } ?? false
      }
      let hear = hasFigures ? "To hear its figures, type figures. " : ""
      let output = hear + "For all that it printed, type output."
      return state.lessonView == nil ? output : output + " To go on, type next."
    }
    let compare = player.tracks.count > 1 ? "compare, " : ""
    let look = "To look closer, type \(compare)lanes, at and a time, or step"
    let answer = answering(lanesOf: player)
    let goOn = state.lessonView == nil ? "" : "To go on, type next."
    return [answer, look + ".", goOn].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The question that waited for a run to name its lanes can be answered beside that run.
  private func answering(lanesOf player: Player) -> String {
    guard let view = state.lessonView, let lesson = state.content(of: view),
      let question = PlainSession.openQuestion(state), case .lanes = question.answer,
      question.demo == player.demo?.demo
    else { return "" }
    return Self.answering(question, state, lesson)
  }

  // MARK: In a lesson

  private func inLesson(_ view: LessonView) -> String {
    guard let lesson = state.content(of: view) else { return "" }
    return [toDo(view, lesson), goOn(view, lesson)].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func toDo(_ view: LessonView, _ lesson: Lesson) -> String {
    if let path = state.chooserAtHand, let part = state.chooser.part(at: path) {
      return "To answer the chooser, type a number from 1 to \(part.choices.count)."
    }
    if let question = PlainSession.openQuestion(state) {
      let words = Self.answering(question, state, lesson)
      if !words.isEmpty { return words }
    }
    if state.stepHasChooser, let part = state.chooser.part(at: view.chooser), !part.isQuestion {
      return "To begin the chooser again, type choose again."
    }
    let hasRun = state.currentDemo.map { state.demos[$0.key]?.latest != nil } ?? true
    let isRun = state.currentDemo.map { $0.demo.variants.contains(where: \.isRun) } ?? false
    if isRun && !hasRun { return "To run the program, type run." }
    guard
      let exercise = state.visibleExercises(of: view).first(where: { exercise in
        !state.record(of: exercise, in: lesson.id).isSolved
      })
    else { return "" }
    let hints = exercise.hints.isEmpty ? "" : " For a hint, type hint."
    return "To do the exercise in your editor, type edit. To run and check it, type check.\(hints)"
  }

  /// How a question is answered.
  static func answering(_ question: Question, _ state: State, _ lesson: Lesson) -> String {
    guard state.response(to: question, in: lesson) == nil else { return "" }
    let toAnswer = isFirstOfSeveral(question, state) ? "To answer the first of them" : "To answer"
    switch question.answer {
    case .choices(let choices):
      return question.hasSeveralAnswers
        ? "\(toAnswer), type the numbers of all that are right, such as 1 \(choices.count), or answer none."
        : "\(toAnswer), type a number from 1 to \(choices.count)."
    case .number(let answer):
      return "\(toAnswer), type a number\(answer.unitInWords.map { " of \($0)" } ?? "")."
    case .order(let lines):
      return "\(toAnswer), type the \(lines.count) numbers in the order that you mean."
    case .lanes:
      return state.laneLabels(for: question, in: lesson).isEmpty
        ? "" : "\(toAnswer), type the numbers of the lanes, or answer none."
    }
  }

  /// Whether more questions stand open behind it.
  private static func isFirstOfSeveral(_ question: Question, _ state: State) -> Bool {
    guard let view = state.lessonView,
      view.focus?.question ?? question.id.value == question.id.value
    else { return false }
    let open = state.items(of: view).compactMap(\.question)
    return open.first == question.id.value && Set(open).count > 1
  }

  private func goOn(_ view: LessonView, _ lesson: Lesson) -> String {
    if state.hasMore(view) { return "For more of this step, type next." }
    if view.step + 1 < lesson.steps.count {
      return "For step \(view.step + 2), \(lesson.steps[view.step + 1].title.plainText), type next."
    }
    let entries = state.course.entries
    return view.lesson + 1 < entries.count
      ? "For lesson \(view.lesson + 2), \(entries[view.lesson + 1].title), type next."
      : "This is the last step of the course."
  }
}
