import CPseudoTerminal
import Foundation
import TestSupport

/// A program in a terminal that the test plays: it types, looks at the screen, and sees how it ends.
package final class TerminalSession {
  package struct Failure: Error, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
  }

  package enum Status: Equatable, Sendable {
    case exited(Int32)
    case killed(Int32)
  }

  package private(set) var terminal: TerminalEmulator
  package let pid: pid_t
  /// Everything that came, byte by byte.
  package private(set) var received: [UInt8] = []
  private var nearEnd: Int32
  private var status: Status?

  /// How long anything may take. Long, because the machine may be busy; no test waits for it. With a
  /// sanitizer everything takes several times as long.
  package static let patience: TimeInterval = sanitizerSettings.isEmpty ? 20 : 120

  package init(
    _ arguments: [String], term: String = "xterm-256color", columns: Int = 80, rows: Int = 24,
    environment: [String: String] = [:]
  ) throws {
    var name = [CChar](repeating: 0, count: 128)
    nearEnd = pseudo_terminal_open(Int32(columns), Int32(rows), &name)
    guard nearEnd >= 0 else { throw Failure("no pseudo terminal is left") }
    var variables = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "TERM": term,
      "LC_ALL": "C.UTF-8",
    ]
    variables.merge(sanitizerSettings) { $1 }
    variables.merge(environment) { $1 }
    variables = variables.filter { !$0.value.isEmpty }
    var started: pid_t = 0
    let result = Self.withCStrings(arguments) { arguments in
      Self.withCStrings(variables.map { "\($0)=\($1)" }) { environment in
        pseudo_terminal_spawn(&started, name, arguments, environment)
      }
    }
    pid = started
    terminal = TerminalEmulator(columns: columns, rows: rows)
    guard result == 0 else { throw Failure(String(cString: strerror(result))) }
  }

  deinit {
    if status == nil {
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
    }
    if nearEnd >= 0 { close(nearEnd) }
  }

  private static func withCStrings<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = texts.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies + [nil])
  }
}

extension TerminalSession {
  package var screen: Screen { terminal.screen }

  package func type(_ text: String) { type(Array(text.utf8)) }

  package func type(_ bytes: [UInt8]) {
    var rest = bytes[...]
    let deadline = Date(timeIntervalSinceNow: Self.patience)
    while !rest.isEmpty, Date() < deadline {
      let count = rest.withUnsafeBytes { write(nearEnd, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) } else { _ = receive(milliseconds: 10) }
    }
  }

  package func resize(columns: Int, rows: Int) {
    terminal.resize(columns: columns, rows: rows)
    pseudo_terminal_resize(nearEnd, Int32(columns), Int32(rows))
  }

  /// Something that the program does not know of writes to the terminal.
  package func disturb(_ text: String) { terminal.feed(text.utf8) }

  package func signal(_ number: Int32) { kill(pid, number) }

  /// The terminal goes away.
  package func hangUp() {
    close(nearEnd)
    nearEnd = -1
  }

  /// Local modes of the line: echo, signals, whole lines.
  package var lineModes: tcflag_t {
    var modes = termios()
    return tcgetattr(nearEnd, &modes) == 0 ? modes.c_lflag : 0
  }

  package var isCooked: Bool {
    let wanted = tcflag_t(ECHO | ICANON | ISIG)
    return lineModes & wanted == wanted
  }

  /// Somebody else gives the line its usual modes, as `stty sane` would.
  package func makeCooked() {
    var modes = termios()
    guard tcgetattr(nearEnd, &modes) == 0 else { return }
    modes.c_lflag |= tcflag_t(ECHO | ICANON | ISIG)
    tcsetattr(nearEnd, TCSANOW, &modes)
  }

  /// Looks again whenever something came, until the condition holds.
  package func until(
    _ what: String, reading: Bool = true, _ isMet: (TerminalSession) -> Bool
  ) throws {
    let deadline = Date(timeIntervalSinceNow: Self.patience)
    while !isMet(self) {
      guard Date() < deadline else {
        throw Failure("never came: \(what). \(condition) The screen:\n\(screen.text)")
      }
      if reading { _ = receive(milliseconds: 20) } else { _ = poll(nil, 0, 5) }
    }
  }

