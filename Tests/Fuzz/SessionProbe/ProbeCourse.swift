import LessonFormat
import Trace
import Tutor

/// What sessions are led over: a course, read once, and runs that were recorded.
package final class ProbeCourse {
  private let folder: CourseFolder
  private let lessons: [LessonContent?]
  private let outline: CourseOutline
  private let glossary: Glossary
  private let reference: Reference
  private let chooser: Chooser
  let runs: [[TraceLine]]

  /// `runs` is a folder with a folder for each run. Nil where there is no course or no run.
  package init?(lessons path: String, runs runsPath: String) {
    folder = CourseFolder(path: path)
    guard let course = try? Course(folder, detail: .steps), !course.entries.isEmpty else {
      return nil
    }
    outline = CourseOutline(course)
    lessons = course.entries.map { entry in
      guard let reading = try? entry.folder.read(), let lesson = reading.lesson else { return nil }
      return LessonContent(lesson: lesson, mistakes: reading.diagnostics)
    }
    glossary = folder.glossary().glossary
    reference = folder.reference().reference
    chooser = folder.chooser().chooser
    runs = Self.read(runsPath)
    if runs.isEmpty { return nil }
  }

  private static func read(_ path: String) -> [[TraceLine]] {
    ((try? Disk.names(in: path)) ?? []).sorted().map { name in
      var reader = TraceReader()
      let run = Disk.join(path, name)
      for file in ((try? Disk.names(in: run)) ?? []).sorted() where file.hasSuffix(".jsonl") {
        guard let bytes = try? Disk.read(Disk.join(run, file)) else { continue }
        _ = reader.feed(bytes, to: reader.addSource())
      }
      return reader.take(.all)
    }.filter { !$0.isEmpty }
  }

  func begin() -> State {
    State(course: outline, glossary: glossary, reference: reference, chooser: chooser)
  }

  func load(_ lesson: Int) -> Action {
    guard lessons.indices.contains(lesson), let content = lessons[lesson] else {
      return .unreadable(lesson: lesson, "It cannot be read.")
    }
    return .loaded(lesson: lesson, content)
  }
}
