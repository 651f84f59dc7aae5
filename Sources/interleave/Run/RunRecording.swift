import DemoRunner
import LessonFormat
import Trace

/// The trace of a run of a demo, kept in a file.
enum RunRecording {
  /// What is portable does not tell where the program and its Python were on this machine.
  static func save(_ run: VariantRun, to file: String, isPortable: Bool = false) throws {
    guard let trace = run.run.recordedTrace else {
      throw CommandFailure(message: "there is no trace of this run to save")
    }
    var header = header(of: run)
    guard isPortable else {
      return try FileOutput.write(file) { try trace.write(header: header, to: $0) }
    }
    let folder = Disk.parent(run.run.programPath)
    header.sources[0].path = Disk.join(portableFolder, header.program)
    var bytes: [UInt8] = []
    try trace.write(header: header) { bytes += $0 }
    var text = String(decoding: bytes, as: UTF8.self).replacing(folder, with: portableFolder)
    if let python = run.timeline.processes.first?.arguments.first {
      text = text.replacing("\"\(python)\"", with: "\"python3\"")
    }
    try FileOutput.write(file) { try $0(Array(text.utf8)) }
  }

  private static let portableFolder = "/lesson"

  private static func header(of run: VariantRun) -> RunHeader {
    var header = RunHeader()
    header.program = Disk.lastComponent(run.run.programPath)
    switch run.ending?.how {
    case .exit(let code): header.code = Int64(code)
    case .signal(let signal): header.signal = Int64(signal)
    default: break
    }
    header.python = run.timeline.processes.first?.python ?? ""
    header.machine = Environment.machine
    header.isVirtual = run.timeline.processes.first?.isVirtual ?? false
    header.isWhole = run.timeline.isWhole
    header.sources = [.init(path: run.run.programPath, text: run.text)]
    return header
  }

  // MARK: Recordings that come with a lesson

  /// Where the recording of a variant lies, in its lesson's folder.
  static func file(of variant: Demo.Variant, in demo: Demo, _ folder: LessonFolder) -> String {
    let name = variant.name == demo.id ? demo.id : "\(demo.id)-\(variant.name)"
    return Disk.join(Disk.join(folder.path, "recordings"), "\(name).trace.jsonl")
  }

  /// More than any recording that comes with a lesson.
  private static let maximumBytes = 64 << 20

  /// The recording of this very program, if there is one.
  static func read(
    _ variant: Demo.Variant, in demo: Demo, _ folder: LessonFolder
  ) -> (lines: [TraceLine], header: RunHeader)? {
    let file = file(of: variant, in: demo, folder)
    guard let bytes = try? Disk.read(file, limit: maximumBytes) else { return nil }
    var reader = TraceReader()
    let source = reader.addSource()
    _ = reader.feed(bytes, to: source)
    reader.finish(source: source)
    let lines = reader.take(.all)
    guard case .run(let header)? = lines.first?.event,
      header.sources.first?.text == variant.program.text
    else { return nil }
    return (lines, header)
  }
}
