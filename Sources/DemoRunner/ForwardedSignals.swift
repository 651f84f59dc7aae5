import CSpawn

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The signals that come to us while a program runs in our place.
///
/// What a terminal sends reaches the program as well, and it decides what that means. What a process
/// sends to us alone is passed on. Neither ends us: the trace is still to be read and removed.
struct ForwardedSignals {
  struct SpawnFailure: Error {
    let code: Int32
  }

  private static let ending = [SIGINT, SIGQUIT, SIGTERM, SIGHUP]

  private var watched = sigset_t()
  private var before = sigset_t()
  /// Whether somebody wants all of this to end, whatever the program makes of it.
  private(set) var wasAskedToEnd = false

  init() {
    // Ignored, it would take the news of the program's end away.
    signal(SIGCHLD, SIG_DFL)
    sigemptyset(&watched)
    for signal in Self.ending + [SIGUSR1, SIGUSR2, SIGCHLD] { sigaddset(&watched, signal) }
    pthread_sigmask(SIG_BLOCK, &watched, &before)
  }

  func release() {
    var before = before
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  /// Starts a program as if we had never touched the signals.
  func spawn(
    _ file: String, _ words: inout [UnsafeMutablePointer<CChar>?],
    _ variables: inout [UnsafeMutablePointer<CChar>?]
  ) throws(SpawnFailure) -> pid_t {
    var pid: pid_t = 0
    var mask = before
    let code = interleave_spawn_attached(&pid, file, &words, &variables, &mask)
    guard code == 0 else { throw SpawnFailure(code: code) }
    return pid
  }

  /// Waits for a signal, but not for long, and passes it on.
  mutating func pass(to pid: pid_t, within nanoseconds: UInt64) {
    let (signal, isSent) = next(within: nanoseconds)
    note(signal)
    if signal != 0, signal != SIGCHLD, isSent { kill(pid, signal) }
  }

  /// Throws if a signal came that would have ended us.
  func check() throws(TracedProgram.Failure) {
    while case let (signal, _) = next(within: 0), signal != 0 {
      if Self.ending.contains(signal) { throw .interrupted(signal) }
    }
  }

  mutating func forget() {
    while case let (signal, _) = next(within: 0), signal != 0 { note(signal) }
  }

  private mutating func note(_ signal: Int32) {
    if signal == SIGTERM || signal == SIGHUP { wasAskedToEnd = true }
  }

  private func next(within nanoseconds: UInt64) -> (signal: Int32, isSent: Bool) {
    var watched = watched
    var isSent: Int32 = 0
    let limit = Int64(min(nanoseconds, 3_600_000_000_000))
    let signal = interleave_await_signal(&watched, limit, &isSent)
    return (signal, isSent != 0)
  }
}

/// What becomes of a program that runs in our place.
enum ProgramStatus {
  /// Nil while it runs. When it stops, we stop as well, so that whoever started us gets the terminal.
  static func next(of pid: pid_t) -> TracedProgram.Ending? {
    var status: Int32 = 0
    let result = waitpid(pid, &status, WNOHANG | WUNTRACED)
    if result < 0, errno == ECHILD { return .exit(1) }
    guard result == pid else { return nil }
    if status & 0xFF == 0x7F {
      stop(with: pid)
      return nil
    }
    let signal = status & 0x7F
    return signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
  }

  private static func stop(with pid: pid_t) {
    kill(getpid(), SIGSTOP)
    // Here again. A shell continues all its job's processes, anybody else perhaps only us.
    var status: Int32 = 0
    if waitpid(pid, &status, WNOHANG | WCONTINUED) == 0 { kill(pid, SIGCONT) }
  }
}
