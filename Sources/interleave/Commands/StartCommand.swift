import DemoRunner
import LessonFormat
import Narration
import Room
import Threads
import Tutor

/// `interleave` and `interleave learn`: the course, on the screen where there is one.
struct StartCommand {
  private var options: CourseOptions
  private let screen: ScreenChoice
  private let plain: PlainOptions
  private var place: String?
  private let runs: RunService.Options
  private let follows: Bool
  private let reviews: Bool
  private let company: Company

  /// Who else takes part.
  enum Company {
    case nobody
    case room(of: PresentOptions)
    case presentation(RoomPlace, isDriving: Bool)
  }

  init(
    _ arguments: Arguments, reviews: Bool = false, company: Company = .nobody,
    course: String? = nil
  ) throws(UsageError) {
    self.reviews = reviews
    self.company = company
    options = try CourseOptions(arguments)
    if let course { options.takeCourse(from: course) }
    screen = try ScreenChoice(arguments, isPlain: options.isPlain)
    plain = PlainOptions(arguments, options)
    if case .presentation = company { place = nil } else { place = arguments.operands.first }
    var runs = RunService.Options(
      python: arguments.value("python"), policy: try SandboxOption.read(arguments))
    if case .room = company { runs.isBeforeRoom = true }
    self.runs = runs
    follows = arguments.has("watch")
    if follows { takeFolder() }
  }

  /// An author names the folder of a course, or of a lesson in it.
  private mutating func takeFolder() {
    guard let path = place.flatMap({ Disk.realPath($0) }), Disk.kind(of: path) == .folder else {
      return
    }
    if Disk.kind(of: LessonFolder(path: path).file) == nil {
      options.takeCourse(from: path)
      place = nil
    } else {
      options.takeCourse(from: Disk.parent(path))
      place = Disk.lastComponent(path)
    }
  }

  func run() throws(CommandFailure) {
    let course = try options.index(.steps)
    let folder = try options.course()
    let outline = CourseOutline(course)
    // Whoever writes a course goes through it in another way than one who learns.
    let progress =
      keepsProgress ? LearnerProgress(folder, lessons: outline.entries.map(\.id)) : nil
    var state = State(
      course: outline, records: progress?.records ?? Records(), now: Clock.now, room: part)
    // Which questions are due is known when their lessons are.
    for index in state.lessonsToReview { read(index, of: course, into: &state) }
    var effects: [Effect] = []
    let named = try place.map { place throws(CommandFailure) in
      try find(place, in: course, state.course)
    }
    let stage = StageStart(
      company, lesson: named.map { state.course.entries[$0.lesson].id },
      namesStep: place.map { $0.split(separator: "/").count > 1 } ?? false)
    if let (lesson, step) = named {
      effects = reduce(&state, .user(.go(lesson: lesson, step: step)))
      effects += stage?.resume(&state) ?? []
    } else if reviews {
      effects = reduce(&state, .user(.show(.agenda(Agenda(.review)))))
    } else if let stage {
      effects = stage.resume(&state)
    }
    let shared = SharedCourse(course)
    let about = RoomAbout(
      course: CourseLocation.isBundled(folder) ? nil : Disk.realPath(folder.path))
    // What is saved elsewhere is checked at once where there is a screen; who listens is not
    // interrupted.
    func interpreter(_ inbox: Inbox, onScreen: Bool) -> EffectInterpreter {
      let interpreter = EffectInterpreter(
        course: shared, inbox: inbox,
        runs: RunService(course: shared, options: runs, inbox: inbox), progress: progress,
        exercises: ExerciseService(inbox: inbox, watches: onScreen, beforeRoom: stage != nil),
        room: link(stage, about, inbox))
      if let remark = progress?.remark { inbox.put(.told(remark)) }
      if follows { follow(folder, shared, inbox) }
      if onScreen { inbox.put { pages(of: folder) } }
      for effect in effects { interpreter.perform(effect) }
      return interpreter
    }
    let outcome = screen.show(state) { interpreter($0, onScreen: true) }
    guard case .noScreen(let reason) = outcome else {
      if case .ended(let state) = outcome { try report(state) }
      return
    }
    if let reason {
      Output.printError("interleave: going on in plain lines, because \(reason)")
    }
    if case .presentation(let place, isDriving: true) = company {
      return try NotesInWords(place, width: plain.width).run()
    }
    // A line that is typed asks for a page at once.
    for page in pages(of: folder) { _ = reduce(&state, page) }
    let driver =
      plain.isPossible ? PlainDriver(state, plain) { interpreter($0, onScreen: false) } : nil
    guard let driver else { return try tell(course) }
    try driver.run(goodbye: howToGoOn)
    try report(driver.state)
  }

