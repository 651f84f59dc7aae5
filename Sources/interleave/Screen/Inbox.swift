import Synchronization
import Tutor

/// What other threads have to tell the session, until it looks.
final class Inbox: Sendable {
  private let actions = Mutex<[Action]>([])
  private let notify: @Sendable () -> Void

  /// `notify` is called when there is something after there was nothing.
  init(notify: @escaping @Sendable () -> Void) {
    self.notify = notify
  }

  func put(_ new: [Action]) {
    guard !new.isEmpty else { return }
    let wasEmpty = actions.withLock { actions in
      defer { actions += new }
      return actions.isEmpty
    }
    if wasEmpty { notify() }
  }

  func take() -> [Action] {
    actions.withLock { actions in
      defer { actions = [] }
      return actions
    }
  }
}
