import LessonFormat

/// What `--set NAME=VALUE` says, held against the knobs of a demo.
enum KnobOptions {
  static func read(
    _ settings: [String], for demo: Demo, command: String
  ) throws -> [String: Double] {
    let knobs = demo.knobs
    var result: [String: Double] = [:]
    for setting in settings {
      let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw UsageError(message: "--set takes NAME=VALUE, not \"\(setting)\"", command: command)
      }
      let name = String(parts[0])
      guard let knob = knobs.first(where: { $0.name == name }) else {
        throw unknown(name, knobs, demo)
      }
      guard let value = Double(parts[1]), value.isFinite else {
        throw CommandFailure(message: "\"\(printable(String(parts[1])))\" is no number", status: 2)
      }
      if let problem = knob.problem(with: value) {
        throw CommandFailure(
          message: "\(name)=\(printable(String(parts[1]))) \(problem)", status: 2)
      }
      result[name] = value
    }
    return result
  }

  private static func unknown(_ name: String, _ knobs: [Knob], _ demo: Demo) -> CommandFailure {
    let names = knobs.map(\.name)
    let known =
      closest(to: name, among: names).map { "; did you mean \"\($0)\"?" }
      ?? (names.isEmpty
        ? "; nothing can be set in it" : "; it has \(inWords(names, joinedBy: "and"))")
    return CommandFailure(
      message: "the demo \"\(demo.id)\" has no number \"\(printable(name))\"\(known)", status: 2)
  }
}
