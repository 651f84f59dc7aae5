import Foundation
import TerminalHarness
import Testing

/// However a program ends, the terminal is what it was.
@Suite("Endings")
struct EndingTests {
  private static let terms = ["xterm-256color", "tmux-256color", "screen", "vt100", "linux"]

  @Test("Quitting", arguments: terms)
  func quit(term: String) throws {
    let session = try Probe.shown(term: term)
    #expect(!session.isCooked)
    session.type("q")
    #expect(try session.ending() == .exited(0))
    Probe.expectClean(session)
  }

  @Test("Signals that end a program", arguments: [SIGTERM, SIGHUP, SIGQUIT], terms)
  func signals(number: Int32, term: String) throws {
    let session = try Probe.shown(term: term)
    session.signal(number)
    #expect(try session.ending() == .killed(number))
    Probe.expectClean(session)
  }

  @Test("A crash, by a trap and by a stack that is too deep", arguments: ["T", "O"])
  func crash(key: String) throws {
    let session = try Probe.shown()
    session.type(key)
    guard case .killed(let number) = try session.ending() else {
      Issue.record("it did not crash")
      return
    }
    #expect([SIGILL, SIGTRAP, SIGSEGV].contains(number))
    #expect(session.screen.text.contains("the terminal has been restored"))
    Probe.expectClean(session)
  }

  @Test("exit in the middle of things")
  func exits() throws {
    let session = try Probe.shown()
    session.type("Q")
    #expect(try session.ending() == .exited(7))
    Probe.expectClean(session)
  }

  @Test("A program that no longer listens ends by a second SIGTERM")
  func secondSignal() throws {
    let session = try Probe.shown()
    session.type("H")
    try session.until(shows: "> key H")
    session.signal(SIGTERM)
    _ = session.listen(milliseconds: 50)
    #expect(!session.hasEnded())
    session.signal(SIGTERM)
    #expect(try session.ending() == .killed(SIGTERM))
    Probe.expectClean(session)
  }

  @Test("SIGINT is a key like Ctrl-C")
  func interrupt() throws {
    let session = try Probe.shown()
    session.signal(SIGINT)
    try session.until(shows: "> key Ctrl-C")
  }

  @Test("Ctrl-\\ ends nothing, even where somebody else makes the terminal send a signal for it")
  func typedQuit() throws {
    let session = try Probe.shown()
    session.makeCooked()
    session.type("\u{1C}\u{3}")
    try session.until(shows: "> key Ctrl-C")
    session.type("q\n")
    #expect(try session.ending() == .exited(0))
    Probe.expectClean(session)
  }

  @Test("A terminal that goes away takes the program with it")
  func lost() throws {
    let session = try Probe.shown()
    session.hangUp()
    #expect([.killed(SIGHUP), .exited(1)].contains(try session.ending()))
  }

  @Test("It ends even where SIGHUP is ignored")
  func lostWithoutSignal() throws {
    let session = try TerminalSession(
      ["/bin/sh", "-c", "trap '' HUP; exec \"$0\"", Probe.binary])
    try session.until(shows: "count 0")
    session.hangUp()
    #expect(try session.ending() == .exited(1))
  }

  @Test("It ends even while nobody reads what it writes")
  func notRead() throws {
    let session = try Probe.shown()
    session.type("F")
    try session.until("a program that can't write", reading: false) { $0.isBlockedInWriting }
    // Two that come before the program runs again are one.
    try session.until("the end", reading: false) {
      $0.signal(SIGTERM)
      return $0.hasEnded()
    }
    #expect(try session.ending() == .killed(SIGTERM))
    #expect(session.isCooked)
  }

  @Test("No terminal, or one that can't do it, is a failure with a reason")
  func noScreen() throws {
    for (term, reason) in [
      ("dumb", "\"dumb\" is unknown"), ("a\u{1B}[31mb", "\"a\u{FFFD}[31mb\" is unknown"),
      ("no-such-terminal", "\"no-such-terminal\" is unknown"),
      ("", "TERM is not set"),
    ] {
      let session = try Probe.start(term: term)
      #expect(try session.ending() == .exited(3))
      #expect(session.screen.text.hasPrefix("plain: ") && session.screen.text.contains(reason))
      Probe.expectClean(session)
    }
    let piped = try TerminalSession(["/bin/sh", "-c", "\(Probe.binary) </dev/null; echo got $?"])
    try piped.until(shows: "got 3")
    #expect(piped.screen.text.contains("input or output is not a terminal"))
  }
}
