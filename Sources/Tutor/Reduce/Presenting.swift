import LessonFormat

/// What an instructor does with what the room sees.
extension State {
  mutating func present(_ intent: PresentIntent) -> [Effect] {
    guard presentation != nil else { return [] }
    switch intent {
    case .open(let file): return [.openProgram(file: file)]
    case .end: return askedToEnd()
    case .blank: updatePresentation { $0.isBlank.toggle() }
    case .answer(let id): showAnswer(id)
    case .tally: showTally()
    case .startBreak(let minutes):
      let now = now
      updatePresentation { presentation in
        let minutes = min(max(minutes, Pause.minutes.lowerBound), Pause.minutes.upperBound)
        presentation.pause = Pause(start: now, end: now + Int64(minutes) * 60_000)
      }
    case .endBreak: updatePresentation { $0.pause = nil }
    case .point(let intent): point(intent)
    }
    return []
  }

  /// A key that slips, or a clicker's, must not end what a room looks at.
  mutating func askedToEnd() -> [Effect] {
    if presentation?.isAskedToEnd ?? true { return stopAll() + [.quit] }
    notice = Presentation.wordsBeforeEnd
    return []
  }

  /// The learner or whoever presents does something: what was said before is over.
  mutating func beginIntent() {
    let wasAsked = notice == Presentation.wordsBeforeEnd
    if presentation != nil { updatePresentation { $0.isAskedToEnd = wasAsked } }
    notice = nil
  }

  mutating func keepPace() {
    guard let presentation else { return }
    let step = lessonView.flatMap { stepKey(of: $0) }
    let now = now
    updatePresentation {
      // What was pointed at stands in another step.
      if $0.pace.step != step { $0.pointer = nil }
      $0.pace.note(step, isPaused: presentation.pause != nil, at: now)
    }
  }

  // MARK: Questions

  /// The questions that the room sees.
  package var questionsInSight: [Question] {
    guard let view = lessonView else { return [] }
    return visibleBlocks(of: view).compactMap { block in
      if case .question(let question) = block.content { question } else { nil }
    }
  }

  /// The question that the room thinks about: the first whose answer is not shown yet.
  package var openQuestion: Question? {
    guard let view = lessonView, let lesson = content(of: view) else { return nil }
    return questionsInSight.first { shownAnswer(to: $0, in: lesson) == nil }
  }

  private mutating func showAnswer(_ id: String?) {
    guard let view = lessonView, let lesson = content(of: view) else { return }
    let asked = id.map { id in questionsInSight.first { $0.id.value == id } } ?? openQuestion
    guard let question = asked else {
      notice =
        questionsInSight.isEmpty
        ? "There is no question here." : "The answers to all questions here are shown."
      return
    }
    guard let response = rightResponse(to: question, in: lesson) else {
      notice = "The answer comes from the run; run the program first."
      return
    }
    let key = Records.QuestionKey(question, in: lesson)
    updatePresentation { $0.answers[key] = response }
  }

  private mutating func showTally() {
    guard let view = lessonView, let lesson = content(of: view),
      let question = openQuestion ?? questionsInSight.last
    else {
      notice = "There is no question here."
      return
    }
    let key = Records.QuestionKey(question, in: lesson)
    updatePresentation { $0.shownTallies.formSymmetricDifference([key]) }
  }

  mutating func takeVote(
    by voter: String, lesson id: String, question questionID: String, _ response: Response
  ) {
    guard let view = lessonView, let lesson = content(of: view), lesson.id == id,
      let question = lesson.question(questionID), response.fits(question)
    else { return }
    let key = Records.QuestionKey(question, in: lesson)
    updatePresentation { presentation in
      let known = presentation.votes[key] ?? [:]
      guard known[voter] != nil || known.count < Presentation.mostVotes else { return }
      presentation.votes[key, default: [:]][voter] = response
    }
  }

  // MARK: Pointing

  /// The programs that can be pointed at: by demo and variant, with the lines that are shown.
  private var pointable: [(demo: String, variant: String, lines: ClosedRange<Int>)] {
    if case .player(let player) = top {
      let chosen = player.row?.track
      let tracks = player.tracks.indices.filter { !player.tracks[$0].isEarlier }
        .sorted { a, b in a == chosen && b != chosen }
      return tracks.compactMap { index in
        let track = player.tracks[index]
        guard let demo = player.demo?.demo, let variant = track.variant,
          let count = runs[track.run]?.source.count, count > 0
        else { return nil }
        return (demo, variant, 1...count)
      }
    }
    guard let (key, demo) = currentDemo else { return [] }
    return demo.mainVariants.map { variant in
      let edit = demos[key]?.edits[variant.name]
      let text = edit ?? variant.program.text
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let count = lines.count - (lines.last?.isEmpty ?? false ? 1 : 0)
      return (demo.id, variant.name, (edit == nil ? variant.shownLines : nil) ?? 1...max(count, 1))
    }
  }

  private mutating func point(_ intent: PointIntent) {
    let programs = pointable
    guard let first = programs.first else {
      notice = "There is no program here to point at."
      return
    }
    let pointer = presentation?.pointer
    let current = programs.firstIndex { $0.demo == pointer?.demo && $0.variant == pointer?.variant }
    func point(_ program: Int, _ line: Int) {
      let program = programs[min(max(program, 0), programs.count - 1)]
      let line = min(max(line, program.lines.lowerBound), program.lines.upperBound)
      updatePresentation {
        $0.pointer = Pointer(demo: program.demo, variant: program.variant, line: line)
      }
    }
    switch intent {
    case .off: updatePresentation { $0.pointer = nil }
    case .onOrOff where current != nil: updatePresentation { $0.pointer = nil }
    case .onOrOff: point(0, first.lines.lowerBound)
    case .line(let line, let variant):
      let named = programs.firstIndex { $0.variant == variant }
      guard variant == nil || named != nil else {
        notice = "There is no program \"\(variant ?? "")\" here."
        return
      }
      point(named ?? current ?? 0, line)
    case .move(let count):
      guard let current, let line = pointer?.line else { return point(0, first.lines.lowerBound) }
      let wanted = line + count
      if wanted > programs[current].lines.upperBound, current + 1 < programs.count {
        point(current + 1, programs[current + 1].lines.lowerBound)
      } else if wanted < programs[current].lines.lowerBound, current > 0 {
        point(current - 1, programs[current - 1].lines.upperBound)
      } else {
        point(current, wanted)
      }
    }
  }
}

extension Lesson {
  func question(_ id: String) -> Question? {
    for step in steps {
      for block in step.blocks {
        if case .question(let question) = block.content, question.id.value == id {
          return question
        }
      }
    }
    return nil
  }
}
