import CNcurses

/// What terminals send for keys. ncurses knows what the terminal's description says; terminals send
/// more than that, above all with modifiers, and some are described as something they are not.
struct KeySequences {
  enum Meaning: Hashable {
    case key(Key)
    case pasteBegins, pasteEnds
    case mouse, oldMouse
  }

  private static let firstCode: Int32 = 0x2000
  private var meanings: [Meaning] = []
  private var cursesKeys: [Int32: Key] = [:]

  /// Teaches the sequences to the ncurses screen that is current.
  init(mouse: Bool, paste: Bool) {
    for (sequence, key) in Self.plain { define(sequence, .key(key)) }
    for bits in 1...7 {
      let modifiers = Key.Modifiers(rawValue: UInt8(bits))
      for (final, code) in Self.byLetter {
        define("\u{1B}[1;\(bits + 1)\(final)", .key(Key(code, modifiers)))
      }
      for (number, code) in Self.byNumber {
        define("\u{1B}[\(number);\(bits + 1)~", .key(Key(code, modifiers)))
      }
    }
    if paste {
      define("\u{1B}[200~", .pasteBegins)
      define("\u{1B}[201~", .pasteEnds)
    }
    if mouse {
      define("\u{1B}[<", .mouse)
      define("\u{1B}[M", .oldMouse)
    }
    for (code, key) in Self.known { cursesKeys[code] = key }
    for number in 0...63 { cursesKeys[KEY_F0 + Int32(number)] = Key(.function(number)) }
  }

  func meaning(ofCode code: Int32) -> Meaning? {
    let index = Int(code - Self.firstCode)
    return meanings.indices.contains(index) ? meanings[index] : cursesKeys[code].map { .key($0) }
  }

  private mutating func define(_ sequence: String, _ meaning: Meaning) {
    define_key(sequence, Self.firstCode + Int32(meanings.count))
    meanings.append(meaning)
  }
}

extension KeySequences {
  private static let byLetter: [(String, Key.Code)] = [
    ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end),
    ("P", .function(1)), ("Q", .function(2)), ("R", .function(3)), ("S", .function(4)),
  ]

  private static let byNumber: [(Int, Key.Code)] =
    [
      (1, .home), (2, .insert), (3, .delete), (4, .end), (5, .pageUp), (6, .pageDown),
      (7, .home), (8, .end),
    ] + zip([11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24], 1...12).map { ($0, .function($1)) }

  private static let plain: [(String, Key)] =
    byLetter.flatMap { final, code in
      // F1 to F4 come as keypad keys only.
      "PQRS".contains(final)
        ? [("\u{1B}O\(final)", Key(code))]
        : [("\u{1B}[\(final)", Key(code)), ("\u{1B}O\(final)", Key(code))]
    } + byNumber.map { ("\u{1B}[\($0)~", Key($1)) }
    + zip(["A", "B", "C", "D", "E"], 1...5).map { ("\u{1B}[[\($0)", Key(.function($1))) }
    + [("\u{1B}[Z", Key(.tab, .shift)), ("\u{1B}OM", Key(.enter))]

  private static let known: [(Int32, Key)] = [
    (KEY_UP, Key(.up)), (KEY_DOWN, Key(.down)), (KEY_LEFT, Key(.left)), (KEY_RIGHT, Key(.right)),
    (KEY_HOME, Key(.home)), (KEY_END, Key(.end)), (KEY_PPAGE, Key(.pageUp)),
    (KEY_NPAGE, Key(.pageDown)), (KEY_ENTER, Key(.enter)), (KEY_BTAB, Key(.tab, .shift)),
    (KEY_BACKSPACE, Key(.backspace)), (KEY_IC, Key(.insert)), (KEY_DC, Key(.delete)),
    (KEY_SLEFT, Key(.left, .shift)), (KEY_SRIGHT, Key(.right, .shift)),
    (KEY_SR, Key(.up, .shift)), (KEY_SF, Key(.down, .shift)), (KEY_SHOME, Key(.home, .shift)),
    (KEY_SEND, Key(.end, .shift)), (KEY_SDC, Key(.delete, .shift)),
    (KEY_A1, Key(.home)), (KEY_A3, Key(.pageUp)), (KEY_C1, Key(.end)), (KEY_C3, Key(.pageDown)),
  ]
}
