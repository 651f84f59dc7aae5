package import Canvas

/// Frames as what is sent to a terminal with 256 colours, without one: for recordings that another
/// program plays. Only what differs from the frame before is told.
package struct FrameEncoder {
  /// What a terminal is to have as its own colours, so that a theme can be read on it.
  package struct Paper: Hashable, Sendable {
    /// Six hexadecimal digits.
    package let foreground: String
    package let background: String
    /// The first sixteen colours of xterm.
    package let palette: [String]
  }

  private let theme: Theme
  private let isASCII: Bool

  package init(theme: Theme, isASCII: Bool = false) {
    self.theme = theme
    self.isASCII = isASCII
  }

  package var paper: Paper {
    let isLight = theme.name == Theme.light.name
    return Paper(
      foreground: isLight ? "1b1f24" : "d8dde3", background: isLight ? "ffffff" : "101418",
      palette: [
        "000000", "cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd", "e5e5e5",
        "7f7f7f", "ff0000", "00ff00", "ffff00", "5c5cff", "ff00ff", "00ffff", "ffffff",
      ])
  }

  /// Clears the screen and hides the cursor: what comes before the first frame.
  package var opening: String { "\u{1B}[0m\u{1B}[?25l\u{1B}[2J" }

  /// Puts the terminal back: what comes after the last.
  package var closing: String { "\u{1B}[0m\u{1B}[?25h" }

  /// What turns a screen that shows `last` into one that shows `frame`; empty where nothing does.
  package func text(of frame: Frame, since last: Frame?) -> String {
    var text = ""
    for change in frame.changes(since: last) {
      text += "\u{1B}[\(change.row + 1);\(change.columns.lowerBound + 1)H"
      var style: Style?
      frame.forEachGlyph(inRow: change.row, columns: change.columns) { base, marks, width, its in
        if its != style {
          text += look(of: its)
          style = its
        }
        if isASCII {
          for _ in 0..<width { text.unicodeScalars.append(plainGlyph(for: base)) }
        } else {
          text.unicodeScalars.append(base)
          for mark in marks { text.unicodeScalars.append(mark) }
        }
      }
    }
    return text.isEmpty ? "" : text + "\u{1B}[0m"
  }

  private func look(of style: Style) -> String {
    let hasColour = theme != .none
    var attributes = style.attributes.union(style.role.attributes(inColor: hasColour))
    if !hasColour { attributes.formSymmetricDifference(style.ground.attributes) }
    let codes: [(Attributes, String)] = [
      (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"),
    ]
    var parts = ["0"] + codes.filter { attributes.contains($0.0) }.map(\.1)
    if hasColour {
      if let ink = theme.ink(of: style.role) { parts.append("38;5;\(ink.rich)") }
      if let ground = theme.grounds.color(of: style.ground) ?? theme.paper?.rich {
        parts.append("48;5;\(ground)")
      }
    }
    return "\u{1B}[\(parts.joined(separator: ";"))m"
  }
}
