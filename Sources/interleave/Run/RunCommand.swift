import DemoRunner
import LessonFormat
import Narration
import Trace

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `interleave run LESSON#DEMO`: runs a demo of a lesson, and shows what it was doing when.
struct RunCommand {
  private let options: CourseOptions
  private let operand: String
  private let variants: [String]
  private let settings: [String]
  private let python: String?
  private let policy: Confinement.Policy
  private let file: String?
  private let isAllowed: Bool
  private let report: TimelineReport
  private let command: String

  init(_ arguments: Arguments) throws(UsageError) {
    command = arguments.command.name
    options = try CourseOptions(arguments)
    guard let operand = arguments.operands.first else {
      throw UsageError(
        message: "no demo is named; \"interleave list\" shows the lessons", command: command)
    }
    self.operand = operand
    variants = Array(arguments.operands.dropFirst())
    settings = arguments.values("set")
    python = arguments.value("python")
    file = arguments.value("save")
    isAllowed = arguments.has("trust")
    report = TimelineReport(arguments, options)
    policy = try SandboxOption.read(arguments)
  }

  func run() throws -> Int32 {
    let selection = try DemoSelection.find(operand, in: options)
    let knobs = try KnobOptions.read(settings, for: selection.demo, command: command)
    let wanted = try wantedVariants(of: selection.demo)
    let interpreter: PythonInterpreter
    do throws(CommandFailure) {
      interpreter = try PythonChoice.find(python)
    } catch {
      guard error.isNoPython else { throw error }
      return try playRecordings(wanted, selection, knobs, instead: error)
    }
    let pythons = Pythons(try PythonChoice.facts(of: interpreter), named: python)
    let chosen = try runnable(wanted, of: selection.demo, on: pythons)
    if file != nil, chosen.count > 1 {
      throw CommandFailure(
        message: "--save keeps one trace, and this runs \(chosen.count) programs: name a variant, "
          + inWords(chosen.map(\.variant.name)),
        status: 2)
    }
    if !isAllowed { try TrustQuestion(selection).ask(about: chosen.map(\.variant), in: options) }
    let confinement = try confinement(for: pythons.chosen)
    let tracer = try DataFolder.tracer.find()
    let items = try chosen.map { runnable in
      let variant = runnable.variant
      let specification = RunSpecification(
        variant, of: selection.demo, in: selection.folder,
        text: variant.program.text(setting: knobs), python: runnable.facts, tracerFolder: tracer,
        confinement: runnable.facts == pythons.chosen
          ? confinement : try self.confinement(for: runnable.facts))
      return (variant: variant, specification: specification)
    }
    return try perform(items, selection.demo)
  }

  // MARK: What runs

  private func wantedVariants(of demo: Demo) throws(CommandFailure) -> [Demo.Variant] {
    guard !variants.isEmpty else { return demo.mainVariants.filter(\.isRun) }
    var result: [Demo.Variant] = []
    for name in variants {
      guard let variant = demo.variants.first(where: { $0.name == name }) else {
        let names = demo.variants.map(\.name)
        let meant = closest(to: name, among: names).map { "; did you mean \"\($0)\"?" }
        throw CommandFailure(
          message: "the demo \"\(demo.id)\" has no variant \"\(printable(name))\""
            + (meant ?? "; it has \(inWords(names, joinedBy: "and"))"),
          status: 2)
      }
      guard variant.isRun else {
        throw CommandFailure(
          message: "the variant \"\(name)\" is there to be read, not to be run", status: 2)
      }
      if !result.contains(where: { $0.name == name }) { result.append(variant) }
    }
    return result
  }

  private func runnable(
    _ wanted: [Demo.Variant], of demo: Demo, on pythons: Pythons
  ) throws(CommandFailure) -> [RunnableVariant] {
    var result: [RunnableVariant] = []
    for variant in wanted {
      guard let runnable = pythons.runnable(variant, of: demo) else {
        guard variant.isRun else { continue }
        let needed = variant.requires.map(\.description) ?? ""
        throw CommandFailure(
          message:
            "\"\(variant.name)\" needs Python \(needed), and \(pythons.chosen.executable) is "
            + "\(pythons.chosen.pythonVersion); name another one with --python=PATH")
      }
      if let note = pythons.note(on: runnable, of: demo) { Output.printError(printable(note)) }
      if !result.contains(where: { $0.variant.name == runnable.variant.name }) {
        result.append(runnable)
      }
    }
    guard !result.isEmpty else {
      throw CommandFailure(
        message: "the demo \"\(demo.id)\" is there to be read, not to be run", status: 2)
    }
    return result
  }

  private func confinement(for facts: PythonFacts) throws(CommandFailure) -> Confinement {
    let found = try SandboxOption.confinement(policy, for: facts)
    if case .none(let gap) = found, gap != .notWanted {
      Output.printError("\(printable(gap.sentences)) \(Confinement.Gap.consequence)")
    }
    return found
  }

  // MARK: Running

