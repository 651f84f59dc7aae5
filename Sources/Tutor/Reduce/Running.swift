import LessonFormat
import Trace

/// Demos: starting and stopping them, and what their runs tell.
extension State {
  package var liveRuns: [RunID] {
    let ofRoom = following.map { Set($0.runs.values) } ?? []
    return runs.filter { !$0.value.hasEnded && !ofRoom.contains($0.key) }.map(\.key)
      .sorted { $0.number < $1.number }
  }

  /// The demo that is meant, where it is: the one that has the focus, or that the player shows.
  package var currentDemo: (key: DemoKey, demo: Demo)? {
    if case .player(let player) = top {
      guard let key = player.demo, let lesson = lesson(withID: key.lesson),
        let demo = demo(key.demo, in: lesson)
      else { return nil }
      return (key, demo)
    }
    guard let view = lessonView, let lesson = content(of: view) else { return nil }
    let focused: String? =
      switch view.focus {
      case .demo(let id)?, .knob(let id, _)?: id
      default: nil
      }
    let demos = visibleBlocks(of: view).compactMap { block in
      if case .demo(let demo) = block.content { demo } else { nil }
    }
    guard let demo = demos.first(where: { $0.id == focused }) ?? demos.last else { return nil }
    return (DemoKey(lesson: lesson.id, demo: demo.id), demo)
  }

  /// Whether a trace tells what a run did; one that measures itself runs without a tracer.
  package func isTraced(_ track: Player.Track, of player: Player) -> Bool {
    guard let key = player.demo, let lesson = lesson(withID: key.lesson) else { return true }
    let variants = demo(key.demo, in: lesson)?.variants
    return variants?.first { $0.name == track.variant }?.isTraced ?? true
  }

  /// Whether the author of a player's demo wants its memory to be seen.
  package func showsMemory(_ player: Player) -> Bool {
    guard let key = player.demo, let lesson = lesson(withID: key.lesson) else { return false }
    return demo(key.demo, in: lesson)?.views.contains(.memory) ?? false
  }

  func lesson(withID id: String) -> Lesson? {
    course.index(of: id).flatMap { contents[$0]?.lesson }
  }

  /// Whether a program of the player waits for a line to be typed.
  package func wantsInput(_ player: Player) -> Bool {
    player.tracks.contains { wantsInput($0.run) }
  }

  private func wantsInput(_ id: RunID) -> Bool {
    guard let run = runs[id], !run.hasEnded else { return false }
    let timeline = run.timeline
    return timeline.lanes(aliveAt: timeline.end).prefix(50).contains {
      timeline.moment(of: $0, at: timeline.end)?.wait?.kind == .input
    }
  }

  /// The program that what is typed is for: the one that waits for it, or is looked at, or is first.
  var inputTarget: RunID? {
    guard let player else { return liveRuns.first }
    let live = player.tracks.map(\.run).filter { id in runs[id].map { !$0.hasEnded } ?? false }
    let chosen = player.row.map { player.tracks[$0.track].run }
    return live.first(where: wantsInput) ?? live.first { $0 == chosen } ?? live.first
  }

  // MARK: Starting

  mutating func run(_ id: String) -> [Effect] {
    guard let key = demoKey(id), let lesson = lesson(withID: key.lesson),
      let demo = demo(key.demo, in: lesson)
    else {
      notice = "There is no demo here to run."
      return []
    }
    takeTypedKnob()
    var effects = demos[key]?.latest?.tracks.flatMap { stopRun($0.run) } ?? []
    effects += takeTypedGuesses(about: key.demo)
    var session = demos[key] ?? DemoSession()
    var tracks: [Player.Track] = []
    for (index, variant) in demo.mainVariants.filter(\.isRun).enumerated() {
      let text = session.edits[variant.name] ?? variant.program.text(setting: session.knobs)
      let waits = demo.pace == .inTurn && index > 0
      let id = addRun(
        ProgramRun(
          stage: waits ? .queued : .starting,
          source: Self.lines(of: text)))
      tracks.append(
        Player.Track(run: id, title: demo.title(of: variant), variant: variant.name))
      if !waits { effects.append(start(id, key, variant.name, text, session.knobs)) }
    }
    guard !tracks.isEmpty else {
      notice = "This program is here to be read, and cannot be run."
      return effects
    }
    let turned = demo.knobs.contains { knob in
      session.knobs[knob.name].map { $0 != knob.value } ?? false
    }
    session.attempts.append(
      .init(
        knobs: session.knobs, tracks: tracks, isAsWritten: !turned && session.edits.isEmpty))
    forgetOldAttempts(of: &session)
    demos[key] = session
    openPlayer(key, demo, session)
    return effects
  }

  private func start(
    _ id: RunID, _ key: DemoKey, _ variant: String, _ text: String, _ knobs: [String: Double]
  ) -> Effect {
    .startRun(
      id,
      RunRequest(
        key: key, variant: variant, text: text, knobs: knobs,
        isEdited: demos[key]?.edits[variant] == text))
  }

