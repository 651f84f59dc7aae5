import TextWidth

/// A terminal that understands what ncurses sends to an xterm, a screen or tmux, and a VT100.
/// Everything else it notes, so that a test sees it.
package struct TerminalEmulator: Sendable {
  package private(set) var screen: Screen
  /// Modes that are on. Private ones are negative.
  package private(set) var modes = Self.usualModes
  /// A cursor that shows, and as what it usually is; lines that wrap.
  private static let usualModes: Set<Int> = [-25, -7, 34]
  package private(set) var hasApplicationKeypad = false
  package private(set) var unknown: [String] = []
  /// What came as an operating system command: titles, the clipboard, …
  package private(set) var commands: [String] = []
  package private(set) var bells = 0

  private var primary: Screen?
  private var saved = (x: 0, y: 0, pen: Pen())
  private var state = State.text
  private var sequence: [UInt8] = []
  private var partial: [UInt8] = []
  private var lastPrinted: (text: String, width: Int)?

  private enum State { case text, escape, charset, control, command, commandEscape }

  package init(columns: Int, rows: Int) {
    screen = Screen(columns: columns, rows: rows)
  }

  package mutating func resize(columns: Int, rows: Int) {
    screen.resize(columns: columns, rows: rows)
    primary?.resize(columns: columns, rows: rows)
  }

  package var isAlternate: Bool { primary != nil }
  package var showsCursor: Bool { modes.contains(-25) }

  /// What a program that ended should have left behind: nothing.
  package var leftBehind: [String] {
    var result = modes.subtracting(Self.usualModes).sorted().map { "mode \($0)" }
    if isAlternate { result.append("alternate screen") }
    if !showsCursor { result.append("hidden cursor") }
    if hasApplicationKeypad { result.append("application keypad") }
    if screen.pen != Pen() { result.append("\(screen.pen)") }
    return result
  }

  package mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { take(byte) }
  }

  private mutating func take(_ byte: UInt8) {
    // What is not whole yet is given up by whatever begins something else.
    if byte == 0x1B, state == .control || state == .escape { state = .text }
    if !partial.isEmpty, byte & 0xC0 != 0x80 {
      partial = []
      print("\u{FFFD}", width: 1)
    }
    switch state {
    case .text: byte < 0x20 || byte == 0x7F ? control(byte) : text(byte)
    case .escape: escape(byte)
    case .charset: state = .text
    case .control: continueControl(byte)
    case .command:
      if byte == 7 {
        endCommand()
      } else if byte == 0x1B {
        state = .commandEscape
      } else {
        sequence.append(byte)
      }
    case .commandEscape: endCommand()
    }
  }

  private mutating func endCommand() {
    commands.append(String(decoding: sequence, as: UTF8.self))
    state = .text
  }

  private mutating func control(_ byte: UInt8) {
    switch byte {
    case 7: bells += 1
    case 8: screen.move(screen.x - 1, screen.y)
    case 9: screen.move((screen.x / 8 + 1) * 8, screen.y)
    case 10, 11, 12: screen.lineFeed()
    case 13: screen.move(0, screen.y)
    case 0, 14, 15: break
    case 0x1B: (state, sequence) = (.escape, [])
    default: unknown.append("control \(byte)")
    }
  }

  private mutating func text(_ byte: UInt8) {
    partial.append(byte)
    let lead = partial[0]
    let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard partial.count == length else { return }
    let scalars = String(decoding: partial, as: UTF8.self).unicodeScalars
    partial = []
    for scalar in scalars {
      switch Placement(scalar) {
      case .mark: screen.addMark(scalar)
      case .wide: print(String(scalar), width: 2)
      case .narrow: print(String(scalar), width: 1)
      default:
        if scalar == "\u{FFFD}" {
          print("\u{FFFD}", width: 1)
        } else {
          unknown.append("character \(scalar.value)")
        }
      }
    }
  }

  private mutating func print(_ text: String, width: Int) {
    screen.put(text, width: width)
    lastPrinted = (text, width)
  }

  private mutating func escape(_ byte: UInt8) {
    state = .text
    switch UnicodeScalar(byte) {
    case "[": state = .control
    case "]": state = .command
    case "(", ")": state = .charset
    case "7": saved = (screen.x, screen.y, screen.pen)
    case "8":
      screen.move(saved.x, saved.y)
      screen.pen = saved.pen
    case "D": screen.lineFeed()
    case "M": screen.reverseLineFeed()
    case "=": hasApplicationKeypad = true
    case ">": hasApplicationKeypad = false
    case "\\": break
    default: unknown.append("ESC \(UnicodeScalar(byte))")
    }
  }

  private mutating func continueControl(_ byte: UInt8) {
    sequence.append(byte)
    guard (0x40...0x7E).contains(byte) else { return }
    state = .text
    let isPrivate = sequence.first == 0x3F
    let body = String(decoding: sequence.dropLast().drop { $0 == 0x3F }, as: UTF8.self)
    let numbers = body.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let final = UnicodeScalar(byte)
    if isPrivate, final == "h" || final == "l" {
      for number in numbers { setMode(-number, on: final == "h") }
    } else if isPrivate && final == "c" && numbers.count == 1 {
      // The shape of the Linux console's cursor.
    } else if isPrivate || !perform(final, numbers) {
      unknown.append("CSI \(isPrivate ? "?" : "")\(body)\(final)")
    }
  }

  private mutating func setMode(_ mode: Int, on: Bool) {
    if on { modes.insert(mode) } else { modes.remove(mode) }
    guard mode == -1049, on == (primary == nil) else { return }
    if on {
      primary = screen
      screen.erase(rows: 0..<screen.rows)
    } else if let primary {
      let pen = screen.pen
      screen = primary
      screen.pen = pen
      self.primary = nil
    }
  }
}

