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
    _ path: String, patience: Int32, isDamaged: () -> Bool
  ) throws(ProgressTrouble) -> String {
    let lock = try UseLock(path, .moving, patience: patience)
    defer { withExtendedLifetime(lock) {} }
    // Another instance may have done it.
    guard isDamaged() else { return "" }
    let target = freeName(beside: path)
    // The journal goes first: left behind, it would be taken for that of the new file.
    _ = rename("\(path)-journal", "\(target)-journal")
    guard rename(path, target) == 0 else { throw FilePlace.trouble(path, errno) }
    return target
  }

  private static func freeName(beside path: String) -> String {
    var information = stat()
    let numbers = (1...999).lazy.map { "\(path).damaged-\($0)" }
    return numbers.first { lstat($0, &information) != 0 } ?? "\(path).damaged"
  }
}
