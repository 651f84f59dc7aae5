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
    var attributes: attr_t
    var pair: Int32
  }

  private let theme: Theme
  private let level: ColorLevel
  private var pairs: [Colors: Int32] = [:]
  private var known: [Style: Look] = [:]

  private struct Colors: Hashable {
    var foreground: Int32
    var background: Int32
  }

  init(theme: Theme, level: ColorLevel) {
    self.theme = theme
    self.level = theme == .none ? .mono : level
  }

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
    return Look(attributes: attributes.forCurses, pair: pair(for: colors))
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
    if level == .mono || colors == Colors(foreground: -1, background: -1) { return 0 }
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