extension TerminalEmulator {
  /// False for what it does not know.
  private mutating func perform(_ final: Unicode.Scalar, _ numbers: [Int]) -> Bool {
    let first = numbers.first ?? 0
    let count = max(first, 1)
    switch final {
    case "A": screen.move(screen.x, screen.y - count)
    case "B": screen.move(screen.x, screen.y + count)
    case "C": screen.move(screen.x + count, screen.y)
    case "D": screen.move(screen.x - count, screen.y)
    case "G": screen.move(count - 1, screen.y)
    case "d": screen.move(screen.x, count - 1)
    case "H", "f": screen.move(max(numbers.count > 1 ? numbers[1] : 1, 1) - 1, count - 1)
    case "Z": screen.move((screen.x - 1) / 8 * 8, screen.y)
    case "r": setMargins(first, numbers.count > 1 ? numbers[1] : screen.rows)
    case "h", "l": setMode(first, on: final == "h")
    case "t": return first == 22 || first == 23
    case "b":
      guard let lastPrinted else { return false }
      for _ in 0..<count { print(lastPrinted.text, width: lastPrinted.width) }
    case "m": return setPen(numbers)
    default: return edit(final, first, count)
    }
    return true
  }

  private mutating func setMargins(_ top: Int, _ bottom: Int) {
    screen.top = max(top, 1) - 1
    screen.bottom = min(bottom, screen.rows) - 1
    screen.move(0, 0)
  }

  private mutating func edit(_ final: Unicode.Scalar, _ first: Int, _ count: Int) -> Bool {
    switch final {
    case "J":
      if first == 0 {
        screen.erase(columns: screen.x..<screen.columns)
        screen.erase(rows: screen.y + 1..<max(screen.rows, screen.y + 1))
      } else if first == 1 {
        screen.erase(columns: 0..<screen.x + 1)
        screen.erase(rows: 0..<screen.y)
      } else {
        screen.erase(rows: 0..<screen.rows)
      }
    case "K":
      let (from, to) = (first == 0 ? screen.x : 0, first == 1 ? screen.x + 1 : screen.columns)
      screen.erase(columns: from..<to)
    case "X": screen.erase(columns: screen.x..<screen.x + count)
    case "@": screen.insertBlanks(count)
    case "P": screen.deleteCharacters(count)
    case "L": screen.scroll(by: -count, from: screen.y)
    case "M": screen.scroll(by: count, from: screen.y)
    case "S": screen.scroll(by: count)
    case "T": screen.scroll(by: -count)
    default: return false
    }
    return true
  }

  private mutating func setPen(_ numbers: [Int]) -> Bool {
    var rest = (numbers.isEmpty ? [0] : numbers)[...]
    while let number = rest.popFirst() {
      switch number {
      case 0: screen.pen = Pen()
      case 1: screen.pen.bold = true
      case 2: screen.pen.dim = true
      case 3: screen.pen.italic = true
      case 4: screen.pen.underline = true
      case 7: screen.pen.reverse = true
      case 10: break  // The usual font.
      case 22: (screen.pen.bold, screen.pen.dim) = (false, false)
      case 23: screen.pen.italic = false
      case 24: screen.pen.underline = false
      case 27: screen.pen.reverse = false
      case 30...37: screen.pen.foreground = .palette(number - 30)
      case 90...97: screen.pen.foreground = .palette(number - 82)
      case 40...47: screen.pen.background = .palette(number - 40)
      case 100...107: screen.pen.background = .palette(number - 92)
      case 39: screen.pen.foreground = .standard
      case 49: screen.pen.background = .standard
      case 38, 48:
        guard rest.popFirst() == 5, let color = rest.popFirst() else { return false }
        if number == 38 {
          screen.pen.foreground = .palette(color)
        } else {
          screen.pen.background = .palette(color)
        }
      default: return false
      }
    }
    return true
  }
}
