/// What nobody can exceed, whatever they send.
package struct RoomLimits: Equatable, Sendable {
  /// What a guest may send.
  package struct Allowance: Equatable, Sendable {
    package var longestBody: Int
    package var messagesPerSecond: Double
    /// So many may come at once.
    package var burst: Double
  }

  package var follower = Allowance(longestBody: 2048, messagesPerSecond: 20, burst: 40)
  package var driver = Allowance(longestBody: 8192, messagesPerSecond: 200, burst: 400)
  /// Dropped messages after which a guest is sent away.
  package var mostDropped = 100
  package var guests = 512
  /// Connections that have not said what they are.
  package var strangers = 64
  /// How long one may take to say it.
  package var greeting = Duration.seconds(2)
  /// How long one may take nothing while something waits for it.
  package var patience = Duration.seconds(30)

  package var topics = 4096
  package var longestBody = 65_536
  package var retainedBytes = 32 << 20
  /// Topics that are gone, and remembered for those who lag.
  package var removals = 1024
  /// Replies that wait for one guest.
  package var replies = 64
  package var replyBytes = 256 << 10

  package init() {}

  func allowance(isDriver: Bool) -> Allowance { isDriver ? driver : follower }
}
