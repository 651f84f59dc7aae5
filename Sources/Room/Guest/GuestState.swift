import Synchronization
import Threads

/// What a guest's thread and those who send share.
final class GuestState: Sendable {
  /// Nobody reads what is older than so many messages.
  private static let mostWaiting = 64

  private struct Content {
    var isConnected = false
    var isClosing = false
    var sequence: UInt64 = 0
    var waiting: [[UInt8]] = []
    var bucket: TokenBucket
  }

  let waker: Waker
  private let allowance: RoomLimits.Allowance
  private let content: Mutex<Content>

  init?(isDriver: Bool) {
    guard let waker = Waker() else { return nil }
    self.waker = waker
    allowance = RoomLimits().allowance(isDriver: isDriver)
    content = Mutex(Content(bucket: TokenBucket(allowance, now: .now)))
  }

  /// What the host would drop is dropped here, so that nobody is sent away for it.
  func send(_ topic: String, _ body: [UInt8]) {
    guard Topic.isValid(topic), body.count <= allowance.longestBody else { return }
    content.withLock { content in
      guard content.isConnected, content.waiting.count < Self.mostWaiting,
        content.bucket.take(now: .now)
      else { return }
      content.sequence += 1
      content.waiting.append(
        Frame(sequence: content.sequence, topic: topic, body: body).bytes)
    }
    waker.wake()
  }

  func close() {
    content.withLock { $0.isClosing = true }
    waker.wake()
  }

  var isClosing: Bool { content.withLock { $0.isClosing } }

  /// The host counts anew for each connection.
  func setConnected(_ isConnected: Bool) {
    content.withLock { content in
      guard content.isConnected != isConnected else { return }
      content.isConnected = isConnected
      content.waiting = []
      content.sequence = 0
    }
  }

  func takeWaiting() -> [UInt8]? {
    content.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
  }
}
