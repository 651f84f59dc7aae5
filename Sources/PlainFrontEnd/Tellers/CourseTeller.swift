import LessonFormat
import Narration
import Tutor

/// The course as a whole: its front, its contents, how far the learner is.
struct CourseTeller {
  private let state: State
  private var entries: [CourseOutline.Entry] { state.course.entries }

  init(_ state: State) { self.state = state }

  func home(isFirst: Bool) -> Narration {
    var narration = Narration()
    if isFirst {
      narration.say(
        state.records.isEmpty
          ? "Interleave teaches synchronous and asynchronous programming. You read a little, predict "
            + "what a program will do, run it, and learn what every task was doing at every moment."
          : "Welcome back to Interleave.")
      narration.gap()
    }
    narration.say(
      "\(count(entries.count, "lesson")), about \(count(state.course.minutes, "minute")) in all.")
    let due = state.dueQuestions.count
    if due > 0 {
      narration.say(
        "\(count(due, "question")) \(due == 1 ? "is" : "are") due for review: type review.")
    }
    for (index, entry) in entries.enumerated() {
      narration.say(
        "\(index + 1). \(entry.title), \(count(entry.minutes, "minute"))."
          + (entry.summary.map { " \($0.asSentence)" } ?? "") + " \(steps(of: entry))")
    }
    return narration
  }

  private func steps(of entry: CourseOutline.Entry) -> String {
    let seen = state.records.seenSteps(of: entry)
    if seen == 0 { return "\(count(entry.steps.count, "step"))." }
    if entry.steps.count == 1 { return "Its step is seen." }
    return seen == entry.steps.count
      ? "All \(count(seen, "step")) seen." : "\(seen) of \(count(entry.steps.count, "step")) seen."
  }

  // MARK: Contents

  func contents(all: Bool) -> Narration {
    guard !entries.isEmpty else {
      var narration = Narration()
      narration.say("There is no course here, only a run.")
      return narration
    }
    guard !all, let view = state.lessonView else {
      guard all else { return home(isFirst: false) }
      var narration = Narration()
      for index in entries.indices {
        narration.gap()
        narration.append(contents(of: index))
      }
      return narration
    }
    var narration = contents(of: view.lesson)
    if entries.count > 1 { narration.say("contents all lists the other lessons too.") }
    return narration
  }

  private func contents(of lesson: Int) -> Narration {
    let entry = entries[lesson]
    var narration = Narration()
    narration.say("Lesson \(lesson + 1) of \(entries.count), \(entry.title.asSentence)")
    for (index, step) in entry.steps.enumerated() {
      let isSeen = state.records.revealed[.init(lesson: entry.id, step: step.id)] != nil
      let isHere = state.lessonView?.lesson == lesson && state.lessonView?.step == index
      narration.say(
        "Step \(index + 1), \(step.title)\(isHere ? ", here" : isSeen ? ", seen" : "")".asSentence)
    }
    return narration
  }

  // MARK: Where

  func place() -> Narration {
    var narration = Narration()
    if case .overlay(.chooser) = state.top { narration.say("In the chooser.") }
    guard let view = state.lessonView else {
      if case .home = state.top { narration.say("At the front of the course.") }
      placeInRun(&narration)
      return narration
    }
    let entry = entries[view.lesson]
    let title = entry.steps.indices.contains(view.step) ? ", \(entry.steps[view.step].title)" : ""
    narration.say(
      "Lesson \(view.lesson + 1) of \(entries.count), \(entry.title). "
        + "Step \(view.step + 1) of \(entry.steps.count)\(title)".asSentence)
    let questions = state.visibleBlocks(of: view).compactMap(\.question)
    let open = questions.filter { question in
      state.content(of: view).flatMap { state.response(to: question, in: $0) } == nil
    }
    if !open.isEmpty {
      narration.say(
        "\(count(open.count, "question")) of this step is open.".replacing(
          "questions of this step is", with: "questions of this step are"))
    }
    placeInRun(&narration)
    return narration
  }

  private func placeInRun(_ narration: inout Narration) {
    guard let player = state.player else { return }
    let titles = player.tracks.filter { !$0.isEarlier }.map(\.title)
    guard !state.isLive(player) else {
      return narration.say(
        "\(inWords(titles, joinedBy: "and").titleAsStart) \(titles.count == 1 ? "runs" : "run").")
    }
    narration.say(
      "You look at the run of \(inWords(titles, joinedBy: "and")), at \(duration(player.cursor)) of "
        + "\(duration(state.length(of: player))).")
    guard case .lane(let track, let lane)? = player.row,
      let timeline = state.runs[player.tracks[track].run]?.timeline
    else { return }
    narration.say("The chosen lane is \(LaneNames(timeline).said(lane)).")
  }

  // MARK: Progress

  func progress() -> Narration {
    var narration = Narration()
    guard !entries.isEmpty else {
      narration.say("There is no course here.")
      return narration
    }
    for (index, entry) in entries.enumerated() {
      let answered = state.records.answers.keys.count { $0.lesson == entry.id }
      let right = right(in: index)
      let questions =
        answered == 0
        ? ""
        : " \(count(answered, "question")) answered"
          + (right.map { ", \($0) of them right" } ?? "") + "."
      let solved = Set(
        state.records.exercises.filter { $0.key.lesson == entry.id && $0.value.isSolved }
          .map(\.key.exercise)
      ).count
      let exercises = solved == 0 ? "" : " \(count(solved, "exercise")) solved."
      narration.say("\(index + 1). \(entry.title). \(steps(of: entry))\(questions)\(exercises)")
    }
    return narration
  }

  /// Known only of a lesson that has been opened.
  private func right(in lesson: Int) -> Int? {
    guard let content = state.contents[lesson]?.lesson else { return nil }
    let questions = content.steps.flatMap(\.blocks).compactMap(\.question)
    return questions.count { state.judgement(of: $0, in: content)?.verdict == .right }
  }
}
