import CursesFrontEnd
import LessonFormat
import Scenes

/// Reads other keys for commands: for each place where keys mean something, commands with a key or a
/// list of keys. They replace the ordinary keys of that command there.
struct KeyMapReader {
  /// What is always there, so that nobody locks the door behind them.
  static let reserved = ["Ctrl-C", "Ctrl-L", "Ctrl-Z"]
  /// What a terminal sends the same bytes for.
  private static let lookAlikes = [
    "Ctrl-I": "Tab", "Ctrl-M": "Enter", "Ctrl-J": "Enter", "Ctrl-[": "Esc", "Ctrl-H": "Backspace",
  ]

  private struct Binding {
    var command: Command
    var keys: [(name: String, range: SourceRange)] = []
  }

  private var map = KeyMap.ordinary

  static func read(_ node: YAMLNode, log: inout DiagnosticLog) -> KeyMap {
    var reader = KeyMapReader()
    let places = KeyContext.allCases.map(\.rawValue)
    guard case .mapping(let pairs) = node.content else {
      log.error(
        .badValue, at: node.range, "\"keys\" is \(node.kind)",
        fix: "Write a place beneath it, such as \"lesson:\", and commands with their keys there")
      return reader.map
    }
    for (key, value) in pairs {
      guard case .scalar(let name, _) = key.content, let context = KeyContext(rawValue: name) else {
        let name = if case .scalar(let name, _) = key.content { name } else { key.kind }
        log.error(
          .unknownKey, at: key.range, "keys have no place \"\(name)\"",
          fix: "Write one of \(inWords(places))", didYouMean: closest(to: name, among: places))
        continue
      }
      reader.read(value, in: context, log: &log)
    }
    return reader.map
  }

  private mutating func read(
    _ node: YAMLNode, in context: KeyContext, log: inout DiagnosticLog
  ) {
    guard case .mapping(let pairs) = node.content else {
      // A place without commands is nothing to complain about.
      if case .scalar("", _) = node.content { return }
      log.error(
        .badValue, at: node.range, "\"\(context.rawValue)\" is \(node.kind)",
        fix: "Write commands with their keys, like \"next: [Space, n]\"")
      return
    }
    var bindings: [Binding] = []
    for (key, value) in pairs {
      guard let command = command(key, in: context, log: &log) else { continue }
      guard !bindings.contains(where: { $0.command == command }) else {
        log.error(
          .unknownKey, at: key.range, "the keys of \"\(command.rawValue)\" are given twice",
          fix: "Write them as one list")
        continue
      }
      if let binding = binding(of: command, value, besides: bindings, log: &log) {
        bindings.append(binding)
      }
    }
    apply(bindings, in: context, log: &log)
  }

  /// Nil where no key could be read, so that the ordinary ones stay.
  private func binding(
    of command: Command, _ value: YAMLNode, besides others: [Binding], log: inout DiagnosticLog
  ) -> Binding? {
    var binding = Binding(command: command)
    let nodes = if case .sequence(let items) = value.content { items } else { [value] }
    for node in nodes {
      guard let name = keyName(node, log: &log) else { continue }
      let owner = (others + [binding]).first { $0.keys.contains { $0.name == name } }?.command
      guard let owner else {
        binding.keys.append((name, node.range))
        continue
      }
      log.error(
        .badValue, at: node.range, "\"\(name)\" is the key of \"\(owner.rawValue)\" already",
        fix: "Give each key to one command")
    }
    return binding.keys.isEmpty && !nodes.isEmpty ? nil : binding
  }

  // MARK: Names

  private func command(
    _ key: YAMLNode, in context: KeyContext, log: inout DiagnosticLog
  ) -> Command? {
    guard case .scalar(let name, _) = key.content else {
      log.error(
        .unknownKey, at: key.range, "a command's name is \(key.kind)", fix: "Write a name")
      return nil
    }
    let known = commands(in: context)
    guard let command = Command(rawValue: name) else {
      log.error(
        .unknownKey, at: key.range, "there is no command \"\(name)\"",
        fix: "Write one that \"interleave keys\" shows",
        didYouMean: closest(to: name, among: known.map(\.rawValue))
          ?? closest(to: name, among: Command.allCases.map(\.rawValue)))
      return nil
    }
    guard known.contains(command) else {
      let places = KeyContext.allCases.filter { commands(in: $0).contains(command) }
      log.error(
        .unknownKey, at: key.range, "\"\(name)\" does nothing in \"\(context.rawValue)\"",
        fix: "Move it to \(inWords(places.map { "\"\($0.rawValue)\"" }))")
      return nil
    }
    return command
  }

  /// What can be done in a place: its own commands, and those of everywhere.
  private func commands(in context: KeyContext) -> [Command] {
    [context, .everywhere].flatMap { KeyMap.ordinary.bindings[$0] ?? [] }.map(\.command)
  }

  private func keyName(_ node: YAMLNode, log: inout DiagnosticLog) -> String? {
    guard case .scalar(let text, _) = node.content, let key = Key(named: text) else {
      let text = if case .scalar(let text, _) = node.content { text } else { node.kind }
      log.error(
        .badValue, at: node.range, "\"\(text)\" is no key",
        fix: "Write one like n, \"?\", Space, Ctrl-N, PageDown or F2")
      return nil
    }
    let name = key.asTyped.description
    if Self.reserved.contains(name) {
      log.error(
        .badValue, at: node.range, "\(name) always means the same", fix: "Write another key")
      return nil
    }
    if let same = Self.lookAlikes[name] {
      log.error(
        .badValue, at: node.range, "a terminal cannot tell \(name) from \(same)",
        fix: "Write \(same), or another key")
      return nil
    }
    return name
  }

  // MARK: Into the map

  private mutating func apply(
    _ given: [Binding], in context: KeyContext, log: inout DiagnosticLog
  ) {
    var bindings = map.bindings[context] ?? []
    for binding in given {
      let keys = binding.keys.map(\.name)
      if let index = bindings.firstIndex(where: { $0.command == binding.command }) {
        bindings[index].keys = keys + bindings[index].keys.filter(Self.reserved.contains)
      } else {
        bindings.append(KeyMap.Binding(command: binding.command, keys: keys))
      }
    }
    // A key that somebody gives away is no longer what it was.
    for (name, range) in given.flatMap(\.keys) {
      let commands = given.map(\.command)
      for index in bindings.indices
      where !commands.contains(bindings[index].command) && bindings[index].keys.contains(name) {
        bindings[index].keys.removeAll { $0 == name }
        let left = bindings[index].keys
        let loser = bindings[index].command.rawValue
        log.warning(
          .badValue, at: range,
          "\"\(name)\" was the key of \"\(loser)\", "
            + (left.isEmpty ? "which has none now" : "which still has \(inWords(left))"),
          fix: "Give \"\(loser)\" its keys here, too")
      }
    }
    map.bindings[context] = bindings.filter { !$0.keys.isEmpty }
  }
}

extension Key {
  /// What a terminal sends for it: Shift with a letter is the capital letter.
  fileprivate var asTyped: Key {
    guard case .character(let scalar) = code, modifiers.contains(.shift),
      !modifiers.contains(.control), let upper = String(scalar).uppercased().unicodeScalars.first
    else { return self }
    return Key(.character(upper), modifiers.subtracting(.shift))
  }
}