  /// What became of the program, for a message.
  private var condition: String {
    if hasEnded() { return "The program has ended: \(status ?? .exited(-1))." }
    let place = try? String(contentsOfFile: "/proc/\(pid)/wchan", encoding: .utf8)
    return "The program is in state \(state ?? "?"), in \(place ?? "?")."
  }

  package func until(shows text: String) throws {
    try until("\"\(text)\"") { $0.screen.text.contains(text) }
  }

  /// Does something until the text is there, ever more rarely: what a slow program has begun for it is
  /// not to be begun anew for ever.
  package func until(shows text: String, doing action: (_ attempt: Int) throws -> Void) throws {
    let deadline = Date(timeIntervalSinceNow: Self.patience)
    var attempt = 0
    while !screen.text.contains(text) {
      guard Date() < deadline else {
        throw Failure("never came: \"\(text)\". \(condition) The screen:\n\(screen.text)")
      }
      attempt += 1
      try action(attempt)
      let next = Date(timeIntervalSinceNow: 0.5 * Double(attempt))
      while !screen.text.contains(text), Date() < next { _ = receive(milliseconds: 20) }
    }
  }

  /// Looks for this long and returns how many bytes came.
  package func listen(milliseconds: Int) -> Int {
    let deadline = Date(timeIntervalSinceNow: Double(milliseconds) / 1000)
    var count = 0
    while Date() < deadline { count += receive(milliseconds: 20) }
    return count
  }

  /// Takes what is there, so that a program that nobody looks at is not held up by its terminal.
  package func takeIn() { while receive(milliseconds: 0) > 0 {} }

  /// How the program ended, with everything read that it wrote.
  package func ending() throws -> Status {
    try until("the end of the program") { $0.hasEnded() }
    while receive(milliseconds: 0) > 0 {}
    return status ?? .exited(-1)
  }

  package var isStopped: Bool { state == "T" }

  /// As the system calls it: R, S, T, Z, …
  package var state: Character? {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else {
      return nil
    }
    return text.split(separator: ")").last?.dropFirst().first
  }

  /// Asleep until somebody reads what it wrote.
  package var isBlockedInWriting: Bool {
    let place = try? String(contentsOfFile: "/proc/\(pid)/wchan", encoding: .utf8)
    let call = try? String(contentsOfFile: "/proc/\(pid)/syscall", encoding: .utf8)
    return state == "S" && (place == "n_tty_write" || call?.hasPrefix("1 ") == true)
  }

  /// How often the program has gone to sleep.
  package var voluntarySwitches: Int? {
    let text = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
    let line = text?.split(separator: "\n").first { $0.hasPrefix("voluntary") }
    return line?.split(separator: "\t").last.flatMap { Int($0) }
  }

  package func hasEnded() -> Bool {
    if status != nil { return true }
    var raw: Int32 = 0
    guard waitpid(pid, &raw, WNOHANG) == pid else { return false }
    let signal = raw & 0x7F
    status = signal == 0 ? .exited(raw >> 8 & 0xFF) : .killed(signal)
    return true
  }

  private func receive(milliseconds: Int32) -> Int {
    guard nearEnd >= 0 else {
      _ = poll(nil, 0, milliseconds)
      return 0
    }
    var descriptor = pollfd(fd: nearEnd, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, milliseconds) > 0 else { return 0 }
    var bytes = [UInt8](repeating: 0, count: 65536)
    let count = read(nearEnd, &bytes, bytes.count)
    guard count > 0 else {
      // Nobody holds the far end: wait for the process rather than spin.
      _ = poll(nil, 0, milliseconds)
      return 0
    }
    received += bytes.prefix(count)
    terminal.feed(bytes.prefix(count))
    return count
  }
}
