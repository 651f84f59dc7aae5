import DemoRunner
import LessonFormat
import Narration
import PlainFrontEnd
import ProgressStore
import Tutor

/// `interleave exercise`: where the learner's files are, and whether they solve their exercises.
struct ExerciseCommand {
  private var options: CourseOptions
  private var place: String?
  private var id: String?
  private let isCheck: Bool
  private let runs: RunService.Options

  init(_ arguments: Arguments) throws(UsageError) {
    options = try CourseOptions(arguments)
    isCheck = arguments.has("check")
    runs = RunService.Options(
      python: arguments.value("python"), policy: try SandboxOption.read(arguments))
    guard let operand = arguments.operands.first else {
      guard isCheck else { return }
      throw UsageError(
        message: "--check needs an exercise, like \"sync-basics#overlap\"",
        command: arguments.command.name)
    }
    let parts = operand.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    place = String(parts[0])
    id = parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : nil
    takePath()
  }

  /// A lesson elsewhere can be named by its folder.
  private mutating func takePath() {
    guard let path = place.flatMap({ Disk.realPath($0) }), Disk.kind(of: path) == .folder,
      Disk.kind(of: LessonFolder(path: path).file) == .file
    else { return }
    options.takeCourse(from: Disk.parent(path))
    place = Disk.lastComponent(path)
  }

  func run() throws -> Int32 {
    let course = try options.index(.steps)
    let chosen = try chosen(from: course)
    if isCheck {
      var isSolved = true
      for item in chosen {
        let check = ExerciseCheck(item, course, try options.course(), runs)
        if chosen.count > 1 { try Output.print("\(item.name):\n") }
        let outcome = try check.run()
        try Output.print(outcome.words.text(width: options.width))
        isSolved = isSolved && outcome.isSolved
      }
      return isSolved ? 0 : 1
    }
    guard chosen.count == 1, place != nil, let only = chosen.first else {
      try list(chosen, course)
      return 0
    }
    // Nothing but the path, for an editor or a script.
    let folder = try ExerciseFolder(lesson: only.lesson.id)
    _ = try folder.make(only.draft)
    try Output.print("\(printable(folder.path(of: only.draft)))\n")
    return 0
  }

  // MARK: Which

  private func chosen(from course: Course) throws -> [ChosenExercise] {
    guard let place else {
      let all = course.entries.flatMap { entry in
        (try? entry.folder.read().lesson).map { ChosenExercise.all(in: $0) } ?? []
      }
      guard !all.isEmpty else { throw CommandFailure(message: "the course has no exercises") }
      return all
    }
    guard let entry = course.entry(named: place) else {
      let meant = closest(to: place, among: course.entries.map(\.frontMatter.id))
      throw CommandFailure(
        message: "there is no lesson \"\(printable(place))\""
          + (meant.map { "; did you mean \"\($0)\"?" }
            ?? "; \"interleave list\" shows the lessons"),
        status: 2)
    }
    let all = ChosenExercise.all(in: try LoadedLesson(entry.folder).lesson)
    let name = entry.frontMatter.id
    guard !all.isEmpty else {
      throw CommandFailure(message: "the lesson \"\(name)\" has no exercises", status: 2)
    }
    guard let id else { return all }
    guard let found = all.first(where: { $0.exercise.id == id }) else {
      let ids = all.map(\.exercise.id)
      let meant = closest(to: id, among: ids).map { "; did you mean \"\($0)\"?" }
      throw CommandFailure(
        message: "the lesson \"\(name)\" has no exercise \"\(printable(id))\""
          + (meant ?? "; it has \(inWords(ids, joinedBy: "and"))"),
        status: 2)
    }
    return [found]
  }

  // MARK: All of them

  private func list(_ chosen: [ChosenExercise], _ course: Course) throws {
    let place = try ProgressPlace(making: false)
    let progress = try place.progress(of: try options.course(), course)
    var narration = Narration()
    for item in chosen {
      let folder = try ExerciseFolder(lesson: item.lesson.id)
      let mark = progress.exercises[.init(ExerciseRecord.Key(item.exercise, in: item.lesson.id))]
      let file = printable(UserFolder.short(folder.path(of: item.draft)))
      let isThere = Disk.kind(of: folder.path(of: item.draft)) != nil
      narration.say(
        "\(item.name), \(item.exercise.title ?? item.exercise.id): \(mark.inWords)"
          + (isThere ? ". \(file)" : ""))
    }
    try Output.print(narration.text(width: options.width))
  }
}

/// An exercise with its lesson.
struct ChosenExercise {
  let lesson: Lesson
  let exercise: Exercise

  var key: ExerciseKey { ExerciseKey(lesson: lesson.id, exercise: exercise.id) }
  var draft: ExerciseDraft { ExerciseDraft(exercise, in: lesson) }
  var name: String { "\(lesson.id)#\(exercise.id)" }

  static func all(in lesson: Lesson) -> [ChosenExercise] {
    lesson.exercises.map { ChosenExercise(lesson: lesson, exercise: $0) }
  }
}

extension CourseProgress.ExerciseMark? {
  /// "solved, 3 attempts"
  var inWords: String {
    guard let mark = self, mark.attempts > 0 || mark.solutionSeen != nil else { return "not tried" }
    let attempts = mark.attempts > 0 ? ", \(count(mark.attempts, "attempt"))" : ""
    let isSeen = mark.solutionSeen != nil
    return mark.solved != nil
      ? "solved\(attempts)\(isSeen ? ", after the solution was seen" : "")"
      : "not solved\(attempts)\(isSeen ? ", solution seen" : "")"
  }
}
