import DemoRunner
import LessonFormat
import Narration
import Synchronization
import Trace
import Tutor

/// Runs the demos of a session. What takes its time, such as asking Python what it is, happens on
/// threads of its own; what comes of it goes into the inbox.
final class RunService: Sendable {
  struct Options: Sendable {
    var python: String?
    var policy = Confinement.Policy.auto
  }

  /// What all runs of a session need, found once.
  private struct Ground: Sendable {
    var facts: PythonFacts
    var confinement: Confinement
    var tracerFolder: String
  }

  private struct Live: Sendable {
    var run: ScopedRun
    var started: ContinuousClock.Instant
    var expectsFailure: Bool
  }

  private let options: Options
  private let course: SharedCourse
  private let inbox: Inbox
  private let ground = Mutex<Ground?>(nil)
  private let live = Mutex<[RunID: Live]>([:])
  /// Runs that were stopped before they began.
  private let stopped = Mutex<Set<RunID>>([])
  private let hasTold = Mutex(false)

  init(course: SharedCourse, options: Options, inbox: Inbox) {
    self.options = options
    self.inbox = inbox
    self.course = course
  }

  private func folder(of lesson: String) -> LessonFolder? {
    course.current.entries.first { $0.frontMatter.id == lesson }?.folder
  }

  /// Finds what runs need before the first one, so that its lanes appear at once.
  func prepare() {
    Task.detached { [self] in _ = try? findGround() }
  }

  // MARK: Starting

  func start(_ id: RunID, _ request: RunRequest) {
    attempt(id) { [self] in try begin(id, request) }
  }

  func start(_ id: RunID, _ request: PracticeRequest) {
    attempt(id) { [self] in try begin(id, request) }
  }

  private func attempt(_ id: RunID, _ body: @escaping @Sendable () throws -> Void) {
    Task.detached { [self] in
      do {
        try body()
      } catch let failure as CommandFailure {
        fail(id, failure.message.capitalizedFirst)
      } catch let failure as RunFailure {
        fail(id, failure.words.capitalizedFirst)
      } catch {
        fail(id, "\(error)")
      }
    }
  }

  private func fail(_ id: RunID, _ reason: String) {
    inbox.put(.run(id, .ended(.failed(printable(reason).asSentence))))
  }

  private func begin(_ id: RunID, _ request: RunRequest) throws {
    let (folder, demo) = try find(request.key)
    let own = demo.variants.first { $0.name == request.variant }
    guard let wanted = own else { throw CommandFailure(message: "this program is no longer there") }
    let isOwn = request.isEdited
    guard isOwn || request.text == wanted.program.text(setting: request.knobs) else {
      throw CommandFailure(
        message:
          "the lesson has changed on the disk since it was opened; leave it and open it again")
    }
    guard isOwn || isTrusted(wanted, in: folder) else {
      return inbox.put(.run(id, .needsConsent))
    }
    let ground: Ground
    do throws(CommandFailure) { ground = try findGround() } catch {
      guard error.isNoPython, play(id, wanted, of: demo, folder) else { throw error }
      return
    }
    let (variant, note) = try runnable(wanted, of: demo, on: ground.facts)
    let text =
      variant.name == wanted.name ? request.text : variant.program.text(setting: request.knobs)
    guard isOwn || isTrusted(variant, in: folder) else {
      return inbox.put(.run(id, .needsConsent))
    }
    if let note { inbox.put(.run(id, .note(note))) }
    let specification = specification(
      variant, of: demo, folder, text: isOwn ? request.text : text, on: ground)
    try begin(id, specification, on: ground, expectsFailure: variant.expectsFailure)
  }

  private func begin(
    _ id: RunID, _ specification: RunSpecification, on ground: Ground, expectsFailure: Bool
  ) throws {
    tellOfConfinement(ground.confinement, id)
    guard !stopped.withLock({ $0.contains(id) }) else {
      return inbox.put(.run(id, .ended(.stopped)))
    }
    let run = try ScopedRun.start(specification) { [self] in
      inbox.put { self.news(of: id) }
    }
    live.withLock {
      $0[id] = Live(run: run, started: .now, expectsFailure: expectsFailure)
    }
    inbox.put { [self] in [.run(id, .began)] + news(of: id) }
  }

