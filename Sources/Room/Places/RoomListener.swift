import CSocket

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A socket that guests come in by.
package struct RoomListener: Sendable {
  /// What somebody is, by the way they came.
  package enum Door: Sendable {
    /// Drivers of the same user.
    case control
    /// Followers of the same user.
    case own
    /// Followers, whoever they are.
    case open

    var ending: String { self == .control ? ".control" : ".room" }
    var mode: mode_t { self == .open ? 0o666 : 0o600 }
  }

  let door: Door
  let path: String
  let descriptor: Int32
  private let device: dev_t
  private let node: ino_t

  /// Whether a process listens there; nil where it can't be known.
  static func isLive(_ path: String) -> Bool? {
    let descriptor = interleave_socket_connect(path)
    if descriptor >= 0 {
      close(descriptor)
      return true
    }
    return switch -descriptor {
    // Its line is full.
    case EAGAIN: true
    case ECONNREFUSED, ENOENT, ENOTSOCK, EPROTOTYPE, ENAMETOOLONG: false
    default: nil
    }
  }

  static func checkLength(_ path: String) throws(RoomFailure) {
    let limit = Int(interleave_socket_longest_path())
    if path.utf8.count > limit { throw .pathTooLong(path, limit: limit) }
  }

  /// Listens under the path at once: nobody sees it who could not connect. A socket of a process that
  /// is no more makes way. The folder must be held.
  init(_ door: Door, at path: String, in folder: String) throws(RoomFailure) {
    // The name until it is ready is shorter than any other.
    let claim = "\(folder)/.new"
    unlink(claim)
    let descriptor = interleave_socket_listen(claim)
    guard descriptor >= 0 else { throw .cannotListen(path, code: -descriptor) }
    var status = stat()
    guard chmod(claim, door.mode) == 0, lstat(claim, &status) == 0, rename(claim, path) == 0 else {
      let code = errno
      close(descriptor)
      unlink(claim)
      throw .cannotListen(path, code: code)
    }
    self.door = door
    self.path = path
    self.descriptor = descriptor
    device = status.st_dev
    node = status.st_ino
  }

  /// Removes the socket, unless another one lies there now.
  func remove() {
    var status = stat()
    if lstat(path, &status) == 0, status.st_dev == device, status.st_ino == node { unlink(path) }
    close(descriptor)
  }
}
