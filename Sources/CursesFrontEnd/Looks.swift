import CNcurses
internal import Canvas

/// How many colours there are to use.
package enum ColorLevel: Int, Comparable, Sendable {
  case mono, eight, sixteen, rich

  package static func < (one: ColorLevel, other: ColorLevel) -> Bool {
    one.rawValue < other.rawValue
  }

  init(colors: Int32) {
    self =
      switch colors {
      case 256...: .rich
      case 16...: .sixteen
      case 8...: .eight
      default: .mono
      }
  }
}

/// Styles as ncurses wants them. Colour pairs are made when they are first needed.
struct Looks {
  struct Look {
    let attributes: attr_t
    let pair: Int32
    let background: Int32
    /// Whether more of it than its background is seen where there is no glyph.
    let showsInBlanks: Bool
    let blank: cchar_t
    /// A blank of which only the background is seen.
    let paper: cchar_t

    /// The terminal's own colours, and nothing else.
    var isBare: Bool { pair == 0 && attributes == 0 }
  }

  private let theme: Theme
  private let level: ColorLevel
  private var pairs: [Colors: Int32] = [:]
  private var known: [Style: Look] = [:]

  private struct Colors: Hashable {
    var foreground: Int32
    var background: Int32

    /// The terminal's own.
    static let own = Colors(foreground: -1, background: -1)
  }

  init(theme: Theme, level: ColorLevel) {
    self.theme = theme
    self.level = theme == .none ? .mono : level
  }

  /// For bare text with something else before it in its row. On the way back to the pair 0 ncurses
  /// puts all attributes off, whether one is on or not, but not for a pair of the same colours.
  private(set) lazy var bareBehindOthers = make([], .own, paper: look(of: .plain).blank)

  mutating func look(of style: Style) -> Look {
    if let look = known[style] { return look }
    let look = make(style)
    known[style] = look
    return look
  }

  private mutating func make(_ style: Style) -> Look {
    var attributes = style.attributes.union(style.role.attributes(inColor: level > .mono))
    if level < .rich { attributes.formSymmetricDifference(style.ground.attributes) }
    let colors = Colors(
      foreground: foreground(of: style.role), background: background(of: style.ground))
    let isBare = attributes.isEmpty && colors == .own
    let plain = Style(.text, on: style.ground)
    return make(
      attributes, colors, pair: isBare ? 0 : nil,
      paper: style == plain ? nil : look(of: plain).blank)
  }

  private mutating func make(
    _ attributes: Attributes, _ colors: Colors, pair: Int32? = nil, paper: cchar_t? = nil
  ) -> Look {
    let pair = pair ?? self.pair(for: colors)
    var blank = cchar_t()
    interleave_set_cell(&blank, [wchar_t(UInt8(ascii: " ")), 0], attributes.forCurses, pair)
    return Look(
      attributes: attributes.forCurses, pair: pair, background: colors.background,
      showsInBlanks: !attributes.isDisjoint(with: [.underline, .reverse]), blank: blank,
      paper: paper ?? blank)
  }

  private func foreground(of role: Role) -> Int32 {
    theme.ink(of: role).map(color) ?? -1
  }

  private func background(of ground: Ground) -> Int32 {
    if level == .rich, let color = theme.grounds.color(of: ground) { return Int32(color) }
    return theme.paper.map(color) ?? -1
  }

  private func color(_ ink: Ink) -> Int32 {
    switch level {
    case .rich: Int32(ink.rich)
    case .sixteen: Int32(ink.basic)
    // The brighter half is missing; a bright black would be invisible.
    case .eight: ink.basic == 8 ? 7 : Int32(ink.basic % 8)
    case .mono: -1
    }
  }

  private mutating func pair(for colors: Colors) -> Int32 {
    if level == .mono { return 0 }
    if let pair = pairs[colors] { return pair }
    let pair = Int32(pairs.count + 1)
    guard pair < interleave_color_pairs(),
      interleave_make_pair(pair, colors.foreground, colors.background) == OK
    else { return 0 }
    pairs[colors] = pair
    return pair
  }
}

extension Attributes {
  fileprivate var forCurses: attr_t {
    var result: attr_t = 0
    if contains(.bold) { result |= interleave_bold() }
    if contains(.dim) { result |= interleave_dim() }
    if contains(.underline) { result |= interleave_underline() }
    if contains(.reverse) { result |= interleave_reverse() }
    if contains(.italic) { result |= interleave_italic() }
    return result
  }
}
