#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A room that can be joined.
package struct RoomPlace: Hashable, Sendable {
  package let name: String
  package let owner: uid_t
  /// The owner's name, or their number where they have none.
  package let user: String
  /// Whether it is led by the same user.
  package let isOwn: Bool
  let folder: String
  /// Where drivers come in, if at all.
  let hasControl: Bool

  func path(asDriver: Bool) -> String {
    "\(folder)/\(name)\((asDriver ? RoomListener.Door.control : .own).ending)"
  }
}

/// The rooms of this machine.
package enum RoomDirectory {
  /// Nobody can fill a list without end.
  private static let mostOfOne = 64

  /// Those that live: one's own first, then open ones by their owner's name.
  package static func places(_ folders: RoomFolders = .ofThisProcess()) -> [RoomPlace] {
    var places: [RoomPlace] = []
    for folder in folders.ownFolders {
      places += found(in: folder, folders.user, folders, hasControl: true).filter { place in
        !places.contains { $0.name == place.name }
      }
    }
    var others: [RoomPlace] = []
    for (owner, folder) in folders.openFolders {
      others += found(in: folder, owner, folders, hasControl: false).filter { place in
        !(place.isOwn && places.contains { $0.name == place.name })
      }
    }
    return places + others.sorted { ($0.user, $0.name) < ($1.user, $1.name) }
  }

  /// The rooms that "name" or "user/name" can mean. One's own comes before others of its name.
  package static func places(
    named text: String, _ folders: RoomFolders = .ofThisProcess()
  ) -> [RoomPlace] {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let all = places(folders)
    switch parts.count {
    case 1:
      let named = all.filter { $0.name == text }
      let own = named.filter { $0.isOwn }
      return own.isEmpty ? named : own
    case 2: return all.filter { $0.user == parts[0] && $0.name == parts[1] }
    default: return []
    }
  }

  private static func found(
    in folder: String, _ owner: uid_t, _ folders: RoomFolders, hasControl: Bool
  ) -> [RoomPlace] {
    let names = RoomFolders.names(in: folder).compactMap { file -> String? in
      let ending = RoomListener.Door.own.ending
      guard file.hasSuffix(ending) else { return nil }
      let name = String(file.dropLast(ending.count))
      return RoomName.isValid(name) ? name : nil
    }
    let user = userName(owner)
    return names.sorted().prefix(mostOfOne).map { name in
      RoomPlace(
        name: name, owner: owner, user: user, isOwn: owner == folders.user, folder: folder,
        hasControl: hasControl)
    }.filter { place in
      let path = place.path(asDriver: false)
      return isSocket(path, of: owner) && RoomListener.isLive(path) == true
    }
  }

  /// A link could lead those who look for rooms to whatever else listens on this machine.
  private static func isSocket(_ path: String, of owner: uid_t) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
      && status.st_uid == owner
  }

  private static func userName(_ user: uid_t) -> String {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16 << 10)
    guard getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0,
      let name = found?.pointee.pw_name.map({ String(cString: $0) }), !name.isEmpty,
      name.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "/") })
    else { return String(user) }
    return name
  }
}
