import DemoRunner
import LessonFormat
import Tutor

/// Runs demos for a session.
final class RunService {
  init() {}
  func start(_ id: RunID, _ request: RunRequest) {}
  func stop(_ id: RunID) {}
  func send(_ text: String, to id: RunID) {}
  func endInput(of id: RunID) {}
  func allow(_ texts: [String]) {}
}
