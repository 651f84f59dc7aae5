import Trace

/// The characters that stand for states, on the screen and in text.
package struct StateSigns: Hashable, Sendable {
  package var isASCII: Bool

  package init(isASCII: Bool) { self.isASCII = isASCII }

  package func sign(_ state: LaneState?) -> String {
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

  private static let eighths = Array("▁▂▃▄▅▆▇█")
  private static let tenths = Array("123456789")

  /// A share of one: a height within a row, or tenths.
  package func level(_ share: Double) -> String {
    let levels = isASCII ? Self.tenths : Self.eighths
    let level = Int(min(max(share, 0), 1) * Double(levels.count))
    return String(levels[min(level, levels.count - 1)])
  }
}
