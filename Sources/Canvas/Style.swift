/// What a piece of text is, not what it looks like: a theme of the front end decides that, for the
/// colours that the terminal has.
package enum Role: UInt8, CaseIterable, Sendable {
  case text, dim, strong, accent, heading, link, term, key, rule, title
  case code, codeKeyword, codeString, codeNumber, codeComment, codeName, codeBuiltin
  case running, ready, waiting, blocked, gil, idle, done, failed, cancelled, unknown
  case output, errors
  case good, bad, warning, note, tip, important, caution
  case cursor, ghost, mark
  case bar1, bar2, bar3, bar4
}

/// What a piece of text stands on.
package enum Ground: UInt8, CaseIterable, Sendable {
  case screen, panel, bar, selection, hit, cursor, line, alert
}

package struct Attributes: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let bold = Attributes(rawValue: 1)
  package static let dim = Attributes(rawValue: 2)
  package static let underline = Attributes(rawValue: 4)
  package static let reverse = Attributes(rawValue: 8)
  package static let italic = Attributes(rawValue: 16)
}

package struct Style: Hashable, Sendable {
  package var role: Role
  package var ground: Ground
  package var attributes: Attributes

  package init(_ role: Role = .text, on ground: Ground = .screen, _ attributes: Attributes = []) {
    self.role = role
    self.ground = ground
    self.attributes = attributes
  }

  package static let plain = Style()

  package func on(_ ground: Ground) -> Style { Style(role, on: ground, attributes) }
  package func with(_ more: Attributes) -> Style {
    Style(role, on: ground, attributes.union(more))
  }
}
