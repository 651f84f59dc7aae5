#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The standard input, line by line or key by key.
struct PlainInput {
  /// More of a line than this is no command.
  private static let longestLine = 64 << 10

  let isTerminal = isatty(STDIN_FILENO) == 1
  private(set) var isAtEnd = false
  private var bytes: [UInt8] = []

  /// Takes what is there; to be called where there is something.
  mutating func fill() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(STDIN_FILENO, &buffer, buffer.count)
    if count > 0 {
      bytes += buffer.prefix(count)
    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
      isAtEnd = true
    }
  }

  /// Whether there is a line to look at, so that no more need be read.
  var hasLine: Bool {
    bytes.contains(UInt8(ascii: "\n")) || bytes.count > Self.longestLine
      || (isAtEnd && !bytes.isEmpty)
  }

  /// The next line without taking it.
  var waiting: String? {
    guard hasLine else { return nil }
    let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    var line = bytes.prefix(min(end, Self.longestLine))
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return String(decoding: line, as: UTF8.self)
  }

  mutating func takeLine() -> String? {
    guard let line = waiting else { return nil }
    let end = bytes.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
    bytes.removeFirst(end)
    return line
  }

  /// The next key; what arrows and the like send is one key without a meaning.
  mutating func takeKey() -> Character? {
    guard let first = bytes.first else { return nil }
    if first == 0x1B {
      let end = bytes.dropFirst(2).firstIndex { (0x40...0x7E).contains($0) }
      let isSequence =
        bytes.count > 1 && (bytes[1] == UInt8(ascii: "[") || bytes[1] == UInt8(ascii: "O"))
      bytes.removeFirst(isSequence ? end.map { $0 + 1 } ?? bytes.count : 1)
      return "\u{1B}"
    }
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard bytes.count >= length || isAtEnd else { return nil }
    let key = String(decoding: bytes.prefix(length), as: UTF8.self)
    bytes.removeFirst(min(length, bytes.count))
    return key.first
  }
}
