import DemoRunner
import LessonFormat
import Narration
import Scenes
import Synchronization
import Threads
import Trace
import Tutor

/// Runs the demos of a session. What takes its time, such as asking Python what it is, happens on
/// threads of its own; what comes of it goes into the inbox.
final class RunService: Sendable {
  struct Options: Sendable {
    var python: String?
    var policy = Confinement.Policy.auto
    /// What is said about runs is said to a room.
    var isBeforeRoom = false
  }

  private struct Live: Sendable {
    var run: ScopedRun
    var started: ContinuousClock.Instant
    /// Its trace may be so long that reading it takes longer than the program.
    var finished: ContinuousClock.Instant?
    var expectsFailure: Bool
  }

  /// Runs that are to begin.
  private struct Starting {
    var bodies: [@Sendable () -> Void] = []
    var isAtWork = false

    mutating func next() -> (@Sendable () -> Void)? {
      isAtWork = !bodies.isEmpty
      return isAtWork ? bodies.removeFirst() : nil
    }
  }

  private let options: Options
  private let course: SharedCourse
  private let inbox: Inbox
  private let ground = Mutex<RunGround?>(nil)

  private struct Running {
    var live: [RunID: Live] = [:]
    /// Runs that were stopped before they began.
    var stopped: Set<RunID> = []
    var isOver = false
  }

