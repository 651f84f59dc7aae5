#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A name that no living room has, and its sockets.
struct RoomClaim {
  let name: String
  let listeners: [RoomListener]

  init(_ wanted: String, isOpen: Bool, _ folders: RoomFolders) throws(RoomFailure) {
    guard RoomName.isValid(wanted) else { throw .badName(wanted) }
    let own = try folders.makeOwn()
    let open = try isOpen ? folders.makeOpen() : nil
    // Two that begin at once must not take each other's sockets for dead.
    var locks: [Int32] = []
    defer { for lock in locks { close(lock) } }
    for folder in [own, open].compactMap({ $0 }) { locks.append(try Self.lock(folder)) }
    let elsewhere = folders.ownFolders + [open].compactMap { $0 }
    var doors = [(RoomListener.Door.control, own), (.own, own)]
    if let open { doors.append((.open, open)) }
    for name in RoomName.candidates(wanted) {
      for (door, folder) in doors {
        try RoomListener.checkLength("\(folder)/\(name)\(door.ending)")
      }
      let isTaken = elsewhere.contains { folder in
        [RoomListener.Door.control, .own].contains {
          RoomListener.isLive("\(folder)/\(name)\($0.ending)") ?? true
        }
      }
      if isTaken { continue }
      self.name = name
      listeners = try Self.listen(name, doors)
      return
    }
    throw .nameTaken(wanted)
  }

  private static func listen(
    _ name: String, _ doors: [(RoomListener.Door, String)]
  ) throws(RoomFailure) -> [RoomListener] {
    var listeners: [RoomListener] = []
    do throws(RoomFailure) {
      for (door, folder) in doors {
        listeners.append(
          try RoomListener(door, at: "\(folder)/\(name)\(door.ending)", in: folder))
      }
    } catch {
      for listener in listeners { listener.remove() }
      throw error
    }
    return listeners
  }

  /// Holds a folder until the descriptor is closed, however this process ends.
  private static func lock(_ folder: String) throws(RoomFailure) -> Int32 {
    let path = "\(folder)/.lock"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .cannotMake(path, code: errno) }
    // Whoever holds it needs a few milliseconds.
    for _ in 0..<300 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
      guard errno == EWOULDBLOCK || errno == EINTR else { break }
      usleep(10_000)
    }
    close(descriptor)
    throw .busy(path)
  }
}
