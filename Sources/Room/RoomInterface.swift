/// A room from the side of whoever leads it. State lies in topics, of which the newest counts.
package protocol RoomHosting: Sendable {
  /// Replaces what the topic said, for those who are here and those who come later. Without a body
  /// the topic is gone.
  func publish(_ topic: String, _ body: [UInt8])
  /// For one guest, once, in order.
  func reply(_ topic: String, _ body: [UInt8], to guest: GuestID)
  var counts: RoomCounts { get }
  func close()
}

/// A room from the side of whoever follows or drives it.
package protocol RoomJoining: Sendable {
  /// Dropped while there is no connection.
  func send(_ topic: String, _ body: [UInt8])
  func close()
}
