import LessonFormat
import Narration
import ProgressStore
import Tutor

/// How far a learner is in a course, lesson by lesson.
struct ProgressReport {
  struct StepLine {
    var id: String
    var title: String
    var mark: CourseProgress.StepMark?
  }

  struct QuestionLine {
    enum Standing: String {
      case right, wrong, open, unanswered
    }

    var id: String
    var kind: Question.Kind
    /// From 0.
    var step: Int
    var standing: Standing
    var answeredAt: Int64?
  }

  struct ExerciseLine {
    var id: String
    var title: String
    /// From 0.
    var step: Int
    /// Nil where it was not begun, or asked something else then.
    var mark: CourseProgress.ExerciseMark?
  }

  struct LessonLine {
    var id: String
    var number: Int
    var title: String
    var steps: [StepLine]
    var questions: [QuestionLine]
    var exercises: [ExerciseLine]

    var seen: Int { steps.count { $0.mark != nil } }
    var spent: Int64 { steps.reduce(0) { $0 + ($1.mark?.spent ?? 0) } }
  }

  let lessons: [LessonLine]
  let place: CourseProgress.Place?

  init(_ course: Course, _ progress: CourseProgress) {
    place = progress.place
    lessons = course.entries.map { entry in
      let id = entry.frontMatter.id
      let lesson = try? entry.folder.read().lesson
      return LessonLine(
        id: id, number: entry.number, title: entry.frontMatter.title,
        steps: entry.steps.map { step in
          StepLine(
            id: step.id, title: step.title,
            mark: progress.steps[.init(lesson: id, step: step.id)])
        },
        questions: lesson.map { Self.questions(of: $0, progress) } ?? [],
        exercises: lesson.map { Self.exercises(of: $0, progress) } ?? [])
    }
  }

  /// Only answers to what is asked now count.
  private static func questions(
    of lesson: Lesson, _ progress: CourseProgress
  ) -> [QuestionLine] {
    let answers = Dictionary(
      grouping: progress.answers.filter { $0.key.lesson == lesson.id }, by: \.key.question)
    return lesson.steps.enumerated().flatMap { index, step in
      step.blocks.compactMap { block -> QuestionLine? in
        guard case .question(let question) = block.content else { return nil }
        let last = answers[question.id.value]?
          .filter { $0.value.content == question.fingerprint }.max { $0.key.at < $1.key.at }
        let standing: QuestionLine.Standing =
          switch last.map(\.value.isRight) {
          case nil: .unanswered
          case .some(nil): .open
          case .some(true?): .right
          case .some(false?): .wrong
          }
        return QuestionLine(
          id: question.id.value, kind: question.kind, step: index, standing: standing,
          answeredAt: last?.key.at)
      }
    }
  }

  private static func exercises(
    of lesson: Lesson, _ progress: CourseProgress
  ) -> [ExerciseLine] {
    lesson.steps.enumerated().flatMap { index, step in
      step.blocks.compactMap { block -> ExerciseLine? in
        guard case .exercise(let exercise) = block.content else { return nil }
        return ExerciseLine(
          id: exercise.id, title: exercise.title ?? exercise.id, step: index,
          mark: progress.exercises[.init(ExerciseRecord.Key(exercise, in: lesson.id))])
      }
    }
  }

  /// The lesson that is meant, by its id or its number.
  private func chosen(_ name: String?) throws(CommandFailure) -> [LessonLine] {
    guard let name else { return lessons }
    guard let lesson = lessons.first(where: { $0.id == name || String($0.number) == name }) else {
      let meant = closest(to: name, among: lessons.map(\.id)).map { "; did you mean \"\($0)\"?" }
      throw CommandFailure(
        message: "there is no lesson \"\(printable(name))\""
          + (meant ?? "; \"interleave list\" shows what there is"),
        status: 2)
    }
    return [lesson]
  }
}

// MARK: In words

extension ProgressReport {
  func words(only name: String?) throws(CommandFailure) -> Narration {
    var narration = Narration()
    let lessons = try chosen(name)
    if name == nil { sayPlace(&narration) }
    for lesson in lessons {
      narration.gap()
      say(lesson, &narration)
      if name != nil { sayEach(of: lesson, &narration) }
    }
    return narration
  }

  private func sayPlace(_ narration: inout Narration) {
    guard let place, let lesson = lessons.first(where: { $0.id == place.name.lesson }),
      let step = lesson.steps.firstIndex(where: { $0.id == place.name.step })
    else {
      let hasBegun = lessons.contains { $0.seen > 0 }
      return narration.say(
        hasBegun
          ? "The step where you were is no longer in the course."
          : "You have not begun yet; \"interleave\" opens the course.")
    }
    narration.say(
      "You were last at step \(step + 1) of lesson \(lesson.number), "
        + "\(lesson.steps[step].title), on \(Clock.day(of: place.at)). "
        + "\"interleave\" goes on there.")
  }

