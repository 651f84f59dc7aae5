import DemoRunner
import LessonFormat
import Narration

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `interleave present LESSON --dry-run`: runs every demo of a lesson once, and says what would fail in
/// the room. Each line is printed when it is known.
struct DryRun {
  private let options: CourseOptions
  private let runs: RunService.Options
  private let loaded: LoadedLesson
  /// The only step that is meant, by its index.
  private let step: Int?
  /// As commands take it.
  private let lessonName: String

  init(of place: String, in options: CourseOptions, _ runs: RunService.Options) throws {
    self.options = options
    self.runs = runs
    guard let (loaded, step) = try LoadedLesson.find(place, in: options) else {
      let isPath = place.hasPrefix("/") || place.hasPrefix(".")
      let name = isPath ? place : String(place.prefix { $0 != "/" })
      throw DemoSelection.unknown(name, in: try options.index(.frontMatter))
    }
    self.loaded = loaded
    self.step = step
    lessonName = CourseLocation.isBundled(loaded.folder) ? loaded.lesson.id : loaded.folder.path
  }

  /// The exit status.
  func perform() throws -> Int32 {
    let demos = loaded.demos.filter { step == nil || $0.step == step }
    let ground: RunGround?
    do throws(CommandFailure) { ground = try RunGround(runs) } catch {
      guard error.isNoPython else { throw error }
      ground = nil
    }
    let plan = DryRunPlan(demos, in: loaded.folder, on: ground)
    try say([opening(plan)] + (ground?.sentences ?? [RunGround.sentenceWithoutPython]))
    guard !plan.demos.isEmpty else { return 0 }
    var results: [DryRunResult] = []
    let started = ContinuousClock.now
    let stop = try run(plan, on: ground, into: &results)
    let elapsed = Int64((ContinuousClock.now - started) / .microseconds(1))
    let summary = DryRunSummary(
      results: results, of: plan.programCount, lessonName: lessonName,
      isInSandbox: ground?.isInSandbox ?? false)
    try leaveGap()
    if let stop { try say(["Stopped before the end, in step \(stop + 1)."]) }
    try say(summary.sentences)
    if ground != nil { try say([timeWords(elapsed)]) }
    try say(DryRunMachine.sentences + DryRunTerminal.sentences(loaded, step: step))
    if stop != nil { return 128 + SIGINT }
    return summary.isGood ? 0 : 1
  }

  // MARK: Running

  /// The step in which Ctrl-C ended it, if it did.
  private func run(
    _ plan: DryRunPlan, on ground: RunGround?, into results: inout [DryRunResult]
  ) throws -> Int? {
    try leaveGap()
    guard let ground else {
      for demo in plan.demos { try conclude(demo, nil, into: &results) }
      return nil
    }
    // A signal has to find somebody from the first run to the last one.
    var queue = RunQueue(atOnce: .max)
    defer { queue.end() }
    for demo in plan.demos {
      do {
        try conclude(demo, try run(demo, &queue, ground), into: &results)
      } catch let failure as RunFailure {
        throw CommandFailure(message: failure.words)
      } catch let end as DemoRuns.Ended {
        // What was found before is worth something.
        if end.signal == SIGINT { return demo.step }
        throw CommandFailure(message: "stopped", status: 128 + end.signal)
      }
    }
    return nil
  }

  /// As in the room: side by side, or in turn where the demo says so.
  private func run(
    _ demo: DryRunPlan.PlannedDemo, _ queue: inout RunQueue, _ ground: RunGround
  ) throws -> DryRunJudge {
    let unit = RunUnit(
      demo.demo, demo.variantsToRun, in: loaded.folder, file: loaded.folder.file,
      range: demo.demo.variants[0].range)
    for (index, program) in unit.programs.enumerated() {
      queue.add(
        RunQueue.Item(
          specification: try ground.specification(of: program, in: unit),
          pace: unit.computes ? .alone : .waits), as: index)
    }
    var judge = DryRunJudge(unit, of: demo.demo, in: loaded.folder)
    while !queue.isEmpty {
      let ended = try queue.next()
      judge.take(ended, of: unit.programs[ended.key])
    }
    judge.conclude()
    return judge
  }

  private func conclude(
    _ demo: DryRunPlan.PlannedDemo, _ judge: DryRunJudge?, into results: inout [DryRunResult]
  ) throws {
    for program in demo.programs {
      let result = DryRunResult(program, of: demo.demo, judge)
      results.append(result)
      let title = loaded.lesson.steps[demo.step].title.plainText
      var narration = Narration()
      narration.tell("Step \(demo.step + 1), \(title): \(result.words)")
      try Output.print(narration.text(width: options.width))
    }
  }

  // MARK: Telling

  private func say(_ sentences: [String]) throws(CommandFailure) {
    var narration = Narration()
    for sentence in sentences { narration.say(sentence) }
    guard !narration.lines.isEmpty else { return }
    try Output.print(narration.text(width: options.width))
  }

  private func leaveGap() throws(CommandFailure) { try Output.print("\n") }

  private func opening(_ plan: DryRunPlan) -> String {
    let title = loaded.lesson.title
    let what =
      step.map { "step \($0 + 1) of \(title), \(loaded.lesson.steps[$0].title.plainText)" } ?? title
    guard !plan.demos.isEmpty else { return "Dry run of \(what): it has no demo to run." }
    return "Dry run of \(what): \(count(plan.demos.count, "demo")) with "
      + "\(count(plan.programCount, "program"))."
  }

  private func timeWords(_ elapsed: Int64) -> String {
    let minutes =
      step.map { loaded.lesson.steps[$0].minutes } ?? Double(loaded.lesson.frontMatter.minutes)
    let planned = minutes.map {
      ", and the \(step == nil ? "lesson" : "step") is planned for \(inWords($0)) "
        + "minute\($0 == 1 ? "" : "s")"
    }
    return "The runs took \(duration(elapsed)) in all\(planned ?? "")."
  }
}
