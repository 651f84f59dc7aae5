#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folders and the empty file that SQLite then opens.
enum FilePlace {
  static func prepareFolder(of path: String) throws(ProgressTrouble) {
    let folder = parent(path)
    if access(folder, F_OK) != 0, !makeFolders(folder) { throw trouble(folder, errno) }
  }

  /// Sees to it that there is a file to open, which only its owner can read.
  static func prepare(_ path: String) throws(ProgressTrouble) {
    var information = stat()
    if stat(path, &information) == 0 {
      // Opening a pipe would wait for somebody at its other end.
      guard information.st_mode & S_IFMT == S_IFREG else { throw .foreign(path) }
      return
    }
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw trouble(path, errno) }
    close(descriptor)
  }

  private static func makeFolders(_ path: String) -> Bool {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return true }
    guard errno == ENOENT, path != "/" else { return false }
    return makeFolders(parent(path)) && (mkdir(path, 0o700) == 0 || errno == EEXIST)
  }

  static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func trouble(_ path: String, _ code: Int32) -> ProgressTrouble {
    switch code {
    case EACCES, EPERM, EROFS: .readOnly(path)
    case ENOSPC, EDQUOT: .full(path)
    default: .unavailable(path, reason: String(cString: strerror(code)).lowercased())
    }
  }
}
