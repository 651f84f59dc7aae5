import LessonFormat

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where a presentation has its course from, for the notes of whoever presents: a room that is open to
/// all is not told it where others could not read it.
struct OwnCourse {
  private let file: String?

  /// The room as it is called.
  init(room: String) { file = UserFolder.state.file("course-of-\(room)") }

  func find() -> String? {
    guard let file, let bytes = try? Disk.read(file, limit: 1 << 16) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  func keep(_ path: String) {
    guard let file else { return }
    if let folder = UserFolder.state.path { _ = UserFolder.make(folder) }
    try? FileOutput.write(file) { try $0(Array(path.utf8)) }
  }

  func forget() {
    if let file { unlink(file) }
  }

  /// Whether any user of the machine can read a folder.
  static func isForAll(_ path: String) -> Bool {
    guard allows(path, S_IROTH | S_IXOTH) else { return false }
    var folder = path
    while folder != "/" {
      let parent = Disk.parent(folder)
      guard parent != folder, allows(parent, S_IXOTH) else { return false }
      folder = parent
    }
    return true
  }

  private static func allows(_ path: String, _ wanted: mode_t) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & wanted == wanted
  }
}
