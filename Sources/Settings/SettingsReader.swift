import CursesFrontEnd
import LessonFormat
import Scenes

/// Turns the text of a settings file into `Settings`.
package struct SettingsReader {
  private var settings = Settings()
  private var log: DiagnosticLog
  /// What "~" stands for.
  private let home: String?
  private let exists: (String) -> Bool

  /// The sandbox's words are the runner's; they are given, so that there is one list of them.
  package static let sandboxes = ["auto", "strict", "off"]

  package static func read(
    _ source: SourceText, home: String?, exists: @escaping (String) -> Bool
  ) -> SettingsReading {
    var reader = SettingsReader(
      log: DiagnosticLog(file: source.path), home: home, exists: exists)
    do throws(YAMLProblem) {
      if let root = try YAMLReader.read(source.bytes[...]) { reader.read(root) }
    } catch {
      reader.log.error(.yamlSyntax, at: error.range, error.message, fix: error.fix)
    }
    return SettingsReading(
      settings: reader.settings, mistakes: reader.log.sorted(in: source))
  }

  private init(log: DiagnosticLog, home: String?, exists: @escaping (String) -> Bool) {
    self.log = log
    self.home = home
    self.exists = exists
  }

  private mutating func read(_ root: YAMLNode) {
    guard case .mapping(let pairs) = root.content else {
      log.error(
        .badValue, at: root.range, "this is \(root.kind), not settings",
        fix: "Write lines like \"theme: light\"")
      return
    }
    var seen: [Settings.Name: Int32] = [:]
    for (key, value) in pairs {
      guard let name = name(key) else { continue }
      if let line = seen[name] {
        log.error(
          .unknownKey, at: key.range, "\"\(name.rawValue)\" is given in line \(line) already",
          fix: "Keep one of them")
        continue
      }
      seen[name] = key.range.start.line
      read(value, for: name)
    }
  }

  private mutating func name(_ key: YAMLNode) -> Settings.Name? {
    guard case .scalar(let text, _) = key.content else {
      log.error(
        .unknownKey, at: key.range, "a setting's name is \(key.kind)", fix: "Write a name")
      return nil
    }
    if let name = Settings.Name(rawValue: text) { return name }
    let names = Settings.Name.allCases.map(\.rawValue)
    log.error(
      .unknownKey, at: key.range, "there is no setting \"\(text)\"",
      fix: "Write one of \(inWords(names))", didYouMean: closest(to: text, among: names))
    return nil
  }

  private mutating func read(_ value: YAMLNode, for name: Settings.Name) {
    switch name {
    case .theme:
      settings.theme = word(value, name, among: Theme.all.map(\.name), lowercased: true)
    case .sandbox: settings.sandbox = word(value, name, among: Self.sandboxes)
    case .ascii: settings.ascii = yesOrNo(value, name)
    case .mouse: settings.mouse = yesOrNo(value, name)
    case .reducedMotion: settings.reducedMotion = yesOrNo(value, name)
    case .plain: settings.plain = yesOrNo(value, name)
    case .width: settings.width = width(value)
    case .python: settings.python = path(value, name, mayBeName: true)
    case .lessons: settings.lessons = path(value, name, mayBeName: false)
    case .keys: settings.keys = KeyMapReader.read(value, log: &log)
    }
  }

  // MARK: Values

  private mutating func text(_ value: YAMLNode, _ name: Settings.Name, _ example: String) -> String?
  {
    if case .scalar(let text, _) = value.content, !text.isEmpty { return text }
    let what = if case .scalar = value.content { "empty" } else { value.kind }
    log.error(
      .badValue, at: value.range, "\"\(name.rawValue)\" is \(what)",
      fix: "Write a line like \"\(name.rawValue): \(example)\"")
    return nil
  }

  private mutating func word(
    _ value: YAMLNode, _ name: Settings.Name, among words: [String], lowercased: Bool = false
  ) -> String? {
    guard let text = text(value, name, words[0]) else { return nil }
    let wanted = lowercased ? text.lowercased() : text
    if words.contains(wanted) { return wanted }
    log.error(
      .badValue, at: value.range, "\"\(text)\" is no \(name.rawValue)",
      fix: "Write \(inWords(words))", didYouMean: closest(to: text, among: words))
    return nil
  }

  private mutating func yesOrNo(_ value: YAMLNode, _ name: Settings.Name) -> Bool? {
    guard let text = text(value, name, "yes") else { return nil }
    switch text.lowercased() {
    case "yes", "true", "on": return true
    case "no", "false", "off": return false
    default:
      log.error(
        .badValue, at: value.range, "\"\(text)\" is neither yes nor no", fix: "Write yes or no")
      return nil
    }
  }

  private mutating func width(_ value: YAMLNode) -> Int? {
    guard let text = text(value, .width, "72") else { return nil }
    if let number = Int(text), (10...1000).contains(number) { return number }
    log.error(
      .badValue, at: value.range, "\"\(text)\" is no width",
      fix: "Write a number of columns from 10 to 1000")
    return nil
  }

  /// The folder that the program is started in is another one each time, so it decides nothing here.
  private mutating func path(
    _ value: YAMLNode, _ name: Settings.Name, mayBeName: Bool
  ) -> String? {
    guard let text = text(value, name, mayBeName ? "python3.12" : "~/my-course") else {
      return nil
    }
    if mayBeName, !text.contains("/") { return text }
    var path = text
    if text == "~" || text.hasPrefix("~/"), let home { path = home + text.dropFirst() }
    guard path.hasPrefix("/") else {
      log.error(
        .badValue, at: value.range, "\"\(text)\" is no whole path",
        fix: "Begin it with / or with ~/")
      return nil
    }
    guard exists(path) else {
      log.error(
        .badValue, at: value.range, "\"\(text)\" is not there", fix: "Correct the path")
      return nil
    }
    return path
  }
}