  private func report(_ state: State) throws(CommandFailure) {
    guard let rehearsal = RehearsalReport(state) else { return }
    try Output.print(rehearsal.narration.text(width: options.width))
  }

  // MARK: A room

  /// A room is shown no progress, and has none; whoever drives learns nothing.
  private var keepsProgress: Bool {
    switch company {
    case .nobody: !follows
    case .room: false
    case .presentation(_, let isDriving): !isDriving
    }
  }

  private var part: RoomPart? {
    switch company {
    case .nobody: return nil
    case .room(let options):
      return .presenting(Presentation(startingAt: Clock.now, isRehearsal: options.isRehearsal))
    case .presentation(let place, let isDriving):
      return .following(Following(room: place.name, isDriving: isDriving))
    }
  }

  private func link(_ stage: StageStart?, _ about: RoomAbout, _ inbox: Inbox) -> RoomLink? {
    switch company {
    case .nobody: return nil
    case .presentation(let place, let isDriving):
      return SeatLink(place, isDriving: isDriving, inbox: inbox)
    case .room: return stage?.link(about, inbox)
    }
  }

  private func read(_ index: Int, of course: Course, into state: inout State) {
    guard course.entries.indices.contains(index),
      let reading = try? course.entries[index].folder.read(), let lesson = reading.lesson
    else { return }
    let content = LessonContent(lesson: lesson, mistakes: reading.diagnostics)
    _ = reduce(&state, .loaded(lesson: index, content))
  }

  /// What lies beside the lessons. It takes longer to read than the course, and the first frame shows
  /// nothing of it.
  private func pages(of folder: CourseFolder) -> [Action] {
    [
      .glossaryChanged(folder.glossary().glossary),
      .referenceChanged(folder.reference().reference),
      .chooserChanged(folder.chooser().chooser),
    ]
  }

  private func follow(_ folder: CourseFolder, _ course: SharedCourse, _ inbox: Inbox) {
    let cannot = Action.told("Changes of files cannot be watched here.")
    let worker = Worker {
      var watch = CourseWatch(folder, course, inbox)
      if !watch.follow() { inbox.put(cannot) }
    }
    if let worker { worker.detach() } else { inbox.put(cannot) }
  }

  private func find(
    _ place: String, in course: Course, _ outline: CourseOutline
  ) throws(CommandFailure) -> (lesson: Int, step: Int) {
    let parts = place.split(separator: "/", maxSplits: 1).map(String.init)
    guard let name = parts.first, let entry = course.entry(named: name),
      let lesson = outline.index(of: entry.frontMatter.id)
    else {
      let meant = closest(to: place, among: outline.entries.map(\.id))
      throw CommandFailure(
        message: "there is no lesson \"\(printable(place))\""
          + (meant.map { "; did you mean \"\($0)\"?" }
            ?? "; \"interleave list\" shows what there is"),
        status: 2)
    }
    guard parts.count > 1 else { return (lesson, 0) }
    let steps = outline.entries[lesson].steps
    let number = Int(parts[1]).flatMap { steps.indices.contains($0 - 1) ? $0 - 1 : nil }
    guard let step = steps.firstIndex(where: { $0.id == parts[1] }) ?? number else {
      throw CommandFailure(
        message: "the lesson \"\(entry.frontMatter.id)\" has no step \"\(printable(parts[1]))\"",
        status: 2)
    }
    return (lesson, step)
  }

  // MARK: Without a screen

  private func tell(_ course: Course) throws(CommandFailure) {
    let entries = course.entries
    var narration = Narration()
    narration.say(
      "Interleave teaches synchronous and asynchronous programming. You read a little, predict "
        + "what a program will do, and see what it did.")
    narration.gap()
    narration.say(
      "\(count(entries.count, "lesson")), about "
        + "\(count(entries.reduce(0) { $0 + $1.frontMatter.minutes }, "minute")) in all.")
    for entry in entries {
      narration.say(
        "\(entry.number). \(entry.frontMatter.title), \(count(entry.frontMatter.minutes, "minute"))"
          + (entry.frontMatter.summary.map { ". \($0)" } ?? "").asSentence)
    }
    narration.gap()
    narration.append(howToGoOn)
    try Output.print(narration.text(width: options.width))
  }

  /// For somebody who has no way to type a command to the course.
  private var howToGoOn: Narration {
    var narration = Narration()
    // Scripts/run starts a program that need not be installed, and says how it was called.
    let name = Environment["INTERLEAVE_CALLED_AS"] ?? "interleave"
    narration.say("To read the first lesson, type: \(name) show 1")
    narration.say("To see what a Python program of yours does, type: \(name) trace PROGRAM")
    narration.say("To see every command, type: \(name) --help")
    return narration
  }
}
