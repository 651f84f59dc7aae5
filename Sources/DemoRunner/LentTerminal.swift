#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The terminal that a person's own program, or their editor, is given. Whatever modes it leaves, who
/// reads on has those that were there before.
package struct LentTerminal {
  /// Where the output goes elsewhere, a pager may have the terminal meanwhile.
  private static let descriptor = STDOUT_FILENO

  private var modes = termios()

  /// Nil without a terminal.
  package init?() {
    guard tcgetattr(Self.descriptor, &modes) == 0 else { return nil }
  }

  /// Whether there was anything to put back. In the background the terminal is somebody else's.
  package func takeBack() -> Bool {
    var found = termios()
    var wanted = modes
    guard tcgetattr(Self.descriptor, &found) == 0, !Self.areEqual(found, modes),
      tcgetpgrp(Self.descriptor) == getpgrp()
    else { return false }
    return tcsetattr(Self.descriptor, TCSANOW, &wanted) == 0
  }

  private static func areEqual(_ one: termios, _ other: termios) -> Bool {
    one.c_iflag == other.c_iflag && one.c_oflag == other.c_oflag && one.c_cflag == other.c_cflag
      && one.c_lflag == other.c_lflag
      && withUnsafeBytes(of: one.c_cc) { one in
        withUnsafeBytes(of: other.c_cc) { one.elementsEqual($0) }
      }
  }
}