  private func demoKey(_ id: String) -> DemoKey? {
    if case .player(let player) = top { return player.demo }
    guard let view = lessonView, let lesson = content(of: view) else { return nil }
    return DemoKey(lesson: lesson.id, demo: id)
  }

  private mutating func forgetOldAttempts(of session: inout DemoSession) {
    while session.attempts.count > 2 {
      for track in session.attempts.removeFirst().tracks { runs[track.run] = nil }
    }
  }

  private mutating func openPlayer(_ key: DemoKey, _ demo: Demo, _ session: DemoSession) {
    var player = Player(title: demo.id, tracks: session.attempts.last?.tracks ?? [], demo: key)
    player.motion = .live
    if let panel = demo.firstPanel { player.panel = panel }
    if session.attempts.count == 2 {
      player.tracks += session.attempts[0].tracks.map { track in
        var track = track
        track.isEarlier = true
        return track
      }
    }
    if case .player(let before) = top {
      player.panel = before.panel
      player.speed = before.speed
      stack.removeLast()
    }
    stack.append(.player(player))
  }

  mutating func lookAgain(at id: String) {
    guard case .lesson = top, let key = demoKey(id), let lesson = lesson(withID: key.lesson),
      let demo = demo(key.demo, in: lesson), let session = demos[key], session.latest != nil
    else {
      notice = "There is no run here to look at."
      return
    }
    openPlayer(key, demo, session)
    followLive()
  }

  /// Who types a guess and runs the program has said it.
  private mutating func takeTypedGuesses(about demo: String) -> [Effect] {
    guard case .lesson(let view) = top, let lesson = content(of: view) else { return [] }
    return visibleBlocks(of: view).flatMap { block -> [Effect] in
      guard case .question(let question) = block.content, question.demo == demo,
        question.kind == .prediction, response(to: question, in: lesson) == nil,
        let number = typedNumber(view.drafts[question.id.value]?.typed ?? "")
      else { return [] }
      return answer(question.id.value, .number(number))
    }
  }

  // MARK: Consent

  /// Takes the attempt back, and asks once for all its variants.
  private mutating func askForConsent(_ id: RunID) -> [Effect] {
    if let effects = askForConsent(toPractice: id) { return effects }
    let key = demos.first { $0.value.latest?.tracks.contains { $0.run == id } ?? false }?.key
    guard let key, let attempt = demos[key]?.attempts.popLast() else { return [] }
    // A variant that needs no consent may run by now.
    let effects = attempt.tracks.filter { $0.run != id }.flatMap { stopRun($0.run) }
    for track in attempt.tracks { runs[track.run] = nil }
    if case .player = top, stack.count > 1 { stack.removeLast() }
    if overlay == nil { stack.append(.overlay(.consent(key))) }
    return effects
  }

  /// The programs of a demo as they would run.
  package func programs(of key: DemoKey) -> [(variant: Demo.Variant, text: String)] {
    guard let lesson = lesson(withID: key.lesson), let demo = demo(key.demo, in: lesson) else {
      return []
    }
    let session = demos[key] ?? DemoSession()
    return demo.variants.filter(\.isRun).map { variant in
      (variant, session.edits[variant.name] ?? variant.program.text(setting: session.knobs))
    }
  }

  mutating func allow() -> [Effect] {
    if case .ask(let key, let question) = overlay {
      stack.removeLast()
      return agree(to: question, key)
    }
    guard case .consent(let key) = overlay else { return [] }
    stack.removeLast()
    return [.allow(key, texts: programs(of: key).map(\.variant.program.text))] + run(key.demo)
  }

  // MARK: Stopping

  mutating func stop() -> [Effect] {
    let live = liveRuns
    if live.isEmpty { notice = "Nothing is running." }
    return live.flatMap { stopRun($0) }
  }

  mutating func stopRun(_ id: RunID) -> [Effect] {
    guard let run = runs[id], !run.hasEnded else { return [] }
    if run.stage == .queued {
      runs[id]?.stage = .ended(.stopped)
      return []
    }
    return [.stopRun(id)]
  }

  // MARK: What runs tell

  mutating func take(_ event: RunEvent, of id: RunID) -> [Effect] {
    guard var run = runs.removeValue(forKey: id) else { return [] }
    defer { followLive() }
    switch event {
    case .began: run.stage = .running
    case .measured(let measured): run.measured = measured
    case .trace(let lines, let now):
      run.timeline.append(lines)
      run.timeline.advance(to: now)
    case .output(let piece): run.write(piece)
    case .note(let words): run.notes.append(words)
    case .standsIn(let variant, let text):
      run.source = Self.lines(of: text)
      nameStandIn(variant, id)
    case .needsConsent:
      runs[id] = run
      return askForConsent(id)
    case .ended(let ending):
      run.end(ending)
    }
    let hasEnded = run.hasEnded
    runs[id] = run
    return hasEnded ? startNext(after: id) + noteVerdicts(after: id) + takeEnd(ofPractice: id) : []
  }

