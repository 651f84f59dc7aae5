import LessonFormat

/// What lies on the instructor's desk, and not before the room.
package struct Desk: Codable, Equatable, Sendable {
  package struct Times: Codable, Equatable, Sendable {
    /// When the step would have begun if it had been shown without a break, in milliseconds since
    /// 1970: so that whoever has a clock needs to be told nothing while it is shown.
    package var stepBegan: Int64
    package var stepPlanned: Int64
    package var lessonBegan: Int64
    package var lessonPlanned: Int64
  }

  /// Nil where no step is shown.
  package var times: Times?
  package var followers: Int
  /// What the room has said to the questions of the step, shown or not.
  package var tallies: [String: Tally]
  package var shown: [String]
  /// What is said to whoever presents.
  package var notice: String?
}

extension State {
  /// Nil where nothing is presented.
  package var desk: Desk? {
    guard let presentation else { return nil }
    var desk = Desk(
      times: nil, followers: presentation.followers, tallies: [:], shown: [], notice: notice)
    guard let view = lessonView, let lesson = content(of: view), let key = stepKey(of: view) else {
      return desk
    }
    let pace = presentation.pace
    desk.times = .init(
      stepBegan: now - pace.time(of: key, at: now),
      stepPlanned: plannedTime(ofStep: view.step, in: lesson),
      lessonBegan: now - pace.total(at: now),
      lessonPlanned: Int64(lesson.frontMatter.minutes) * 60_000)
    for question in questionsInSight {
      let id = question.id.value
      desk.tallies[id] = tally(of: question, in: lesson)
      if shownTally(of: question, in: lesson) != nil { desk.shown.append(id) }
    }
    return desk
  }

  /// Whether something is shown that changes with the clock alone.
  package var showsClock: Bool {
    switch room {
    case .presenting(let presentation)?:
      presentation.pause != nil || presentation.isRehearsal
    case .following(let following)?:
      following.isDriving || following.standing?.pause != nil
        || following.runs.values.contains { runs[$0]?.stage == .running }
    case nil: false
    }
  }
}
