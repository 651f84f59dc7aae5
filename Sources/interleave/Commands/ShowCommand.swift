import LessonFormat
import Narration

/// `interleave show LESSON[/STEP]`: a lesson as text; the pages beside the lessons are shown like it.
struct ShowCommand {
  private let options: CourseOptions
  private let narration: LessonNarration.Options
  private let lesson: String
  private let step: String?

  init(_ arguments: Arguments) throws(UsageError) {
    options = try CourseOptions(arguments)
    narration = LessonNarration.Options(
      answers: arguments.has("answers"), notes: arguments.has("notes"))
    guard let operand = arguments.operands.first else {
      throw UsageError(
        message: "no lesson is named; \"interleave list\" shows what there is",
        command: arguments.command.name)
    }
    let parts = operand.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    lesson = String(parts[0])
    step = parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : nil
  }

  func run() throws(CommandFailure) {
    switch lesson {
    case "glossary": return try showGlossary()
    case "reference": return try showReference()
    case "chooser": return try showChooser()
    default: break
    }
    let course = try options.index(.frontMatter)
    guard let entry = course.entry(named: lesson) else {
      throw CommandFailure(
        message: course.unknown(lesson, orOneOf: CourseFolder.pageNames), status: 2)
    }
    let reading: LessonReading
    do throws(DiskProblem) {
      reading = try entry.folder.read()
    } catch {
      throw CommandFailure(
        message: "\(printable(entry.folder.file)): \(error.message). \(error.fix).")
    }
    guard let lesson = reading.lesson else {
      throw CommandFailure(
        message: "\(printable(entry.folder.file)) cannot be read as a lesson; "
          + "\"interleave check \(printable(entry.folder.file))\" says why")
    }
    let teller = LessonNarration(
      lesson: lesson, number: entry.number, of: course.count,
      names: Dictionary(
        course.entries.map {
          ($0.frontMatter.id, LessonNarration.name($0.frontMatter.title, number: $0.number))
        }, uniquingKeysWith: { first, _ in first }),
      options: narration)
    let index = try step.map { step throws(CommandFailure) in try find(step, in: lesson) }
    let text = index.map { teller.step($0) } ?? teller.whole()
    try Output.print(text.text(width: options.width))
    if !narration.answers {
      try sayHowToGoOn(lesson.id + (index.map { "/" + lesson.steps[$0].id.value } ?? ""))
    }
    let mistakes = reading.diagnostics.count { $0.severity == .error }
    if mistakes > 0 {
      Output.printError(
        "interleave: this lesson has \(count(mistakes, "mistake")), and parts of it may be missing; "
          + "\"interleave check \(printable(entry.folder.file))\" shows them")
    }
  }

  /// Where something was held back, how to get it.
  private func sayHowToGoOn(_ shown: String) throws(CommandFailure) {
    let command = Environment["INTERLEAVE_CALLED_AS"] ?? "interleave"
    var hint = Narration()
    hint.say(
      "To read answers, hints and solutions as well, type: \(command) show "
        + "\(shown) --answers")
    try Output.print("\n" + hint.text(width: options.width))
  }

  private func showGlossary() throws(CommandFailure) {
    let course = try options.course()
    let reading = course.glossary()
    let terms = reading.glossary.terms
    if let problem = reading.diagnostics.first, terms.isEmpty {
      throw CommandFailure(
        message: "\(printable(course.glossaryFile)): \(problem.message). \(problem.fix).")
    }
    guard !terms.isEmpty else {
      throw CommandFailure(message: "this course has no glossary in \(printable(course.path))")
    }
    guard let name = step else {
      return try Output.print(GlossaryNarration.whole(terms).text(width: options.width))
    }
    let index = try find(name, among: terms.map(\.id.value), of: "the glossary", "term")
    try Output.print(GlossaryNarration.term(terms[index]).text(width: options.width))
  }

  private func showReference() throws(CommandFailure) {
    let reference = try options.course().readReference()
    let teller = ReferenceNarration(reference, options: narration)
    guard let name = step else {
      return try Output.print(teller.whole().text(width: options.width))
    }
    let index = try find(
      name, among: reference.entries.map(\.id.value), of: "the quick reference", "entry")
    try Output.print(teller.entry(reference.entries[index]).text(width: options.width))
  }

  private func showChooser() throws(CommandFailure) {
    let chooser = try options.course().readChooser()
    guard step == nil else {
      throw CommandFailure(
        message: "the chooser is shown as a whole; \"interleave choose\" asks its questions",
        status: 2)
    }
    let teller = ChooserNarration(chooser, options: narration)
    try Output.print(teller.whole().text(width: options.width))
  }

  /// A part of a page, by its name or its number.
  private func find(
    _ name: String, among ids: [String], of page: String, _ what: String
  ) throws(CommandFailure) -> Int {
    let number = Int(name).flatMap { ids.indices.contains($0 - 1) ? $0 - 1 : nil }
    if let index = ids.firstIndex(of: ContentID.slug(of: name)) ?? number { return index }
    let meant = closest(to: name, among: ids).map { "; did you mean \"\($0)\"?" }
    throw CommandFailure(
      message: "\(page) has no \(what) \"\(printable(name))\""
        + (meant ?? "; it has \(named(ids))"),
      status: 2)
  }

  private func find(_ name: String, in lesson: Lesson) throws(CommandFailure) -> Int {
    let ids = lesson.steps.map(\.id.value)
    if let index = ids.firstIndex(of: name) { return index }
    if let number = Int(name), ids.indices.contains(number - 1) { return number - 1 }
    let meant = closest(to: name, among: ids).map { "; did you mean \"\($0)\"?" }
    throw CommandFailure(
      message: "the lesson \"\(lesson.id)\" has no step \"\(printable(name))\""
        + (meant ?? "; it has \(named(ids)), or a number from 1 to \(ids.count)"),
      status: 2)
  }
}

extension Course {
  /// That there is no such lesson, and which was meant. `pages` can be named like lessons.
  func unknown(_ name: String, orOneOf pages: [String] = []) -> String {
    let ids = entries.map(\.frontMatter.id)
    let meant = closest(to: name, among: ids + pages).map { "; did you mean \"\($0)\"?" }
    return "there is no lesson \"\(printable(name))\""
      + (meant ?? "; there \(entries.count == 1 ? "is" : "are") \(named(ids))")
  }
}

/// The first few; a message is no list.
private func named(_ ids: [String]) -> String {
  ids.count <= 12
    ? inWords(ids, joinedBy: "and")
    : ids.prefix(10).joined(separator: ", ") + " and \(ids.count - 10) more"
}
