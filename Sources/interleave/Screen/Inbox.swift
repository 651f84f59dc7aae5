import Synchronization
import Tutor

/// What other threads have to tell the session, until it looks.
final class Inbox: Sendable {
  /// Makes the actions when they are fetched, so that what waits is only kept once.
  typealias Source = @Sendable () -> [Action]

  private let sources = Mutex<[Source]>([])
  private let notify: @Sendable () -> Void

  /// `notify` is called when there is something after there was nothing.
  init(notify: @escaping @Sendable () -> Void) {
    self.notify = notify
  }

  func put(_ actions: Action...) {
    put { actions }
  }

  func put(_ source: @escaping Source) {
    let wasEmpty = sources.withLock { sources in
      defer { sources.append(source) }
      return sources.isEmpty
    }
    if wasEmpty { notify() }
  }

  func take() -> [Action] {
    let taken = sources.withLock { sources in
      defer { sources = [] }
      return sources
    }
    return taken.flatMap { $0() }
  }
}
