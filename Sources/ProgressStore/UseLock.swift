#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Who uses the file of progress, and who takes it away. SQLite finds a journal by its name: somebody
/// with the old file open would take the journal of the new one for that of the old one. So a file is
/// moved only while nobody has it open.
final class UseLock {
  enum Kind {
    case using, moving
  }

  private let descriptor: Int32

  /// Nil where there can be no lock: in a folder that cannot be written nothing is moved either.
  init?(_ path: String, _ kind: Kind, patience: Int32) throws(ProgressTrouble) {
    descriptor = open("\(path).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    var left = patience
    while flock(descriptor, (kind == .using ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { return }
      guard left > 0 else { throw .busy(path) }
      poll(nil, 0, 10)
      left -= 10
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}
