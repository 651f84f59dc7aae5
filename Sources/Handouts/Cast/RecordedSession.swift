import LessonFormat
import Trace
import Tutor

/// A session in which a demo has run as it was recorded, with its player open at the beginning.
struct RecordedSession {
  private(set) var state: State

  /// Nil where the player would have nothing to show.
  init?(_ handout: Handout, demo: Demo) {
    let lesson = handout.lesson
    let step = lesson.steps.firstIndex { step in
      step.blocks.contains { block in
        if case .demo(let own) = block.content { own.id == demo.id } else { false }
      }
    }
    let variants = handout.demos[demo.id] ?? []
    guard let step, variants.contains(where: { $0.run != nil }) else { return nil }
    let outline = CourseOutline(entries: [
      .init(
        id: lesson.id, title: lesson.title, minutes: lesson.frontMatter.minutes,
        steps: lesson.steps.map { .init(id: $0.id.value, title: $0.title.plainText) })
    ])
    state = State(course: outline, glossary: handout.glossary)
    send(.user(.go(lesson: 0, step: step)))
    send(.loaded(lesson: 0, LessonContent(lesson: lesson)))
    // What starts a run gets its recording at once; one that waits for its turn comes then.
    var requests = starts(in: send(.user(.run(demo: demo.id))))
    while let (id, request) = requests.first {
      requests.removeFirst()
      requests += play(id, variants.first { $0.name == request.variant })
    }
    send(.user(.player(.start)))
  }

  @discardableResult
  mutating func send(_ action: Action) -> [Effect] { reduce(&state, action) }

  private func starts(in effects: [Effect]) -> [(RunID, RunRequest)] {
    effects.compactMap { effect in
      if case .startRun(let id, let request) = effect { (id, request) } else { nil }
    }
  }

  private mutating func play(_ id: RunID, _ variant: RecordedVariant?) -> [(RunID, RunRequest)] {
    guard let run = variant?.run else {
      return starts(in: send(.run(id, .ended(.failed("There is no recording of this program.")))))
    }
    if let standIn = run.standIn {
      send(.run(id, .standsIn(variant: standIn.name, text: standIn.text)))
    }
    send(.run(id, .began))
    if let measured = run.measured { send(.run(id, .measured(measured))) }
    if run.header.isTraced {
      send(.run(id, .trace(run.lines, now: 0)))
    } else {
      for output in run.timeline.outputs {
        send(
          .run(id, .output(OutputPiece(isError: output.stream == .error, text: output.text))))
      }
      send(.run(id, .trace([], now: run.header.duration ?? 0)))
    }
    return starts(in: send(.run(id, .ended(.exit(0)))))
  }
}