  private static func lines(of text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// What a run shows is what it ran, so that is what it is called.
  private mutating func nameStandIn(_ variant: String, _ id: RunID) {
    let found = demos.first { $0.value.latest?.tracks.contains { $0.run == id } ?? false }?.key
    guard let key = found, let lesson = lesson(withID: key.lesson),
      let demo = demo(key.demo, in: lesson),
      let standIn = demo.variants.first(where: { $0.name == variant })
    else { return }
    func renamed(_ tracks: [Player.Track]) -> [Player.Track] {
      tracks.map { track in
        var track = track
        if track.run == id { track.title = demo.title(of: standIn) }
        return track
      }
    }
    if var attempt = demos[key]?.attempts.popLast() {
      attempt.tracks = renamed(attempt.tracks)
      demos[key]?.attempts.append(attempt)
    }
    updatePlayer { $0.tracks = renamed($0.tracks) }
  }

  /// Of variants that run in turn, the next one.
  private mutating func startNext(after id: RunID) -> [Effect] {
    for (key, session) in demos {
      guard let attempt = session.latest, attempt.tracks.contains(where: { $0.run == id }),
        let next = attempt.tracks.first(where: { runs[$0.run]?.stage == .queued }),
        let variant = next.variant
      else { continue }
      runs[next.run]?.stage = .starting
      let text = runs[next.run]?.source.joined(separator: "\n") ?? ""
      return [start(next.run, key, variant, text, attempt.knobs)]
    }
    return []
  }

  // MARK: Knobs and programs of the learner's own

  mutating func turn(_ demo: String, _ name: String, to value: Double) {
    guard let key = demoKey(demo), let lesson = lesson(withID: key.lesson),
      let knob = self.demo(key.demo, in: lesson)?.knobs.first(where: { $0.name == name })
    else { return }
    let nearest = knob.nearest(to: value)
    demos[key, default: DemoSession()].knobs[name] = nearest
    updateLesson { $0.typedKnob = "" }
    if !(demos[key]?.edits.isEmpty ?? true) {
      notice = "Your own version of the program runs; its numbers are changed in the editor."
    }
  }

  /// Sets the knob that has the focus to what was typed, or as near to it as it goes.
  mutating func takeTypedKnob() {
    guard case .lesson(let view) = top, case .knob(let demo, let name)? = view.focus,
      !view.typedKnob.isEmpty, let lesson = content(of: view),
      let knob = self.demo(demo, in: lesson)?.knobs.first(where: { $0.name == name })
    else { return }
    updateLesson { $0.typedKnob = "" }
    guard let number = typedNumber(view.typedKnob) else {
      notice = "\"\(view.typedKnob)\" is no number; \(name) stays as it is."
      return
    }
    turn(demo, name, to: number)
    guard let problem = knob.problem(with: number) else { return }
    let set = "\(name) is \(inWords(knob.nearest(to: number))) now."
    notice = [notice, "\(inWords(number)) \(problem). \(set)"].compactMap { $0 }
      .joined(separator: " ")
  }

  /// One knob back to what the lesson has.
  mutating func reset(_ demo: String, _ name: String) {
    guard let key = demoKey(demo) else { return }
    demos[key]?.knobs[name] = nil
  }

  mutating func resetKnobs(of demo: String) {
    guard let key = demoKey(demo), !(demos[key]?.knobs.isEmpty ?? true) else {
      notice = "No knob here was turned."
      return
    }
    demos[key]?.knobs = [:]
  }

  mutating func edit(_ id: String, _ variant: String) -> [Effect] {
    guard let key = demoKey(id), let lesson = lesson(withID: key.lesson),
      let demo = demo(key.demo, in: lesson),
      let variant = demo.variants.first(where: { $0.name == variant })
    else { return [] }
    let session = demos[key] ?? DemoSession()
    return [
      .edit(
        key, variant: variant.name,
        text: session.edits[variant.name] ?? variant.program.text(setting: session.knobs))
    ]
  }

  mutating func takeEdit(_ key: DemoKey, variant: String, text: String?, notice: String?) {
    self.notice = notice
    guard let text, let lesson = lesson(withID: key.lesson), let demo = demo(key.demo, in: lesson),
      let original = demo.variants.first(where: { $0.name == variant })
    else { return }
    let knobs = demos[key]?.knobs ?? [:]
    let isChanged = text != original.program.text(setting: knobs)
    demos[key, default: DemoSession()].edits[variant] = isChanged ? text : nil
    if self.notice == nil {
      self.notice =
        isChanged
        ? "Your version of the program runs from now on; the lesson stays as it was."
        : "The program is as it was."
    }
  }

  mutating func dropEdits(of demo: String) {
    guard let key = demoKey(demo), !(demos[key]?.edits.isEmpty ?? true) else {
      notice = "The lesson's own program runs already."
      return
    }
    demos[key]?.edits = [:]
    notice = "The lesson's own program runs again."
  }
}

extension Demo {
  /// What stands beside the lanes at first: what is drawn as bars, else what its author names first.
  fileprivate var firstPanel: Player.Panel? {
    if drawsBars { return .figures }
    for view in views {
      switch view {
      case .loop: return .loop
      case .stack: return .stack
      case .output: return .output
      case .code: return .code
      case .timeline, .memory: break
      }
    }
    return nil
  }
}
