import CNcurses
import CursesFrontEnd

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bytes that a terminal sends, and what the reader of keys makes of them. ncurses has a screen that
/// nobody sees, and reads from a pipe.
final class TypedBytes {
  nonisolated(unsafe) private static var only: TypedBytes?

  private let writeEnd: Int32
  private var reader: InputReader

  /// There is one ncurses, and one of these. Nil where the terminal's description is missing.
  static func shared() -> TypedBytes? {
    only = only ?? TypedBytes()
    return only
  }

  private init?() {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0, let input = fdopen(ends[0], "r"), let output = fopen("/dev/null", "w")
    else { return nil }
    writeEnd = ends[1]
    _ = fcntl(writeEnd, F_SETFL, O_NONBLOCK)
    guard newterm("xterm-256color", output, input) != nil else { return nil }
    raw()
    noecho()
    set_escdelay(0)
    guard let reader = InputReader(mouse: true, paste: true) else { return nil }
    self.reader = reader
  }

  func events(of bytes: [UInt8]) -> [TerminalEvent] {
    var rest = bytes[...]
    var events: [TerminalEvent] = []
    repeat {
      let count = rest.withUnsafeBytes { write(writeEnd, $0.baseAddress, $0.count) }
      rest = rest.dropFirst(max(count, 0))
      repeat { events += reader.read() } while reader.hasMore
    } while !rest.isEmpty
    return events
  }

  /// So that one input leaves nothing to the next.
  func forget() {
    _ = events(of: Array(" ".utf8))
    _ = reader.endPaste()
  }
}