  private func perform(
    _ items: [(variant: Demo.Variant, specification: RunSpecification)], _ demo: Demo
  ) throws -> Int32 {
    var runs = DemoRuns()
    var ended: [VariantRun] = []
    do {
      if demo.pace == .together || items.count == 1 {
        ended = try runs.run(items, labelled: items.count > 1, readingInput: items.count == 1)
      } else {
        for item in items where !runs.wasInterrupted {
          try Output.print("\(demo.title(of: item.variant)):\n")
          ended += try runs.run([item], labelled: false, readingInput: false)
        }
      }
    } catch let failure as RunFailure {
      throw CommandFailure(message: failure.words)
    } catch let end as DemoRuns.Ended {
      runs.signals.release()
      signal(end.signal, SIG_DFL)
      kill(getpid(), end.signal)
      return 128 + end.signal
    }
    runs.signals.release()
    for run in ended { try show(run, called: demo.title(of: run.variant)) }
    try compare(ended.map { NamedRun(demo.nameInSentences(of: $0.variant), $0.timeline) })
    if let file, let run = ended.first { try RunRecording.save(run, to: file) }
    for run in ended { run.run.remove() }
    if runs.wasInterrupted { return 128 + SIGINT }
    return ended.allSatisfy(\.isExpected) ? 0 : 1
  }

  // MARK: Showing

  private func show(_ run: VariantRun, called name: String) throws {
    let sentences = run.ending.map {
      RunWords.sentences($0, of: name, expectsFailure: run.variant.expectsFailure)
    }
    try show(run.timeline, called: name, sentences ?? [])
  }

  /// Set off from what the program printed, and from the other ones.
  private func show(_ timeline: Timeline, called name: String, _ sentences: [String]) throws {
    var text = ""
    if !timeline.lanes.isEmpty {
      text = report.text(timeline, of: name, terminalWidth: Output.terminalWidth)
      if text.hasPrefix("\n") { text = "\n\(name):" + text } else { text = "\n" + text }
    }
    for sentence in sentences { text += (text.isEmpty ? "\n" : "") + sentence + "\n" }
    try Output.print(text)
  }

  /// What is different between variants.
  private func compare(_ runs: [NamedRun]) throws {
    let runs = runs.filter { !$0.timeline.lanes.isEmpty }
    guard runs.count > 1 else { return }
    try Output.print("\n" + report.difference(runs, terminalWidth: Output.terminalWidth))
  }

  // MARK: Without Python

  /// Shows the recordings that come with the lesson in place of runs.
  private func playRecordings(
    _ wanted: [Demo.Variant], _ selection: DemoSelection, _ knobs: [String: Double],
    instead failure: CommandFailure
  ) throws -> Int32 {
    let demo = selection.demo
    let recorded = wanted.compactMap { variant in
      RunRecording.find(variant, in: demo, selection.folder).map { (wanted: variant, played: $0) }
    }
    guard let python = recorded.first?.played.header.python else { throw failure }
    guard knobs.isEmpty, file == nil else {
      throw CommandFailure(
        message: failure.message + ". There is a recording of this demo: leave out "
          + "\(knobs.isEmpty ? "--save" : "--set") to see it")
    }
    try Output.print(
      "No python3 was found here, so \(recorded.count == 1 ? "this is a recording" : "these are recordings"), "
        + "made with Python \(printable(python)). Install Python 3.9 or later to run the demo.\n")
    var runs: [NamedRun] = []
    for (_, recording) in recorded {
      let variant = recording.variant
      var timeline = Timeline()
      timeline.append(recording.lines)
      timeline.finish()
      var output = ProgramOutput(label: recorded.count > 1 ? "\(variant.name): " : nil)
      for piece in timeline.outputs {
        try output.add(Array(piece.text.utf8), of: piece.stream == .error ? .errors : .output)
      }
      try output.finish()
      runs.append(NamedRun(demo.nameInSentences(of: variant), timeline))
    }
    for run in runs { try show(run.timeline, called: run.name, []) }
    for variant in wanted where !recorded.contains(where: { $0.wanted.name == variant.name }) {
      try Output.print("There is no recording of \(demo.nameInSentences(of: variant)).\n")
    }
    try compare(runs)
    return 0
  }
}

extension Demo {
  /// What a program is called: its own file's name, or one that says what it is.
  func fileName(of variant: Variant, in folder: LessonFolder) -> String {
    if variant.program.path != folder.file { return Disk.lastComponent(variant.program.path) }
    return (variant.name == id ? id : "\(id)-\(variant.name)") + ".py"
  }
}

extension PythonFacts {
  var pythonVersion: PythonVersion {
    PythonVersion(major: major, minor: minor, isFreeThreaded: isFreeThreaded)
  }
}

extension RunFailure {
  var words: String {
    switch self {
    case .noFolder(let folder, let reason):
      "cannot make a folder for the program in \(folder): \(reason)"
    case .cannotStart(let reason): "cannot start the program: \(reason)"
    case .badName(let name): "\"\(name)\" is no name for a program's file"
    }
  }
}
