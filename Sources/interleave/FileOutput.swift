import LessonFormat

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes a file as a whole. What was there before stays until everything is written: a full disk
/// costs nobody a file.
enum FileOutput {
  /// `body` gets a function that takes the bytes, piece by piece. "-" is the standard output.
  static func write(
    _ path: String, _ body: (([UInt8]) throws -> Void) throws -> Void
  ) throws {
    if path == "-" { return try write(into: STDOUT_FILENO, path, body) }
    // What is no ordinary file is written into, and a link stays a link.
    if let kind = Disk.kind(of: path), kind != .file {
      guard kind == .other else { throw failure(path, EISDIR) }
      return try into(path, opened: open(path, O_WRONLY | O_CLOEXEC), body)
    }
    let target = Disk.realPath(path) ?? path
    guard !(Disk.isLink(target) && Disk.kind(of: target) == nil) else {
      return try into(path, opened: open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666), body)
    }
    try writeBeside(target, path, body)
  }

  private static func writeBeside(
    _ target: String, _ path: String, _ body: (([UInt8]) throws -> Void) throws -> Void
  ) throws {
    if Disk.kind(of: target) == .file, access(target, W_OK) != 0 { throw failure(path, errno) }
    let folder = Disk.parent(target)
    var template = Array(
      Disk.join(folder, ".\(Disk.lastComponent(target).prefix(200)).XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      let code = errno
      // A file may be writable in a folder that is not.
      guard code == EACCES || code == EROFS, Disk.kind(of: target) == .file else {
        throw failure(path, code)
      }
      return try into(path, opened: open(target, O_WRONLY | O_TRUNC | O_CLOEXEC), body)
    }
    var isRenamed = false
    defer { if !isRenamed { unlink(template) } }
    takeRights(of: target, descriptor)
    try into(path, opened: descriptor, body)
    guard rename(template, target) == 0 else { throw failure(path, errno) }
    isRenamed = true
  }

  /// Those of the file that is replaced, or else what a new file gets.
  private static func takeRights(of target: String, _ descriptor: Int32) {
    var before = stat()
    if stat(target, &before) == 0 {
      _ = fchown(descriptor, before.st_uid, before.st_gid)
      fchmod(descriptor, before.st_mode & 0o777)
    } else {
      let mask = umask(0)
      umask(mask)
      fchmod(descriptor, 0o666 & ~mask)
    }
  }

  private static func into(
    _ path: String, opened descriptor: Int32, _ body: (([UInt8]) throws -> Void) throws -> Void
  ) throws {
    guard descriptor >= 0 else { throw failure(path, errno) }
    do {
      try write(into: descriptor, path, body)
    } catch {
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else { throw failure(path, errno) }
  }

  private static func write(
    into descriptor: Int32, _ path: String, _ body: (([UInt8]) throws -> Void) throws -> Void
  ) throws {
    try body { bytes in
      do throws(CommandFailure) {
        try Output.write(bytes, to: descriptor)
      } catch {
        throw CommandFailure(message: "\(printable(path)): \(error.message)")
      }
    }
  }

  private static func failure(_ path: String, _ code: Int32) -> CommandFailure {
    CommandFailure(
      message: "cannot write \(printable(path)): \(String(cString: strerror(code)).lowercased())")
  }
}
