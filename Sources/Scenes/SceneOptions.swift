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

  func sign(of state: LaneState?) -> String {
    switch state {
    case .running: isASCII ? "#" : "█"
    case .ready: isASCII ? "o" : "▒"
    case .waiting: isASCII ? "-" : "─"
    case .blocked: isASCII ? "X" : "■"
    case .wantsGIL: isASCII ? "%" : "╳"
    case .idle: isASCII ? "." : "·"
    case .unknown: "?"
    case .lent, nil: " "
    }
  }
}

extension SceneOptions {
  /// A share of one as a height within a row: eighths, or tenths in ASCII.
  func height(_ share: Double, isThere: Bool) -> String {
    guard isThere else { return " " }
    let share = min(max(share, 0), 1)
    let signs = isASCII ? Self.tenths : Self.eighths
    return String(signs[min(Int(share * Double(signs.count)), signs.count - 1)])
  }

  private static let eighths = Array("▁▂▃▄▅▆▇█")
  private static let tenths = Array("0123456789")
}

enum Sign {
  case rule, divider, cursor, more, less, bullet, ellipsis, bar, cornerTop, cornerBottom, arrow

  var unicode: String {
    switch self {
    case .rule: "─"
    case .divider: "│"
    case .cursor: "┃"
    case .more: "▼"
    case .less: "▲"
    case .bullet: "•"
    case .ellipsis: "…"
    case .bar: "█"
    case .cornerTop: "╭"
    case .cornerBottom: "╰"
    case .arrow: "→"
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
    case .ellipsis: "~"
    case .bar: "#"
    case .cornerTop, .cornerBottom: "+"
    case .arrow: ">"
    }
  }
}
