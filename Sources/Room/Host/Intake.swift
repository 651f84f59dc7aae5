/// What one guest sends, byte by byte, and what of it counts. Whatever the bytes are, it keeps no
/// more than one message and finds its end after so many that are no good.
package struct Intake: Sendable {
  enum Event: Equatable {
    case greeted(Greeting)
    /// It speaks another version, and will not be understood.
    case otherVersion
    case message(topic: String, body: [UInt8])
  }

  private let mostDropped: Int
  private var reader: FrameReader
  private var bucket: TokenBucket
  private var sequence: UInt64 = 0
  private(set) var isGreeted = false
  private(set) var dropped = 0

  init(isDriver: Bool, limits: RoomLimits, now: SuspendingClock.Instant) {
    let allowance = limits.allowance(isDriver: isDriver)
    mostDropped = limits.mostDropped
    reader = FrameReader(longestBody: allowance.longestBody)
    bucket = TokenBucket(allowance, now: now)
  }

  /// Nothing more is read of this one.
  var isSpent: Bool { dropped >= mostDropped }

  var keptCount: Int { reader.keptCount }

  mutating func take(_ bytes: ArraySlice<UInt8>, now: SuspendingClock.Instant) -> [Event] {
    var events: [Event] = []
    for finding in reader.read(bytes) {
      if isSpent { break }
      if case .frame(let frame) = finding, let event = event(of: frame, now: now) {
        events.append(event)
        if event == .otherVersion { dropped += 1 }
      } else {
        dropped += 1
      }
    }
    return events
  }

  private mutating func event(of frame: Frame, now: SuspendingClock.Instant) -> Event? {
    guard isGreeted else {
      switch Greeting.read(frame) {
      case .greeting(let greeting):
        isGreeted = true
        return .greeted(greeting)
      case .otherVersion: return .otherVersion
      case .malformed: return nil
      }
    }
    // What is repeated has been heard, and words of the connection are no topics.
    guard Topic.isValid(frame.topic), frame.sequence > sequence, bucket.take(now: now) else {
      return nil
    }
    sequence = frame.sequence
    return .message(topic: frame.topic, body: frame.body)
  }
}
