import Exports
import LessonFormat
import Trace

/// The files that a run is written to, as the options name them.
struct TraceExports {
  private let chrome: String?
  private let html: String?
  private let svg: String?
  private let json: String?

  init(_ arguments: Arguments) throws(UsageError) {
    chrome = arguments.value("chrome")
    html = arguments.value("html")
    svg = arguments.value("svg")
    json = arguments.value("json")
    try Self.check([chrome, html, svg, json].compactMap { $0 }, arguments)
  }

  /// Each of the files that options name has a name, and one of its own.
  static func check(_ files: [String], _ arguments: Arguments) throws(UsageError) {
    guard !files.contains("") else {
      throw UsageError(
        message: "an option names no file; write its name, or - for the standard output",
        command: arguments.command.name)
    }
    if let twice = files.first(where: { name in files.count { $0 == name } > 1 }) {
      throw UsageError(
        message: "two options write to \"\(twice)\"; name a file for each",
        command: arguments.command.name)
    }
  }

  var isEmpty: Bool { [chrome, html, svg, json].allSatisfy { $0 == nil } }

  func write(_ timeline: Timeline, of name: String, problems: ProblemLog) throws {
    if let json {
      let text = try JSONText.of(TraceRecord(timeline, of: name, problems: problems))
      try FileOutput.write(json) { try $0(Array(text.utf8)) }
    }
    if let html {
      try FileOutput.write(html) { try HTMLPage(timeline, of: name).write(to: $0) }
    }
    if let svg {
      try FileOutput.write(svg) { try SVGPicture(timeline, of: name).write(to: $0) }
    }
    if let chrome {
      try FileOutput.write(chrome) { try ChromeTrace(timeline, of: name).write(to: $0) }
    }
  }
}
