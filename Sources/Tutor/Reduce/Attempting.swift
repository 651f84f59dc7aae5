import LessonFormat
import Narration

/// Runs of a learner's program, and what they come to.
extension State {
  private static let mostRepeats = 2
  /// Told while something goes on, and no longer.
  private static let aboutSolution = "Now the solution runs, to compare how long it takes."
  private static let aboutRepeat =
    "The machine was busy, and the program may have been slow for that: it runs again."

  // MARK: Beginning

  mutating func begin(
    _ file: ExerciseFile, of exercise: Exercise, _ key: ExerciseKey
  ) -> [Effect] {
    var effects = stopAttempt(of: key)
    var session = exercises[key] ?? ExerciseSession()
    forgetRuns(of: &session)
    session.file = file
    session.hasLooked = true
    session.attempt = ExerciseAttempt(text: file.text, runs: [])
    exercises[key] = session
    effects += startRun(of: exercise, key)
    return effects
  }

  /// The next run of an attempt.
  private mutating func startRun(of exercise: Exercise, _ key: ExerciseKey) -> [Effect] {
    guard let attempt = exercises[key]?.attempt else { return [] }
    let id = addRun(of: attempt.text)
    exercises[key]?.attempt?.runs.append(id)
    let number = attempt.runs.count + 1
    let title =
      exercise.runs > 1 ? "your program, run \(number) of \(exercise.runs)" : "your program"
    show([.init(run: id, title: title)], of: exercise, key)
    return [start(id, attempt.text, key)]
  }

