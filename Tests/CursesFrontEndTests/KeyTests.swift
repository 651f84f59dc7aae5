import TerminalHarness
import Testing

/// What the keyboards of real terminals send, and what the program hears.
@Suite("Keys in a terminal")
struct KeyTests {
  private static let everywhere: [(String, String)] = [
    ("a", "a"), ("A", "A"), (" ", "Space"), ("é", "é"), ("日", "日"), ("👍", "👍"),
    ("\r", "Enter"), ("\n", "Enter"), ("\t", "Tab"), ("\u{7F}", "Backspace"),
    ("\u{8}", "Backspace"), ("\u{3}", "Ctrl-C"), ("\u{18}", "Ctrl-X"), ("\u{1}", "Ctrl-A"),
    ("\0", "Ctrl-Space"), ("\u{1C}", "Ctrl-\\"), ("\u{13}", "Ctrl-S"), ("\u{11}", "Ctrl-Q"),
    ("\u{1B}x", "Alt-x"), ("\u{1B}\r", "Alt-Enter"),
    ("\u{1B}[A", "Up"), ("\u{1B}OA", "Up"), ("\u{1B}[B", "Down"), ("\u{1B}OB", "Down"),
    ("\u{1B}[C", "Right"), ("\u{1B}OC", "Right"), ("\u{1B}[D", "Left"), ("\u{1B}OD", "Left"),
    ("\u{1B}[H", "Home"), ("\u{1B}OH", "Home"), ("\u{1B}[1~", "Home"), ("\u{1B}[7~", "Home"),
    ("\u{1B}[F", "End"), ("\u{1B}OF", "End"), ("\u{1B}[4~", "End"), ("\u{1B}[8~", "End"),
    ("\u{1B}[5~", "PageUp"), ("\u{1B}[6~", "PageDown"), ("\u{1B}[2~", "Insert"),
    ("\u{1B}[3~", "Delete"), ("\u{1B}[Z", "Shift-Tab"),
    ("\u{1B}OP", "F1"), ("\u{1B}OQ", "F2"), ("\u{1B}OR", "F3"), ("\u{1B}OS", "F4"),
    ("\u{1B}[11~", "F1"), ("\u{1B}[15~", "F5"), ("\u{1B}[17~", "F6"), ("\u{1B}[24~", "F12"),
    ("\u{1B}[[A", "F1"), ("\u{1B}[1;5C", "Ctrl-Right"), ("\u{1B}[1;3D", "Alt-Left"),
    ("\u{1B}[1;2A", "Shift-Up"), ("\u{1B}[1;6F", "Ctrl-Shift-End"), ("\u{1B}[3;5~", "Ctrl-Delete"),
    ("\u{1B}[5;5~", "Ctrl-PageUp"), ("\u{1B}[15;2~", "Shift-F5"), ("\u{1B}\u{1B}[A", "Alt-Up"),
  ]

  @Test(
    "Every key is heard as what it is",
    arguments: ["xterm-256color", "tmux-256color", "screen", "vt100", "linux", "xterm"])
  func keys(term: String) throws {
    let session = try Probe.shown(term: term)
    for (index, (sent, name)) in Self.everywhere.enumerated() {
      session.type(sent)
      try session.until("key \(name) for \(sent.debugDescription)") {
        $0.screen.row(23) == "count \(index + 1)"
      }
      let heard = session.screen.text.split(separator: "\n").last { $0.hasPrefix("> ") }
      #expect(heard == "> key \(name)", "\(sent.debugDescription)")
    }
    session.type("q")
    #expect(try session.ending() == .exited(0))
    Probe.expectClean(session)
  }

  @Test("Escape alone is a key, and so is Escape before another key")
  func escape() throws {
    let session = try Probe.shown()
    session.type("\u{1B}")
    try session.until(shows: "> key Esc")
    session.type("\u{1B}\u{1B}")
    try session.until(shows: "count 3")
    #expect(session.screen.row(3) == "> key Esc")
  }

  @Test("A character that arrives in pieces is one, and what is none does no harm")
  func pieces() throws {
    let session = try Probe.shown()
    session.type([0xE6])
    _ = session.listen(milliseconds: 30)
    session.type([0x97, 0xA5])
    try session.until(shows: "> key 日")
    session.type([0xFF, 0xC3, 0x28, 0x80] + Array("ok".utf8))
    try session.until(shows: "> key k")
    session.type("\u{1B}[999;999x\u{1B}[?1;2c")
    session.type("z")
    try session.until(shows: "> key z")
  }

  @Test("Pasted text is one event and no keys", arguments: ["xterm-256color", "tmux-256color"])
  func paste(term: String) throws {
    let session = try Probe.shown(term: term)
    session.type("\u{1B}[200~q quits\rnot\u{1B}[A\u{1B}[201~")
    try session.until(shows: "> paste q quits")
    try session.until(shows: "count 1")
    #expect(session.screen.row(2) == "")
  }

  @Test("A paste that never ends is given up")
  func endlessPaste() throws {
    let session = try Probe.shown()
    session.type("\u{1B}[200~half")
    try session.until(shows: "> paste half")
    session.type("x")
    try session.until(shows: "> key x")
  }

  @Test("A long paste takes no longer than it must, and a very long one is cut")
  func longPaste() throws {
    let session = try Probe.shown()
    session.type("\u{1B}[200~" + String(repeating: "pasted ", count: 200_000) + "\u{1B}[201~x")
    try session.until(shows: "count 2")
    #expect(session.screen.row(2) == "> key x")
  }

  @Test("Many keys at once are all heard, in order")
  func burst() throws {
    let session = try Probe.shown()
    session.type(String(repeating: "ab\u{1B}[A", count: 2000))
    try session.until(shows: "count 6000")
    #expect(session.screen.row(22) == "> key Up")
    #expect(session.screen.row(21) == "> key b")
  }
}
