import LessonFormat
import Trace

/// What Python warned of, said for somebody who learns what it means.
enum WarningWords {
  static func sentence(_ warning: WarningLine, _ clock: Clock, _ names: LaneNames) -> String {
    let at = "At \(clock.moment(warning.time))"
    let who = warning.lane.map(names.said)
    switch warning.kind {
    case .neverAwaited:
      let function = warning.function ?? "a coroutine"
      let place = warning.definition.map { " (\(names.place($0)))" } ?? ""
      return "\(at) \(function)\(place) was called but never awaited, so it never ran."
    case .neverRetrieved:
      let what = warning.exception.map { " with \(speakable($0))" } ?? ""
      return
        "\(at) it turned out that nobody asked how \(who ?? "a task") ended: it had failed\(what)."
    case .destroyed:
      return "\(at) \(who ?? "a task") was thrown away while it still waited."
    case .slow:
      return "\(at) the loop complained: \(speakable(warning.words))".asSentence
    case .error, .other:
      let what = warning.exception.map { " (\(speakable($0)))" } ?? ""
      return "\(at) there was a warning: \(speakable(warning.words))\(what)".asSentence
    }
  }
}
