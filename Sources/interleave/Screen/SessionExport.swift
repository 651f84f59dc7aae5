import DemoRunner
import Exports
import LessonFormat
import Trace
import Tutor

/// A run of the session, written to a file.
enum SessionExport {
  /// What is to be said about it.
  static func write(_ export: RunExport, _ runs: RunService?) -> String {
    let file = path(export.file)
    let shown = printable(export.file)
    guard Disk.kind(of: file) == nil else {
      return "\(shown) is there already; choose another name."
    }
    do {
      try write(export, to: file, runs)
      return "Wrote \(shown)."
    } catch let failure as CommandFailure {
      return failure.message.capitalizedFirst.asSentence
    } catch {
      return "\(shown) could not be written: \(error)."
    }
  }

  private static func path(_ file: String) -> String {
    guard file.hasPrefix("~/"), let home = Environment["HOME"] else { return file }
    return Disk.join(home, String(file.dropFirst(2)))
  }

  private static func write(_ export: RunExport, to file: String, _ runs: RunService?) throws {
    var timeline = export.program.timeline
    let kept = runs?.kept(export.run)
    let path = kept?.programPath ?? "program.py"
    let header = timeline.header ?? header(of: export.program, path: path)
    if timeline.header == nil { timeline.append([TraceLine(time: 0, event: .run(header))]) }
    let name = export.title
    switch export.form {
    case .trace:
      guard let trace = kept?.recordedTrace else {
        throw CommandFailure(
          message: "the lines of this run's trace are not at hand; other forms can be written")
      }
      try FileOutput.write(file) { try trace.write(header: header, to: $0) }
    case .html: try FileOutput.write(file) { try HTMLPage(timeline, of: name).write(to: $0) }
    case .svg: try FileOutput.write(file) { try SVGPicture(timeline, of: name).write(to: $0) }
    case .chrome: try FileOutput.write(file) { try ChromeTrace(timeline, of: name).write(to: $0) }
    case .json:
      let record = TraceRecord(timeline, of: name, problems: ProblemLog())
      let text = try JSONText.of(record)
      try FileOutput.write(file) { try $0(Array(text.utf8)) }
    }
  }

  static func header(of program: ProgramRun, path: String) -> RunHeader {
    var header = RunHeader()
    let timeline = program.timeline
    header.program = Disk.lastComponent(path)
    switch program.stage {
    case .ended(.exit(let code)): header.code = Int64(code)
    case .ended(.signal(let signal)): header.signal = Int64(signal)
    default: break
    }
    header.python = timeline.processes.first?.python ?? ""
    header.machine = Environment.machine
    header.isVirtual = timeline.processes.first?.isVirtual ?? false
    header.isWhole = timeline.isWhole
    header.sources = [.init(path: path, text: program.source.joined(separator: "\n"))]
    return header
  }
}
