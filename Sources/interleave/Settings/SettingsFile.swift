import LessonFormat
import Narration
import Settings

/// The learner's settings file: where it is, and what it says.
struct SettingsFile {
  static let name = "config.yaml"

  /// Nil where there is no home.
  var path: String?
  var isThere = false
  var settings = Settings()
  var mistakes: [Diagnostic] = []
  var source: SourceText?

  /// More than anybody writes by hand.
  private static let mostBytes = 1 << 20

  /// Nobody's settings.
  init() {}

  static func read() -> SettingsFile {
    var file = SettingsFile()
    file.path = UserFolder.config.file(name)
    guard let path = file.path, Disk.kind(of: path) != nil || Disk.isBarred(path) else {
      return file
    }
    file.isThere = true
    do throws(DiskProblem) {
      let source = SourceText(path: path, bytes: try Disk.read(path, limit: mostBytes))
      let reading = SettingsReader.read(source, home: UserFolder.home) {
        Disk.kind(of: $0) != nil
      }
      (file.source, file.settings, file.mistakes) = (source, reading.settings, reading.mistakes)
    } catch {
      file.mistakes = [error.diagnostic(at: path)]
    }
    return file
  }

  /// One sentence on what is wrong, if anything is.
  var remark: String? {
    guard let first = mistakes.first else { return nil }
    let left = mistakes.count - 1
    let rest = left > 0 ? " There \(left == 1 ? "is" : "are") \(left) more." : ""
    let message = first.message + (first.message.hasSuffix("?") ? "" : ".")
    return "In your settings, line \(first.range.start.line): \(message)\(rest)"
      + " \"interleave config\" shows what to do."
  }
}

extension Arguments {
  /// Settings stand for options that were not typed. The environment goes before them where it says
  /// something about the same.
  mutating func take(_ file: SettingsFile) {
    settings = file
    let settings = file.settings
    setDefault("theme", settings.theme)
    setDefault("ascii", flag: settings.ascii == true)
    setDefault("no-mouse", flag: settings.mouse == false)
    setDefault("reduced-motion", flag: settings.reducedMotion == true)
    let wantsPlain = settings.plain == true && Environment["ACCESSIBLE"] == nil
    setDefault("plain", flag: wantsPlain && !has("no-plain"))
    setDefault("width", settings.width.map(String.init))
    setDefault("sandbox", settings.sandbox)
    if Environment["INTERLEAVE_LESSONS"] == nil { setDefault("lessons", settings.lessons) }
    if Environment["INTERLEAVE_PYTHON"] == nil, !has("no-python") {
      setDefault("python", settings.python)
    }
  }

  private mutating func setDefault(_ option: String, flag: Bool) {
    setDefault(option, flag ? "" : nil)
  }
}
