import Narration
import Trace

/// How scenes are drawn, apart from what they show.
package struct SceneOptions: Hashable, Sendable {
  /// Only characters of ASCII.
  package var isASCII: Bool
  /// Nothing is animated; the end is shown at once.
  package var reducesMotion: Bool

  package init(isASCII: Bool = false, reducesMotion: Bool = false) {
    self.isASCII = isASCII
    self.reducesMotion = reducesMotion
  }

  /// One sign that draws, in either set of characters.
  func sign(_ sign: Sign) -> String { isASCII ? sign.ascii : sign.unicode }

  func sign(of state: LaneState?) -> String { StateSigns(isASCII: isASCII).sign(state) }

  /// A share of one as a height within a row.
  func height(_ share: Double, isThere: Bool) -> String {
    isThere ? StateSigns(isASCII: isASCII).level(share) : " "
  }
}

enum Sign {
  case rule, divider, cursor, more, less, bullet, bar

  var unicode: String {
    switch self {
    case .rule: "─"
    case .divider: "│"
    case .cursor: "┃"
    case .more: "▼"
    case .less: "▲"
    case .bullet: "•"
    case .bar: "█"
    }
  }

  var ascii: String {
    switch self {
    case .rule: "-"
    case .divider: "|"
    case .cursor: "|"
    case .more: "v"
    case .less: "^"
    case .bullet: "*"
    case .bar: "#"
    }
  }
}
