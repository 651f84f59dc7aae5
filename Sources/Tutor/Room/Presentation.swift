import LessonFormat

/// What an instructor shows to a room, beyond what a session is.
package struct Presentation: Equatable, Sendable {
  /// The screen is dark.
  package var isBlank = false
  package var pause: Pause?
  package var pointer: Pointer?
  /// Questions whose answers the room has been shown.
  package var answers: [Records.QuestionKey: Response] = [:]
  /// What the room has said, by whoever said it; names are not asked for.
  package var votes: [Records.QuestionKey: [String: Response]] = [:]
  package var shownTallies: Set<Records.QuestionKey> = []
  /// What came just before asked whether the presentation is to end.
  var isAskedToEnd = false
  /// How many follow.
  package var followers = 0
  package var pace: Pace
  /// The time of each step is shown, and told at the end.
  package var isRehearsal: Bool

  package init(startingAt now: Int64, isRehearsal: Bool = false) {
    pace = Pace(startingAt: now)
    self.isRehearsal = isRehearsal
  }

  static let wordsBeforeEnd = "The same once more ends the presentation for the whole room."

  /// More have no place in a room, and could only come from somebody who makes them up.
  static let mostVotes = 1024
}

/// A break: when it began and when it ends, in milliseconds since 1970.
package struct Pause: Codable, Hashable, Sendable {
  package var start: Int64
  package var end: Int64

  package init(start: Int64, end: Int64) {
    self.start = start
    self.end = end
  }

  package static let minutes = 1...180
  /// Where nothing else is said.
  package static let usualMinutes = 10

  /// Whole seconds that are left; none when it is over.
  package func secondsLeft(at now: Int64) -> Int { Int(max(end - now + 999, 0) / 1000) }
}

/// How long each step has been shown; breaks do not count.
package struct Pace: Equatable, Sendable {
  package private(set) var started: Int64
  package private(set) var step: Records.StepKey?
  /// Since when it counts.
  private var since: Int64
  private var spent: [Records.StepKey: Int64] = [:]
  /// From before a presentation was cut off.
  private var carried: Int64 = 0
  private var isPaused = false
  /// In the order in which they were shown first.
  package private(set) var steps: [Records.StepKey] = []

  init(startingAt now: Int64) {
    started = now
    since = now
  }

  /// In milliseconds.
  package func time(of step: Records.StepKey, at now: Int64) -> Int64 {
    (spent[step] ?? 0) + (step == self.step && !isPaused ? max(now - since, 0) : 0)
  }

  package func total(at now: Int64) -> Int64 {
    steps.reduce(carried) { $0 + time(of: $1, at: now) }
  }

  mutating func carry(_ time: Int64) { carried = min(max(time, 0), 86_400_000) }

  mutating func note(_ step: Records.StepKey?, isPaused: Bool, at now: Int64) {
    guard step != self.step || isPaused != self.isPaused else { return }
    if let current = self.step { spent[current] = time(of: current, at: now) }
    self.step = step
    self.isPaused = isPaused
    since = now
    if let step, !steps.contains(step) { steps.append(step) }
  }
}

extension State {
  /// How long a step is meant to take, in milliseconds: as its author says, or its share of the rest.
  package func plannedTime(ofStep index: Int, in lesson: Lesson) -> Int64 {
    guard lesson.steps.indices.contains(index) else { return 0 }
    if let minutes = lesson.steps[index].minutes { return Int64(minutes * 60_000) }
    let told = lesson.steps.compactMap(\.minutes)
    let rest = max(Double(lesson.frontMatter.minutes) - told.reduce(0, +), 0)
    let untold = lesson.steps.count - told.count
    return Int64(rest / Double(max(untold, 1)) * 60_000)
  }
}
