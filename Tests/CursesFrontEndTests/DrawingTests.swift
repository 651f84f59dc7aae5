import Foundation
import TerminalHarness
import Testing

@Suite("What reaches the screen")
struct DrawingTests {
  private static let texts = [
    "plain", "日本語テキスト", "cafe\u{301} e\u{301}\u{323}", "👨‍👩‍👧 family", "👍🏽 ❤️ 1️⃣ 🇫🇷",
    "한국어 \u{1112}\u{1161}\u{11AB}", "नमस्ते", "\u{301}lone", "█▒─■╳·│┌┐", "a\tb",
    "\u{1B}[31mred\u{1B}]0;title\u{7}", "\u{9B}2J\u{202E}turned", "𠀀𠀁 ﬀ ｗｉｄｅ",
  ]

  private func start(
    _ texts: [String], _ options: String..., term: String = "xterm-256color",
    environment: [String: String] = [:]
  ) throws -> TerminalSession {
    let session = try TerminalSession(
      [Probe.binary] + options + texts, term: term, environment: environment)
    try session.until(shows: "count 0")
    return session
  }

  @Test(
    "Rows stay aligned whatever is in them",
    arguments: ["xterm-256color", "tmux-256color", "screen-256color", "linux", "vt100"])
  func alignment(term: String) throws {
    let session = try start(Self.texts, term: term)
    for row in 1...Self.texts.count {
      #expect(session.screen.cells[row][30].text == "|", "\(session.screen.row(row))")
    }
    #expect(session.screen.row(2).hasPrefix("日本語テキスト "))
    #expect(session.screen.row(3).hasPrefix("cafe\u{301} e\u{301}\u{323}"))
    #expect(session.screen.row(11).hasPrefix("\u{FFFD}[31mred\u{FFFD}]0;title\u{FFFD} "))
    #expect(session.terminal.commands == [] && session.terminal.unknown == [])
  }

  @Test("tmux sees the same rows")
  func tmux() throws {
    let tmux = try Tmux(columns: 80, rows: 24)
    try tmux.start([Probe.binary] + Self.texts)
    let rows = try tmux.rows { $0.contains { $0.hasPrefix("count 0") } }
    let session = try start(Self.texts, term: "tmux-256color")
    for row in 1...Self.texts.count {
      #expect(rows[row] == session.screen.row(row))
    }
  }

  @Test("ASCII where it is asked for, one column for one")
  func ascii() throws {
    let session = try start(Self.texts + ["naïve “quote” → …"], "--ascii")
    #expect(session.screen.row(0).contains("ascii"))
    #expect(session.received.allSatisfy { $0 < 0x80 })
    for row in 1...Self.texts.count {
      #expect(session.screen.cells[row][30].text == "|", "\(session.screen.row(row))")
    }
    #expect(session.screen.row(9).hasPrefix("#o-X%.|++ "))
    #expect(session.screen.row(14).hasPrefix("naive \"quote\" > ."))
  }

  @Test(
    "The locale decides about ASCII",
    arguments: [
      (["LC_ALL": "C"], true), (["LC_ALL": "POSIX"], true), (["LC_ALL": "C.UTF-8"], false),
      (["LC_ALL": "", "LANG": ""], false), (["LC_ALL": "", "LANG": "de_DE.ISO-8859-1"], true),
      (["LC_ALL": "", "LANG": "no_SUCH.UTF-8"], false),
      (["LC_ALL": "", "LC_CTYPE": "C", "LANG": "C.UTF-8"], true),
    ])
  func locale(variables: [String: String], isASCII: Bool) throws {
    let session = try start(["─"], environment: variables)
    #expect(session.screen.row(0).contains("ascii") == isASCII)
    #expect(session.screen.row(1).hasPrefix(isASCII ? "-" : "─"))
    session.type("é")
    try session.until(shows: isASCII ? "> key e" : "> key é")
  }

  @Test(
    "As many colours as the terminal has",
    arguments: [
      ("xterm-256color", "rich", 255), ("tmux-256color", "rich", 255), ("xterm", "eight", 7),
      ("linux", "eight", 7), ("screen", "eight", 7), ("vt100", "mono", -1),
    ])
  func levels(term: String, level: String, most: Int) throws {
    for theme in ["dark", "light", "high-contrast", "colour-blind", "none"] {
      let session = try start(["text"], "--theme", theme, term: term)
      let isMono = theme == "none" || level == "mono"
      #expect(session.screen.row(0).contains(level))
      let used = colors(of: session)
      #expect(used.allSatisfy { $0 <= most })
      #expect(used.isEmpty == isMono)
      // Even so the bar is told from the rest.
      #expect(session.screen.cells[23][0].pen != session.screen.cells[22][0].pen)
      #expect(session.screen.cells[0][0].pen.bold)
    }
  }

  @Test("NO_COLOR means none, unless it is empty")
  func noColor() throws {
    let without = try start(["text"], environment: ["NO_COLOR": "1"])
    #expect(colors(of: without) == [])
    #expect(without.screen.cells[23][0].pen.reverse)
    #expect(!String(decoding: without.received, as: UTF8.self).contains("[38"))
    let with = try TerminalSession(
      ["/bin/sh", "-c", "NO_COLOR= exec \"$0\"", Probe.binary])
    try with.until(shows: "count 0")
    #expect(colors(of: with) != [])
  }

  private func colors(of session: TerminalSession) -> Set<Int> {
    let pens = session.screen.cells.joined().map(\.pen)
    return pens.reduce(into: []) { found, pen in
      for case .palette(let number) in [pen.foreground, pen.background] { found.insert(number) }
    }
  }

  @Test("The cursor is where the frame has it, and the bell rings")
  func cursor() throws {
    let session = try start([])
    #expect(session.terminal.showsCursor)
    #expect((session.screen.x, session.screen.y) == (2, 1))
    session.type("B")
    try session.until("a bell") { $0.terminal.bells == 1 }
  }

  @Test("A key costs a few bytes, and waiting nothing at all")
  func cost() throws {
    let session = try start([])
    session.type("a")
    try session.until(shows: "count 1")
    _ = session.listen(milliseconds: 50)
    let before = session.received.count
    let switches = session.voluntarySwitches
    #expect(session.listen(milliseconds: 300) == 0)
    #expect(session.voluntarySwitches == switches)
    session.type("a")
    try session.until(shows: "count 2")
    #expect(session.received.count - before < 200)
  }

  @Test("Another thread can wake it")
  func waker() throws {
    let session = try start([])
    session.type("W")
    try session.until(shows: "> woken")
  }

  @Test("Another theme is drawn at once")
  func theme() throws {
    let session = try start(["text"])
    let before = session.screen.cells[1][0].pen
    session.type("L")
    try session.until(shows: "count 1")
    #expect(session.screen.cells[1][0].pen != before)
    #expect(session.screen.row(1).hasPrefix("text"))
  }
}
