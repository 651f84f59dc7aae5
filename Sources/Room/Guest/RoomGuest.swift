import Threads

/// One who follows a room, or drives it. It finds back by itself when the room was lost.
package final class RoomGuest: RoomJoining {
  private let state: GuestState?
  private let worker: Worker?

  /// `hear` is called on the guest's thread. While it does not return, nothing more is taken from the
  /// room, and what comes then is the newest.
  package init(
    _ place: RoomPlace, asDriver: Bool, hear: @escaping @Sendable (GuestNews) -> Void
  ) {
    let state = GuestState(isDriver: asDriver)
    self.state = state
    worker = state.flatMap { state in
      Worker {
        var loop = GuestLoop(state, place, isDriver: asDriver, hear: hear)
        loop.run()
      }
    }
    if worker == nil { hear(.refused("the system has no descriptors or threads left")) }
  }

  deinit { close() }

  package func send(_ topic: String, _ body: [UInt8]) { state?.send(topic, body) }

  /// Nothing is heard once it has returned, unless it is called from `hear`.
  package func close() {
    state?.close()
    worker?.end()
  }
}
