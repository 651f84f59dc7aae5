import LessonFormat
import Scenes

/// What a learner's settings file says. What it leaves out is nil: the ordinary thing is done.
package struct Settings: Equatable, Sendable {
  package var theme: String?
  package var ascii: Bool?
  package var mouse: Bool?
  package var reducedMotion: Bool?
  package var plain: Bool?
  package var width: Int?
  package var python: String?
  package var sandbox: String?
  package var lessons: String?
  package var keys = KeyMap.ordinary

  package init() {}

  /// The file's own keys, in the order in which they are listed.
  package enum Name: String, CaseIterable, Sendable {
    case theme, ascii, mouse
    case reducedMotion = "reduced-motion"
    case plain, width, python, sandbox, lessons, keys

    package var summary: String {
      switch self {
      case .theme: "colours: dark, light, high-contrast, colour-blind or none"
      case .ascii: "draw with ASCII characters: yes or no"
      case .mouse: "let the mouse choose and scroll: yes or no"
      case .reducedMotion: "show how things end, without moving: yes or no"
      case .plain: "words alone, one thing a line: yes or no"
      case .width: "break lines of text after so many columns, from 10 to 1000"
      case .python: "the Python that programs run under: a name or a path"
      case .sandbox: "how programs of lessons are confined: auto, strict or off"
      case .lessons: "the folder of the course"
      case .keys: "other keys for commands, as \"interleave keys\" names them"
      }
    }
  }
}

/// Settings that were read, and what is wrong in the file. Mistakes spoil only what they are in.
package struct SettingsReading: Sendable {
  package var settings: Settings
  package var mistakes: [Diagnostic]
}
