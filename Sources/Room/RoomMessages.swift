/// A topic's newest state, as a guest hears it. Without a body, the topic is gone.
package struct RoomMessage: Equatable, Sendable {
  package var topic: String
  /// Rises over all topics.
  package var sequence: UInt64
  package var body: [UInt8]

  package init(topic: String, sequence: UInt64, body: [UInt8]) {
    self.topic = topic
    self.sequence = sequence
    self.body = body
  }
}

/// One guest for as long as its connection lasts. Who comes back is another one.
package struct GuestID: Hashable, Sendable {
  package var number: UInt64

  package init(_ number: UInt64) { self.number = number }
}

/// What a guest sent.
package struct RoomRequest: Equatable, Sendable {
  package var guest: GuestID
  /// Known by the socket that it came in by.
  package var isDriver: Bool
  package var topic: String
  package var body: [UInt8]

  package init(guest: GuestID, isDriver: Bool, topic: String, body: [UInt8]) {
    self.guest = guest
    self.isDriver = isDriver
    self.topic = topic
    self.body = body
  }
}

/// What a host hears. Five hundred guests may send twenty requests a second each: whoever keeps
/// requests for later keeps the newest of a guest and topic.
package enum RoomNews: Equatable, Sendable {
  case request(RoomRequest)
  case joined(GuestID, isDriver: Bool)
  case left(GuestID)
}

/// What a guest hears.
package enum GuestNews: Equatable, Sendable {
  /// All topics follow, from the first; what was heard before counts no more.
  case connected
  /// A host may be anybody: what is kept of its topics should be those that one knows.
  case message(RoomMessage)
  /// There is no room at present. It is looked for again and again.
  case lost
  /// Another driver has come. This one does not try again.
  case replaced
  /// Not let in, and why: a clause in words. It does not try again.
  case refused(String)
}

package struct RoomCounts: Equatable, Sendable {
  package var guests = 0
  package var drivers = 0
  /// Messages of guests that were malformed, too long, too many or of an unknown version.
  package var droppedMessages = 0
  /// What the host was to send and did not: beyond a limit, or under a name that is none.
  package var refused = 0
  /// Connections that were not let in, or sent away for what they sent.
  package var turnedAway = 0

  package init() {}
}
