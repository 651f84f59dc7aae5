import Synchronization
import Threads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A room on this machine, over local sockets. It never waits for a guest, and whatever guests do, it
/// goes on.
package final class RoomHost: RoomHosting {
  /// With a number where a living room has the name already.
  package let name: String
  private let state: HostState
  private let worker: Worker

  /// `receive` is called on the room's thread; the room may be used from there.
  package init(
    name: String, isOpen: Bool, folders: RoomFolders = .ofThisProcess(),
    limits: RoomLimits = RoomLimits(), receive: @escaping @Sendable (RoomNews) -> Void
  ) throws(RoomFailure) {
    guard let state = HostState(limits: limits) else { throw .noResources }
    let claim = try RoomClaim(name, isOpen: isOpen, folders)
    let worker = Worker {
      var loop = HostLoop(state, claim.listeners, user: folders.user, receive: receive)
      loop.run()
      for listener in claim.listeners { listener.remove() }
    }
    guard let worker else {
      for listener in claim.listeners { listener.remove() }
      throw .noResources
    }
    self.name = claim.name
    self.state = state
    self.worker = worker
  }

  deinit { close() }

  package func publish(_ topic: String, _ body: [UInt8]) { state.publish(topic, body) }

  package func reply(_ topic: String, _ body: [UInt8], to guest: GuestID) {
    state.reply(topic, body, to: guest)
  }

  package var counts: RoomCounts { state.counts }

  /// Guests still get what they can take at once. The sockets are gone when it returns, unless it is
  /// called from `receive`: then they go as soon as that returns.
  package func close() {
    state.close()
    worker.end()
  }
}
