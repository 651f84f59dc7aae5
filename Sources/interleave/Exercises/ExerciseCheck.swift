import DemoRunner
import LessonFormat
import Narration
import PlainFrontEnd
import Tutor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Judges the learner's file of one exercise: a session that does nothing else, so that it is judged
/// and noted as in the course.
struct ExerciseCheck {
  private let chosen: ChosenExercise
  private let course: Course
  private let folder: CourseFolder
  private let runs: RunService.Options

  init(
    _ chosen: ChosenExercise, _ course: Course, _ folder: CourseFolder, _ runs: RunService.Options
  ) {
    self.chosen = chosen
    self.course = course
    self.folder = folder
    self.runs = runs
  }

  func run() throws -> (words: Narration, isSolved: Bool) {
    let outline = CourseOutline(course)
    let progress = LearnerProgress(folder, lessons: outline.entries.map(\.id))
    let signals = RunSignals()
    let inbox = Inbox(notify: signals.notify)
    let shared = SharedCourse(course)
    let interpreter = EffectInterpreter(
      course: shared, inbox: inbox,
      runs: RunService(course: shared, options: runs, inbox: inbox), progress: progress)
    if let remark = progress.remark { Output.printError("interleave: \(remark)") }
    var state = State(course: outline, records: progress.records)
    var ending: Int32?
    do {
      defer {
        interpreter.end()
        if let word = interpreter.lastWord { Output.printError("interleave: \(word)") }
        signals.release()
      }
      ending = try follow(&state, inbox, interpreter, signals)
    }
    if let ending {
      signal(ending, SIG_DFL)
      kill(getpid(), ending)
    }
    let teller = ExerciseTeller(state, chosen.exercise, in: chosen.lesson.id, PlainSettings())
    return (teller.verdict(), state.exercises[chosen.key]?.verdict?.isSolved ?? false)
  }

  /// Until there is a verdict; or the signal that ended it.
  private func follow(
    _ state: inout State, _ inbox: Inbox, _ interpreter: EffectInterpreter, _ signals: RunSignals
  ) throws -> Int32? {
    func take(_ action: Action) {
      for effect in reduce(&state, action) { interpreter.perform(effect) }
      // Nobody types to it.
      if case .run(let id, .began) = action { interpreter.perform(.endInput(id)) }
    }
    let index = course.entries.firstIndex { $0.frontMatter.id == chosen.lesson.id } ?? 0
    take(.loaded(lesson: index, LessonContent(lesson: chosen.lesson)))
    interpreter.perform(.exercise(chosen.key, .check, chosen.draft))
    while true {
      for action in inbox.take() { take(action) }
      if state.exercises[chosen.key]?.verdict != nil { return nil }
      if case .overlay(.ask) = state.top { throw refusal }
      if state.liveRuns.isEmpty, let notice = state.notice { throw CommandFailure(message: notice) }
      switch signals.next() {
      case .news: break
      case .interrupt: return SIGINT
      case .end(let signal): return signal
      }
    }
  }

  private var refusal: CommandFailure {
    let place = course.entry(named: chosen.lesson.id)?.folder.path ?? folder.path
    return CommandFailure(
      message: "a program of this lesson would run, which is not part of the course that came with "
        + "Interleave, and nobody has allowed it; look at it, and allow it with "
        + "\"interleave trust \(printable(place))\"")
  }
}
