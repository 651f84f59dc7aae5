import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Keeps what a session adds, on a thread of its own: a slow disk or another program that holds the
/// file never holds up the learner. What could not be written is tried again with what comes next,
/// and stays in memory until then.
package final class ProgressWriter: Sendable {
  private enum Stage {
    case idle, writing, over
  }

  private struct Shared {
    var stage = Stage.idle
    var pending = CourseProgress()
    /// Everything of the session and before it, for the case that the file is lost.
    var whole: CourseProgress
    var trouble: ProgressTrouble?
  }

  private let path: String
  private let course: String
  private let firstFile: String?
  private let shared: Mutex<Shared>
  private let tell: @Sendable (_ sentence: String) -> Void
  /// A byte means that there is something to write; the end, that nothing more will come.
  private let calls: (read: Int32, write: Int32)
  private let end: (read: Int32, write: Int32)

  /// `known` is what was read from `file`, and `trouble` what was told of it. `tell` is called on the
  /// other thread.
  package init?(
    path: String, course: String, known: CourseProgress, file: String?,
    trouble: ProgressTrouble?, tell: @escaping @Sendable (_ sentence: String) -> Void
  ) {
    guard let calls = openPipe() else { return nil }
    guard let end = openPipe() else {
      close(calls.read)
      close(calls.write)
      return nil
    }
    self.path = path
    self.course = course
    self.tell = tell
    (self.calls, self.end) = (calls, end)
    firstFile = file
    shared = Mutex(Shared(whole: known, trouble: trouble))
  }

  /// Never waits.
  package func add(_ progress: CourseProgress) {
    guard !progress.isEmpty else { return }
    let stage = shared.withLock { shared in
      let before = shared.stage
      guard before != .over else { return before }
      shared.pending.join(progress, .adding)
      shared.whole.join(progress, .adding)
      shared.stage = .writing
      return before
    }
    guard stage != .over else { return }
    if stage == .idle, !startThread({ [self] in work() }) {
      // There is no room for one; the end of the session writes it, or the next attempt.
      return shared.withLock { $0.stage = .idle }
    }
    // A full pipe calls all the same.
    _ = write(calls.write, [1 as UInt8], 1)
  }

  /// Writes the rest, for so many milliseconds at most. The sentence says what is lost, if anything.
  package func finish(within milliseconds: Int32 = 3000) -> String? {
    let stage = shared.withLock { shared in
      defer { shared.stage = .over }
      return shared.stage
    }
    var isOver = true
    switch stage {
    case .writing:
      close(calls.write)
      var over = pollfd(fd: end.read, events: Int16(POLLIN), revents: 0)
      isOver = poll(&over, 1, milliseconds) > 0
    case .idle:
      var identity = firstFile
      save(&identity)
    case .over: return nil
    }
    return shared.withLock { shared in
      if isOver, shared.pending.isEmpty { return nil }
      return (shared.trouble ?? .busy(path)).sentence
    }
  }

  // MARK: The other thread

  private func work() {
    stepBack()
    var identity = firstFile
    var byte: UInt8 = 0
    while true {
      let count = read(calls.read, &byte, 1)
      if count < 0, errno == EINTR { continue }
      save(&identity)
      if count <= 0 { break }
    }
    close(calls.read)
    close(end.write)
  }

  /// `identity` is that of the file which holds what was known before.
  private func save(_ identity: inout String?) {
    let pending = shared.withLock { shared in
      defer { shared.pending = CourseProgress() }
      return shared.pending
    }
    guard !pending.isEmpty else { return }
    do throws(ProgressTrouble) {
      try save(pending, &identity)
      let wasTrouble = shared.withLock { shared in
        defer { shared.trouble = nil }
        return shared.trouble.map { !$0.isOver } ?? false
      }
      if wasTrouble { tell("Your progress is kept again.") }
    } catch {
      let isNew = shared.withLock { shared in
        // Before what has come meanwhile.
        var all = pending
        all.join(shared.pending, .adding)
        shared.pending = all
        defer { shared.trouble = error }
        return shared.trouble != error
      }
      if isNew { tell(error.sentence) }
    }
  }

  private func save(
    _ pending: CourseProgress, _ identity: inout String?
  ) throws(ProgressTrouble) {
    let opening = ProgressFile.open(path)
    guard let file = opening.file else { throw opening.trouble ?? .busy(path) }
    if file.identity == identity || identity == nil {
      try file.write(pending, to: course, .adding)
    } else {
      // The file was moved or removed: all that is known goes into the new one.
      try file.write(shared.withLock { $0.whole }, to: course, .mending)
      if let trouble = opening.trouble { tell(trouble.sentence) }
    }
    identity = file.identity
  }
}

extension ProgressTrouble {
  /// It is not what it was, but nothing stands in the way any more.
  fileprivate var isOver: Bool {
    if case .damaged = self { true } else { false }
  }
}

private func openPipe() -> (read: Int32, write: Int32)? {
  var ends: [Int32] = [-1, -1]
  guard pipe(&ends) == 0 else { return nil }
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
  return (ends[0], ends[1])
}

/// This thread's work can wait, and often a key calls for it: what the key shows comes first.
private func stepBack() {
  #if canImport(Darwin)
    pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0)
  #else
    // SCHED_BATCH, which the importer leaves out: no such thread takes the processor away from the
    // one that wakes it.
    var priority = sched_param()
    _ = sched_setscheduler(0, 3, &priority)
  #endif
}

/// A thread that no signal reaches: they are for the one that has the terminal. False where the
/// system has no room for it.
private func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
  final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
  func run(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
    return nil
  }
  var all = sigset_t()
  var before = sigset_t()
  sigfillset(&all)
  pthread_sigmask(SIG_SETMASK, &all, &before)
  defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
  let context = Unmanaged.passRetained(Body(body)).toOpaque()
  #if canImport(Darwin)
    var thread: pthread_t?
    let code = pthread_create(&thread, nil, { run($0) }, context)
    if code == 0, let thread { pthread_detach(thread) }
  #else
    var thread = pthread_t()
    let code = pthread_create(&thread, nil, { $0.flatMap { run($0) } }, context)
    if code == 0 { pthread_detach(thread) }
  #endif
  if code != 0 { Unmanaged<Body>.fromOpaque(context).release() }
  return code == 0
}
