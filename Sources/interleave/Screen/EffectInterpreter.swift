import DemoRunner
import LessonFormat
import Tutor

/// Does what the session wants of the outside.
final class EffectInterpreter {
  private let course: Course?
  private let inbox: Inbox
  private let runs: RunService?

  init(course: Course?, inbox: Inbox, runs: RunService?) {
    self.course = course
    self.inbox = inbox
    self.runs = runs
  }

  func perform(_ effect: Effect) {
    switch effect {
    case .load(let lesson): load(lesson)
    case .startRun(let id, let request): runs?.start(id, request)
    case .stopRun(let id): runs?.stop(id)
    case .sendInput(let id, let text): runs?.send(text, to: id)
    case .endInput(let id): runs?.endInput(of: id)
    case .allow(let key, let texts): runs?.allow(texts, of: key)
    case .save, .edit, .quit: break
    }
  }

  /// What time it is in the programs that run.
  func clocks() -> [Action] { runs?.clocks() ?? [] }

  /// The session is over: nothing of it goes on.
  func end() { runs?.end() }

  /// Reading a lesson takes milliseconds, so it is done at once.
  private func load(_ lesson: Int) {
    guard let entry = course?.entries[lesson] else { return }
    do throws(DiskProblem) {
      let reading = try entry.folder.read()
      guard let content = reading.lesson else {
        return inbox.put(
          .unreadable(
            lesson: lesson,
            "This lesson cannot be read; \"interleave check \(printable(entry.folder.path))\" says why."
          )
        )
      }
      inbox.put(
        .loaded(lesson: lesson, LessonContent(lesson: content, mistakes: reading.diagnostics)))
    } catch {
      inbox.put(.unreadable(lesson: lesson, "\(printable(error.message.capitalizedFirst))."))
    }
  }
}
