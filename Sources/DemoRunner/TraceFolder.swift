#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where the processes of one run write; to be removed when that has been read.
///
/// If Interleave is killed, the program goes on and the folder stays. The next run finds it and takes
/// it away once nobody writes there any more.
package struct TraceFolder {
  package struct Failure: Error {
    package let reason: String
  }

  let path: String
  /// Where all runs of a person have their folders; nil if that could not be had.
  private let home: String?
  /// Locked for as long as this process lives.
  private let descriptor: Int32

  package init() throws(Failure) {
    let parent = try Self.temporaryFolder()
    home = Self.home(in: parent)
    if let home { Self.sweep(home) }
    let pattern = home.map { "\($0)/run-XXXXXX" } ?? "\(parent)/interleave-XXXXXX"
    var made = Self.makeFolder(pattern)
    if made == nil, errno == ENOENT, let home, mkdir(home, 0o700) == 0 {
      // Another run has ended just now and taken the empty home away.
      made = Self.makeFolder(pattern)
    }
    guard let made else {
      throw Failure(reason: "\(parent): \(String(cString: strerror(errno)).lowercased())")
    }
    path = made
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor >= 0 { _ = flock(descriptor, LOCK_EX | LOCK_NB) }
  }

  package func remove() {
    Self.remove(path)
    if descriptor >= 0 { close(descriptor) }
    // Stays if another run has its folder there.
    if let home { rmdir(home) }
  }

  /// Where a trace that is kept for a while can be written, so that it goes with the folder. The name
  /// is one that a process like ours could have given.
  package func file(_ number: Int) -> String { "\(path)/\(getpid())-\(number).jsonl" }

  private static func temporaryFolder() throws(Failure) -> String {
    let named = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    let parent = named.isEmpty ? "/tmp" : named
    guard let resolved = realpath(parent, nil) else {
      throw Failure(reason: "\(parent): \(String(cString: strerror(errno)).lowercased())")
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func makeFolder(_ pattern: String) -> String? {
    var template = Array(pattern.utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// One folder for all of a person's runs, so that what is left behind is easily found; nil if its
  /// name is somebody else's.
  private static func home(in parent: String) -> String? {
    let home = "\(parent)/interleave-\(geteuid())"
    mkdir(home, 0o700)
    var information = stat()
    guard lstat(home, &information) == 0, information.st_mode & S_IFMT == S_IFDIR,
      information.st_uid == geteuid(), information.st_mode & 0o077 == 0
    else { return nil }
    return home
  }

  // MARK: What killed runs have left

  private static func sweep(_ home: String) {
    var candidates: [String] = []
    forEachEntry(of: home) { name in
      if name.hasPrefix("run-"), candidates.count < 100 { candidates.append("\(home)/\(name)") }
    }
    for folder in candidates where isAbandoned(folder) { remove(folder) }
  }

  /// Whether the Interleave that made the folder is gone, and every process that writes there.
  private static func isAbandoned(_ folder: String) -> Bool {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var information = stat()
    // One that is new may not have been locked yet.
    guard fstat(descriptor, &information) == 0, information.st_uid == geteuid(),
      time(nil) - changed(information) > 60, flock(descriptor, LOCK_EX | LOCK_NB) == 0
    else { return false }
    var isInUse = false
    forEachEntry(of: folder) { name in
      guard let file = TraceFileName(name), let pid = pid_t(exactly: file.pid) else { return }
      if kill(pid, 0) == 0 || errno == EPERM { isInUse = true }
    }
    return !isInUse
  }

  private static func changed(_ information: stat) -> Int {
    #if canImport(Darwin)
      information.st_mtimespec.tv_sec
    #else
      information.st_mtim.tv_sec
    #endif
  }

  /// Takes away what a trace leaves, and the folder if there is nothing else in it.
  private static func remove(_ folder: String) {
    var names: [String] = []
    forEachEntry(of: folder) { name in
      if TraceFileName(name) != nil { names.append(name) }
    }
    for name in names { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }
}
