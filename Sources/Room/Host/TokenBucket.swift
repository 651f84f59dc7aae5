/// So many at once, and so many a second.
struct TokenBucket: Sendable {
  private let perSecond: Double
  private let most: Double
  private var tokens: Double
  private var filled: SuspendingClock.Instant

  init(_ allowance: RoomLimits.Allowance, now: SuspendingClock.Instant) {
    perSecond = allowance.messagesPerSecond
    most = allowance.burst
    tokens = most
    filled = now
  }

  mutating func take(now: SuspendingClock.Instant) -> Bool {
    if now > filled {
      tokens = min(most, tokens + (now - filled) / .seconds(1) * perSecond)
      filled = now
    }
    guard tokens >= 1 else { return false }
    tokens -= 1
    return true
  }
}
