import DemoRunner

/// How a program is traced, as the options say.
enum TraceOptions {
  static func read(_ arguments: Arguments) throws(UsageError) -> TracedProgram.Options {
    var options = TracedProgram.Options()
    options.isVirtual = arguments.has("virtual")
    if let words = arguments.value("mode") { options.modes = try modes(words, arguments) }
    if let size = arguments.value("limit-trace") { options.limit = try bytes(size, arguments) }
    return options
  }

  private static func modes(
    _ words: String, _ arguments: Arguments
  ) throws(UsageError) -> [TracedProgram.Options.Mode] {
    var modes: [TracedProgram.Options.Mode] = []
    for word in words.split(separator: ",", omittingEmptySubsequences: false) {
      switch word {
      case "normal": modes.append(.normal)
      case "lines": modes.append(.lines)
      case "calls": modes.append(.calls)
      case "generators": modes.append(.generators)
      default:
        throw UsageError(
          message: "\"\(words)\" is no mode; --mode takes lines, calls and generators, with commas "
            + "between",
          command: arguments.command.name)
      }
    }
    return modes
  }

  /// "64M" and the like; less than a window of the tracer's makes no trace.
  private static func bytes(_ size: String, _ arguments: Arguments) throws(UsageError) -> Int {
    let units: [Character: Int] = ["k": 10, "K": 10, "m": 20, "M": 20, "g": 30, "G": 30]
    let unit = size.last.flatMap { units[$0] }
    let factor = 1 << (unit ?? 0)
    let digits = unit == nil ? size[...] : size.dropLast()
    guard let number = Int(digits), number > 0, number <= (1 << 40) / factor,
      number * factor >= 1 << 16
    else {
      throw UsageError(
        message: "\"\(size)\" is no size; --limit-trace takes one like 64M, and no less than 64K",
        command: arguments.command.name)
    }
    return number * factor
  }
}
