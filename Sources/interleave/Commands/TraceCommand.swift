import DemoRunner
import LessonFormat
import Trace

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `interleave trace PROGRAM`: runs a person's own program, and shows what it was doing when.
struct TraceCommand {
  private let program: [String]
  private let python: String?
  private let file: String?
  private let options: TracedProgram.Options
  private let isQuiet: Bool
  private let report: TimelineReport
  private let player: PlayerOpening
  private let exports: TraceExports

  init(_ arguments: Arguments) throws(UsageError) {
    let course = try CourseOptions(arguments)
    program = arguments.operands
    python = arguments.value("python")
    file = arguments.value("save")
    report = TimelineReport(arguments, course)
    player = try PlayerOpening(arguments, course)
    options = try TraceOptions.read(arguments)
    isQuiet = arguments.has("quiet")
    exports = try TraceExports(arguments)
    let needsMore = program.first.map { $0 == "-m" || $0 == "-c" } ?? true
    guard program.count > (needsMore ? 1 : 0) else {
      throw UsageError(message: "no program is named", command: arguments.command.name)
    }
  }

  /// What the program is called in sentences.
  private var name: String {
    switch program[0] {
    case "-c": "The program"
    case "-m": program[1]
    default: Disk.lastComponent(program[0])
    }
  }

  func run() throws -> Int32 {
    let interpreter = try PythonChoice.find(python)
    let tracer = try DataFolder.tracer.find()
    var timeline = Timeline()
    var sources = ProgramSources(ofProgram: program)
    var failure: (any Error)?
    var problems = ProblemLog()
    do {
      let traced = TracedProgram(
        program, interpreter: interpreter, tracerFolder: tracer, options: options)
      let terminal = isQuiet ? nil : LentTerminal()
      let (ending, wasAskedToEnd) = try traced.run { lines in
        timeline.append(lines)
        sources.observe(lines)
      } finish: { ending, trace in
        timeline.finish()
        sources.finish()
        let header = header(ending, timeline, sources.sources)
        timeline.append([TraceLine(time: 0, event: .run(header))])
        problems = trace.problems
        // The picture is worth showing even if the file can't be written.
        do { try save(trace, header) } catch let error as CommandFailure { failure = error }
      }
      terminal?.takeBack(from: name)
      let isCalledOff =
        wasAskedToEnd || [SIGTERM, SIGHUP, SIGQUIT].contains { ending == .signal($0) }
      tell(timeline, ending, isCalledOff: isCalledOff)
      if let failure { throw failure }
      try exports.write(timeline, of: name, problems: problems)
      return end(as: ending)
    } catch let error as TracedProgram.Failure {
      return try end(error, interpreter)
    }
  }

  private func end(
    _ failure: TracedProgram.Failure, _ interpreter: PythonInterpreter
  ) throws(CommandFailure) -> Int32 {
    switch failure {
    case .noFolder(let reason):
      throw CommandFailure(message: "cannot make a folder for the trace in \(reason)")
    case .cannotStart(let reason):
      throw CommandFailure(message: "cannot start \(interpreter.path): \(reason)")
    case .interrupted(let signal): return end(as: .signal(signal))
    }
  }

  // MARK: Afterwards

  /// Who ends it from outside wants the prompt back, and not another program.
  private func tell(
    _ timeline: Timeline, _ ending: TracedProgram.Ending, isCalledOff: Bool
  ) {
    guard !timeline.lanes.isEmpty else {
      Output.printError(
        "interleave: there is no trace of this run; where nothing above says why, the tracer needs "
          + "Python 3.9 or later, and a program that is not started with -S, -I or -E")
      return
    }
    if isQuiet { return }
    if !isCalledOff { _ = player.show([(name, timeline)], title: name) }
    // What was looked at stays on the terminal in short.
    Output.printError(
      String(report.text(timeline, of: name, terminalWidth: Output.errorsWidth).dropLast()))
    // We end by it, too, and a shell tells it as if it had been ours.
    if case .signal(let number) = ending, number != SIGINT {
      let words = RunWords.sentences(RunEnding(.signal(number)), of: name, expectsFailure: false)
      Output.printError(words.joined(separator: " "))
    }
  }

  private func header(
    _ ending: TracedProgram.Ending, _ timeline: Timeline, _ sources: [RunHeader.Source]
  ) -> RunHeader {
    var header = RunHeader()
    header.program = program[0]
    header.arguments = Array(program.dropFirst())
    switch ending {
    case .exit(let code): header.code = Int64(code)
    case .signal(let signal): header.signal = Int64(signal)
    }
    header.python = timeline.processes.first?.python ?? ""
    header.machine = Environment.machine
    header.isVirtual = timeline.processes.first?.isVirtual ?? false
    header.isWhole = timeline.isWhole
    header.sources = sources
    return header
  }

  private func save(_ trace: RecordedTrace, _ header: RunHeader) throws {
    guard let file else { return }
    try FileOutput.write(file) { try trace.write(header: header, to: $0) }
  }

  /// As the program ended, so that whoever called sees no difference.
  private func end(as ending: TracedProgram.Ending) -> Int32 {
    switch ending {
    case .exit(let code): return code
    case .signal(let number):
      signal(number, SIG_DFL)
      kill(getpid(), number)
      return 128 + number
    }
  }
}
