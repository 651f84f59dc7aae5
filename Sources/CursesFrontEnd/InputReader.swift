import CNcurses
internal import Canvas

/// Keys, mouse and pasted text out of what ncurses reads.
package struct InputReader {
  private static let mostPasted = 1_000_000
  private static let mostEvents = 1024
  /// How long the rest of a report may take to arrive.
  private static let patience: Int32 = 25

  private let sequences: KeySequences
  /// Reading from a pad refreshes no window behind our back.
  private let pad: UnsafeMutablePointer<WINDOW>
  private var pasted: String?
  private var decoder = UTF8Decoder()
  private var isAlt = false

  package init?(mouse: Bool, paste: Bool) {
    guard let pad = newpad(1, 1) else { return nil }
    self.pad = pad
    keypad(pad, true)
    nodelay(pad, true)
    sequences = KeySequences(mouse: mouse, paste: paste)
  }

  func close() { delwin(pad) }

  /// A paste has begun, and its end has not come yet.
  var isPasting: Bool { pasted != nil }

  /// There was more than one reading took; ncurses may hold some of it already.
  package private(set) var hasMore = false

  /// What has arrived, as much of it as a person could have typed.
  package mutating func read() -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    hasMore = true
    while events.count < Self.mostEvents {
      guard let input = next() else {
        hasMore = false
        break
      }
      if let event = event(for: input) { events.append(event) }
    }
    return events
  }

  /// Gives up on the end of a paste.
  package mutating func endPaste() -> TerminalEvent? {
    defer { pasted = nil }
    return pasted.map { .paste($0) }
  }

  private enum Input {
    case byte(UInt8)
    case code(Int32)
  }

  /// Bytes, and not ncurses' characters: those that arrive in pieces it would lose.
  private func next() -> Input? {
    let value = wgetch(pad)
    return switch value {
    case ERR: nil
    case 0...255: .byte(UInt8(value))
    default: .code(value)
    }
  }

  private mutating func event(for input: Input) -> TerminalEvent? {
    switch input {
    case .byte(0x1B) where pasted == nil && !isAlt: return afterEscape()
    case .byte(let byte):
      guard let scalar = decoder.scalar(after: byte) else { return nil }
      if pasted == nil { return keyEvent(Self.key(for: scalar)) }
      paste(scalar)
      return nil
    case .code(let code):
      defer { isAlt = false }
      switch sequences.meaning(ofCode: code) {
      case .pasteBegins:
        pasted = pasted ?? ""
        return nil
      case .pasteEnds: return endPaste()
      case .mouse: return mouse()
      case .oldMouse: return oldMouse()
      case .key(let key): return pasted == nil ? keyEvent(key) : nil
      case nil: return nil
      }
    }
  }

  private mutating func keyEvent(_ key: Key) -> TerminalEvent {
    defer { isAlt = false }
    return .key(isAlt ? Key(key.code, key.modifiers.union(.alt)) : key)
  }

  private mutating func paste(_ scalar: Unicode.Scalar) {
    guard pasted?.utf8.count ?? 0 < Self.mostPasted else { return }
    pasted?.unicodeScalars.append(scalar == "\r" ? "\n" : scalar)
  }

  /// Alt and a key is Escape and the key, both at once.
  private mutating func afterEscape() -> TerminalEvent? {
    guard let following = next() else { return .key(Key(.escape)) }
    if case .byte(0x1B) = following {
      ungetch(0x1B)
      return .key(Key(.escape))
    }
    isAlt = true
    return event(for: following)
  }

  static func key(for scalar: Unicode.Scalar) -> Key {
    switch scalar.value {
    case 8, 127: Key(.backspace)
    case 9: Key(.tab)
    case 10, 13: Key(.enter)
    case 0: Key(" ", .control)
    case 1...26: Key(Unicode.Scalar(UInt8(scalar.value) + 0x60), .control)
    case 27: Key(.escape)
    case 28...31: Key(Unicode.Scalar(UInt8(scalar.value) + 0x40), .control)
    default: Key(scalar)
    }
  }
}

extension InputReader {
  /// `button;column;row` and `M`, or `m` where the button was let go.
  private func mouse() -> TerminalEvent? {
    var numbers = [0]
    while let byte = nextByte(), numbers.count <= 3 {
      switch byte {
      case 0x30...0x39:
        numbers[numbers.count - 1] = min(numbers[numbers.count - 1] * 10 + byte - 0x30, 100_000)
      case 0x3B: numbers.append(0)
      case 0x4D, 0x6D:
        guard numbers.count == 3 else { return nil }
        return Mouse(
          report: numbers[0], at: Point(numbers[1] - 1, numbers[2] - 1), isRelease: byte == 0x6D
        ).map { .mouse($0) }
      default: return nil
      }
    }
    return nil
  }

  /// Three bytes, each 32 more than what it says; two for columns past 222.
  private func oldMouse() -> TerminalEvent? {
    guard let report = nextByte(), let x = nextByte(), let y = nextByte() else { return nil }
    return Mouse(report: report - 32, at: Point(x - 33, y - 33), isRelease: false)
      .map { .mouse($0) }
  }

  private func nextByte() -> Int? {
    wtimeout(pad, Self.patience)
    defer { nodelay(pad, true) }
    let byte = wgetch(pad)
    return (0...255).contains(byte) ? Int(byte) : nil
  }
}
