import LessonFormat
import Narration

/// The demo that a command line means: LESSON, LESSON/STEP, LESSON#DEMO, or a demo's id alone.
struct DemoSelection {
  let folder: LessonFolder
  let lesson: Lesson
  let demo: Demo

  static func find(
    _ operand: String, in options: CourseOptions
  ) throws -> DemoSelection {
    let parts = operand.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let place = String(parts[0])
    let demo = parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : nil
    if let folder = folder(at: place) {
      return try choose(demo, from: [try LoadedLesson(folder)], step: nil, as: place)
    }
    let course = try options.index(.frontMatter)
    let names = place.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let entry = course.entry(named: String(names[0])) else {
      guard demo == nil, names.count == 1 else { throw unknown(String(names[0]), in: course) }
      return try search(for: place, in: course)
    }
    let step = names.count > 1 && !names[1].isEmpty ? String(names[1]) : nil
    return try choose(
      demo, from: [try LoadedLesson(entry.folder)], step: step, as: entry.frontMatter.id)
  }

  /// The same, or all demos of a lesson or step that is named without one.
  static func findAll(_ operand: String, in options: CourseOptions) throws -> [DemoSelection] {
    guard !operand.contains("#"), let (loaded, step) = try LoadedLesson.find(operand, in: options)
    else { return [try find(operand, in: options)] }
    return loaded.demos.filter { step == nil || $0.step == step }.map {
      DemoSelection(folder: loaded.folder, lesson: loaded.lesson, demo: $0.demo)
    }
  }

  /// A path to a lesson, in the course or elsewhere.
  fileprivate static func folder(at place: String) -> LessonFolder? {
    if Disk.lastComponent(place) == LessonFolder.fileName, Disk.kind(of: place) == .file {
      return LessonFolder(path: Disk.parent(place))
    }
    let folder = LessonFolder(path: place.hasSuffix("/") ? String(place.dropLast()) : place)
    return !place.isEmpty && Disk.kind(of: folder.file) == .file ? folder : nil
  }

  /// A demo of any lesson.
  private static func search(for id: String, in course: Course) throws -> DemoSelection {
    let lessons = course.entries.compactMap { try? LoadedLesson($0.folder) }
    let found = lessons.filter { lesson in lesson.demos.contains { $0.demo.id == id } }
    guard let first = found.first else { throw unknown(id, in: course, lessons) }
    guard found.count == 1 else {
      let names = found.map { "\($0.lesson.id)#\(id)" }
      throw CommandFailure(
        message: "several lessons have a demo \"\(id)\": write \(inWords(names))", status: 2)
    }
    return try choose(id, from: [first], step: nil, as: first.lesson.id)
  }

  static func unknown(
    _ name: String, in course: Course, _ lessons: [LoadedLesson] = []
  ) -> CommandFailure {
    let ids = course.entries.map(\.frontMatter.id) + lessons.flatMap(\.demos).map(\.demo.id)
    let meant = closest(to: name, among: ids).map { "; did you mean \"\($0)\"?" }
    return CommandFailure(
      message: "there is no lesson\(lessons.isEmpty ? "" : " and no demo") \"\(printable(name))\""
        + (meant ?? "; \"interleave list\" shows the lessons"),
      status: 2)
  }

  private static func choose(
    _ id: String?, from lessons: [LoadedLesson], step: String?, as name: String
  ) throws -> DemoSelection {
    let loaded = lessons[0]
    var demos = loaded.demos
    if let step {
      let index = try loaded.index(ofStep: step)
      demos = demos.filter { $0.step == index }
    }
    let place = step.map { "the step \"\($0)\" of \"\(name)\"" } ?? "the lesson \"\(name)\""
    let ids = demos.map(\.demo.id)
    if let id {
      guard let found = demos.first(where: { $0.demo.id == id }) else {
        let meant = closest(to: id, among: ids).map { "; did you mean \"\($0)\"?" }
        throw CommandFailure(
          message: "\(place) has no demo \"\(printable(id))\""
            + (meant ?? (ids.isEmpty ? "" : "; it has \(inWords(ids, joinedBy: "and"))")),
          status: 2)
      }
      return DemoSelection(folder: loaded.folder, lesson: loaded.lesson, demo: found.demo)
    }
    guard let only = demos.first else {
      throw CommandFailure(message: "\(place) has no demo to run", status: 2)
    }
    guard demos.count == 1 else {
      throw CommandFailure(
        message: "\(place) has \(demos.count) demos: write "
          + inWords(ids.map { "\(name)#\($0)" }),
        status: 2)
    }
    return DemoSelection(folder: loaded.folder, lesson: loaded.lesson, demo: only.demo)
  }
}

