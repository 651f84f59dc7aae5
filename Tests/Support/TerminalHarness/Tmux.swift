import Foundation

/// An independent witness: a tmux of its own, looked at through its own capture.
package final class Tmux {
  private let folder: String
  private let columns: Int
  private let rows: Int

  package init(columns: Int, rows: Int) throws {
    (self.columns, self.rows) = (columns, rows)
    folder =
      FileManager.default.temporaryDirectory
      .appending(path: "interleave-tmux-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit {
    _ = try? run("kill-server")
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Starts a program; when it has ended, a line says how.
  package func start(_ arguments: [String]) throws {
    let quoted = arguments.map { "'" + $0.replacingOccurrences(of: "'", with: "'\\''") + "'" }
    _ = try run(
      "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      "\(quoted.joined(separator: " ")); echo ended $?; exec cat")
  }

  /// Keys by tmux's names.
  package func type(_ keys: String...) throws {
    _ = try run(["send-keys"] + keys)
  }

  package func resize(columns: Int, rows: Int) throws {
    _ = try run("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// The rows, as soon as they are as wanted.
  package func rows(_ condition: ([String]) -> Bool) throws -> [String] {
    let deadline = Date(timeIntervalSinceNow: TerminalSession.patience)
    while Date() < deadline {
      let rows = try run("capture-pane", "-p").split(
        separator: "\n", omittingEmptySubsequences: false
      ).map(String.init)
      if condition(rows) { return rows }
    }
    throw TerminalSession.Failure("never seen in tmux")
  }

  private func run(_ arguments: String...) throws -> String { try run(arguments) }

  /// Each call runs in a terminal of its own, because that starts programs with clean signals.
  private func run(_ arguments: [String]) throws -> String {
    let output = folder + "/output"
    let session = try TerminalSession(
      [
        "/bin/sh", "-c", "out=$1; shift; exec tmux \"$@\" > \"$out\"", "sh", output, "-S",
        folder + "/socket", "-f", "/dev/null",
      ] + arguments, environment: ["HOME": folder])
    guard try session.ending() == .exited(0) else {
      throw TerminalSession.Failure("tmux: \(session.screen.text)")
    }
    return (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
  }
}
