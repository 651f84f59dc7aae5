#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Which programs a person has allowed to run. What is remembered is a program's content: whoever
/// changes it has to ask again.
package struct TrustStore: Sendable {
  package struct Entry: Sendable, Hashable {
    package var digest: String
    /// Seconds since 1970.
    package var time: Int
    /// Where it was when it was allowed, for people.
    package var place: String
  }

  package struct Failure: Error, Sendable, Hashable {
    package var path: String
    package var reason: String
  }

  /// A line of the file is this word, the digest, the time and the place.
  private static let mark = "program"
  private static let maximumBytes = 8 << 20

  package let folder: String

  package init(folder: String) {
    self.folder = folder
  }

  /// In the person's folder for state; nil where neither that nor a home is known.
  package static var standard: TrustStore? {
    if let state = getenv("XDG_STATE_HOME").map({ String(cString: $0) }), state.hasPrefix("/") {
      return TrustStore(folder: "\(state)/interleave")
    }
    guard let home = getenv("HOME").map({ String(cString: $0) }), home.hasPrefix("/") else {
      return nil
    }
    return TrustStore(folder: "\(home)/.local/state/interleave")
  }

  package var file: String { "\(folder)/trust" }

  package static func digest(of program: String) -> String {
    SHA256.digest(Array(program.utf8))
  }

  // MARK: Reading

  /// What is no entry is passed over, and stays in the file.
  package func entries() -> [Entry] { lines().compactMap(Self.entry) }

  private func lines() -> [Substring] {
    guard let bytes = read() else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }

  private static func entry(_ line: Substring) -> Entry? {
    let fields = line.split(separator: " ", maxSplits: 3)
    guard fields.count == 4, fields[0] == mark, fields[1].utf8.count == 64,
      fields[1].utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
      let time = Int(fields[2])
    else { return nil }
    return Entry(digest: String(fields[1]), time: time, place: String(fields[3]))
  }

  /// nil where there is nothing that could be read as a whole.
  private func read() -> [UInt8]? {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var information = stat()
    guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG,
      information.st_size <= Self.maximumBytes
    else { return nil }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while result.count <= Self.maximumBytes {
      let count = systemRead(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count == 0 ? result : nil }
      result += buffer[..<count]
    }
    return nil
  }

  // MARK: Writing

  /// Allows programs: pairs of a content and where it was found.
  package func allow(_ programs: [(text: String, place: String)]) throws(Failure) {
    let now = Int(time(nil))
    try change { lines in
      let known = Set(lines.compactMap { Self.entry($0[...])?.digest })
      var added: Set<String> = []
      for program in programs {
        let digest = Self.digest(of: program.text)
        guard !known.contains(digest), added.insert(digest).inserted else { continue }
        let place = program.place.map { $0.isNewline ? " " : String($0) }.joined()
        lines.append("\(Self.mark) \(digest) \(now) \(place)")
      }
    }
  }

  /// Forgets those that the condition holds for, and says how many they were.
  @discardableResult
  package func revoke(where condition: (Entry) -> Bool) throws(Failure) -> Int {
    var count = 0
    guard access(file, F_OK) == 0 else { return 0 }
    try change { lines in
      let kept = lines.filter { line in Self.entry(line[...]).map { !condition($0) } ?? true }
      count = lines.count - kept.count
      lines = kept
    }
    return count
  }

  /// One at a time, and the file is replaced as a whole.
  private func change(_ body: (inout [String]) -> Void) throws(Failure) {
    try makeFolders()
    let lock = open("\(folder)/trust.lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard lock >= 0 else { throw failure("\(folder)/trust.lock") }
    defer { close(lock) }
    while flock(lock, LOCK_EX) != 0 {
      guard errno == EINTR else { throw failure("\(folder)/trust.lock") }
    }
    if access(file, F_OK) == 0, self.read() == nil { throw failure(file) }
    var lines = self.lines().map(String.init)
    let before = lines
    body(&lines)
    guard lines != before else { return }
    try replace(with: lines.map { $0 + "\n" }.joined())
  }

  private func replace(with text: String) throws(Failure) {
    var template = Array("\(folder)/.trust.XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw failure(folder) }
    var rest = Array(text.utf8)[...]
    var isWritten = true
    while isWritten, !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { rest = rest.dropFirst(count) } else { isWritten = errno == EINTR }
    }
    isWritten = isWritten && fsync(descriptor) == 0
    let problem = failure(file)
    close(descriptor)
    guard isWritten else {
      unlink(template)
      throw problem
    }
    guard rename(template, file) == 0 else {
      let problem = failure(file)
      unlink(template)
      throw problem
    }
  }

  private func makeFolders() throws(Failure) {
    var path = ""
    for part in folder.split(separator: "/") {
      path += "/\(part)"
      mkdir(path, 0o700)
    }
    var information = stat()
    guard stat(folder, &information) == 0, information.st_mode & S_IFMT == S_IFDIR else {
      throw failure(folder)
    }
  }

  private func failure(_ path: String) -> Failure {
    let code = errno
    return Failure(
      path: path,
      reason: code == 0 ? "it cannot be read" : String(cString: strerror(code)).lowercased())
  }
}

/// Inside the store, `read` and `write` are its own.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int)
  -> Int
{
  read(descriptor, buffer, count)
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