  /// The learner's own program, or one of the exercise's.
  private func begin(_ id: RunID, _ request: PracticeRequest) throws {
    guard let folder = folder(of: request.key.lesson),
      let exercise = try LoadedLesson(folder).lesson.exercise(request.key.exercise)
    else { throw CommandFailure(message: "this exercise is no longer in its lesson") }
    guard isTrusted(request, exercise, in: folder) else {
      return inbox.put(.run(id, .needsConsent))
    }
    let ground: Ground
    do throws(CommandFailure) { ground = try findGround() } catch {
      guard error.isNoPython else { throw error }
      throw CommandFailure(
        message: "no python3 was found, and an exercise needs it: install Python 3.9 or later, or "
          + "name one with --python=PATH. You can read on without it")
    }
    if let needed = exercise.requires {
      let version = ground.facts.pythonVersion
      guard version.satisfies(needed) else {
        throw CommandFailure(
          message: "this exercise needs Python \(needed), and this is \(version); name another one "
            + "with --python=PATH")
      }
    }
    var specification = RunSpecification(
      program: .init(name: request.fileName, bytes: Array(request.text.utf8)),
      python: ground.facts, tracerFolder: ground.tracerFolder, confinement: ground.confinement)
    specification.limits.wall = exercise.timeout
    try begin(id, specification, on: ground, expectsFailure: false)
  }

