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

/// The trace of a run of a demo, kept in a file.
enum RunRecording {
  static func save(_ run: VariantRun, to file: String) throws {
    guard let trace = run.run.recordedTrace else {
      throw CommandFailure(message: "there is no trace of this run to save")
    }
    try FileOutput.write(file) { try trace.write(header: header(of: run), to: $0) }
  }

  /// Does not tell where the program and its Python were on this machine. Of a program that is not
  /// traced it keeps what was written, and when.
  static func savePortable(_ run: VariantRun, by python: PythonFacts, to file: String) throws {
    var header = header(of: run)
    let folder = Disk.parent(run.run.programPath)
    header.sources[0].path = Disk.join(portableFolder, header.program)
    var bytes: [UInt8] = []
    if run.variant.isTraced {
      guard let trace = run.run.recordedTrace else {
        throw CommandFailure(message: "there is no trace of this run to save")
      }
      try trace.write(header: header) { bytes += $0 }
    } else {
      header.python = python.version
      header.isTraced = false
      header.isWhole = nil
      header.wall = Int64(clamping: time(nil))
      header.duration = run.duration
      bytes = header.line + outputLines(of: run)
    }
    var text = String(decoding: bytes, as: UTF8.self).replacing(folder, with: portableFolder)
    if let python = run.timeline.processes.first?.arguments.first {
      text = text.replacing("\"\(python)\"", with: "\"python3\"")
    }
    try FileOutput.write(file) { try $0(Array(text.utf8)) }
  }

  private static func outputLines(of run: VariantRun) -> [UInt8] {
    run.written.flatMap { time, stream, bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      return Array(TraceLine.written(text, isError: stream == .errors, at: time).utf8)
    }
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
  static let maximumBytes = 64 << 20

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
      header.sources.first?.text == variant.program.text, header.isTraced == variant.isTraced
    else { return nil }
    return (lines, header)
  }

  /// Whether a variant was recorded, be it as another program than it is now.
  static func isThere(_ variant: Demo.Variant, in demo: Demo, _ folder: LessonFolder) -> Bool {
    Disk.kind(of: file(of: variant, in: demo, folder)) == .file
  }

  /// The recording of a variant, or of what stands in for it where there is none: not every machine
  /// that makes recordings has every Python.
  static func find(
    _ wanted: Demo.Variant, in demo: Demo, _ folder: LessonFolder
  ) -> (variant: Demo.Variant, lines: [TraceLine], header: RunHeader)? {
    var candidate: Demo.Variant? = wanted
    for _ in demo.variants {
      guard let variant = candidate else { return nil }
      if let (lines, header) = read(variant, in: demo, folder) { return (variant, lines, header) }
      candidate = variant.standIn.flatMap { name in demo.variants.first { $0.name == name } }
    }
    return nil
  }
}
