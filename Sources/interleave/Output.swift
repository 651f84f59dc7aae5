import CSpawn
import Narration

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A failure that ends the program with a message; nothing else was printed.
struct CommandFailure: Error {
  var message: String
  var status: Int32 = 1
  /// Recordings can take the place of what needs Python.
  var isNoPython = false
}

/// Writing to the outside, with a word where it fails.
enum Output {
  static func print(_ text: String) throws(CommandFailure) {
    try write(Array(text.utf8), to: STDOUT_FILENO)
  }

  /// The last resort: where this cannot be written, nobody is there to read it.
  static func printError(_ text: String) { writeError(text + "\n") }

  static func writeError(_ text: String) {
    try? write(Array(text.utf8), to: STDERR_FILENO)
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(CommandFailure) {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 {
        bytes = bytes.dropFirst(written)
      } else if errno == EAGAIN {
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&ready, 1, -1)
      } else if errno != EINTR {
        throw CommandFailure(message: "cannot write: \(String(cString: strerror(errno)))")
      }
    }
  }

  private static func systemWrite(
    _ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int
  ) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes, count)
    #else
      Darwin.write(descriptor, bytes, count)
    #endif
  }

  /// The columns of the terminal that text goes to, or nil where it goes elsewhere.
  static var terminalWidth: Int? { terminalSize?.columns }
  static var errorsWidth: Int? { size(of: STDERR_FILENO)?.columns }
  static var terminalSize: (columns: Int, rows: Int)? { size(of: STDOUT_FILENO) }

  private static func size(of descriptor: Int32) -> (columns: Int, rows: Int)? {
    guard isatty(descriptor) == 1 else { return nil }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}

/// What the environment says, as far as the course asks.
enum Environment {
  static subscript(name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  static var wantsPlain: Bool {
    if let value = self["ACCESSIBLE"] { return value != "0" && value.lowercased() != "false" }
    return self["TERM"] == "dumb"
  }

  /// Whether the characters that draw can be shown.
  static var isUTF8: Bool {
    let locale = self["LC_ALL"] ?? self["LC_CTYPE"] ?? self["LANG"] ?? ""
    let name = locale.uppercased()
    return name.contains("UTF-8") || name.contains("UTF8")
  }

  /// What the machine calls itself.
  static var hostName: String {
    var name = utsname()
    guard uname(&name) == 0 else { return "this machine" }
    let host = text(name.nodename)
    return host.isEmpty ? "this machine" : host
  }

  /// "Linux x86_64, 2 processors"
  static var machine: String {
    var name = utsname()
    guard uname(&name) == 0 else { return "" }
    return "\(text(name.sysname)) \(text(name.machine)), \(count(processors, "processor"))"
  }

  static var processors: Int { max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1) }

  private static func text(_ field: some Any) -> String {
    withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  /// The program's own file, links resolved.
  static var executable: String? {
    guard let file = interleave_own_file(), let resolved = realpath(file, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
