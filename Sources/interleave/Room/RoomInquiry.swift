import Room
import Synchronization
import Threads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Asks a presentation what it is about, before anything is shown of it.
enum RoomInquiry {
  private static let patience = Duration.seconds(2)

  private final class Ear: Sendable {
    private let heard = Mutex<(about: RoomAbout?, isOver: Bool)>((nil, false))
    private let waker: Waker

    init(_ waker: Waker) { self.waker = waker }

    func hear(_ news: GuestNews) {
      switch news {
      case .message(let message) where message.topic == RoomTopic.about:
        let about = RoomJSON.value(RoomAbout.self, message.body)
        heard.withLock { $0 = (about, true) }
      case .refused, .replaced, .lost: heard.withLock { $0.isOver = true }
      case .message, .connected: return
      }
      waker.wake()
    }

    var answer: (about: RoomAbout?, isOver: Bool) { heard.withLock { $0 } }
  }

  /// Nil where it does not say so in time.
  static func about(_ place: RoomPlace) -> RoomAbout? {
    guard let waker = Waker() else { return nil }
    let ear = Ear(waker)
    // Whoever only asks takes nothing over from the notes that there may be.
    let guest = RoomGuest(place, asDriver: false) { ear.hear($0) }
    defer { guest.close() }
    let end = ContinuousClock.now + patience
    while !ear.answer.isOver {
      let left = (end - .now) / .milliseconds(1)
      guard left > 0 else { break }
      var descriptor = pollfd(fd: waker.readEnd, events: Int16(POLLIN), revents: 0)
      poll(&descriptor, 1, Int32(left) + 1)
      _ = waker.drain()
    }
    return ear.answer.about
  }
}
