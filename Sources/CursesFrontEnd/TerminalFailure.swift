import TextWidth

/// Why there is no screen to draw on. Plain mode can do what a screen can.
package enum TerminalFailure: Error, Hashable, Sendable {
  case notATerminal
  /// The variable TERM, if it is set, names a terminal that can't place text or that nobody knows.
  case cannotPlaceText(String?)
  case noResources

  /// A clause for "Going on in plain lines, because …".
  package var reason: String {
    switch self {
    case .notATerminal: "input or output is not a terminal"
    case .cannotPlaceText(nil): "TERM is not set"
    case .cannotPlaceText(let name?):
      "the terminal \"\(Glyphs(name).map { String($0.base) }.joined())\" is unknown or can't place text"
    case .noResources: "the system has no memory or descriptors left for a screen"
    }
  }
}