  private mutating func addRun(of text: String, _ stage: ProgramRun.Stage = .starting) -> RunID {
    addRun(
      ProgramRun(
        stage: stage,
        source: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)))
  }

  private func start(_ id: RunID, _ text: String, _ key: ExerciseKey) -> Effect {
    let lesson = lesson(withID: key.lesson)
    let draft = lesson.flatMap { lesson in
      lesson.exercise(key.exercise).map { ExerciseDraft($0, in: lesson) }
    }
    return .startPractice(
      id,
      PracticeRequest(key: key, text: text, fileName: draft?.fileName ?? "\(key.exercise).py"))
  }

  private mutating func show(
    _ tracks: [Player.Track], of exercise: Exercise, _ key: ExerciseKey
  ) {
    var player = Player(title: exercise.title ?? exercise.id, tracks: tracks)
    player.exercise = key
    player.motion = .live
    if case .player(let before) = top, before.exercise == key {
      player.panel = before.panel
      player.speed = before.speed
      stack.removeLast()
    }
    // Who has gone elsewhere meanwhile, is not called back.
    guard case .lesson = top else { return }
    stack.append(.player(player))
  }

  private mutating func stopAttempt(of key: ExerciseKey) -> [Effect] {
    (exercises[key]?.runIDs ?? []).sorted { $0.number < $1.number }.flatMap { stopRun($0) }
  }

  /// The lesson asks something else from now on.
  mutating func forgetAttempts(in lesson: String) -> [Effect] {
    exercises.keys.filter { $0.lesson == lesson }.flatMap { key -> [Effect] in
      let effects = stopAttempt(of: key)
      guard var session = exercises[key] else { return effects }
      forgetRuns(of: &session)
      exercises[key] = session
      return effects
    }
  }

  private mutating func forgetRuns(of session: inout ExerciseSession) {
    for id in session.runIDs { runs[id] = nil }
    session.attempt = nil
    session.comparison = nil
  }

  // MARK: Ends

  /// A run has ended that may belong to an exercise.
  mutating func takeEnd(ofPractice id: RunID) -> [Effect] {
    guard let key = exercises.first(where: { $0.value.runIDs.contains(id) })?.key,
      let session = exercises[key], let run = runs[id], let exercise = exercise(key)
    else { return [] }
    if let comparison = session.comparison, comparison.own == id,
      runs[comparison.solution]?.stage == .queued
    {
      runs[comparison.solution]?.stage = .starting
      return [start(comparison.solution, exercise.solution.text, key)]
    }
    guard let attempt = session.attempt, attempt.verdict == nil else { return [] }
    if case .ended(.stopped) = run.stage {
      notice = "Stopped, so nothing was judged."
      return []
    }
    if case .ended(.failed(let reason)) = run.stage {
      giveUp(key, reason)
      return []
    }
    guard attempt.solution != id else { return conclude(exercise, key) }
    guard attempt.runs.last == id else { return [] }
    if let verdict = ExerciseVerdict(unreadableIn: run, id) { return take(verdict, exercise, key) }
    return goOn(after: run, exercise, key)
  }

  /// What failed has failed; what holds must hold in each run.
  private mutating func goOn(
    after run: ProgramRun, _ exercise: Exercise, _ key: ExerciseKey
  ) -> [Effect] {
    let conditions = exercise.checks.filter { !$0.isAboutSolution }
    let verdicts = ConditionJudge.judge(conditions, RunEvidence(run))
    if verdicts.contains(where: { $0.outcome == .fails }) { return conclude(exercise, key) }
    if let attempt = exercises[key]?.attempt, attempt.runs.count < exercise.runs {
      return startRun(of: exercise, key)
    }
    guard exercise.checks.contains(where: \.isAboutSolution) else { return conclude(exercise, key) }
    let id = addRun(of: exercise.solution.text)
    exercises[key]?.attempt?.solution = id
    notice = Self.aboutSolution
    return [start(id, exercise.solution.text, key)]
  }

  private mutating func conclude(_ exercise: Exercise, _ key: ExerciseKey) -> [Effect] {
    guard let attempt = exercises[key]?.attempt else { return [] }
    var others: [String: RunEvidence] = [:]
    if let run = attempt.solution.flatMap({ runs[$0] }), run.hasEnded {
      others["solution"] = RunEvidence(run)
    }
    let judged = attempt.runs.compactMap { id in
      runs[id].map {
        (id: id, verdicts: ConditionJudge.judge(exercise.checks, RunEvidence($0), others: others))
      }
    }
    if let effects = runAgain(judged, exercise, key) { return effects }
    guard let verdict = ExerciseVerdict(of: judged) else { return [] }
    return take(verdict, exercise, key)
  }

  /// A second opinion on runs that took too long on a busy machine, and failed by nothing else.
  private mutating func runAgain(
    _ judged: [(id: RunID, verdicts: [ConditionVerdict])], _ exercise: Exercise,
    _ key: ExerciseKey
  ) -> [Effect]? {
    let failures = judged.map { (id: $0.id, verdicts: $0.verdicts.filter { $0.outcome == .fails }) }
      .filter { !$0.verdicts.isEmpty }
    guard var attempt = exercises[key]?.attempt, attempt.repeats < Self.mostRepeats,
      !failures.isEmpty, failures.allSatisfy({ $0.verdicts.allSatisfy(\.mayBeLoad) })
    else { return nil }
    attempt.repeats += 1
    for id in failures.map(\.id) + [attempt.solution].compactMap(\.self) { runs[id] = nil }
    attempt.runs.removeAll { id in failures.contains { $0.id == id } }
    attempt.solution = nil
    exercises[key]?.attempt = attempt
    let effects = startRun(of: exercise, key)
    notice = Self.aboutRepeat
    return effects
  }

  private mutating func take(
    _ verdict: ExerciseVerdict, _ exercise: Exercise, _ key: ExerciseKey
  ) -> [Effect] {
    exercises[key]?.attempt?.verdict = verdict
    if notice == Self.aboutSolution || notice == Self.aboutRepeat { notice = nil }
    let effects = note(exercise, in: key.lesson) { record in
      record.attempts += 1
      if verdict.isSolved { record.isSolved = true }
    }
    focus(after: verdict, key)
    guard case .player(let player) = top, player.exercise == key else { return effects }
    if case .unreadable = verdict.outcome {
      // There is nothing to see of a program that did not begin.
      stack.removeLast()
      return effects
    }
    // Who has begun to look around is left where they are.
    guard player.motion == .live || player.cursor == length(of: player) else { return effects }
    // Of several runs the one that decided is looked at.
    if player.tracks.map(\.run) != [verdict.run] {
      show([.init(run: verdict.run, title: "your program")], of: exercise, key)
    }
    if let index = verdict.firstToLookAt {
      point(at: verdict.findings[index])
    } else {
      followLive()
    }
    return effects
  }

  private mutating func focus(after verdict: ExerciseVerdict, _ key: ExerciseKey) {
    guard let view = lessonView, content(of: view)?.id == key.lesson else { return }
    if verdict.isSolved {
      updateLesson { $0.focus = nil }
      return advanceFocus()
    }
    let practice = verdict.firstToLookAt.map { Practice.look(condition: $0) } ?? .edit
    updateLesson { view in
      view.focus = .practice(exercise: key.exercise, practice)
      view.hasChosen = true
    }
  }

  /// Nothing could run, and nothing was judged.
  private mutating func giveUp(_ key: ExerciseKey, _ reason: String) {
    exercises[key]?.attempt = nil
    notice = reason
    if case .player(let player) = top, player.exercise == key, stack.count > 1 {
      stack.removeLast()
    }
  }

  // MARK: Looking

  mutating func look(at index: Int?, of exercise: Exercise, _ key: ExerciseKey) {
    guard let verdict = exercises[key]?.verdict else {
      notice = "Nothing was judged yet."
      return
    }
    guard let index else {
      show([.init(run: verdict.run, title: "your program")], of: exercise, key)
      return followLive()
    }
    guard verdict.findings.indices.contains(index) else {
      notice =
        verdict.findings.isEmpty
        ? verdict.inWords : "There are conditions from 1 to \(verdict.findings.count)."
      return
    }
    let finding = verdict.findings[index]
    guard finding.verdict.isSomewhere, runs[finding.run] != nil else {
      notice = finding.verdict.sentence
      return
    }
    show([.init(run: finding.run, title: "your program")], of: exercise, key)
    if case .player = top { point(at: finding) }
  }

  /// The cursor at the moment, and the line marked.
  private mutating func point(at finding: ExerciseVerdict.Finding) {
    guard let timeline = runs[finding.run]?.timeline else { return }
    let moment = finding.verdict.moment.map { $0 - timeline.origin }
    let time = min(max(moment ?? timeline.total, 0), timeline.total)
    updatePlayer { player in
      player.motion = .still
      player.cursor = time
      player.panel = .code
      player.mark = .init(time: time, line: finding.verdict.line, words: finding.verdict.sentence)
    }
  }

  // MARK: The solution beside it

  mutating func compare(_ exercise: Exercise, _ key: ExerciseKey) -> [Effect] {
    guard let lesson = lesson(withID: key.lesson), exercises[key]?.showsSolution ?? false else {
      notice = "Look at the solution first."
      return []
    }
    var session = exercises[key] ?? ExerciseSession()
    var effects: [Effect] = []
    let text = session.file?.text ?? ExerciseDraft(exercise, in: lesson).starter
    // A run of the text as it is need not be made again.
    let known = session.attempt.flatMap { attempt in
      attempt.text == text
        ? attempt.runs.last { runs[$0]?.hasEnded ?? false } : nil
    }
    for id in [session.comparison?.own, session.comparison?.solution].compactMap({ $0 }) {
      effects += stopRun(id)
      if id != known { runs[id] = nil }
    }
    let own = known ?? addRun(of: text)
    let solution = addRun(of: exercise.solution.text, known == nil ? .queued : .starting)
    session.comparison = .init(own: own, solution: solution)
    exercises[key] = session
    let title = session.file == nil ? "as it begins" : "your program"
    show(
      [.init(run: own, title: title), .init(run: solution, title: "the solution")], of: exercise,
      key)
    return effects
      + [known == nil ? start(own, text, key) : start(solution, exercise.solution.text, key)]
  }

  // MARK: Consent

  /// Takes back what was begun, and asks; nil where the run is no exercise's.
  mutating func askForConsent(toPractice id: RunID) -> [Effect]? {
    guard let key = exercises.first(where: { $0.value.runIDs.contains(id) })?.key else {
      return nil
    }
    let session = exercises[key]
    let isComparison = session?.comparison.map { [$0.own, $0.solution].contains(id) } ?? false
    let isSolution = session?.comparison?.solution == id || session?.attempt?.solution == id
    let effects = stopAttempt(of: key).filter { $0 != .stopRun(id) }
    var left = session ?? ExerciseSession()
    forgetRuns(of: &left)
    exercises[key] = left
    if case .player = top, stack.count > 1 { stack.removeLast() }
    if overlay == nil {
      ask(.run(isSolution ? .solution : .starter, for: isComparison ? .compare : .check), key)
    }
    return effects
  }
}

extension Condition {
  /// It needs a run of the solution to be judged.
  fileprivate var isAboutSolution: Bool {
    if case .asFast(as: "solution", within: _) = kind { true } else { false }
  }
}
