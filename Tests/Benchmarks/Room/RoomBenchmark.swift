import CSpawn
import Room

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How long it takes until every follower of a room has a new position. Followers are processes of
/// their own, and one clock tells the time in all of them.
///
///     room-bench [FOLLOWERS [CHANGES]]
@main
struct RoomBenchmark {
  static let place = "position"

  static func main() {
    let arguments = CommandLine.arguments
    switch arguments.dropFirst().first {
    case "follow": Follower(folder: arguments[2], changes: Int(arguments[3]) ?? 0).run()
    case "stuck": Follower(folder: arguments[2], changes: 0).takeNothing()
    default:
      let numbers = arguments.dropFirst().compactMap { Int($0) }
      let followers = numbers.first ?? 200
      let changes = numbers.dropFirst().first ?? 100
      let stuck = min(10, followers / 2)
      guard followers > 0, changes > 0 else { fail("say how many, from 1") }
      Measurement(followers: followers, stuck: 0, changes: changes).run()
      Measurement(followers: followers - stuck, stuck: stuck, changes: changes).run()
    }
  }

  static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  static func folders(_ folder: String) -> RoomFolders {
    var folders = RoomFolders(user: geteuid(), runtime: folder)
    folders.temporary = folder
    folders.runtimes = folder
    return folders
  }

  static func fail(_ reason: String) -> Never {
    _ = write(2, "room-bench: \(reason)\n", reason.utf8.count + 13)
    exit(1)
  }
}
