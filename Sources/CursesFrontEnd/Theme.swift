internal import Canvas

/// What roles and grounds look like.
package struct Theme: Hashable, Sendable {
  package let name: String
  /// The colours of the terminal itself where it has none; nil leaves them as they are.
  let paper: Ink?
  let inks: Inks
  let grounds: Grounds

  package static let all: [Theme] = [.dark, .light, .highContrast, .colorBlind, .none]

  package init?(named name: String) {
    guard let theme = Self.all.first(where: { $0.name == name.lowercased() }) else { return nil }
    self = theme
  }

  /// Light where the terminal says that its background is. Few say, and most are dark.
  package static func suggested() -> Theme { suggested(by: environment("COLORFGBG")) }

  static func suggested(by variable: String?) -> Theme {
    let ground = variable?.split(separator: ";").last.flatMap { Int($0) }
    return ground == 7 || (9...15).contains(ground ?? 0) ? .light : .dark
  }

  init(name: String, paper: Ink? = nil, inks: Inks, grounds: Grounds) {
    self.name = name
    self.paper = paper
    self.inks = inks
    self.grounds = grounds
  }
}

/// A colour in the palette of 256, and what stands for it in the palette of 16. Where there are only
/// eight the darker one of the same name does.
struct Ink: Hashable, Sendable {
  let rich: UInt8
  let basic: UInt8

  init(_ rich: UInt8, _ basic: UInt8) {
    self.rich = rich
    self.basic = basic
  }
}

/// The colours of a theme by the names that people have for them. Nil is the terminal's own.
struct Inks: Hashable, Sendable {
  var plain: Ink?
  var faint: Ink
  var red: Ink
  var vermilion: Ink
  var orange: Ink
  var yellow: Ink
  var green: Ink
  var teal: Ink
  var sky: Ink
  var blue: Ink
  var purple: Ink
  var pink: Ink
}

struct Grounds: Hashable, Sendable {
  var panel: UInt8
  var bar: UInt8
  var selection: UInt8
  var hit: UInt8
  var cursor: UInt8
  var line: UInt8
  var alert: UInt8

  func color(of ground: Ground) -> UInt8? {
    switch ground {
    case .screen: nil
    case .panel: panel
    case .bar: bar
    case .selection: selection
    case .hit: hit
    case .cursor: cursor
    case .line: line
    case .alert: alert
    }
  }
}

extension Theme {
  func ink(of role: Role) -> Ink? {
    switch role {
    case .text, .strong, .title, .output, .code, .mark: inks.plain
    case .dim, .rule, .idle, .unknown, .ghost, .codeComment: inks.faint
    case .failed, .errors, .bad, .caution: inks.red
    case .blocked: inks.vermilion
    case .cancelled, .codeNumber, .warning: inks.orange
    case .ready, .key, .cursor: inks.yellow
    case .good, .codeString, .tip: inks.green
    case .running, .term, .codeBuiltin, .done: inks.teal
    case .waiting, .accent, .heading, .note: inks.sky
    case .link, .codeName: inks.blue
    case .codeKeyword, .important: inks.purple
    case .gil: inks.pink
    case .bar1: inks.teal
    case .bar2: inks.orange
    case .bar3: inks.sky
    case .bar4: inks.pink
    }
  }
}

extension Role {
  /// What a role has beside its colour, or instead of it.
  func attributes(inColor: Bool) -> Attributes {
    switch self {
    case .strong, .heading, .title, .failed, .bad, .key: .bold
    case .link, .term: .underline
    case .codeComment: inColor ? .italic : .dim
    case .dim, .rule, .idle, .ghost, .unknown, .done: inColor ? [] : .dim
    case .accent, .codeKeyword, .running, .good, .warning, .important, .caution, .errors, .cursor,
      .mark:
      inColor ? [] : .bold
    case .blocked: inColor ? [] : .reverse
    case .gil: inColor ? [] : .underline
    default: []
    }
  }
}

extension Ground {
  /// Where colours are few a ground is the text's own colour turned round, which can be read
  /// whatever the colour is.
  var attributes: Attributes {
    switch self {
    case .screen, .panel, .line: []
    case .bar, .selection, .hit, .cursor, .alert: .reverse
    }
  }
}
