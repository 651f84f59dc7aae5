import TerminalHarness
import Testing

@Suite("Looking up and choosing on a screen")
struct PageScreenTests {
  private func start(_ folder: TemporaryFolder) throws -> TerminalSession {
    let pages = Program.root.appending(path: "Tests/Fixtures/lessons/pages").path
    return try TerminalSession(
      [Program.binary, "--lessons=\(pages)"], columns: 80, rows: 24,
      environment: ["HOME": folder.path])
  }

  @Test("A message of Python leads to its entry, and the entry to its step")
  func reference() throws {
    let folder = try TemporaryFolder()
    let session = try start(folder)
    try session.until(shows: "Choosing")
    session.type("R")
    try session.until(shows: "Type a topic")
    session.type("was never")
    try session.until(shows: "1 entry.")
    session.type("\r")
    try session.until(shows: "Nobody awaited it")
    session.type("\r")
    try session.until(shows: "A wait leaves the processor to others.")
    session.type("Q")
    #expect(try session.ending() == .exited(0))
  }

  @Test("Two numbers lead to an advice, and Backspace to the question before it")
  func chooser() throws {
    let folder = try TemporaryFolder()
    let session = try start(folder)
    try session.until(shows: "Choosing")
    session.type("W")
    try session.until(shows: "Does it wait or compute?")
    session.type("1")
    try session.until(shows: "How many at once?")
    session.type("2")
    try session.until(shows: "Advice  Tasks")
    session.type("\u{7F}")
    try session.until("the question again") { $0.screen.text.contains("Choose  How many") }
    session.type("Q")
    #expect(try session.ending() == .exited(0))
  }
}
