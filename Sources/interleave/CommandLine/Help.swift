import Narration

/// Help texts, made of the specifications.
enum Help {
  private static let width = 79

  static func text(for command: CommandSpecification) -> String {
    let isProgram = command.name == Commands.program.name
    var lines: [String] = []
    let usage = [isProgram ? "" : Commands.program.name, command.name]
      .filter { !$0.isEmpty }.joined(separator: " ")
    lines.append(
      ["Usage: \(usage)", "[OPTION]...", command.operands]
        .filter { !$0.isEmpty }.joined(separator: " "))
    lines.append("\(command.summary.capitalizedFirst).")
    for paragraph in command.description {
      lines.append("")
      lines += wrap(paragraph, width: width)
    }
    if isProgram {
      lines += ["", "Commands:"]
      lines += table(Commands.all.map { ($0.name, $0.summary) })
    }
    if !command.options.isEmpty {
      lines += ["", "Options:"]
      lines += table(command.options.map { ($0.spelling, $0.help) })
    }
    if !isProgram {
      lines += ["", "Options of every command:"]
      lines += table(Commands.program.options.map { ($0.spelling, $0.help) })
    }
    if !command.examples.isEmpty {
      lines += ["", "Examples:"]
      for (line, meaning) in command.examples {
        lines.append("  \(line)")
        lines.append("      \(meaning)")
      }
    }
    if isProgram {
      lines += ["", "\"interleave help COMMAND\" tells more about a command."]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static let version = """
    interleave \(Commands.version)
    Licence MIT. There is no warranty, to the extent permitted by law.

    """

  /// Two columns, the second wrapped beneath itself.
  private static func table(_ rows: [(String, String)]) -> [String] {
    let indent = min((rows.map(\.0.count).max() ?? 0) + 4, 26)
    return rows.flatMap { name, text -> [String] in
      let words = wrap(text, width: width - indent)
      let pad = String(repeating: " ", count: indent)
      let first = "  \(name)"
      guard first.count + 2 <= indent else { return [first] + words.map { pad + $0 } }
      return [first + String(repeating: " ", count: indent - first.count) + words[0]]
        + words.dropFirst().map { pad + $0 }
    }
  }

  private static func wrap(_ text: String, width: Int) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      if !lines[lines.count - 1].isEmpty, lines[lines.count - 1].count + 1 + word.count > width {
        lines.append("")
      }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
    }
    return lines
  }
}
