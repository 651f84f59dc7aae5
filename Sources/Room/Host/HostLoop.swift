import CSocket

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the room's thread does: it waits for whatever comes first, and never for a guest.
package struct HostLoop: ~Copyable {
  private static let mostAccepted = 32
  private static let mostLeaving = 8
  private static let mostRemembered = 256
  private static let readCount = 16 << 10

  private let state: HostState
  private let listeners: [RoomListener]
  private let user: uid_t
  private let receive: (RoomNews) -> Void
  private var limits: RoomLimits { state.limits }
  private var connections: [Connection] = []
  private var lastID: UInt64 = 0
  /// Drivers that were replaced, who must not replace the one that replaced them.
  private var replaced: [UInt64] = []
  /// Nobody is taken in before, because there was no descriptor for it.
  private var acceptsAgain: SuspendingClock.Instant?
  private var buffer = [UInt8](repeating: 0, count: readCount)
  private var descriptors: [pollfd] = []

  package init(
    _ state: HostState, _ listeners: [RoomListener], user: uid_t,
    receive: @escaping (RoomNews) -> Void
  ) {
    self.state = state
    self.listeners = listeners
    self.user = user
    self.receive = receive
  }

  package mutating func run() {
    while !state.isClosing { turn(waits: true) }
    // The last words, as far as they are taken at once.
    deliver()
    end()
  }

  package mutating func end() {
    for index in connections.indices { connections[index].stage = .gone }
    removeGone()
  }

  /// Sends what is new, waits for news, and takes them.
  package mutating func turn(waits: Bool) {
    deliver()
    removeGone()
    let count = connections.count
    let isAccepting = wait(waits)
    take(count)
    if isAccepting { for listener in listeners { accept(listener) } }
    expire()
    removeGone()
  }

  // MARK: Out

  private mutating func deliver() {
    let now = SuspendingClock.now
    for index in connections.indices { deliver(to: index, now) }
  }

  private mutating func deliver(to index: Int, _ now: SuspendingClock.Instant) {
    let stage = connections[index].stage
    guard stage == .guest || stage == .leaving, !connections[index].isBlocked else { return }
    let state = state
    let sending = connections[index].send(now: now) { connection in
      guard connection.stage == .guest else { return nil }
      switch state.next(for: connection.id, at: &connection.position) {
      case .frame(let bytes): return bytes
      case .nothing: return nil
      case .startAnew:
        connection.position = state.start()
        return Greeting.welcome.bytes
      }
    }
    connections[index].hasMore = sending == .tookTurn
    switch sending {
    case .all: if stage == .leaving { connections[index].stage = .gone }
    case .blocked: connections[index].isBlocked = true
    case .broken:
      // What it said before it went is heard.
      for _ in 0..<4 where connections[index].stage == .guest { read(index) }
      connections[index].stage = .gone
    case .tookTurn: break
    }
  }

  // MARK: Waiting

  /// Whether somebody may be waiting to be taken in.
  private mutating func wait(_ waits: Bool) -> Bool {
    let now = SuspendingClock.now
    if let time = acceptsAgain, time <= now { acceptsAgain = nil }
    descriptors.removeAll(keepingCapacity: true)
    for connection in connections {
      let isReading = connection.stage != .leaving
      let isWriting = connection.isBlocked || connection.hasMore
      descriptors.append(
        pollfd(
          fd: connection.descriptor,
          events: Int16((isReading ? POLLIN : 0) | (isWriting ? POLLOUT : 0)), revents: 0))
    }
    descriptors.append(pollfd(fd: state.waker.readEnd, events: Int16(POLLIN), revents: 0))
    for listener in listeners {
      descriptors.append(
        pollfd(
          fd: acceptsAgain == nil ? listener.descriptor : -1, events: Int16(POLLIN), revents: 0))
    }
    let ready = poll(&descriptors, nfds_t(descriptors.count), waits ? milliseconds(now) : 0)
    // What it says of the descriptors is nothing then; a moment's rest instead of a busy loop.
    if ready < 0, errno != EINTR { usleep(10_000) }
    guard ready > 0 else {
      for index in descriptors.indices { descriptors[index].revents = 0 }
      return false
    }
    _ = state.waker.drain()
    return descriptors.suffix(listeners.count).contains { $0.revents != 0 }
  }

  /// Until the first who has been waited for long enough; -1 where nobody is.
  private func milliseconds(_ now: SuspendingClock.Instant) -> Int32 {
    var first = acceptsAgain
    for connection in connections {
      guard let deadline = connection.deadline(limits) else { continue }
      first = min(first ?? deadline, deadline)
    }
    guard let first else { return -1 }
    // Rounded up, so that it is not woken before its time.
    return Int32(min(max((first - now) / .milliseconds(1), 0), 1_000_000)) + 1
  }

  private mutating func expire() {
    let now = SuspendingClock.now
    for index in connections.indices {
      guard let deadline = connections[index].deadline(limits), deadline <= now else { continue }
      if connections[index].stage != .leaving { state.count { $0.turnedAway += 1 } }
      connections[index].stage = .gone
    }
  }

  // MARK: In

  private mutating func take(_ count: Int) {
    for index in 0..<count {
      let events = Int32(descriptors[index].revents)
      guard events != 0 else { continue }
      if events & POLLOUT != 0 { connections[index].isBlocked = false }
      if connections[index].stage == .leaving {
        // Who does not listen to the last word has gone already.
        if events & (POLLHUP | POLLERR | POLLNVAL) != 0 { connections[index].stage = .gone }
      } else if events & ~POLLOUT != 0 {
        read(index)
      }
    }
  }

  private mutating func read(_ index: Int) {
    let descriptor = connections[index].descriptor
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else {
      let isWaiting = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)
      if !isWaiting { connections[index].stage = .gone }
      return
    }
    let before = connections[index].intake.dropped
    let events = connections[index].intake.take(buffer[0..<count], now: .now)
    let dropped = connections[index].intake.dropped - before
    if dropped > 0 { state.count { $0.droppedMessages += dropped } }
    for event in events { take(event, index) }
    if connections[index].intake.isSpent, connections[index].stage != .gone {
      connections[index].stage = .gone
      state.count { $0.turnedAway += 1 }
    }
  }

  private mutating func take(_ event: Intake.Event, _ index: Int) {
    switch event {
    case .greeted(let greeting): greet(index, greeting)
    case .otherVersion: refuse(index, "it is led by another version of Interleave")
    case .message(let topic, let body):
      guard connections[index].stage == .guest else { return }
      let connection = connections[index]
      receive(
        .request(
          RoomRequest(
            guest: connection.id, isDriver: connection.isDriver, topic: topic, body: body)))
    }
  }

  private mutating func greet(_ index: Int, _ greeting: Greeting) {
    guard connections[index].stage == .stranger else { return }
    connections[index].identity = greeting.identity
    let isDriver = connections[index].isDriver
    if isDriver {
      guard !replaced.contains(greeting.identity) else {
        return dismiss(index, Frame(sequence: 0, topic: Topic.replaced, body: []))
      }
      replaceDriver(by: greeting.identity)
    } else if state.counts.guests >= limits.guests, !makesRoom(for: connections[index].user) {
      return refuse(index, "the room is full")
    }
    connections[index].stage = .guest
    connections[index].isKnown = true
    connections[index].position = state.start()
    connections[index].say(Greeting.welcome)
    state.admit(connections[index].id, isDriver: isDriver)
    receive(.joined(connections[index].id, isDriver: isDriver))
  }

  private mutating func replaceDriver(by identity: UInt64) {
    for index in connections.indices
    where connections[index].isDriver && connections[index].stage == .guest {
      let old = connections[index].identity
      if old != identity {
        replaced.append(old)
        if replaced.count > Self.mostRemembered { replaced.removeFirst() }
      }
      dismiss(index, Frame(sequence: 0, topic: Topic.replaced, body: []))
    }
  }

  /// One person's many guests must not keep others out: the newest of theirs goes.
  private mutating func makesRoom(for user: uid_t) -> Bool {
    var counts: [uid_t: Int] = [:]
    for connection in connections where connection.stage == .guest && !connection.isDriver {
      counts[connection.user, default: 0] += 1
    }
    guard let fullest = counts.max(by: { $0.value < $1.value }),
      fullest.value > counts[user, default: 0] + 1,
      let index = connections.lastIndex(where: {
        $0.stage == .guest && !$0.isDriver && $0.user == fullest.key
      })
    else { return false }
    refuse(index, "the room is full")
    return true
  }

  private mutating func refuse(_ index: Int, _ reason: String) {
    state.count { $0.turnedAway += 1 }
    dismiss(index, Frame(sequence: 0, topic: Topic.refused, body: Array(reason.utf8)))
  }

  /// Says one more word to a guest, which is one no longer.
  private mutating func dismiss(_ index: Int, _ word: Frame) {
    let leaving = connections.filter { $0.stage == .leaving }.count
    connections[index].say(word)
    connections[index].stage = .leaving
    part(index)
    deliver(to: index, .now)
    if leaving >= Self.mostLeaving { connections[index].stage = .gone }
  }

  /// The host hears that it has left, once.
  private mutating func part(_ index: Int) {
    guard connections[index].isKnown else { return }
    connections[index].isKnown = false
    state.forget(connections[index].id, isDriver: connections[index].isDriver)
    receive(.left(connections[index].id))
  }

  private mutating func removeGone() {
    guard connections.contains(where: { $0.stage == .gone }) else { return }
    for index in connections.indices where connections[index].stage == .gone {
      close(connections[index].descriptor)
      part(index)
    }
    connections.removeAll { $0.stage == .gone }
    // There may be a descriptor again.
    acceptsAgain = nil
  }

  // MARK: Arriving

  private mutating func accept(_ listener: RoomListener) {
    for _ in 0..<Self.mostAccepted {
      let descriptor = interleave_socket_accept(listener.descriptor)
      if descriptor >= 0 {
        adopt(descriptor, listener.door)
      } else if descriptor == -EMFILE || descriptor == -ENFILE || descriptor == -ENOMEM
        || descriptor == -ENOBUFS
      {
        acceptsAgain = .now.advanced(by: .seconds(1))
        return
      } else if descriptor != -ECONNABORTED, descriptor != -EINTR {
        return
      }
    }
  }

  /// Takes in whoever is at the other end of a socket.
  package mutating func adopt(_ descriptor: Int32, _ door: RoomListener.Door) {
    var peer = uid_t()
    let isKnown = interleave_socket_peer(descriptor, &peer) == 0
    lastID += 1
    var connection = Connection(
      descriptor: descriptor, id: GuestID(lastID), user: peer, isDriver: door == .control,
      limits: limits, now: .now)
    if !isKnown || door != .open && peer != user && peer != 0 {
      connection.stage = .gone
      state.count { $0.turnedAway += 1 }
    }
    connections.append(connection)
    guard connection.stage == .stranger else { return }
    // What is honest has greeted already, so that those who say nothing keep nobody out.
    read(connections.count - 1)
    let strangers = connections.indices.filter { connections[$0].stage == .stranger }
    if strangers.count > limits.strangers, let oldest = strangers.first {
      connections[oldest].stage = .gone
      state.count { $0.turnedAway += 1 }
    }
  }
}
