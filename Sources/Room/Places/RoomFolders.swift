#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where sockets lie. One's own are in a folder that nobody else can enter; those of an open room in
/// one that everybody can, whose name says whose it must be.
package struct RoomFolders: Equatable, Sendable {
  package var user: uid_t
  /// What XDG_RUNTIME_DIR says.
  package var runtime: String?
  package var temporary = "/tmp"
  /// Where the system makes the folders that XDG_RUNTIME_DIR names, by their user's number.
  package var runtimes = "/run/user"

  package init(user: uid_t, runtime: String?) {
    self.user = user
    self.runtime = runtime
  }

  package static func ofThisProcess() -> RoomFolders {
    RoomFolders(
      user: geteuid(), runtime: getenv("XDG_RUNTIME_DIR").map { String(cString: $0) })
  }

  private static let openPrefix = "interleave-room-"

  private var runtimeFolder: String? {
    guard let runtime, runtime.hasPrefix("/") else { return nil }
    return Self.isUsable(runtime, user) ? "\(runtime)/interleave" : nil
  }

  private var temporaryFolder: String { "\(temporary)/interleave-\(user)" }

  private func openFolder(_ user: uid_t) -> String { "\(temporary)/\(Self.openPrefix)\(user)" }

  /// The folder of one's own sockets, made where it was not there.
  func makeOwn() throws(RoomFailure) -> String {
    let folder = runtimeFolder ?? temporaryFolder
    try make(folder, mode: 0o700)
    return folder
  }

  func makeOpen() throws(RoomFailure) -> String {
    let folder = openFolder(user)
    try make(folder, mode: 0o755)
    return folder
  }

  /// Where one's own rooms may be: a shell may lack the variable that another one has.
  var ownFolders: [String] {
    var folders: [String] = []
    let ordinary = "\(runtimes)/\(user)"
    let candidates = [
      runtimeFolder, Self.isUsable(ordinary, user) ? "\(ordinary)/interleave" : nil,
      temporaryFolder,
    ]
    for case let folder? in candidates where !folders.contains(folder) && isReal(folder, user) {
      folders.append(folder)
    }
    return folders
  }

  /// Where rooms are open to everybody, by whose they are.
  var openFolders: [(owner: uid_t, path: String)] {
    Self.names(in: temporary).compactMap { name in
      guard name.hasPrefix(Self.openPrefix),
        let owner = uid_t(name.dropFirst(Self.openPrefix.count))
      else { return nil }
      // One name for each user: "007" is nobody's.
      let path = openFolder(owner)
      return path == "\(temporary)/\(name)" && isReal(path, owner) ? (owner, path) : nil
    }
  }

  /// Whether `path` is a folder and no link, and belongs to `owner`.
  func isReal(_ path: String, _ owner: uid_t) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      && status.st_uid == owner
  }

  private static func isUsable(_ path: String, _ user: uid_t) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      && status.st_uid == user && status.st_mode & 0o022 == 0
  }

  private func make(_ path: String, mode: mode_t) throws(RoomFailure) {
    if mkdir(path, mode) != 0, errno != EEXIST { throw .cannotMake(path, code: errno) }
    guard isReal(path, user) else { throw .folderNotOurs(path) }
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & 0o7777 != mode else { return }
    if chmod(path, mode) != 0 { throw .cannotMake(path, code: errno) }
  }

  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names
  }
}
