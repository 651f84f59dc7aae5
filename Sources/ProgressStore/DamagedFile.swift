#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that SQLite cannot read is moved aside, for whoever knows how to mend it.
enum DamagedFile {
  /// Where it lies then; empty where another instance has done it already.
  static func moveAside(
    _ path: String, isDamaged: () -> Bool
  ) throws(ProgressTrouble) -> String {
    // Two instances at once must not move each other's new file away.
    let lock = open("\(path).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw FileIdentity.trouble(path, errno) }
    defer {
      unlink("\(path).lock")
      close(lock)
    }
    guard flock(lock, LOCK_EX) == 0 else { throw FileIdentity.trouble(path, errno) }
    guard isDamaged() else { return "" }
    let target = freeName(beside: path)
    // The journal goes first: left behind, it would be taken for that of the new file.
    _ = rename("\(path)-journal", "\(target)-journal")
    guard rename(path, target) == 0 else { throw FileIdentity.trouble(path, errno) }
    return target
  }

  private static func freeName(beside path: String) -> String {
    var information = stat()
    let numbers = (1...999).lazy.map { "\(path).damaged-\($0)" }
    return numbers.first { lstat($0, &information) != 0 } ?? "\(path).damaged"
  }
}
