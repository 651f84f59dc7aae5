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
  private let report: TimelineReport
  private let exports: TraceExports

  init(_ arguments: Arguments) throws(UsageError) {
    let options = try CourseOptions(arguments)
    program = arguments.operands
    python = arguments.value("python")
    file = arguments.value("save")
    report = TimelineReport(arguments, options)
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
    guard let interpreter = PythonInterpreter.find(named: python) else {
      throw CommandFailure(
        message: python.map { "there is no program \"\($0)\" to run as Python" }
          ?? "no python3 was found; install Python 3.9 or later, or name one with --python=PATH")
    }
    let tracer = try DataFolder.tracer.find()
    let outcome: TracedProgram.Outcome
    do throws(TracedProgram.Failure) {
      outcome = try TracedProgram(program, interpreter: interpreter, tracerFolder: tracer).run()
    } catch {
      switch error {
      case .noFolder(let reason):
        throw CommandFailure(message: "cannot make a folder for the trace in \(reason)")
      case .cannotStart(let reason):
        throw CommandFailure(message: "cannot start \(interpreter.path): \(reason)")
      }
    }
    var (timeline, problems) = Timeline.read(outcome.traceFiles)
    let header = header(of: outcome, timeline)
    timeline.append([TraceLine(time: 0, event: .run(header))])
    tell(timeline)
    if let file { try save(outcome, header, to: file) }
    try exports.write(timeline, of: name, problems: problems)
    return end(as: outcome.ending)
  }

  // MARK: Afterwards

  private func tell(_ timeline: Timeline) {
    guard !timeline.lanes.isEmpty else {
      Output.printError(
        "interleave: there is no trace of this run; the tracer needs Python 3.9 or later, and a "
          + "program that is not started with -S, -I or -E")
      return
    }
    Output.printError(
      String(report.text(timeline, of: name, terminalWidth: Output.errorsWidth).dropLast()))
  }

  private func header(of outcome: TracedProgram.Outcome, _ timeline: Timeline) -> RunHeader {
    var header = RunHeader()
    header.program = program[0]
    header.arguments = Array(program.dropFirst())
    switch outcome.ending {
    case .exit(let code): header.code = Int64(code)
    case .signal(let signal): header.signal = Int64(signal)
    }
    header.python = timeline.processes.first?.python ?? ""
    header.isWhole = timeline.isWhole
    if let text = try? Disk.read(program[0]) {
      header.sources = [.init(path: program[0], text: String(decoding: text, as: UTF8.self))]
    }
    return header
  }

  private func save(
    _ outcome: TracedProgram.Outcome, _ header: RunHeader, to file: String
  ) throws {
    let sources = outcome.traceFiles.map { bytes -> MergedTraceWriter.Source in
      var rest: [UInt8]? = bytes
      return {
        defer { rest = nil }
        return rest ?? []
      }
    }
    try FileOutput.write(file) { sink in
      var writer = MergedTraceWriter(sources)
      try writer.write(header: header, to: sink)
    }
  }

  /// As the program ended, so that whoever called sees no difference.
  private func end(as ending: TracedProgram.Outcome.Ending) -> Int32 {
    switch ending {
    case .exit(let code): return code
    case .signal(let number):
      signal(number, SIG_DFL)
      kill(getpid(), number)
      return 128 + number
    }
  }
}
