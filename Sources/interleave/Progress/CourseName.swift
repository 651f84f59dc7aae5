import LessonFormat
import ProgressStore

/// What the progress of a course stands under. The course that comes with the program has one name
/// wherever it lies; another one is known by its folder.
struct CourseName {
  static let bundled = "interleave"

  let text: String

  init(_ folder: CourseFolder) {
    let path = Disk.realPath(folder.path) ?? folder.path
    let own = (try? DataFolder.lessons.find()).flatMap { Disk.realPath($0) }
    text = path == own ? Self.bundled : path
  }

  /// A folder that was moved is recognised by its lessons: one that is gone, and that most of what is
  /// known about is in this course.
  func takeOver(lessons: [String], in file: ProgressFile) throws(ProgressTrouble) {
    guard file.bar == nil, text != Self.bundled else { return }
    let courses = try file.courses()
    guard !courses.contains(text) else { return }
    var moved: [String] = []
    for name in courses where name.hasPrefix("/") && Disk.kind(of: name) == nil {
      let known = try file.progress(in: name).lessons
      let shared = known.intersection(lessons)
      if !shared.isEmpty, shared.count * 2 >= known.count { moved.append(name) }
    }
    if moved.count == 1 { try file.rename(course: moved[0], to: text) }
  }
}
