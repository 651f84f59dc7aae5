import Trace

/// The colours of the states, for light and for dark paper.
///
/// Each state has a fill, and an ink for its edge, its pattern and its words. The fills are far enough
/// apart in lightness and hue to be told apart with any kind of colour vision, the darker of fill and
/// ink stands out from the paper, and no state is known by its colour alone: patterns differ as well.
/// A test computes all of it.
package enum Palette: CaseIterable, Sendable {
  case light, dark

  package struct Colours: Sendable, Equatable {
    /// Six hexadecimal digits.
    package var fill: String
    package var ink: String
  }

  package var paper: String { self == .light ? "ffffff" : "12161b" }
  package var text: String { self == .light ? "1b1f24" : "e8ebef" }
  /// Words of less weight, and lines of the axis.
  package var quiet: String { self == .light ? "57606a" : "a3acb6" }
  package var grid: String { self == .light ? "d8dde3" : "333b45" }
  package var accent: String { self == .light ? "0b4f9e" : "8cc4fa" }

  package subscript(state: LaneState) -> Colours {
    switch (state, self) {
    case (.running, .light): Colours(fill: "0b4f9e", ink: "ffffff")
    case (.ready, .light): Colours(fill: "f5b83d", ink: "6b4400")
    case (.waiting, .light): Colours(fill: "bfdaf2", ink: "1f4f78")
    case (.blocked, .light): Colours(fill: "b3261e", ink: "ffffff")
    case (.wantsGIL, .light): Colours(fill: "c46fd2", ink: "3d0f4a")
    case (.idle, .light): Colours(fill: "f2f2f2", ink: "5f6368")
    case (.running, .dark): Colours(fill: "62aef5", ink: "0b1a2a")
    case (.ready, .dark): Colours(fill: "8a5a00", ink: "ffe2ab")
    case (.waiting, .dark): Colours(fill: "174a78", ink: "b5d9f5")
    case (.blocked, .dark): Colours(fill: "ff8066", ink: "3a0a02")
    case (.wantsGIL, .dark): Colours(fill: "8e4a97", ink: "fbe3ff")
    case (.idle, .dark): Colours(fill: "22272d", ink: "a3acb6")
    case (.unknown, .light), (.lent, .light): Colours(fill: "ffffff", ink: "57606a")
    case (.unknown, .dark), (.lent, .dark): Colours(fill: "12161b", ink: "a3acb6")
    }
  }

  /// The states that a picture shows, from the bottom of a row up. A thread that has lent itself does
  /// nothing of its own.
  package static let shown: [LaneState] = [
    .running, .wantsGIL, .blocked, .ready, .waiting, .idle, .unknown,
  ]
}

extension LaneState {
  /// What classes and patterns are called.
  var className: String {
    switch self {
    case .running: "running"
    case .ready: "ready"
    case .waiting: "waiting"
    case .blocked: "blocked"
    case .idle: "idle"
    case .lent: "lent"
    case .unknown: "unknown"
    case .wantsGIL: "gil"
    }
  }

  /// The sign of the text form, so that who knows one knows the other.
  var sign: String {
    switch self {
    case .running: "█"
    case .ready: "▒"
    case .waiting: "─"
    case .blocked: "■"
    case .wantsGIL: "╳"
    case .idle: "·"
    case .lent: " "
    case .unknown: "?"
    }
  }
}
