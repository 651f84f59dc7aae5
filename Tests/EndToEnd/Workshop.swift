import Foundation
import TerminalHarness
import Testing

/// A room with terminals: one who presents, their notes, and those who follow. Everybody has a home
/// of their own, and all are on one machine.
final class Workshop {
  let folder: TemporaryFolder
  private var sessions: [TerminalSession] = []

  static let lesson = """
    ## Opening
    <!-- id: opening -->

    Words for all.

    <!-- notes: say hello to the room first -->

    ## Guess
    <!-- id: guess -->

    > [!QUIZ id=colour] Which colour?
    > - [ ] red
    > - [x] green
    >   Leaves are the reason.

    ## Run
    <!-- id: run -->

    ```python demo=naps
    import time

    print("one")
    time.sleep(0.2)
    print("two")
    ```

    ## Last
    <!-- id: last -->

    The last words.

    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "---\nformat: 1\nid: talk\ntitle: A talk\nminutes: 5\n---\n" + Self.lesson,
      to: "course/01-talk/lesson.md")
    for name in ["room", "home"] {
      try FileManager.default.createDirectory(
        atPath: folder.path + "/" + name, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    }
    let trust = try Program.run("trust", course, environment: environment(of: "teacher"))
    #expect(trust.status == 0, "\(trust.errors)")
  }

  var course: String { folder.path + "/course" }

  func environment(of person: String) -> [String: String] {
    let home = "\(folder.path)/home/\(person)"
    return [
      "HOME": home, "XDG_RUNTIME_DIR": folder.path + "/room", "XDG_STATE_HOME": home + "/state",
      "XDG_CONFIG_HOME": home + "/config", "XDG_DATA_HOME": home + "/data",
    ]
  }

  func start(
    _ arguments: String..., by person: String, columns: Int = 80, rows: Int = 24,
    term: String = "xterm-256color"
  ) throws -> TerminalSession {
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/home/\(person)", withIntermediateDirectories: true)
    let session = try TerminalSession(
      [Program.binary] + arguments, term: term, columns: columns, rows: rows,
      environment: environment(of: person))
    sessions.append(session)
    return session
  }

  /// The presentation, at its first step.
  func present(
    _ arguments: String..., at place: String = "talk", columns: Int = 100, rows: Int = 30
  ) throws -> TerminalSession {
    let session = try TerminalSession(
      [Program.binary, "present", place, "--lessons=\(course)"] + arguments, columns: columns,
      rows: rows, environment: environment(of: "teacher"))
    sessions.append(session)
    return session
  }

  func notes() throws -> TerminalSession {
    try start("notes", by: "teacher", columns: 90, rows: 30)
  }

  /// Looks at everybody until it is so.
  func until(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation, _ isMet: () -> Bool
  ) throws {
    let deadline = Date(timeIntervalSinceNow: TerminalSession.patience * 2)
    while true {
      for session in sessions { session.takeIn() }
      if isMet() { return }
      guard Date() < deadline else {
        let screens = sessions.map(\.screen.text).joined(separator: "\n----\n")
        throw TerminalSession.Failure(
          "never came: \(what), line \(sourceLocation.line). The screens:\n\(screens)")
      }
      _ = poll(nil, 0, 5)
    }
  }

  func until(
    _ sessions: TerminalSession..., show text: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try until("\"\(text)\"", sourceLocation: sourceLocation) {
      sessions.allSatisfy { $0.screen.text.contains(text) }
    }
  }

  /// In words there is no screen, but all that was said.
  func until(
    _ session: TerminalSession, says text: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try until("\"\(text)\" in words", sourceLocation: sourceLocation) {
      session.words.contains(text)
    }
  }

  func ending(
    of session: TerminalSession, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> TerminalSession.Status {
    try until("an end", sourceLocation: sourceLocation) { session.hasEnded() }
    return try session.ending()
  }
}

extension TerminalSession {
  var words: String {
    String(decoding: received, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
  }

  /// The moment that a player stands at, as its first row has it.
  var moment: String? {
    let row = screen.row(0)
    guard let start = row.range(of: "paused   ") else { return nil }
    return row[start.upperBound...].trimmingCharacters(in: .whitespaces)
  }

  var isDark: Bool { screen.text.allSatisfy(\.isWhitespace) }
}
