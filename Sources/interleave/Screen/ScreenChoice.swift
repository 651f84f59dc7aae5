import CursesFrontEnd
import LessonFormat
import Scenes
import Tutor

/// Whether a session has a screen, and what that looks like.
struct ScreenChoice {
  /// Nil where words alone are wanted.
  private let options: TerminalOptions?
  private let reducesMotion: Bool
  private let settings: SettingsFile

  init(_ arguments: Arguments, isPlain: Bool) throws(UsageError) {
    reducesMotion = arguments.has("reduced-motion")
    settings = arguments.settings
    guard !isPlain else {
      options = nil
      return
    }
    var options = TerminalOptions()
    options.mouse = !arguments.has("no-mouse")
    if arguments.has("ascii") { options.ascii = true }
    if let theme = try Self.theme(arguments) { options.theme = theme }
    self.options = options
  }

  /// The theme that was asked for; nil where none was.
  static func theme(_ arguments: Arguments) throws(UsageError) -> Theme? {
    guard let name = arguments.value("theme") else { return nil }
    if let theme = Theme(named: name) { return theme }
    let names = Theme.all.map(\.name)
    let meant = closest(to: name, among: names).map { "; did you mean \"\($0)\"?" }
    throw UsageError(
      message: "there is no theme \"\(printable(name))\""
        + (meant ?? "; there are \(inWords(names, joinedBy: "and"))"),
      command: arguments.command.name)
  }

  enum Outcome {
    case ended(State)
    /// There is no screen to be had; a word says why where that is a surprise.
    case noScreen(String?)
  }

  /// Leads a session on the screen to its end.
  func show(_ state: State, interpreter: (Inbox) -> EffectInterpreter) -> Outcome {
    guard let options else { return .noScreen(nil) }
    let terminal: Terminal
    do throws(TerminalFailure) {
      terminal = try Terminal(options)
    } catch {
      return .noScreen(error == .notATerminal ? nil : error.reason)
    }
    let session = ScreenSession(
      state, terminal: terminal,
      options: SceneOptions(isASCII: terminal.isASCII, reducesMotion: reducesMotion),
      keys: settings.settings.keys
    ) { inbox in
      if let remark = settings.remark { inbox.put(.told(remark)) }
      return interpreter(inbox)
    }
    let ending = session.run()
    terminal.close()
    if let word = session.lastWord { Output.printError("interleave: \(word)") }
    ending?.endProcess()
    return .ended(session.state)
  }
}
