import LessonFormat

/// What a session is in a room, where it is in one.
package enum RoomPart: Equatable, Sendable {
  case presenting(Presentation)
  case following(Following)
}

extension State {
  package internal(set) var presentation: Presentation? {
    get { if case .presenting(let presentation)? = room { presentation } else { nil } }
    set { room = newValue.map(RoomPart.presenting) }
  }

  package internal(set) var following: Following? {
    get { if case .following(let following)? = room { following } else { nil } }
    set { room = newValue.map(RoomPart.following) }
  }

  mutating func updatePresentation(_ change: (inout Presentation) -> Void) {
    guard var presentation else { return }
    change(&presentation)
    self.presentation = presentation
  }

  /// What the room has been shown to be the answer.
  package func shownAnswer(to question: Question, in lesson: Lesson) -> Response? {
    let key = Records.QuestionKey(question, in: lesson)
    switch room {
    case .presenting(let presentation)?: return presentation.answers[key]
    case .following(let following)?:
      guard let standing = following.standing, standing.place?.lesson == lesson.id else {
        return nil
      }
      return standing.answers[question.id.value]
    case nil: return nil
    }
  }

  /// Whether what stands as the answer is what the room was shown, and nobody's own.
  package func isShownAnswer(to question: Question, in lesson: Lesson) -> Bool {
    shownAnswer(to: question, in: lesson) != nil
      && records.answers[Records.QuestionKey(question, in: lesson)] == nil
  }

  /// What the room has said to a question, where that is shown.
  package func shownTally(of question: Question, in lesson: Lesson) -> Tally? {
    switch room {
    case .presenting(let presentation)?:
      let key = Records.QuestionKey(question, in: lesson)
      guard presentation.shownTallies.contains(key) else { return nil }
      return tally(of: question, in: lesson)
    case .following(let following)?:
      guard let standing = following.standing, standing.place?.lesson == lesson.id else {
        return nil
      }
      return standing.tallies[question.id.value]
    case nil: return nil
    }
  }

  /// The line that the room is asked to look at, of a program of a demo.
  package func pointedLine(_ demo: String, _ variant: String?) -> Int? {
    let pointer: Pointer? =
      switch room {
      case .presenting(let presentation)?: presentation.pointer
      case .following(let following)?: following.isAway ? nil : following.standing?.pointer
      case nil: nil
      }
    guard let pointer, pointer.demo == demo, pointer.variant == variant else { return nil }
    return pointer.line
  }
}

/// A line of a program, pointed at.
package struct Pointer: Codable, Hashable, Sendable {
  package var demo: String
  package var variant: String
  package var line: Int

  package init(demo: String, variant: String, line: Int) {
    self.demo = demo
    self.variant = variant
    self.line = line
  }
}
