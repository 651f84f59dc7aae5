/// A key as a person would name it.
package struct Key: Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    case character(Unicode.Scalar)
    case up, down, left, right, home, end, pageUp, pageDown
    case enter, tab, escape, backspace, insert, delete
    case function(Int)
  }

  package struct Modifiers: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let shift = Modifiers(rawValue: 1)
    package static let alt = Modifiers(rawValue: 2)
    package static let control = Modifiers(rawValue: 4)
  }

  package var code: Code
  package var modifiers: Modifiers

  package init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }

  package init(_ character: Unicode.Scalar, _ modifiers: Modifiers = []) {
    self.init(.character(character), modifiers)
  }

  /// What the key types.
  package var text: String? {
    guard case .character(let scalar) = code, modifiers.isSubset(of: .shift) else { return nil }
    return String(scalar)
  }
}

/// Names as help shows them and a key map writes them: `q`, `Ctrl-C`, `Shift-Tab`, `PageDown`, `F1`.
extension Key: CustomStringConvertible {
  private static let names: [(Code, String)] = [
    (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"), (.home, "Home"),
    (.end, "End"), (.pageUp, "PageUp"), (.pageDown, "PageDown"), (.enter, "Enter"),
    (.tab, "Tab"), (.escape, "Esc"), (.backspace, "Backspace"), (.insert, "Insert"),
    (.delete, "Delete"), (.character(" "), "Space"),
  ]
  private static let prefixes: [(Modifiers, String)] = [
    (.control, "Ctrl-"), (.alt, "Alt-"), (.shift, "Shift-"),
  ]
  private static let functionKeys = 0...63

  package var description: String {
    let prefix = Self.prefixes.filter { modifiers.contains($0.0) }.map(\.1).joined()
    if let name = Self.names.first(where: { $0.0 == code })?.1 { return prefix + name }
    switch code {
    case .function(let number): return prefix + "F\(number)"
    case .character(let scalar) where modifiers.contains(.control):
      return prefix + String(scalar).uppercased()
    case .character(let scalar): return prefix + String(scalar)
    default: return prefix
    }
  }

  /// Nil for what names no key. Upper and lower case mean the same but in a single letter.
  package init?(named name: String) {
    var rest = Substring(name)
    var modifiers: Modifiers = []
    while let prefix = Self.prefixes.first(where: {
      rest.count > $0.1.count && rest.lowercased().hasPrefix($0.1.lowercased())
    }) {
      guard modifiers.insert(prefix.0).inserted else { return nil }
      rest = rest.dropFirst(prefix.1.count)
    }
    if rest.unicodeScalars.count == 1, let scalar = rest.unicodeScalars.first {
      let lowered = modifiers.contains(.control) ? rest.lowercased().unicodeScalars.first : scalar
      self.init(lowered ?? scalar, modifiers)
    } else if let code = Self.names.first(where: { $0.1.lowercased() == rest.lowercased() })?.0 {
      self.init(code, modifiers)
    } else if rest.first == "F" || rest.first == "f", let number = Int(rest.dropFirst()),
      Self.functionKeys.contains(number)
    {
      self.init(.function(number), modifiers)
    } else {
      return nil
    }
  }
}
