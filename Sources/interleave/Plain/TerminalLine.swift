import CTerminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How the terminal hands over what is typed: in lines, as it always does, or key by key.
final class TerminalLine {
  private var ordinary = termios()
  private let canSwitch: Bool
  private(set) var takesKeys = false

  init() { canSwitch = tcgetattr(STDIN_FILENO, &ordinary) == 0 }

  deinit { takeLines() }

  /// Each key by itself, and without an echo.
  func takeKeys() {
    guard canSwitch, !takesKeys else { return }
    takesKeys = true
    // A crash must not leave the terminal without its echo.
    interleave_guard_arm(STDIN_FILENO, "", 0)
    var modes = ordinary
    modes.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &modes)
  }

  func takeLines() {
    guard canSwitch, takesKeys else { return }
    takesKeys = false
    tcsetattr(STDIN_FILENO, TCSADRAIN, &ordinary)
    interleave_guard_disarm()
  }
}