  private let running = Mutex(Running())
  private let hasTold = Mutex(false)
  private let hasPrepared = Mutex(false)
  private let starting = Mutex(Starting())
  /// Runs that are over, the newest last, so that their traces can still be written.
  private let kept = Mutex<[(id: RunID, run: ScopedRun)]>([])
  /// At least as many as one player shows, and some of those before.
  private static let mostKept = 24
  /// The files of recordings that were shown in place of runs.
  private let played = Mutex<[RunID: String]>([:])

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
    let isFirst = hasPrepared.withLock { hasPrepared in
      defer { hasPrepared = true }
      return !hasPrepared
    }
    guard isFirst else { return }
    inBackground { [self] in _ = try? findGround() }
  }

  // MARK: Starting

  /// One after the other, in the order in which they are asked for: so recordings, which are over as
  /// soon as they begin, are always told in the same order.
  func start(_ id: RunID, _ request: RunRequest) {
    startInTurn { [self] in startNow(id) { try begin(id, request) } }
  }

  func start(_ id: RunID, _ request: PracticeRequest) {
    startInTurn { [self] in startNow(id) { try begin(id, request) } }
  }

  private func startInTurn(_ body: @escaping @Sendable () -> Void) {
    let isAtWork = starting.withLock { starting in
      starting.bodies.append(body)
      defer { starting.isAtWork = true }
      return starting.isAtWork
    }
    guard !isAtWork else { return }
    inBackground { [self] in
      while let body = starting.withLock({ $0.next() }) { body() }
    }
  }

  /// The threads of Swift's own tasks would wake up once a second ever after, to count themselves, and
  /// crash where there is no /proc.
  private func inBackground(_ body: @escaping @Sendable () -> Void) {
    if let worker = Worker(body) { worker.detach() } else { body() }
  }

  private func startNow(_ id: RunID, _ body: () throws -> Void) {
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

  private func fail(_ id: RunID, _ reason: String) {
    inbox.put(.run(id, .ended(.failed(words(reason).asSentence))))
  }

  /// A room is shown no paths.
  private func words(_ text: String) -> String {
    printable(options.isBeforeRoom ? withoutPaths(text) : text)
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
    let ground: RunGround
    do throws(CommandFailure) { ground = try findGround() } catch {
      // A recording is only shown, so there is nothing to allow.
      guard error.isNoPython, play(id, wanted, of: demo, folder) else { throw error }
      return
    }
    let runnable = try runnable(wanted, of: demo, on: ground.pythons)
    let variant = runnable.variant
    let isStandIn = variant.name != wanted.name
    let text = isStandIn ? variant.program.text(setting: request.knobs) : request.text
    guard isOwn || isTrusted(variant.program.text, in: folder) else {
      return inbox.put(.run(id, .needsConsent))
    }
    if isStandIn { inbox.put(.run(id, .standsIn(variant: variant.name, text: text))) }
    if let note = ground.pythons.note(on: runnable, of: demo) {
      inbox.put(.run(id, .note(words(note))))
    }
    let specification = try ground.specification(
      runnable, of: demo, in: folder, text: isOwn ? request.text : text)
    try begin(id, specification, expectsFailure: variant.expectsFailure)
  }

  private func begin(
    _ id: RunID, _ specification: RunSpecification, expectsFailure: Bool
  ) throws {
    tellOfConfinement(specification.confinement, id)
    guard !running.withLock({ $0.isOver || $0.stopped.contains(id) }) else {
      return inbox.put(.run(id, .ended(.stopped)))
    }
    let run = try ScopedRun.start(specification) { [self] in
      inbox.put { self.news(of: id) }
    }
    let (isOver, isStopped) = running.withLock { running in
      if !running.isOver {
        running.live[id] = Live(run: run, started: .now, expectsFailure: expectsFailure)
      }
      return (running.isOver, running.stopped.contains(id))
    }
    // It was not there yet when all others were removed.
    if isOver { return run.remove() }
    // Nor when it was to stop.
    if isStopped { run.stop() }
    inbox.put { [self] in [.run(id, .began), .run(id, .measured(.here()))] + news(of: id) }
  }

  /// The learner's own program, or one of the exercise's.
  private func begin(_ id: RunID, _ request: PracticeRequest) throws {
    guard let folder = folder(of: request.key.lesson),
      let exercise = try LoadedLesson(folder).lesson.exercise(request.key.exercise)
    else { throw CommandFailure(message: "this exercise is no longer in its lesson") }
    guard isTrusted(request, exercise, in: folder) else {
      return inbox.put(.run(id, .needsConsent))
    }
    let ground: RunGround
    do throws(CommandFailure) { ground = try findGround() } catch {
      guard error.isNoPython else { throw error }
      throw CommandFailure(
        message: "no python3 was found, and an exercise needs it: install Python 3.9 or later, or "
          + "name one with --python=PATH. You can read on without it")
    }
    guard let facts = ground.pythons.facts(for: exercise.requires) else {
      let needed = exercise.requires.map(\.description) ?? ""
      throw CommandFailure(
        message: "this exercise needs Python \(needed), and this is "
          + "\(ground.pythons.chosen.pythonVersion); name another one with --python=PATH")
    }
    var specification = RunSpecification(
      program: .init(name: request.fileName, bytes: Array(request.text.utf8)),
      python: facts, tracerFolder: ground.tracerFolder,
      confinement: try ground.confinement(for: facts))
    specification.limits.wall = exercise.timeout
    try begin(id, specification, expectsFailure: false)
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
    guard let (played, lines, header) = RunRecording.find(variant, in: demo, folder) else {
      return false
    }
    if played.name != variant.name {
      inbox.put(.run(id, .standsIn(variant: played.name, text: played.program.text)))
    }
    self.played.withLock { $0[id] = RunRecording.file(of: played, in: demo, folder) }
    let note =
      "No python3 was found here, so this is a recording, made with Python \(header.python). "
      + "Install Python 3.9 or later to run it yourself."
    inbox.put(.run(id, .began), .run(id, .note(printable(note))))
    if let measured = Measured(header, lines) { inbox.put(.run(id, .measured(measured))) }
    if header.isTraced {
      inbox.put(.run(id, .trace(lines, now: 0)))
    } else {
      // As such a run comes in: its output, and its time.
      for line in lines {
        guard case .output(let output) = line.event else { continue }
        inbox.put(
          .run(id, .output(OutputPiece(isError: output.stream == .error, text: output.text))))
      }
      inbox.put(.run(id, .trace([], now: header.duration ?? 0)))
    }
    inbox.put(.run(id, .ended(.exit(0))))
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

  private func runnable(
    _ wanted: Demo.Variant, of demo: Demo, on pythons: Pythons
  ) throws(CommandFailure) -> RunnableVariant {
    if let runnable = pythons.runnable(wanted, of: demo) { return runnable }
    let needed = wanted.requires.map { "Python \($0)" } ?? "another Python"
    throw CommandFailure(
      message: "it needs \(needed), and this is \(pythons.chosen.pythonVersion)")
  }

  private func findGround() throws(CommandFailure) -> RunGround {
    // Whoever comes second waits for what the first one finds.
    try ground.withLock { known throws(CommandFailure) in
      if let known { return known }
      let found = try RunGround(options)
      known = found
      return found
    }
  }

  /// Once a session.
  private func tellOfConfinement(_ confinement: Confinement, _ id: RunID) {
    guard case .none(let gap) = confinement, gap != .notWanted else { return }
    let isFirst = hasTold.withLock { hasTold in
      defer { hasTold = true }
      return !hasTold
    }
    guard isFirst else { return }
    inbox.put(.run(id, .note(words("\(gap.sentences) \(Confinement.Gap.consequence)"))))
  }

  // MARK: Trust

  /// What whoever presents opens is theirs.
  func trust(_ folder: LessonFolder) { own.withLock { _ = $0.insert(folder.path) } }

  private let own = Mutex<Set<String>>([])

  private func isTrusted(_ program: String, in folder: LessonFolder) -> Bool {
    own.withLock { $0.contains(folder.path) }
      || allowed.withLock { $0.contains(TrustStore.digest(of: program)) }
      || TrustQuestion.isAllowed(program, in: folder)
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
    guard let current = running.withLock({ $0.live[id] }) else { return [] }
    var actions: [Action] = []
    for event in current.run.take() {
      switch event {
      case .began, .reached: break
      case .finished: running.withLock { $0.live[id]?.finished = .now }
      case .trace(let lines): actions.append(.run(id, .trace(lines, now: 0)))
      case .output(let stream, let bytes):
        let text = String(decoding: bytes, as: UTF8.self)
        actions.append(.run(id, .output(OutputPiece(isError: stream == .errors, text: text))))
      case .leftOut(_, let bytes):
        actions.append(.run(id, .note("\(RunWords.size(bytes)) of output are left out.")))
      case .ended(let ending):
        actions.append(.run(id, .ended(self.ending(ending, current))))
        running.withLock { $0.live[id] = nil }
        keep(id, current.run)
      }
    }
    return actions
  }

  private func keep(_ id: RunID, _ run: ScopedRun) {
    kept.withLock { kept in
      kept.append((id, run))
      if kept.count > Self.mostKept { kept.removeFirst() }
    }
  }

  /// A run that is over, while its trace is there.
  func kept(_ id: RunID) -> ScopedRun? { kept.withLock { $0.last { $0.id == id }?.run } }

  /// All of a run's trace, with its head.
  /// Of a run that goes on, as far as it has come.
  func traceBytes(of id: RunID, _ program: ProgramRun) -> [UInt8]? {
    if let file = played.withLock({ $0[id] }) {
      return try? Disk.read(file, limit: RunRecording.maximumBytes)
    }
    let run = kept(id) ?? running.withLock { $0.live[id] }?.run
    guard let run, let trace = run.growingTrace else { return nil }
    var bytes: [UInt8] = []
    let header = SessionExport.header(of: program, path: run.programPath)
    guard (try? trace.write(header: header) { bytes += $0 }) != nil else { return nil }
    return bytes
  }

  /// For how long the programs have run by now, so that lanes grow while nothing happens.
  func clocks() -> [Action] {
    let now = ContinuousClock.now
    return running.withLock { running in
      running.live.map { id, run in
        // Lines come a little late, and time must not run ahead of them.
        let until = run.finished ?? now
        let elapsed = (until - run.started - .milliseconds(40)) / .microseconds(1)
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
    let current = running.withLock { running in
      if running.live[id] == nil { running.stopped.insert(id) }
      return running.live[id]
    }
    current?.run.stop()
  }

  func send(_ text: String, to id: RunID) {
    _ = running.withLock { $0.live[id] }?.run.send(Array(text.utf8))
  }

  func endInput(of id: RunID) {
    running.withLock { $0.live[id] }?.run.closeInput()
  }

  /// Ends everything, and returns when nothing of it is left.
  func end() {
    let all = running.withLock { running in
      running.isOver = true
      defer { running.live = [:] }
      return running.live.values.map(\.run)
    }
    let over = kept.withLock { kept in
      defer { kept = [] }
      return kept.map(\.run)
    }
    for run in all + over { run.remove() }
  }
}