  /// What the learner has written is theirs; what the lesson brings has to be allowed.
  private func isTrusted(
    _ request: PracticeRequest, _ exercise: Exercise, in folder: LessonFolder
  ) -> Bool {
    func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }
    let brought = [exercise.starter, exercise.solution].filter {
      lines($0.text) == lines(request.text)
    }
    return brought.isEmpty || isTrusted(request.text, in: folder)
      || brought.contains { isTrusted($0.text, in: folder) }
  }

  /// Plays the recording that comes with the lesson, where there is one of this program.
  private func play(
    _ id: RunID, _ variant: Demo.Variant, of demo: Demo, _ folder: LessonFolder
  ) -> Bool {
    guard let (lines, header) = RunRecording.read(variant, in: demo, folder) else { return false }
    let note =
      "No python3 was found here, so this is a recording, made with Python \(header.python). "
      + "Install Python 3.9 or later to run it yourself."
    inbox.put(
      .run(id, .began), .run(id, .note(printable(note))), .run(id, .trace(lines, now: 0)),
      .run(id, .ended(.exit(0))))
    return true
  }

  private func find(_ key: DemoKey) throws -> (folder: LessonFolder, demo: Demo) {
    guard let folder = folder(of: key.lesson) else {
      throw CommandFailure(message: "this lesson is no longer there")
    }
    let lesson = try LoadedLesson(folder)
    guard let demo = lesson.demos.first(where: { $0.demo.id == key.demo })?.demo else {
      throw CommandFailure(message: "this demo is no longer in its lesson")
    }
    return (folder, demo)
  }

  private func specification(
    _ variant: Demo.Variant, of demo: Demo, _ folder: LessonFolder, text: String, on ground: Ground
  ) -> RunSpecification {
    var specification = RunSpecification(
      program: .init(name: demo.fileName(of: variant, in: folder), bytes: Array(text.utf8)),
      python: ground.facts, tracerFolder: ground.tracerFolder, confinement: ground.confinement)
    specification.isTraced = variant.isTraced
    specification.limits.wall = demo.timeout
    specification.details = demo.traceDetails
    return specification
  }

  private func runnable(
    _ wanted: Demo.Variant, of demo: Demo, on facts: PythonFacts
  ) throws(CommandFailure) -> (Demo.Variant, note: String?) {
    let version = facts.pythonVersion
    guard let variant = demo.runnable(wanted, on: version) else {
      let needed = wanted.requires.map { "Python \($0)" } ?? "another Python"
      throw CommandFailure(message: "it needs \(needed), and this is \(version)")
    }
    guard variant.name != wanted.name, let needed = wanted.requires else { return (variant, nil) }
    return (
      variant,
      "\(demo.title(of: wanted)) needs Python \(needed), and this is \(version): "
        + "\(demo.title(of: variant)) stands in for it."
    )
  }

  private func findGround() throws(CommandFailure) -> Ground {
    if let known = ground.withLock({ $0 }) { return known }
    let facts = try PythonChoice.facts(of: try PythonChoice.find(options.python))
    let confinement: Confinement
    do throws(Confinement.Refusal) {
      confinement = try Confinement.find(options.policy, for: facts)
    } catch {
      throw CommandFailure(message: "nothing runs without a sandbox. \(error.gap.sentences)")
    }
    let found = Ground(
      facts: facts, confinement: confinement, tracerFolder: try DataFolder.tracer.find())
    ground.withLock { $0 = found }
    return found
  }

  /// Once a session.
  private func tellOfConfinement(_ confinement: Confinement, _ id: RunID) {
    guard case .none(let gap) = confinement, gap != .notWanted else { return }
    let isFirst = hasTold.withLock { hasTold in
      defer { hasTold = true }
      return !hasTold
    }
    guard isFirst else { return }
    inbox.put(.run(id, .note(printable("\(gap.sentences) \(Confinement.Gap.consequence)"))))
  }

  // MARK: Trust

  private func isTrusted(_ variant: Demo.Variant, in folder: LessonFolder) -> Bool {
    isTrusted(variant.program.text, in: folder)
  }

  private func isTrusted(_ program: String, in folder: LessonFolder) -> Bool {
    if CourseLocation.isBundled(folder) { return true }
    let digest = TrustStore.digest(of: program)
    return allowed.withLock { $0.contains(digest) }
      || TrustStore.standard?.entries().contains { $0.digest == digest } ?? false
  }

  /// In this session, also where nothing can be remembered.
  private let allowed = Mutex<Set<String>>([])

  func allow(_ texts: [String], of key: DemoKey) {
    allowed.withLock { $0.formUnion(texts.map(TrustStore.digest(of:))) }
    guard let folder = folder(of: key.lesson) else { return }
    let place = "\(Disk.realPath(folder.file) ?? folder.file)#\(key.demo)"
    try? TrustStore.standard?.allow(texts.map { ($0, place) })
  }

  // MARK: While it runs

  private func news(of id: RunID) -> [Action] {
    guard let current = live.withLock({ $0[id] }) else { return [] }
    var actions: [Action] = []
    for event in current.run.take() {
      switch event {
      case .began, .reached: break
      case .trace(let lines): actions.append(.run(id, .trace(lines, now: 0)))
      case .output(let stream, let bytes):
        let text = String(decoding: bytes, as: UTF8.self)
        actions.append(.run(id, .output(OutputPiece(isError: stream == .errors, text: text))))
      case .leftOut(_, let bytes):
        actions.append(.run(id, .note("\(RunWords.size(bytes)) of output are left out.")))
      case .ended(let ending):
        actions.append(.run(id, .ended(self.ending(ending, current))))
        live.withLock { $0[id] = nil }
      }
    }
    return actions
  }

  /// For how long the programs have run by now, so that lanes grow while nothing happens.
  func clocks() -> [Action] {
    let now = ContinuousClock.now
    return live.withLock { live in
      live.map { id, run in
        // Lines come a little late, and time must not run ahead of them.
        let elapsed = (now - run.started - .milliseconds(40)) / .microseconds(1)
        return .run(id, .trace([], now: Int64(max(elapsed, 0))))
      }
    }
  }

  private func ending(_ ending: RunEnding, _ live: Live) -> ProgramRun.Ending {
    let found = ProgramRun.Ending(ending)
    guard case .exit(let status) = found, live.expectsFailure, status != 0 else { return found }
    return .exit(0)
  }

  // MARK: From the learner

  func stop(_ id: RunID) {
    guard let current = live.withLock({ $0[id] }) else {
      stopped.withLock { _ = $0.insert(id) }
      return
    }
    current.run.stop()
  }

  func send(_ text: String, to id: RunID) {
    _ = live.withLock { $0[id] }?.run.send(Array(text.utf8))
  }

  func endInput(of id: RunID) {
    live.withLock { $0[id] }?.run.closeInput()
  }

  /// Ends everything, and returns when nothing of it is left.
  func end() {
    let all = live.withLock { live in
      defer { live = [:] }
      return live.values.map(\.run)
    }
    for run in all { run.remove() }
  }
}
