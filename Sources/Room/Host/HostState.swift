import Synchronization
import Threads

/// What the room's thread and those who publish share.
package final class HostState: Sendable {
  private struct Content {
    var topics: RetainedTopics
    /// Of the guests that are here.
    var replies: [GuestID: ReplyQueue] = [:]
    var counts = RoomCounts()
    var isClosing = false
  }

  /// How far a guest has got.
  struct Position {
    /// The last that was sent to it.
    var sequence: UInt64 = 0
    /// The last that there was when it began.
    var start: UInt64 = 0
  }

  let limits: RoomLimits
  let waker: Waker
  private let content: Mutex<Content>

  package init?(limits: RoomLimits) {
    guard let waker = Waker() else { return nil }
    self.limits = limits
    self.waker = waker
    content = Mutex(Content(topics: RetainedTopics(limits: limits)))
  }

  // MARK: From any thread

  package func publish(_ topic: String, _ body: [UInt8]) {
    content.withLock { content in
      if !content.topics.publish(topic, body) { content.counts.refused += 1 }
    }
    waker.wake()
  }

  package func reply(_ topic: String, _ body: [UInt8], to guest: GuestID) {
    content.withLock { content in
      // Who has left needs no answer.
      guard let queue = content.replies[guest] else { return }
      guard Topic.isValid(topic), body.count <= limits.longestBody,
        queue.hasRoom(for: body.count, limits)
      else {
        content.counts.refused += 1
        return
      }
      let sequence = content.topics.nextSequence()
      content.replies[guest]?.append(
        sequence, Frame(sequence: sequence, topic: topic, body: body).bytes)
    }
    waker.wake()
  }

  package var counts: RoomCounts { content.withLock { $0.counts } }

  func close() {
    content.withLock { $0.isClosing = true }
    waker.wake()
  }

  // MARK: From the room's thread

  var isClosing: Bool { content.withLock { $0.isClosing } }

  func count(_ change: (inout RoomCounts) -> Void) {
    content.withLock { change(&$0.counts) }
  }

  func admit(_ guest: GuestID, isDriver: Bool) {
    content.withLock { content in
      content.replies[guest] = ReplyQueue()
      if isDriver { content.counts.drivers += 1 } else { content.counts.guests += 1 }
    }
  }

  func forget(_ guest: GuestID, isDriver: Bool) {
    content.withLock { content in
      content.replies[guest] = nil
      if isDriver { content.counts.drivers -= 1 } else { content.counts.guests -= 1 }
    }
  }

  /// Where one begins who is to hear everything.
  func start() -> Position {
    content.withLock { Position(sequence: 0, start: $0.topics.sequence) }
  }

  enum Next {
    case frame([UInt8])
    /// It lacks what is forgotten, and begins anew.
    case startAnew
    case nothing
  }

  /// What a guest is sent next: by the sequence, so that it has all that is older than the newest.
  func next(for guest: GuestID, at position: inout Position) -> Next {
    content.withLock { content in
      guard position.sequence < content.topics.sequence else { return .nothing }
      let forgotten = content.topics.forgotten
      if position.sequence < forgotten, position.start < forgotten { return .startAnew }
      let topic = content.topics.next(
        after: position.sequence, withoutRemovalsUpTo: position.start)
      if let reply = content.replies[guest]?.first,
        reply.sequence < topic?.sequence ?? .max
      {
        content.replies[guest]?.removeFirst()
        position.sequence = reply.sequence
        return .frame(reply.frame)
      }
      // Where nothing follows, nothing has to be looked for until there is more.
      position.sequence = topic?.sequence ?? content.topics.sequence
      return topic.map { .frame($0.frame) } ?? .nothing
    }
  }
}

/// What waits for one guest, in order.
struct ReplyQueue: Sendable {
  private var waiting: [(sequence: UInt64, frame: [UInt8])] = []
  private var bytes = 0

  var first: (sequence: UInt64, frame: [UInt8])? { waiting.first }

  func hasRoom(for count: Int, _ limits: RoomLimits) -> Bool {
    waiting.count < limits.replies && bytes + count <= limits.replyBytes
  }

  mutating func append(_ sequence: UInt64, _ frame: [UInt8]) {
    waiting.append((sequence, frame))
    bytes += frame.count
  }

  mutating func removeFirst() { bytes -= waiting.removeFirst().frame.count }
}
