import Room

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A room's other processes, for tests:
///
///     room-probe host FOLDER NAME BODY     leads a room, whose topic "place" says BODY
///     room-probe follow FOLDER ROOM USER   says what it hears, as another user
///     room-probe drive FOLDER ROOM USER    the same as a driver, whatever it takes
///
/// FOLDER holds "run" and "tmp". Each ends when its input does.
@main
struct RoomProbe {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 5 else { exit(2) }
    var folders = RoomFolders(user: geteuid(), runtime: "\(arguments[2])/run")
    folders.temporary = "\(arguments[2])/tmp"
    folders.runtimes = "\(arguments[2])/none"
    switch arguments[1] {
    case "host": host(folders, arguments[3], Array(arguments[4].utf8))
    case "follow": join(&folders, arguments[3], arguments[4], asDriver: false)
    case "drive": join(&folders, arguments[3], arguments[4], asDriver: true)
    default: exit(2)
    }
  }

  private static func host(_ folders: RoomFolders, _ name: String, _ body: [UInt8]) {
    do throws(RoomFailure) {
      let host = try RoomHost(name: name, isOpen: false, folders: folders) { _ in }
      host.publish("earlier", [1])
      host.publish("place", body)
      say(host.name)
      awaitEnd()
      host.close()
    } catch {
      say(error.sentence)
      exit(1)
    }
  }

  private static func join(
    _ folders: inout RoomFolders, _ room: String, _ user: String, asDriver: Bool
  ) {
    // As somebody else sees it: what they look for is not theirs.
    guard let user = uid_t(user) else { exit(2) }
    if !asDriver {
      guard setuid(user) == 0 else { exit(3) }
      folders.user = user
    }
    guard let place = RoomDirectory.places(named: room, folders).first else {
      say("no room")
      exit(1)
    }
    guard !asDriver || setuid(user) == 0 else { exit(3) }
    let guest = RoomGuest(place, asDriver: asDriver) { news in
      switch news {
      case .connected: say("connected")
      case .message(let message):
        say("\(message.topic) \(String(decoding: message.body, as: UTF8.self))")
      case .lost: say("lost")
      case .replaced: say("replaced")
      case .refused(let reason): say("refused: \(reason)")
      }
    }
    awaitEnd()
    guest.close()
  }

  private static func awaitEnd() {
    var byte: UInt8 = 0
    while read(0, &byte, 1) > 0 {}
  }

  private static func say(_ text: String) {
    _ = write(1, text + "\n", text.utf8.count + 1)
  }
}
