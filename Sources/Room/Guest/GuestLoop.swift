import CSocket

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a guest's thread does: it connects, hears, sends, and connects again.
struct GuestLoop: ~Copyable {
  /// Between two attempts.
  private static let pause: Int32 = 500
  private static let mostMalformed = 100
  private static let longestReason = 200

  private let state: GuestState
  private let place: RoomPlace
  private let isDriver: Bool
  private let identity = UInt64.random(in: 0 ... .max)
  private let hear: (GuestNews) -> Void
  private var isLost = false
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)

  init(
    _ state: GuestState, _ place: RoomPlace, isDriver: Bool, hear: @escaping (GuestNews) -> Void
  ) {
    self.state = state
    self.place = place
    self.isDriver = isDriver
    self.hear = hear
  }

  /// Until it is closed, replaced or refused.
  mutating func run() {
    if isDriver, !place.hasControl {
      return hear(.refused("only whoever leads a room can drive it"))
    }
    while !state.isClosing {
      if let descriptor = connect() {
        let isOver = stay(descriptor)
        state.setConnected(false)
        close(descriptor)
        if isOver || state.isClosing { return }
      }
      if !isLost {
        isLost = true
        hear(.lost)
      }
      rest()
    }
  }

  private func connect() -> Int32? {
    let descriptor = interleave_socket_connect(place.path(asDriver: isDriver))
    guard descriptor >= 0 else { return nil }
    var peer = uid_t()
    guard interleave_socket_peer(descriptor, &peer) == 0, peer == place.owner else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  private func rest() {
    var descriptor = pollfd(fd: state.waker.readEnd, events: Int16(POLLIN), revents: 0)
    let end = SuspendingClock.now.advanced(by: .milliseconds(Self.pause))
    // What is sent meanwhile wakes, and is dropped.
    while !state.isClosing {
      let left = (end - .now) / .milliseconds(1)
      guard left > 0 else { return }
      poll(&descriptor, 1, Int32(left) + 1)
      _ = state.waker.drain()
    }
  }

  // MARK: One connection

  /// True where there is no coming back.
  private mutating func stay(_ descriptor: Int32) -> Bool {
    var hearing = Hearing()
    var outgoing = Greeting(identity: identity).frame.bytes[...]
    while !state.isClosing {
      let isWriting = write(&outgoing, descriptor)
      var descriptors = [
        pollfd(
          fd: descriptor, events: Int16(POLLIN | (isWriting ? POLLOUT : 0)), revents: 0),
        pollfd(fd: state.waker.readEnd, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&descriptors, 2, -1) > 0 else { continue }
      _ = state.waker.drain()
      guard Int32(descriptors[0].revents) & ~POLLOUT != 0 else { continue }
      switch read(descriptor, &hearing) {
      case .going: continue
      case .broken: return false
      case .over: return true
      }
    }
    // What was sent just before the end still goes, if it is taken at once.
    _ = write(&outgoing, descriptor)
    return true
  }

  /// Whether there is more than was taken. That the host is gone is found by reading, after its last
  /// words.
  private func write(_ outgoing: inout ArraySlice<UInt8>, _ descriptor: Int32) -> Bool {
    while true {
      if outgoing.isEmpty {
        guard let next = state.takeWaiting() else { return false }
        outgoing = next[...]
      }
      let taken = outgoing.withUnsafeBytes {
        interleave_socket_send(descriptor, $0.baseAddress, $0.count)
      }
      if taken > 0 {
        outgoing = outgoing.dropFirst(taken)
      } else if taken == -Int(EAGAIN) || taken == -Int(EWOULDBLOCK) {
        return true
      } else if taken != -Int(EINTR) {
        outgoing = []
        state.setConnected(false)
      }
    }
  }

  private struct Hearing {
    var reader = FrameReader(longestBody: RoomLimits().longestBody)
    var isWelcome = false
    var sequence: UInt64 = 0
    var malformed = 0
  }

  private enum Outcome { case going, broken, over }

  private mutating func read(_ descriptor: Int32, _ hearing: inout Hearing) -> Outcome {
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else {
      let isWaiting = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)
      return isWaiting ? .going : .broken
    }
    for finding in hearing.reader.read(buffer[0..<count]) {
      guard !state.isClosing else { return .over }
      guard case .frame(let frame) = finding else {
        hearing.malformed += 1
        if hearing.malformed >= Self.mostMalformed { return .broken }
        continue
      }
      if hears(frame, &hearing) { return .over }
    }
    return .going
  }

  /// True where it was the last word.
  private mutating func hears(_ frame: Frame, _ hearing: inout Hearing) -> Bool {
    switch frame.topic {
    case Topic.welcome:
      guard frame.body == Greeting.welcome.body else { return false }
      hearing.isWelcome = true
      hearing.sequence = 0
      isLost = false
      state.setConnected(true)
      hear(.connected)
    case Topic.replaced:
      hear(.replaced)
      return true
    case Topic.refused:
      hear(.refused(Self.printable(frame.body)))
      return true
    default:
      guard hearing.isWelcome, frame.sequence > hearing.sequence, Topic.isValid(frame.topic)
      else { return false }
      hearing.sequence = frame.sequence
      hear(.message(RoomMessage(topic: frame.topic, sequence: frame.sequence, body: frame.body)))
    }
    return false
  }

  /// A host may be anybody.
  private static func printable(_ bytes: [UInt8]) -> String {
    String(
      decoding: bytes.prefix(longestReason).map {
        (32...126).contains($0) ? $0 : UInt8(ascii: "?")
      },
      as: UTF8.self)
  }
}
