/// What a lesson can refer to: the other lessons, their steps, and the glossary.
struct CourseContext {
  let course: CourseFolder
  let glossary: GlossaryReading
  let reference: ReferenceReading
  let chooser: ChooserReading
  private let entries: [Course.Entry]
  private let steps: [String: Set<String>]
  private let terms: Set<String>

  init(_ course: CourseFolder) {
    self.course = course
    glossary = course.glossary()
    reference = course.reference()
    chooser = course.chooser()
    entries = (try? Course(course, detail: .steps))?.entries ?? []
    steps = Dictionary(
      entries.map { ($0.frontMatter.id, Set($0.steps.map(\.id))) },
      uniquingKeysWith: { first, _ in first })
    terms = Set(glossary.glossary.terms.map(\.id.value))
  }

  /// The course that a lesson's folder lies in.
  init(around folder: LessonFolder) {
    self.init(folder.course)
  }

  private var lessonsInWords: String {
    let few = lessonIDs.prefix(6)
    return "Write the id of a lesson of this course"
      + (few.isEmpty ? "" : ", as \(inWords(Array(few)))")
  }

  private var lessonIDs: [String] { entries.map(\.frontMatter.id) }

  // MARK: The lesson among the others

  func check(_ lesson: Lesson, folder: LessonFolder, log: inout DiagnosticLog) {
    let sameName = entries.first { $0.frontMatter.id == lesson.id }
    if let sameName, Disk.realPath(sameName.folder.path) != Disk.realPath(folder.path) {
      log.error(
        .duplicateID, at: lesson.frontMatter.idRange,
        "the lesson in \(sameName.folder.path) has the id \"\(lesson.id)\" too",
        fix: "Give each lesson an id of its own")
    }
    for need in lesson.frontMatter.needs where need.lesson != lesson.id {
      if steps[need.lesson] == nil {
        log.error(
          .unknownLesson, at: need.range, "there is no lesson \"\(need.lesson)\"",
          fix: lessonsInWords,
          didYouMean: closest(to: need.lesson, among: lessonIDs))
      } else if let circle = circle(from: need.lesson, to: lesson.id) {
        log.error(
          .needsInCircle, at: need.range,
          "lessons need each other in a circle: "
            + "\(lesson.id) needs " + circle.joined(separator: ", which needs "),
          fix: "Remove one of these needs")
      }
    }
    checkChooser(in: lesson, log: &log)
    for need in lesson.frontMatter.needs where need.lesson == lesson.id {
      log.error(
        .needsInCircle, at: need.range, "the lesson needs itself", fix: "Remove this need")
    }
  }

  /// The way over needs from one lesson to another, if there is one.
  private func circle(from start: String, to end: String) -> [String]? {
    let needs = Dictionary(
      entries.map { ($0.frontMatter.id, $0.frontMatter.needs.map(\.lesson)) },
      uniquingKeysWith: { first, _ in first })
    var cameFrom: [String: String] = [:]
    var queue = [start][...]
    while let current = queue.popFirst() {
      for next in needs[current] ?? [] where cameFrom[next] == nil && next != start {
        cameFrom[next] = current
        if next == end {
          var way = [end]
          while let last = way.first, last != start { way.insert(cameFrom[last] ?? start, at: 0) }
          return way
        }
        queue.append(next)
      }
    }
    return nil
  }

  // MARK: Links

  func check(
    _ links: [Link], in lesson: Lesson?, folder: LessonFolder, log: inout DiagnosticLog
  ) {
    let ownSteps = lesson.map { Set($0.steps.map(\.id.value)) }
    for link in links {
      switch link.target {
      case .web(let url): checkWeb(url, link, log: &log)
      case .lesson(let id, let step):
        let known = id == nil || id == lesson?.id ? ownSteps : steps[id ?? ""]
        checkLesson(id ?? lesson?.id, step, link, known: known, log: &log)
      case .term(let id): checkTerm(id, link, log: &log)
      case .entry(let id):
        let ids = reference.reference.entries.map(\.id.value)
        check(id, of: "the quick reference", "entry", among: ids, link, log: &log)
      case .chooser(let id):
        let ids = chooser.chooser.parts.map(\.id.value)
        check(id, of: "the chooser", "part", among: ids, link, log: &log)
      case .file(let name): checkFile(name, link, folder: folder, log: &log)
      }
    }
  }

