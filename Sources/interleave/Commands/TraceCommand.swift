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
    let (timeline, problems) = Timeline.read(outcome.traceFiles)
    tell(timeline)
    if let file { try save(outcome, timeline, to: file) }
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

  private func save(
    _ outcome: TracedProgram.Outcome, _ timeline: Timeline, to file: String
  ) throws {
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
    let sources = outcome.traceFiles.map { bytes -> MergedTraceWriter.Source in
      var rest: [UInt8]? = bytes
      return {
        defer { rest = nil }
        return rest ?? []
      }
    }
    guard let stream = fopen(file, "w") else {
      throw CommandFailure(message: "cannot write \(file): \(String(cString: strerror(errno)))")
    }
    var isWritten = true
    var writer = MergedTraceWriter(sources)
    try writer.write(header: header) { bytes in
      isWritten = isWritten && fwrite(bytes, 1, bytes.count, stream) == bytes.count
    }
    guard fclose(stream) == 0, isWritten else {
      throw CommandFailure(message: "cannot write \(file): \(String(cString: strerror(errno)))")
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
