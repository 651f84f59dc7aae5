import LessonFormat

/// Where the course lies on this machine.
enum CourseLocation {
  static func find(option: String?) throws(CommandFailure) -> CourseFolder {
    if let named = option { return try folder(named, givenBy: "--lessons") }
    if let named = Environment["INTERLEAVE_LESSONS"] {
      return try folder(named, givenBy: "INTERLEAVE_LESSONS")
    }
    return CourseFolder(path: try DataFolder.lessons.find())
  }

  /// Whether it is the course that came with the program.
  static func isBundled(_ course: CourseFolder) -> Bool {
    guard let bundled = try? DataFolder.lessons.find() else { return false }
    return Disk.realPath(bundled) == Disk.realPath(course.path)
  }

  /// Whether a lesson is one of those that came with the program.
  static func isBundled(_ lesson: LessonFolder) -> Bool {
    guard let bundled = try? DataFolder.lessons.find(), let root = Disk.realPath(bundled),
      let file = Disk.realPath(lesson.file)
    else { return false }
    return file.hasPrefix(root + "/")
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
}