  private func checkWeb(_ url: String, _ link: Link, log: inout DiagnosticLog) {
    let scheme = String(url.prefix { $0 != ":" })
    guard !["http", "https", "mailto"].contains(scheme.lowercased()) else { return }
    log.error(
      .deadLink, at: link.range, "\"\(scheme):\" is no link that a lesson knows",
      fix: "Write https:, lesson:ID#STEP, glossary:TERM, reference:ENTRY or chooser:",
      didYouMean: closest(
        to: scheme,
        among: ["https", "http", "lesson", "glossary", "reference", "chooser", "mailto"]))
  }

  private func checkLesson(
    _ id: String?, _ step: String?, _ link: Link, known: Set<String>?, log: inout DiagnosticLog
  ) {
    guard let known else {
      log.error(
        .deadLink, at: link.range,
        id.map { "there is no lesson \"\($0)\"" } ?? "this page has no steps",
        fix: lessonsInWords,
        didYouMean: id.flatMap { closest(to: $0, among: lessonIDs) })
      return
    }
    guard let step, !known.contains(step) else { return }
    log.error(
      .deadLink, at: link.range,
      "the lesson \"\(id ?? "")\" has no step \"\(step)\"",
      fix: "Write the id of one of its steps", didYouMean: closest(to: step, among: known.sorted()))
  }

  /// A link to a page beside the lessons, or to a part of it.
  private func check(
    _ id: String, of page: String, _ what: String, among ids: [String], _ link: Link,
    log: inout DiagnosticLog
  ) {
    guard !ids.isEmpty else {
      log.error(
        .deadLink, at: link.range, "the page of \(page) is missing or cannot be read",
        fix: "Write it beside the lessons, or remove the link")
      return
    }
    guard !id.isEmpty, !ids.contains(id) else { return }
    log.error(
      .deadLink, at: link.range, "\(page) has no \(what) \"\(id)\"",
      fix: "Write the id of one of its headings", didYouMean: closest(to: id, among: ids))
  }

  private func checkChooser(in lesson: Lesson, log: inout DiagnosticLog) {
    guard chooser.chooser.parts.isEmpty else { return }
    for block in lesson.steps.flatMap(\.blocks) where block.content == .chooser {
      log.error(
        .misplacedDirective, at: block.range, "there is no chooser to ask here",
        fix: "Write \(course.chooserFile), or remove this line")
    }
  }

  private func checkTerm(_ id: String, _ link: Link, log: inout DiagnosticLog) {
    // Of a glossary that could not be read, that has been said, and once is enough.
    guard !terms.contains(id), glossary.diagnostics.isEmpty || !terms.isEmpty else { return }
    log.error(
      .unknownTerm, at: link.range, "the glossary does not define \"\(id)\"",
      fix: "Define it in \(course.glossaryFile), under a heading of its own",
      didYouMean: closest(to: id, among: terms.sorted()))
  }

  private func checkFile(
    _ name: String, _ link: Link, folder: LessonFolder, log: inout DiagnosticLog
  ) {
    let path = name.prefix { $0 != "#" && $0 != "?" }
    let isInside = !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
    guard !isInside || Disk.kind(of: Disk.join(folder.path, String(path))) == nil else { return }
    log.error(
      .deadLink, at: link.range,
      isInside
        ? "there is no file \"\(name)\" beside the lesson"
        : "\"\(name)\" is outside of the lesson's folder",
      fix: "Name a file beside the lesson, or write https:, lesson:ID#STEP, glossary:TERM, "
        + "reference:ENTRY or chooser:")
  }
}
