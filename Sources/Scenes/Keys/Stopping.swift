import Tutor

extension Controller {
  /// A program that takes its time to end has the key pressed again and again: the last time may come
  /// too late, and does not mean the course.
  mutating func stop(_ state: State) -> Response {
    let isLate = isStopping && state.liveRuns.isEmpty
    isStopping = !state.liveRuns.isEmpty
    return isStopping || isLate ? .intents([.stop]) : leave(state)
  }

  func leave(_ state: State) -> Response {
    .intents([state.presentation == nil ? .quit : .present(.end)])
  }
}