/// A lesson that was read, with its demos and the steps that they stand in.
struct LoadedLesson {
  let folder: LessonFolder
  let lesson: Lesson
  let demos: [(step: Int, demo: Demo)]
  /// How many there are in its text; parts of it may be missing.
  let mistakes: Int

  init(_ folder: LessonFolder) throws(CommandFailure) {
    self.folder = folder
    let reading: LessonReading
    do throws(DiskProblem) {
      reading = try folder.read()
    } catch {
      throw CommandFailure(message: "\(printable(folder.file)): \(error.message). \(error.fix).")
    }
    guard let lesson = reading.lesson else {
      throw CommandFailure(
        message: "\(printable(folder.file)) cannot be read as a lesson; "
          + "\"interleave check \(printable(folder.file))\" says why")
    }
    self.lesson = lesson
    mistakes = reading.diagnostics.count { $0.severity == .error }
    demos = lesson.steps.enumerated().flatMap { index, step in
      step.blocks.compactMap { block in
        if case .demo(let demo) = block.content { (index, demo) } else { nil }
      }
    }
  }

  /// What LESSON, LESSON/STEP or a path names: the lesson, and the step's index where one is named.
  /// Nil where there is no such lesson.
  static func find(
    _ place: String, in options: CourseOptions
  ) throws -> (lesson: LoadedLesson, step: Int?)? {
    if let folder = DemoSelection.folder(at: place) { return (try LoadedLesson(folder), nil) }
    let names = place.split(separator: "/", maxSplits: 1).map(String.init)
    guard let name = names.first, let entry = try options.index(.frontMatter).entry(named: name)
    else { return nil }
    let loaded = try LoadedLesson(entry.folder)
    return (loaded, names.count > 1 ? try loaded.index(ofStep: names[1]) : nil)
  }

  func index(ofStep name: String) throws(CommandFailure) -> Int {
    let ids = lesson.steps.map(\.id.value)
    if let index = ids.firstIndex(of: name) { return index }
    if let number = Int(name), ids.indices.contains(number - 1) { return number - 1 }
    let meant = closest(to: name, among: ids).map { "; did you mean \"\($0)\"?" }
    throw CommandFailure(
      message: "the lesson \"\(lesson.id)\" has no step \"\(printable(name))\""
        + (meant ?? "; \"interleave list\" shows its steps"),
      status: 2)
  }

  /// All programs of the lesson that can be run, with what they are called.
  var programs: [(name: String, text: String)] {
    lesson.steps.flatMap(\.blocks).flatMap { block -> [(name: String, text: String)] in
      switch block.content {
      case .demo(let demo):
        demo.variants.filter(\.isRun).map { (demo.programName(of: $0), $0.program.text) }
      case .exercise(let exercise):
        [("\(exercise.id), to begin with", exercise.starter.text)]
          + [("\(exercise.id), the solution", exercise.solution.text)]
      default: []
      }
    }
  }
}

extension Demo {
  /// What a program is called, at the beginning of a sentence.
  func title(of variant: Variant) -> String { nameInSentences(of: variant).titleAsStart }

  func nameInSentences(of variant: Variant) -> String {
    printable(variant.title ?? (variant.name == id ? "the program" : variant.name))
  }

  /// "three-fetches, sync"; a demo of one program needs no second name.
  func programName(of variant: Variant) -> String {
    variant.name == id ? id : "\(id), \(variant.name)"
  }
}
