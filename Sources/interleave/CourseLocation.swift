import LessonFormat

/// Where the course lies on this machine.
enum CourseLocation {
  static func find(option: String?) throws(CommandFailure) -> CourseFolder {
    if let named = option { return try folder(named, givenBy: "--lessons") }
    if let named = Environment["INTERLEAVE_LESSONS"] {
      return try folder(named, givenBy: "INTERLEAVE_LESSONS")
    }
    let candidates = candidates(for: Environment.executable)
    for candidate in candidates where Disk.kind(of: candidate) == .folder {
      return CourseFolder(path: candidate)
    }
    throw CommandFailure(
      message: "the lessons are not where they were installed"
        + (candidates.first.map { ", in \($0)" } ?? "")
        + "; name their folder with --lessons=DIR, or install again")
  }

  private static func folder(
    _ path: String, givenBy origin: String
  ) throws(CommandFailure) -> CourseFolder {
    switch Disk.kind(of: path) {
    case .folder: return CourseFolder(path: path)
    case nil:
      throw CommandFailure(
        message: "there is no folder \"\(printable(path))\", which \(origin) names", status: 2)
    default:
      throw CommandFailure(
        message: "\"\(printable(path))\", which \(origin) names, is no folder", status: 2)
    }
  }

  /// Installed beside `bin`, copied beside the program, or in the tree that it was built in.
  private static func candidates(for executable: String?) -> [String] {
    guard let executable else { return [] }
    let folder = Disk.parent(executable)
    var result = [
      Disk.join(Disk.parent(folder), "share/interleave/Lessons"),
      Disk.join(folder, "share/interleave/Lessons"),
      Disk.join(folder, "Lessons"),
    ]
    var parent = folder
    while parent != "/" {
      if Disk.kind(of: Disk.join(parent, "Package.swift")) == .file {
        result.append(Disk.join(parent, "Lessons"))
        break
      }
      parent = Disk.parent(parent)
    }
    return result
  }
}
