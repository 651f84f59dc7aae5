import LessonFormat
import Narration
import Settings

/// `interleave config`: the settings file, what of it is in force, and what is wrong in it.
struct ConfigCommand {
  private let file: SettingsFile
  private let arguments: Arguments
  private let options: CourseOptions

  init(_ arguments: Arguments) throws(UsageError) {
    self.arguments = arguments
    file = arguments.settings
    options = try CourseOptions(arguments)
  }

  /// The exit status.
  func run() throws(CommandFailure) -> Int32 {
    guard let path = file.path else {
      throw CommandFailure(
        message: "there is no home folder, and so no place for settings; set HOME")
    }
    if arguments.has("path") {
      try Output.print(path + "\n")
      return 0
    }
    var narration = Narration()
    narration.say("The settings file is \(UserFolder.short(path)).")
    if !file.isThere {
      narration.say("There is none yet; write one with lines like \"theme: light\".")
    }
    narration.gap()
    for name in Settings.Name.allCases { narration.say("\(name.rawValue): \(inForce(name))") }
    if !file.mistakes.isEmpty { narration.gap() }
    try Output.print(narration.text(width: options.width) + mistakes)
    return file.mistakes.contains { $0.severity == .error } ? 1 : 0
  }

  private var mistakes: String {
    guard !file.mistakes.isEmpty else { return "" }
    let texts = file.mistakes.map { mistake in
      let line = Int(mistake.range.start.line)
      let hasLine = line <= file.source?.lineCount ?? 0
      return options.isPlain
        ? mistake.sentence : mistake.rendered(sourceLine: hasLine ? file.source?.line(line) : nil)
    }
    return texts.joined(separator: "\n") + "\n"
      + "\(count(file.mistakes.count, "mistake")); everything else is in force.\n"
  }

  // MARK: What is in force, and why

  private func inForce(_ name: Settings.Name) -> String {
    let settings = file.settings
    switch name {
    case .theme:
      let theme = arguments.value("theme") ?? "dark"
      return Environment["NO_COLOR"] == nil
        ? said(theme, settings.theme != nil) : "none, because NO_COLOR is set"
    case .ascii:
      return said(arguments.has("ascii") ? "yes" : "as the locale has it", settings.ascii == true)
    case .mouse: return said(arguments.has("no-mouse") ? "no" : "yes", settings.mouse != nil)
    case .reducedMotion:
      return said(
        arguments.has("reduced-motion") ? "yes" : "no", settings.reducedMotion != nil)
    case .plain: return plain
    case .width:
      let width = arguments.value("width").map { "\($0) columns" }
      return said(width ?? "as the terminal has it", settings.width != nil)
    case .python:
      if let variable = Environment["INTERLEAVE_PYTHON"] {
        return "\(variable), because INTERLEAVE_PYTHON is set"
      }
      return said(arguments.value("python") ?? "the first that is found", settings.python != nil)
    case .sandbox: return said(arguments.value("sandbox") ?? "auto", settings.sandbox != nil)
    case .lessons:
      if let variable = Environment["INTERLEAVE_LESSONS"] {
        return "\(variable), because INTERLEAVE_LESSONS is set"
      }
      return said(arguments.value("lessons") ?? "the course's own", settings.lessons != nil)
    case .keys:
      return settings.keys == .ordinary
        ? "the ordinary ones" : "some are your own; \"interleave keys\" shows all"
    }
  }

  private var plain: String {
    if let variable = Environment["ACCESSIBLE"] {
      return "\(options.isPlain ? "yes" : "no"), because ACCESSIBLE is \(variable)"
    }
    if !arguments.has("plain"), options.isPlain { return "yes, because of the terminal" }
    return said(options.isPlain ? "yes" : "no", file.settings.plain != nil)
  }

  private func said(_ value: String, _ isFromFile: Bool) -> String {
    isFromFile ? "\(value), from the file" : value
  }
}
