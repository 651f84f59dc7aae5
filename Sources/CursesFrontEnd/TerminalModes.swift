import CNcurses

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What ncurses does not switch by itself, and the bytes that undo everything without it.
struct TerminalModes {
  let mouse: Bool
  let paste: Bool
  private let begin: String
  private let end: String
  private let beginAll: String
  /// Everything off, for when ncurses can't be called.
  let restoring: String

  init(wantsMouse: Bool) {
    // Terminals that describe their mouse all know the modes of xterm, or ignore them.
    mouse = wantsMouse && capability("kmous") != nil
    let pasteModes = (capability("BE"), capability("BD"))
    paste = pasteModes.0 != nil && pasteModes.1 != nil
    begin = (mouse ? "\u{1B}[?1002h\u{1B}[?1006h" : "") + (pasteModes.0 ?? "")
    end = (mouse ? "\u{1B}[?1006l\u{1B}[?1002l" : "") + (pasteModes.1 ?? "")
    beginAll = (capability("smcup") ?? "") + begin
    restoring =
      end
      + ["rmkx", "sgr0", "op", "cnorm", "rmcup"].compactMap(capability).joined()
      + Self.clearing
  }

  /// A terminal without a second screen would keep what was last on its only one.
  private static var clearing: String {
    capability("rmcup") == nil ? capability("clear") ?? "\r\n" : ""
  }

  func enter() { send(begin) }
  func enterAgain() { send(beginAll) }
  func leave() { send(end) }
  /// To be called when ncurses has ended.
  func clear() { send(Self.clearing) }
  func restore() { send(restoring) }

  private func send(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
      if count > 0 { bytes = bytes.dropFirst(count) } else if errno != EINTR { return }
    }
  }
}

/// A string of the terminal's description, without the padding that only old lines need.
func capability(_ name: String) -> String? {
  guard let found = tigetstr(name), Int(bitPattern: found) != -1 else { return nil }
  let text = String(cString: found)
  guard text.contains("$<") else { return text.isEmpty ? nil : text }
  var result = ""
  var rest = Substring(text)
  while let start = rest.firstRange(of: "$<"),
    let end = rest[start.upperBound...].firstIndex(of: ">")
  {
    result += rest[..<start.lowerBound]
    rest = rest[rest.index(after: end)...]
  }
  return result + rest
}
