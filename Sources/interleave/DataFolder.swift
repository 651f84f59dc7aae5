import LessonFormat

/// What belongs to the program on the disk: the lessons and the tracer.
enum DataFolder: String {
  case lessons = "Lessons"
  case tracer = "Tracer"

  /// Where it lies in the tree that the program is built in.
  private var placeInTree: String {
    switch self {
    case .lessons: "Lessons"
    case .tracer: "Sources/DemoRunner/Tracer"
    }
  }

  func find() throws(CommandFailure) -> String {
    let candidates = candidates(for: Environment.executable)
    for candidate in candidates where Disk.kind(of: candidate) == .folder { return candidate }
    let place = candidates.first.map { ", in \(printable($0))" } ?? ""
    throw CommandFailure(
      message: "the folder \(rawValue) is not where it was installed\(place); "
        + (self == .lessons ? "name one with --lessons=DIR, or install again" : "install again"))
  }

  /// Installed beside `bin`, copied beside the program, or in the tree that it was built in.
  private func candidates(for executable: String?) -> [String] {
    guard let executable else { return [] }
    let folder = Disk.parent(executable)
    var result = [
      Disk.join(Disk.parent(folder), "share/interleave/\(rawValue)"),
      Disk.join(folder, "share/interleave/\(rawValue)"),
      Disk.join(folder, rawValue),
    ]
    var parent = folder
    while parent != "/" {
      if Disk.kind(of: Disk.join(parent, "Package.swift")) == .file {
        result.append(Disk.join(parent, placeInTree))
        break
      }
      parent = Disk.parent(parent)
    }
    return result
  }
}
