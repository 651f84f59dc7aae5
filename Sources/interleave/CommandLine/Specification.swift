import LessonFormat

/// What a command understands. Parsing, help, the manual and the completions are made of it, so
/// that none of them can say something else than the others.
struct CommandSpecification: Sendable {
  var name: String
  /// What stands behind the name in the usage line.
  var operands: String = ""
  var summary: String
  /// Paragraphs.
  var description: [String] = []
  var options: [OptionSpecification] = []
  var examples: [(line: String, meaning: String)] = []
  var maximumOperands = 0
  /// What follows belongs to another program: from the first operand on, or from one of these.
  var programBeginsWith: [String] = []
  var completes: Completion = .nothing
}

struct OptionSpecification: Sendable {
  var long: String
  var short: Character?
  /// The name of its value in the help, or nil where it takes none.
  var value: String?
  var help: String
  var completes: Completion = .nothing

  var spelling: String {
    (short.map { "-\($0), " } ?? "") + "--\(long)" + (value.map { "=\($0)" } ?? "")
  }
}

/// What a shell offers for an operand or a value.
enum Completion: Sendable {
  case nothing, files, folders, lessons, entries, commands
  case words([String])
}

/// What was asked for on the command line, and by the settings file.
struct Arguments {
  var command: CommandSpecification
  var settings = SettingsFile()
  private(set) var operands: [String] = []
  private var values: [String: [String]] = [:]

  init(command: CommandSpecification) {
    self.command = command
  }

  func has(_ option: String) -> Bool { values[option] != nil }
  /// The last one that was given.
  func value(_ option: String) -> String? { values[option]?.last }
  func values(_ option: String) -> [String] { values[option] ?? [] }

  /// For what was not asked for.
  mutating func setDefault(_ option: String, _ value: String?) {
    if let value, values[option] == nil { values[option] = [value] }
  }

  fileprivate mutating func set(_ option: String, _ value: String) {
    values[option, default: []].append(value)
  }
  fileprivate mutating func add(operand: String) { operands.append(operand) }
}

/// A command line that cannot be understood: exit status 2.
struct UsageError: Error {
  var message: String
  /// Whose help tells more.
  var command: String?
}

/// Long options with `=VALUE` or a following value, unambiguous abbreviations, `--` to end them,
/// options before and behind operands: the conventions of GNU tools.
struct ArgumentParser {
  let program: CommandSpecification
  let commands: [CommandSpecification]

  func parse(_ words: [String]) throws(UsageError) -> Arguments {
    var words = words[...]
    var global: [(String, String)] = []
    while let word = words.first, word.hasPrefix("-"), word != "-", word != "--" {
      words.removeFirst()
      global += try options(word, &words, of: program)
    }
    if words.first == "--" { words.removeFirst() }
    var arguments = Arguments(command: program)
    if let name = words.popFirst() { arguments = Arguments(command: try command(named: name)) }
    for (option, value) in global { arguments.set(option, value) }

    var onlyOperands = false
    while let word = words.popFirst() {
      let isOperand = onlyOperands || !word.hasPrefix("-") || word == "-"
      let program = arguments.command.programBeginsWith
      if !program.isEmpty, isOperand || program.contains(word) {
        for word in [word] + words { arguments.add(operand: word) }
        words = []
      } else if isOperand {
        arguments.add(operand: word)
      } else if word == "--" {
        onlyOperands = true
      } else {
        for (option, value) in try options(word, &words, of: arguments.command) {
          arguments.set(option, value)
        }
      }
    }
    if arguments.operands.count > arguments.command.maximumOperands, !arguments.has("help") {
      throw UsageError(
        message: "unexpected argument \"\(arguments.operands[arguments.command.maximumOperands])\"",
        command: arguments.command.name)
    }
    return arguments
  }

  private func command(named name: String) throws(UsageError) -> CommandSpecification {
    if let command = commands.first(where: { $0.name == name }) { return command }
    let meant = closest(to: name, among: commands.map(\.name))
    throw UsageError(
      message: "unknown command \"\(name)\"" + (meant.map { "; did you mean \"\($0)\"?" } ?? ""))
  }

  private func known(to command: CommandSpecification) -> [OptionSpecification] {
    command.name == program.name ? program.options : command.options + program.options
  }

  private func options(
    _ word: String, _ rest: inout ArraySlice<String>, of command: CommandSpecification
  ) throws(UsageError) -> [(String, String)] {
    let name = command.name == program.name ? nil : command.name
    let known = known(to: command)
    if word.hasPrefix("--") {
      let parts = word.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false
      ).map(String.init)
      let option = try option(parts[0], among: known, command: name)
      if option.value == nil {
        guard parts.count == 1 else {
          throw UsageError(message: "option \"--\(option.long)\" takes no value", command: name)
        }
        return [(option.long, "")]
      }
      guard let value = parts.count > 1 ? parts[1] : rest.popFirst() else {
        throw UsageError(message: "option \"--\(option.long)\" needs a value", command: name)
      }
      return [(option.long, value)]
    }
    var result: [(String, String)] = []
    var letters = Substring(word.dropFirst())
    while let letter = letters.popFirst() {
      guard let option = known.first(where: { $0.short == letter }) else {
        throw UsageError(message: "unknown option \"-\(letter)\"", command: name)
      }
      guard option.value != nil else {
        result.append((option.long, ""))
        continue
      }
      guard let value = letters.isEmpty ? rest.popFirst() : String(letters) else {
        throw UsageError(message: "option \"-\(letter)\" needs a value", command: name)
      }
      result.append((option.long, value))
      break
    }
    return result
  }

  private func option(
    _ written: String, among known: [OptionSpecification], command: String?
  ) throws(UsageError) -> OptionSpecification {
    if let exact = known.first(where: { $0.long == written }) { return exact }
    let matching = known.filter { !written.isEmpty && $0.long.hasPrefix(written) }
    if matching.count == 1 { return matching[0] }
    if matching.count > 1 {
      throw UsageError(
        message: "option \"--\(written)\" could be "
          + inWords(matching.map { "\"--\($0.long)\"" }),
        command: command)
    }
    let meant = closest(to: written, among: known.map(\.long))
    throw UsageError(
      message: "unknown option \"--\(written)\""
        + (meant.map { "; did you mean \"--\($0)\"?" } ?? ""),
      command: command)
  }
}
