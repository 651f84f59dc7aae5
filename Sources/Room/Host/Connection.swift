import CSocket

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One end of a socket, and how far whoever is at the other end has got.
struct Connection {
  enum Stage: Equatable {
    /// Nothing has been said.
    case stranger
    case guest
    /// It hears one more word, and goes.
    case leaving
    case gone
  }

  let descriptor: Int32
  let id: GuestID
  let user: uid_t
  let isDriver: Bool
  let arrived: SuspendingClock.Instant
  var stage = Stage.stranger
  /// Whether the host has heard of it.
  var isKnown = false
  var identity: UInt64 = 0
  var intake: Intake
  var position = HostState.Position()
  /// The system takes no more at present.
  var isBlocked = false
  /// There is more than one turn sends.
  var hasMore = false
  /// Since when something waits and nothing is taken.
  private(set) var waitingSince: SuspendingClock.Instant?

  /// A frame, and how much of it was taken.
  private var frame: [UInt8] = []
  private var sent = 0
  /// What is said after the frame, before anything else.
  private var word: Frame?

  init(
    descriptor: Int32, id: GuestID, user: uid_t, isDriver: Bool, limits: RoomLimits,
    now: SuspendingClock.Instant
  ) {
    self.descriptor = descriptor
    self.id = id
    self.user = user
    self.isDriver = isDriver
    arrived = now
    intake = Intake(isDriver: isDriver, limits: limits, now: now)
  }

  mutating func say(_ word: Frame) { self.word = word }

  enum Sending {
    case all, blocked, broken
    case tookTurn
  }

  /// Sends what was begun, and then what `next` gives, as long as it is taken.
  mutating func send(
    now: SuspendingClock.Instant, _ next: (inout Connection) -> [UInt8]?
  ) -> Sending {
    // A latecomer's many topics must not delay what others wait for.
    var left = 256 << 10
    while left > 0 {
      if sent == frame.count {
        guard let following = word?.bytes ?? next(&self) else {
          frame = []
          sent = 0
          waitingSince = nil
          return .all
        }
        word = nil
        frame = following
        sent = 0
      }
      let taken = frame.withUnsafeBytes {
        interleave_socket_send(descriptor, $0.baseAddress?.advanced(by: sent), $0.count - sent)
      }
      if taken > 0 {
        sent += taken
        left -= taken
        waitingSince = now
      } else if taken == -Int(EAGAIN) || taken == -Int(EWOULDBLOCK) || taken == -Int(ENOBUFS) {
        waitingSince = waitingSince ?? now
        return .blocked
      } else if taken != -Int(EINTR) {
        return .broken
      }
    }
    return .tookTurn
  }

  /// When it has been waited for long enough.
  func deadline(_ limits: RoomLimits) -> SuspendingClock.Instant? {
    switch stage {
    case .stranger: arrived.advanced(by: limits.greeting)
    case .guest: waitingSince.map { $0.advanced(by: limits.patience) }
    case .leaving: (waitingSince ?? arrived).advanced(by: limits.patience)
    case .gone: nil
    }
  }
}
