import TerminalHarness
import Testing

@Suite("The mouse in a terminal")
struct MouseTests {
  private static let reports: [(String, String)] = [
    ("\u{1B}[<0;5;7M", "press(CursesFrontEnd.Mouse.Button.left) 4,6 Tab"),
    ("\u{1B}[<0;5;7m", "release 4,6 Tab"),
    ("\u{1B}[<2;300;90M", "press(CursesFrontEnd.Mouse.Button.right) 299,89 Tab"),
    ("\u{1B}[<32;6;7M", "drag(CursesFrontEnd.Mouse.Button.left) 5,6 Tab"),
    ("\u{1B}[<64;1;1M", "wheel(CursesFrontEnd.Mouse.Direction.up) 0,0 Tab"),
    ("\u{1B}[<81;1;1M", "wheel(CursesFrontEnd.Mouse.Direction.down) 0,0 Ctrl-Tab"),
    ("\u{1B}[<12;2;2M", "press(CursesFrontEnd.Mouse.Button.left) 1,1 Alt-Shift-Tab"),
    ("\u{1B}[M !!", "press(CursesFrontEnd.Mouse.Button.left) 0,0 Tab"),
    ("\u{1B}[M#+*", "release 10,9 Tab"),
  ]

  @Test("Reports", arguments: ["xterm-256color", "tmux-256color", "screen-256color"])
  func reports(term: String) throws {
    let session = try Probe.shown(term: term, columns: 100)
    #expect(session.terminal.modes.isSuperset(of: [-1002, -1006]))
    for (index, (sent, heard)) in Self.reports.enumerated() {
      session.type(sent)
      try session.until("\(heard)") { $0.screen.row(23) == "count \(index + 1)" }
      #expect(session.screen.row(index + 1) == "> mouse \(heard)")
    }
    session.type("q")
    #expect(try session.ending() == .exited(0))
    Probe.expectClean(session)
  }

  @Test("A report that is cut off or nonsense is forgotten")
  func nonsense() throws {
    let session = try Probe.shown()
    session.type("\u{1B}[<0;5")
    _ = session.listen(milliseconds: 60)
    session.type("\u{1B}[<999999999999999999999;1;1M\u{1B}[<;;;;;Mz")
    try session.until(shows: "> key z")
  }

  @Test("It can be left to the terminal, and a terminal without one is not asked")
  func off() throws {
    let without = try Probe.shown("--no-mouse")
    #expect(without.terminal.modes.isDisjoint(with: [-1000, -1002, -1006]))
    let plain = try Probe.shown(term: "vt100")
    #expect(plain.terminal.modes.isDisjoint(with: [-1000, -1002, -1006, -2004]))
  }
}
