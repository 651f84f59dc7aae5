import CSpawn

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What wakes the thread that shows runs: news of theirs, and signals that are meant for us. For a
/// program that has nothing else to wait for.
package struct RunSignals: Sendable {
  package enum Event: Sendable, Hashable {
    case news
    /// Ctrl-C.
    case interrupt
    /// We are to end.
    case end(Int32)
  }

  private var watched = sigset_t()
  private var before = sigset_t()
  private let thread = ThreadNumber(pthread_self())

  package init() {
    sigemptyset(&watched)
    for signal in [SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGUSR1] { sigaddset(&watched, signal) }
    pthread_sigmask(SIG_BLOCK, &watched, &before)
  }

  /// To be called on any thread.
  package var notify: @Sendable () -> Void {
    let thread = thread
    return { pthread_kill(thread.number, SIGUSR1) }
  }

  package func next() -> Event {
    while true {
      switch take(within: 3_600_000_000_000) {
      case 0: continue
      case SIGUSR1: return .news
      case SIGINT: return .interrupt
      case let signal: return .end(signal)
      }
    }
  }

  /// Signals do again what they did before.
  package func release() {
    while take(within: 0) != 0 {}
    var before = before
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  private func take(within nanoseconds: Int64) -> Int32 {
    var watched = watched
    var isSent: Int32 = 0
    return interleave_await_signal(&watched, nanoseconds, &isSent)
  }
}

private struct ThreadNumber: @unchecked Sendable {
  let number: pthread_t
  init(_ number: pthread_t) { self.number = number }
}
