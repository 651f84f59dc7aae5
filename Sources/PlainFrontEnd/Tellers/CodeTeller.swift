import LessonFormat
import Narration
import Trace
import Tutor

/// Programs with line numbers; of a run, with who is where.
struct CodeTeller {
  private struct Program {
    var variant: String?
    var title: String
    var text: String
    var marked: [ClosedRange<Int>] = []
    var notes: [Int: String] = [:]
  }

  private let state: State
  private let settings: PlainSettings

  init(_ state: State, _ settings: PlainSettings) {
    self.state = state
    self.settings = settings
  }

  func told(_ wish: CodeWish) -> Narration {
    var narration = Narration()
    var programs = programs()
    guard !programs.isEmpty else {
      narration.say("There is no program here to read.")
      return narration
    }
    if let wanted = wish.variant {
      programs = programs.filter { $0.variant == wanted || $0.title.lowercased() == wanted }
      guard !programs.isEmpty else {
        narration.say("There is no variant \"\(wanted)\" here.")
        return narration
      }
    }
    for program in programs {
      tell(program, wish, isAlone: programs.count == 1, &narration)
    }
    return narration
  }

  private func tell(
    _ program: Program, _ wish: CodeWish, isAlone: Bool, _ narration: inout Narration
  ) {
    let reading = CodeReading(program.text, marked: program.marked)
    let title = isAlone ? "" : ", \(program.title)"
    if wish.isHere {
      if !isAlone { narration.say(program.title.titleAsStart.asSentence) }
      guard !program.notes.isEmpty else {
        return narration.say("No lane is at a line of the program at this moment.")
      }
      for line in program.notes.keys.sorted() {
        narration.append(
          reading.numbered(line...line, indent: settings.reading.indent, notes: program.notes))
      }
      return
    }
    if let lines = wish.lines {
      guard reading.numbers.overlaps(lines) else {
        return narration.say("The program\(title) has \(count(reading.length, "line")).")
      }
      if !isAlone { narration.say(program.title.titleAsStart.asSentence) }
      return narration.append(
        reading.numbered(lines, indent: settings.reading.indent, notes: program.notes))
    }
    narration.say("Code begins\(title), Python, \(count(reading.length, "line")).")
    narration.append(reading.numbered(indent: settings.reading.indent, notes: program.notes))
    narration.say("Code ends.")
  }

  // MARK: Which programs

  private func programs() -> [Program] {
    if let player = state.player { return programs(of: player) }
    guard !state.isAtExercise, let (key, demo) = state.currentDemo else { return otherPrograms() }
    let session = state.demos[key]
    return demo.mainVariants.map { variant in
      Program(
        variant: variant.name, title: demo.title(of: variant),
        text: session?.edits[variant.name] ?? variant.program.text(setting: session?.knobs ?? [:]),
        marked: session?.edits[variant.name] == nil ? variant.focus : [])
    }
  }

  private func programs(of player: Player) -> [Program] {
    RunTeller(state, player, settings).tracks.filter { !$0.run.source.isEmpty }.map { track in
      Program(
        variant: player.tracks[track.index].variant, title: track.title,
        text: track.run.source.joined(separator: "\n"), notes: notes(track, player))
    }
  }

  /// Code to read and exercises, where a step has no demo.
  private func otherPrograms() -> [Program] {
    guard let view = state.lessonView else { return [] }
    return state.visibleBlocks(of: view).compactMap { block in
      switch block.content {
      case .code(let code) where code.description == nil:
        Program(title: code.title ?? "code", text: code.text, marked: code.focus)
      case .exercise(let exercise):
        Program(
          title: exercise.title ?? exercise.id,
          text: ownText(of: exercise, view) ?? exercise.starter.text)
      default: nil
      }
    }
  }

  private func ownText(of exercise: Exercise, _ view: LessonView) -> String? {
    let lesson = state.content(of: view)?.id ?? ""
    return state.exercises[ExerciseKey(lesson: lesson, exercise: exercise.id)]?.file?.text
  }

  /// Which lanes are at which line at the cursor.
  private func notes(_ track: RunTeller.Track, _ player: Player) -> [Int: String] {
    let teller = RunTeller(state, player, settings)
    let timeline = track.timeline
    let names = LaneNames(timeline)
    let time = teller.time(track)
    var lanes: [Int: [LaneID]] = [:]
    for lane in timeline.lanes(aliveAt: time) where names.isShown(lane) {
      guard timeline.state(of: lane, at: time) != .lent,
        let line = timeline.line(of: lane, at: time), teller.isMainFile(line.file, track.run)
      else { continue }
      lanes[line.line, default: []].append(lane)
    }
    return lanes.mapValues { "where \(names.list($0)) \($0.count == 1 ? "is" : "are")" }
  }
}
