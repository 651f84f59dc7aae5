#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a file or a folder could not be read, in words for a person.
package struct DiskProblem: Error, Hashable, Sendable {
  package var rule: Rule
  package var message: String
  package var fix: String

  fileprivate init(_ rule: Rule, _ message: String, fix: String) {
    self.rule = rule
    self.message = message
    self.fix = fix
  }

  fileprivate init(errno code: Int32, _ what: String) {
    rule = .unreadableFile
    message = "\(what): \(String(cString: strerror(code)).lowercased())"
    fix =
      switch code {
      case EACCES, EPERM: "Give yourself the right to read it, with chmod"
      case ELOOP: "Mend the symbolic link, which leads to itself"
      case ENOENT: "Check the name"
      default: "Check the file"
      }
  }
}

/// The file system as the lesson engine needs it: bounded, and never stuck on a pipe or a device.
package enum Disk {
  /// More than any lesson; a larger file is a mistake.
  package static let maximumBytes = 16 << 20

  /// The file's bytes, at most `limit` of them where `isPrefix`, else a refusal beyond the limit.
  package static func read(
    _ path: String, limit: Int = maximumBytes, isPrefix: Bool = false
  ) throws(DiskProblem) -> [UInt8] {
    for _ in 0..<3 {
      if let bytes = try readOnce(path, limit: limit, isPrefix: isPrefix) { return bytes }
    }
    throw DiskProblem(
      .unreadableFile, "the file changes while it is read",
      fix: "Let the program that writes it finish, and try again")
  }

  private static func openFile(_ path: String) throws(DiskProblem) -> (Int32, stat) {
    // Without O_NONBLOCK, opening a named pipe waits for somebody to write into it.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw DiskProblem(errno: errno, "it cannot be opened") }
    var information = stat()
    guard fstat(descriptor, &information) == 0 else {
      let code = errno
      close(descriptor)
      throw DiskProblem(errno: code, "it cannot be read")
    }
    guard information.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw DiskProblem(
        .unreadableFile,
        information.st_mode & S_IFMT == S_IFDIR ? "it is a folder" : "it is not an ordinary file",
        fix: "Name a text file")
    }
    return (descriptor, information)
  }

  /// nil where the file changed meanwhile.
  private static func readOnce(
    _ path: String, limit: Int, isPrefix: Bool
  ) throws(DiskProblem) -> [UInt8]? {
    let (descriptor, before) = try openFile(path)
    defer { close(descriptor) }
    guard isPrefix || before.st_size <= limit else { throw tooLarge(limit) }
    let expected = min(Int(before.st_size), limit)
    let bytes = try read(descriptor, expected: expected, limit: isPrefix ? expected : limit + 1)
    if !isPrefix, bytes.count > limit { throw tooLarge(limit) }
    var after = stat()
    guard fstat(descriptor, &after) == 0, after.st_size == before.st_size,
      bytes.count == expected, after.modification == before.modification
    else { return nil }
    return bytes
  }

  /// The file's bytes piece by piece, however large it is, until `take` wants no more. It is told how
  /// much of the file it has then, from 0 to 1. The file may go on growing.
  package static func read(
    _ path: String, inPiecesOf size: Int,
    _ take: (UnsafeBufferPointer<UInt8>, Double) -> Bool
  ) throws(DiskProblem) {
    let (descriptor, information) = try openFile(path)
    defer { close(descriptor) }
    let total = Int(information.st_size)
    var done = 0
    while true {
      let piece = try read(descriptor, expected: size, limit: size)
      guard !piece.isEmpty else { return }
      done += piece.count
      let share = min(Double(done) / Double(max(total, 1)), 1)
      guard piece.withUnsafeBufferPointer({ take($0, share) }) else { return }
    }
  }

  private static func tooLarge(_ limit: Int) -> DiskProblem {
    DiskProblem(
      .fileTooLarge, "the file is larger than \(limit >> 20) MB", fix: "Divide it")
  }

  private static func read(
    _ descriptor: Int32, expected: Int, limit: Int
  ) throws(DiskProblem) -> [UInt8] {
    var failure: Int32 = 0
    // One byte more than expected shows whether the file has grown.
    let bytes = [UInt8](unsafeUninitializedCapacity: min(expected + 1, limit)) { buffer, count in
      while count < buffer.count {
        let got = systemRead(descriptor, UnsafeMutableRawBufferPointer(rest: buffer, from: count))
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { break }
        count += got
      }
    }
    guard failure == 0 else { throw DiskProblem(errno: failure, "it cannot be read") }
    return bytes
  }

  package enum Kind {
    case file, folder, other
  }

  /// What a path leads to, links followed.
  package static func kind(of path: String) -> Kind? {
    var information = stat()
    guard stat(path, &information) == 0 else { return nil }
    return switch information.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    default: .other
    }
  }

  /// Whether something may be there that cannot be looked at.
  package static func isBarred(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) != 0 && errno == EACCES
  }

  package static func isLink(_ path: String) -> Bool {
    var information = stat()
    return lstat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFLNK
  }

  /// The names in a folder, without hidden ones, in the order of their numbers and letters.
  package static func names(in folder: String) throws(DiskProblem) -> [String] {
    guard let stream = opendir(folder) else {
      throw DiskProblem(errno: errno, "the folder cannot be opened")
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer)) {
          String(cString: $0)
        }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.map { (number: $0.leadingNumber, name: $0) }.sorted(by: <).map(\.name)
  }

  /// The path with every link resolved, or nil where it leads nowhere.
  package static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  package static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty || folder == "."
      ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  package static func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  package static func parent(_ path: String) -> String {
    let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
    guard let slash = trimmed.lastIndex(of: "/") else { return "." }
    return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
  }
}

extension String {
  /// 10 for "10-servers"; what has no number comes last.
  fileprivate var leadingNumber: Int {
    Int(prefix { $0.isASCII && $0.isNumber }) ?? .max
  }
}

extension UnsafeMutableRawBufferPointer {
  fileprivate init(rest buffer: UnsafeMutableBufferPointer<UInt8>, from index: Int) {
    self.init(UnsafeMutableBufferPointer(rebasing: buffer[index...]))
  }
}

/// Inside `Disk`, `read` is its own.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, buffer.baseAddress, buffer.count)
}

extension stat {
  fileprivate var modification: [Int] {
    #if canImport(Darwin)
      [Int(st_mtimespec.tv_sec), Int(st_mtimespec.tv_nsec)]
    #else
      [Int(st_mtim.tv_sec), Int(st_mtim.tv_nsec)]
    #endif
  }
}
