import Foundation
import TerminalHarness
import Testing

@Suite("Stopping, lending and resizing")
struct AwayTests {
  /// Through a shell with job control, as a person would.
  private func shell() throws -> TerminalSession {
    let session = try TerminalSession(
      ["/bin/bash", "--norc", "--noediting", "-i"], environment: ["PS1": "$ ", "HISTFILE": ""])
    session.type("\(Probe.binary)\r")
    try session.until(shows: "count 0")
    return session
  }

  private func expectLeftToShell(
    _ session: TerminalSession, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    // Bash's own.
    #expect(
      session.terminal.leftBehind.filter { $0 != "mode -2004" } == [],
      sourceLocation: sourceLocation)
  }

  @Test("Ctrl-Z gives the terminal back to the shell, fg brings the same screen")
  func suspend() throws {
    let session = try shell()
    session.type("a")
    try session.until(shows: "> key a")
    session.type("\u{1A}")
    try session.until(shows: "Stopped")
    expectLeftToShell(session)
    session.type("fg\r")
    try session.until(shows: "> resumed")
    #expect(session.screen.row(1) == "> key a")
    #expect(session.terminal.isAlternate)
    session.type("b")
    try session.until(shows: "> key b")
    session.type("q")
    try session.until("the shell") { !$0.terminal.isAlternate && $0.screen.text.hasSuffix("$") }
    session.type("echo left $?\r")
    try session.until(shows: "left 0")
    expectLeftToShell(session)
  }

  @Test("The same by a signal from outside")
  func stopped() throws {
    let session = try shell()
    let pid = session.screen.row(0).split(separator: " ").last.flatMap { pid_t($0) }
    kill(try #require(pid), SIGTSTP)
    try session.until(shows: "Stopped")
    session.type("fg\r")
    try session.until(shows: "> resumed")
    session.type("x")
    try session.until(shows: "> key x")
  }

  @Test("Stopped by force and continued, the screen is drawn again")
  func continued() throws {
    let session = try Probe.shown()
    session.signal(SIGSTOP)
    try session.until("a program that is stopped") { $0.isStopped }
    session.signal(SIGCONT)
    try session.until(shows: "> resumed")
    #expect(session.terminal.isAlternate)
  }

  @Test("Nobody to give the terminal to: Ctrl-Z does nothing")
  func orphan() throws {
    let session = try Probe.shown()
    session.type("\u{1A}")
    try session.until(shows: "> resumed")
    #expect(!session.isStopped)
  }

  /// The other program is `cat`.
  private func lent() throws -> TerminalSession {
    let session = try Probe.shown()
    session.type("E")
    try session.until("the main screen, as the shell had it") {
      !$0.terminal.isAlternate && $0.screen.text.contains("outside") && $0.isCooked
    }
    session.type("x\r")
    try session.until(shows: "x\nx")
    return session
  }

  @Test("Another program has the terminal for a while")
  func away() throws {
    let session = try lent()
    #expect(session.terminal.leftBehind == [])
    session.resize(columns: 70, rows: 20)
    session.type("\u{4}")
    try session.until(shows: "> resized 70x20")
    try session.until(shows: "count 2")
    #expect(session.screen.row(0).hasPrefix("probe 70x20"))
    session.type("q")
    #expect(try session.ending() == .exited(0))
    Probe.expectClean(session)
  }

  @Test("Ctrl-C there is not for us")
  func interruptedAway() throws {
    let session = try lent()
    session.type("\u{3}")
    try session.until(shows: "count 1")
    #expect(!session.screen.text.contains("Ctrl-C"))
  }

  @Test("Sizes from one cell to large, and a storm of them")
  func sizes() throws {
    let session = try Probe.shown("text", term: "xterm-256color")
    for (columns, rows) in [(1, 1), (300, 100), (2, 1), (1, 50), (40, 12), (7, 3), (200, 2)] {
      session.resize(columns: columns, rows: rows)
    }
    for step in 0..<200 { session.resize(columns: 1 + step * 37 % 300, rows: 1 + step * 17 % 100) }
    session.resize(columns: 90, rows: 30)
    try session.until("the last size") {
      $0.screen.row(0).hasPrefix("probe 90x30") && $0.screen.text.contains("> resized 90x30")
    }
    #expect(session.terminal.unknown == [])
    session.type("q")
    #expect(try session.ending() == .exited(0))
  }

  @Test("A small terminal to begin with", arguments: [(1, 1), (3, 2), (300, 100)])
  func smallStart(columns: Int, rows: Int) throws {
    let session = try Probe.start(columns: columns, rows: rows)
    try session.until("a first character") { $0.screen.row(0).hasPrefix(rows == 1 ? "c" : "p") }
    session.resize(columns: 80, rows: 24)
    try session.until(shows: "probe 80x24")
    session.type("q")
    #expect(try session.ending() == .exited(0))
  }

  @Test("Ctrl-L repairs what another program wrote")
  func redraw() throws {
    let session = try Probe.shown()
    session.type("a")
    try session.until(shows: "count 1")
    let before = session.screen.text
    session.disturb("rubbish\r\nrubbish")
    #expect(session.screen.text != before)
    session.type("\u{C}")
    try session.until("the screen as it was") { $0.screen.text == before }
  }
}
