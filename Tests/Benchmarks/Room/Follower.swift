import Room
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One process that follows. At the end it writes when it had each change, or a newer one.
struct Follower {
  let folder: String
  let changes: Int

  private final class Arrivals: Sendable {
    let times: Mutex<[UInt64]>
    init(_ count: Int) { times = Mutex(Array(repeating: .max, count: count)) }
  }

  private var room: RoomPlace {
    guard let room = RoomDirectory.places(RoomBenchmark.folders(folder)).first else {
      RoomBenchmark.fail("a follower finds no room")
    }
    return room
  }

  func run() {
    let arrivals = Arrivals(changes)
    let answers = Answers()
    let guest = RoomGuest(room, asDriver: false) { news in
      let now = RoomBenchmark.now
      guard case .message(let message) = news else { return }
      switch message.topic {
      case RoomBenchmark.place:
        let number = Int(message.body.prefix(4).reduce(0 as UInt32) { $0 << 8 | UInt32($1) })
        arrivals.times.withLock { if number < $0.count { $0[number] = now } }
      case "ready": answers.guest.withLock { $0?.send("ready", [1]) }
      case "end":
        let times = arrivals.times.withLock { $0 }
        times.withUnsafeBytes { bytes in
          // One write, so that those of others don't come between.
          _ = write(1, bytes.baseAddress, bytes.count)
        }
        exit(0)
      default: break
      }
    }
    answers.guest.withLock { $0 = guest }
    while true { pause() }
  }

  private final class Answers: Sendable {
    let guest = Mutex<RoomGuest?>(nil)
  }

  /// Greets, and reads no more.
  func takeNothing() {
    let guest = RoomGuest(room, asDriver: false) { _ in
      while true { pause() }
    }
    withExtendedLifetime(guest) { while true { pause() } }
  }
}
