import LessonFormat
import Synchronization

/// The course that is open. It changes only where somebody is writing it.
final class SharedCourse: Sendable {
  private let course: Mutex<Course>

  init(_ course: Course) {
    self.course = Mutex(course)
  }

  var current: Course { course.withLock { $0 } }

  func replace(by new: Course) { course.withLock { $0 = new } }
}
