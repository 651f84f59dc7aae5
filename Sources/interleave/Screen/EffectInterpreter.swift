import DemoRunner
import LessonFormat
import Tutor

/// Does what the session wants of the outside.
final class EffectInterpreter {
  private let course: SharedCourse?
  private let inbox: Inbox
  private let runs: RunService?
  private let exercises: ExerciseService
  private let progress: LearnerProgress?
  private let spots = SpotPrograms()
  /// What is to be said when the screen is gone.
  private(set) var lastWord: String?
  /// The session's part in a room, where it is in one.
  let room: RoomLink?

  init(
    course: SharedCourse?, inbox: Inbox, runs: RunService?, progress: LearnerProgress? = nil,
    exercises: ExerciseService? = nil, room: RoomLink? = nil
  ) {
    self.room = room
    self.course = course
    self.inbox = inbox
    self.runs = runs
    self.progress = progress
    self.exercises = exercises ?? ExerciseService(inbox: inbox)
    progress?.begin(inbox)
  }

  func perform(_ effect: Effect) {
    switch effect {
    case .load(let lesson): load(lesson)
    case .startRun(let id, let request): runs?.start(id, request)
    case .startPractice(let id, let request): runs?.start(id, request)
    case .exercise(let key, let errand, let draft): exercises.perform(errand, key, draft)
    case .stopRun(let id): runs?.stop(id)
    case .sendInput(let id, let text): runs?.send(text, to: id)
    case .endInput(let id): runs?.endInput(of: id)
    case .allow(let key, let texts): runs?.allow(texts, of: key)
    case .save(let records): progress?.save(records)
    case .export(let export): inbox.put(.told(SessionExport.write(export, runs)))
    case .send(let lesson, let question, let response):
      room?.send(lesson: lesson, question: question, response)
    case .leave(let words): lastWord = words
    case .edit, .quit, .openProgram: break
    }
  }

  /// Opens the learner's file in their editor, and returns what came of it.
  func edit(_ key: ExerciseKey, _ draft: ExerciseDraft, inTerminal: Bool = true) -> Action {
    .exercise(key, exercises.edit(key, draft, inTerminal: inTerminal))
  }

  /// A program of the instructor's own, from a file or typed now, is part of the course from then on.
  func open(_ file: String, typed: (DemoKey) -> Action) -> [Action] {
    do throws(CommandFailure) {
      guard file.isEmpty else { return try open(SpotProgram(file: file)) }
    } catch {
      return [.told(error.message.capitalizedFirst.asSentence)]
    }
    let key = DemoKey(lesson: "", demo: "typed")
    guard case .edited(_, _, let text, let notice) = typed(key) else { return [] }
    guard let text, !text.allSatisfy(\.isWhitespace) else {
      return [.told(notice ?? "Nothing was typed.")]
    }
    return open(SpotProgram(name: "typed here", text: text))
  }

  private func open(_ program: SpotProgram) -> [Action] {
    guard let course else { return [] }
    let markdown = Array(program.markdown(id: spots.newID()).utf8)
    let (actions, folder) = place(markdown, in: course)
    guard let folder else { return actions }
    runs?.trust(folder)
    room?.tell(spot: markdown, number: spots.count)
    return actions + [.user(.go(lesson: course.current.entries.count - 1, step: 0))]
  }

  /// One that whoever presents has opened: it can be read, and asks before it runs here.
  func take(spot markdown: [UInt8]) -> [Action] {
    course.map { place(markdown, in: $0).actions } ?? []
  }

  private func place(
    _ markdown: [UInt8], in course: SharedCourse
  ) -> (actions: [Action], folder: LessonFolder?) {
    do throws(CommandFailure) {
      let folder = try spots.write(markdown)
      guard let longer = course.current.adding(folder) else {
        throw CommandFailure(message: "the program could not be taken into the course")
      }
      course.replace(by: longer)
      return ([.rearranged(CourseOutline(longer))], folder)
    } catch {
      return ([.told(error.message.capitalizedFirst.asSentence)], nil)
    }
  }

  /// What time it is in the programs that run.
  func clocks() -> [Action] { runs?.clocks() ?? [] }

  /// The session is over: nothing of it goes on.
  func end(isCutOff: Bool = false) {
    room?.end(isCutOff: isCutOff)
    runs?.end()
    spots.remove()
    lastWord = [lastWord, progress?.finish()].compactMap { $0 }.last
  }

  /// What is due in a room after something has happened in the session.
  func observe(_ state: State) { room?.observe(state, runs) }

  /// The learner has done something, which led here.
  func noteActivity(in state: State, wasWork: Bool = false) {
    progress?.noteActivity(in: state, wasWork: wasWork)
  }

  /// Reading a lesson takes milliseconds, so it is done at once.
  private func load(_ lesson: Int) {
    guard let entries = course?.current.entries, entries.indices.contains(lesson) else { return }
    let entry = entries[lesson]
    runs?.prepare()
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