  private func say(_ lesson: LessonLine, _ narration: inout Narration) {
    let seen =
      switch lesson.seen {
      case 0: "not begun, \(count(lesson.steps.count, "step"))"
      case lesson.steps.count: "all \(count(lesson.steps.count, "step")) seen"
      default: "\(lesson.seen) of \(count(lesson.steps.count, "step")) seen"
      }
    let spent = lesson.spent >= 30_000 ? ", \(minutes(lesson.spent)) spent" : ""
    narration.say("Lesson \(lesson.number), \(lesson.title): \(seen)\(spent).")
    for (kind, name) in [(Question.Kind.prediction, "Predictions"), (.quiz, "Questions")] {
      let all = lesson.questions.filter { $0.kind == kind }
      let right = all.count { $0.standing == .right }
      let judged = right + all.count { $0.standing == .wrong }
      let open = all.count { $0.standing == .open }
      guard judged + open > 0 else { continue }
      let rest = open > 0 ? ", \(open) not judged yet" : ""
      narration.say(
        "\(name): \(judged + open) of \(all.count) answered, \(right) right, "
          + "\(judged - right) wrong\(rest).")
    }
    let tried = lesson.exercises.filter { $0.mark != nil }
    if !tried.isEmpty {
      let solved = tried.count { $0.mark?.solved != nil }
      let attempts = tried.reduce(0) { $0 + ($1.mark?.attempts ?? 0) }
      narration.say(
        "Exercises: \(solved) of \(lesson.exercises.count) solved, \(count(attempts, "attempt")).")
    }
    let wrong = lesson.questions.filter { $0.standing == .wrong }
    if !wrong.isEmpty {
      let places = wrong.map { "step \($0.step + 1), \(lesson.steps[$0.step].title)" }
      narration.say("To look at again: \(inWords(places.uniqued, joinedBy: "and")).")
    }
  }

  private func sayEach(of lesson: LessonLine, _ narration: inout Narration) {
    narration.gap()
    for (index, step) in lesson.steps.enumerated() {
      let questions = lesson.questions.filter { $0.step == index }
      let answers = questions.map { question in
        "\(question.kind == .prediction ? "prediction" : "question") "
          + (question.standing == .open ? "not judged yet" : question.standing.rawValue)
      }
      let exercises = lesson.exercises.filter { $0.step == index }
        .map { "exercise \($0.title): \($0.mark.inWords)" }
      let seen = step.mark.map { mark in
        mark.spent >= 30_000 ? "seen, \(minutes(mark.spent))" : "seen"
      }
      narration.say(
        "Step \(index + 1), \(step.title): "
          + ([seen ?? "not seen"] + answers + exercises).joined(separator: ", "))
    }
  }

  private func minutes(_ milliseconds: Int64) -> String {
    let minutes = Int((milliseconds + 30_000) / 60_000)
    guard minutes >= 60 else { return count(minutes, "minute") }
    let rest = minutes % 60
    return count(minutes / 60, "hour") + (rest > 0 ? " and \(count(rest, "minute"))" : "")
  }
}

extension [String] {
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}

// MARK: For programs

extension ProgressReport {
  struct Record: Encodable {
    struct Place: Encodable {
      var lesson: String
      var step: String
      var at: String
    }

    struct Step: Encodable {
      var id: String
      var title: String
      var firstSeen: String?
      var lastSeen: String?
      var seconds: Int64
    }

    struct Question: Encodable {
      var id: String
      var kind: String
      var step: String
      var standing: String
      var answeredAt: String?
    }

    struct Exercise: Encodable {
      var id: String
      var step: String
      var attempts: Int
      var hints: Int
      var triedAt: String?
      var solvedAt: String?
      var solutionSeenAt: String?
    }

    struct Lesson: Encodable {
      var id: String
      var number: Int
      var title: String
      var steps: [Step]
      var questions: [Question]
      var exercises: [Exercise]
    }

    var format = 1
    var place: Place?
    var lessons: [Lesson]
  }

  /// Times are in UTC, as ISO 8601 has them; `firstSeen` is absent for what was not seen.
  func record(only name: String?) throws(CommandFailure) -> Record {
    Record(
      place: place.map {
        .init(lesson: $0.name.lesson, step: $0.name.step, at: Clock.stamp($0.at))
      },
      lessons: try chosen(name).map { lesson in
        Record.Lesson(
          id: lesson.id, number: lesson.number, title: lesson.title,
          steps: lesson.steps.map { step in
            Record.Step(
              id: step.id, title: step.title,
              firstSeen: step.mark.map { Clock.stamp($0.firstSeen) },
              lastSeen: step.mark.map { Clock.stamp($0.lastSeen) },
              seconds: (step.mark?.spent ?? 0) / 1000)
          },
          questions: lesson.questions.map { question in
            Record.Question(
              id: question.id, kind: question.kind.rawValue, step: lesson.steps[question.step].id,
              standing: question.standing.rawValue,
              answeredAt: question.answeredAt.map { Clock.stamp($0) })
          },
          exercises: lesson.exercises.map { exercise in
            Record.Exercise(
              id: exercise.id, step: lesson.steps[exercise.step].id,
              attempts: exercise.mark?.attempts ?? 0, hints: exercise.mark?.hints ?? 0,
              triedAt: exercise.mark?.tried.map { Clock.stamp($0) },
              solvedAt: exercise.mark?.solved.map { Clock.stamp($0) },
              solutionSeenAt: exercise.mark?.solutionSeen.map { Clock.stamp($0) })
          })
      })
  }
}
