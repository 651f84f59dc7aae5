import CSpawn

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that has the terminal to itself until it ends, such as an editor.
package struct AttachedProgram: Sendable {
  private let file: String
  private let arguments: [String]

  package init(_ file: String, _ arguments: [String]) {
    self.file = file
    self.arguments = arguments
  }

  /// Its exit status, 128 and the number of a signal that ended it, or nil where it cannot start.
  package func run() -> Int32? {
    var words: [UnsafeMutablePointer<CChar>?] = ([file] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    // One that crashes leaves the terminal as it had it.
    let terminal = LentTerminal()
    defer { _ = terminal?.takeBack() }
    var pid: pid_t = 0
    var nothing = sigset_t()
    sigemptyset(&nothing)
    guard interleave_spawn_attached(&pid, file, &words, environ, &nothing) == 0 else { return nil }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 { guard errno == EINTR else { return nil } }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}
