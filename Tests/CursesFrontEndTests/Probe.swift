import Foundation
import TerminalHarness
import TestSupport
import Testing

/// The program that shows what a terminal says, started in one.
enum Probe {
  static let binary = builtProgram("terminal-probe")

  static func start(
    _ arguments: String..., term: String = "xterm-256color", columns: Int = 80, rows: Int = 24,
    environment: [String: String] = [:]
  ) throws -> TerminalSession {
    let session = try TerminalSession(
      [binary] + arguments, term: term, columns: columns, rows: rows, environment: environment)
    return session
  }

  /// Started, and its first frame seen.
  static func shown(
    _ arguments: String..., term: String = "xterm-256color", columns: Int = 80, rows: Int = 24,
    environment: [String: String] = [:]
  ) throws -> TerminalSession {
    let session = try TerminalSession(
      [binary] + arguments, term: term, columns: columns, rows: rows, environment: environment)
    try session.until(shows: "count 0")
    return session
  }

  /// Nothing of the program is left in the terminal.
  static func expectClean(
    _ session: TerminalSession, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(session.terminal.leftBehind == [], sourceLocation: sourceLocation)
    #expect(session.terminal.unknown == [], sourceLocation: sourceLocation)
    #expect(session.terminal.commands == [], sourceLocation: sourceLocation)
    #expect(session.isCooked, sourceLocation: sourceLocation)
  }
}
