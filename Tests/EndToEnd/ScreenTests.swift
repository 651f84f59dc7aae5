import Foundation
import TerminalHarness
import Testing

/// The course in a terminal that the test plays.
@Suite("The course on a screen")
struct ScreenTests {
  private static let lesson = """
    ## First step

    Some **words** with 日本語, cafe\u{301} and \u{1B}[31mno colour\u{1B}]0;title\u{7} in them.

    ## Second step

    The end.

    """

  private func start(
    _ arguments: String..., term: String = "xterm-256color", columns: Int = 100, rows: Int = 30,
    environment: [String: String] = [:]
  ) throws -> (TerminalSession, TemporaryFolder) {
    let folder = try TemporaryFolder()
    try folder.lesson(Self.lesson)
    let session = try TerminalSession(
      [Program.binary, "--lessons=\(folder.path)"] + arguments, term: term, columns: columns,
      rows: rows, environment: ["HOME": folder.path].merging(environment) { $1 })
    return (session, folder)
  }

  private func expectClean(
    _ session: TerminalSession, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(session.terminal.leftBehind == [], sourceLocation: sourceLocation)
    #expect(session.terminal.unknown == [], sourceLocation: sourceLocation)
    #expect(session.terminal.commands == [], sourceLocation: sourceLocation)
    #expect(session.isCooked, sourceLocation: sourceLocation)
  }

  @Test(
    "Into a lesson and out again",
    arguments: ["xterm-256color", "tmux-256color", "screen", "vt100"])
  func through(term: String) throws {
    let (session, folder) = try start(term: term)
    try session.until(shows: "A lesson")
    session.type("\r")
    try session.until(shows: "First step")
    try session.until(shows: "\u{FFFD}[31mno colour\u{FFFD}]0;title\u{FFFD}")
    #expect(session.screen.text.contains("日本語, cafe\u{301} and"))
    session.type("n")
    try session.until(shows: "Second step")
    session.type("qqq")
    #expect(try session.ending() == .exited(0))
    expectClean(session)
    withExtendedLifetime(folder) {}
  }

  @Test("Signals end it and leave nothing behind", arguments: [SIGTERM, SIGHUP])
  func signals(number: Int32) throws {
    let (session, folder) = try start("learn", "a")
    try session.until(shows: "First step")
    session.signal(number)
    #expect(try session.ending() == .killed(number))
    expectClean(session)
    withExtendedLifetime(folder) {}
  }

  @Test("A terminal that goes away ends it")
  func lost() throws {
    let (session, folder) = try start("learn", "a")
    try session.until(shows: "First step")
    session.hangUp()
    #expect([.killed(SIGHUP), .exited(1)].contains(try session.ending()))
    withExtendedLifetime(folder) {}
  }

  @Test("Any size, and a storm of sizes")
  func sizes() throws {
    let (session, folder) = try start("learn", "a")
    try session.until(shows: "First step")
    for step in 0..<100 {
      session.resize(columns: 1 + step * 37 % 300, rows: 1 + step * 17 % 100)
      if step % 10 == 0 { session.type("?q") }
    }
    session.resize(columns: 1, rows: 1)
    session.resize(columns: 90, rows: 25)
    try session.until(shows: "First step")
    #expect(session.terminal.unknown == [])
    session.type("qqqq")
    #expect(try session.ending() == .exited(0))
    withExtendedLifetime(folder) {}
  }

  @Test("Without colour and in ASCII")
  func plainLooks() throws {
    let (session, folder) = try start(
      "learn", "a", "--ascii", environment: ["NO_COLOR": "1"])
    try session.until(shows: "First step")
    #expect(session.received.allSatisfy { $0 < 0x80 })
    let pens = session.screen.cells.joined().map(\.pen)
    #expect(pens.allSatisfy { $0.foreground == .standard && $0.background == .standard })
    withExtendedLifetime(folder) {}
  }

  @Test("A terminal that can't place text gets words", arguments: ["dumb", "nothing"])
  func words(term: String) throws {
    let (session, folder) = try start("learn", "a", term: term, rows: 60)
    try session.until(shows: "Step 1 of 2, First step.")
    session.type("quit\r")
    #expect(try session.ending() == .exited(0))
    #expect(!session.received.contains(0x1B))
    withExtendedLifetime(folder) {}
  }

  @Test("tmux sees the same course, follows a new size and gets its screen back")
  func tmux() throws {
    let (session, folder) = try start("learn", "a", term: "tmux-256color")
    try session.until(shows: "First step")
    try session.until("a screen at rest") { $0.listen(milliseconds: 60) == 0 }
    let tmux = try Tmux(columns: 100, rows: 30)
    try tmux.start([
      "/usr/bin/env", "LC_ALL=C.UTF-8", Program.binary, "--lessons=\(folder.path)", "learn", "a",
    ])
    let expected = (0..<30).map(session.screen.row)
    #expect(try tmux.rows { $0.prefix(30) == expected[...] }.count >= 30)
    try tmux.resize(columns: 60, rows: 20)
    let narrow = try tmux.rows { rows in rows.count <= 21 && rows.contains { $0.contains("First") }
    }
    #expect(narrow.allSatisfy { $0.count <= 60 })
    try tmux.type("q", "q")
    let left = try tmux.rows { rows in rows.contains { $0.hasPrefix("ended") } }
    #expect(left.filter { !$0.isEmpty } == ["ended 0"])
  }

  @Test("While nothing moves, nothing is sent and nothing wakes")
  func idle() throws {
    let (session, folder) = try start("learn", "a")
    try session.until(shows: "First step")
    // Python is asked what it is meanwhile; after that there is nothing left to do.
    var switches = session.voluntarySwitches
    try session.until("a process at rest") { session in
      defer { switches = session.voluntarySwitches }
      return session.listen(milliseconds: 300) == 0 && session.voluntarySwitches == switches
    }
    #expect(session.listen(milliseconds: 300) == 0)
    #expect(session.voluntarySwitches == switches)
    withExtendedLifetime(folder) {}
  }
}
