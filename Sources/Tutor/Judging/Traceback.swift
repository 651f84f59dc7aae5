import LessonFormat

/// The traceback that Python ended a program with, as it stands on standard error.
struct Traceback: Equatable {
  /// As Python names it: "ValueError", "json.decoder.JSONDecodeError".
  var exception: String
  var message: String
  /// The innermost line of the program's own file.
  var line: Int?

  /// The class alone.
  var name: Substring { exception.split(separator: ".").last ?? "" }

  /// Python could not read the program, and it never began.
  var isUnreadable: Bool {
    ["SyntaxError", "IndentationError", "TabError"].contains(exception) && isWithoutFrames
  }

  private var isWithoutFrames = false

  private static let header = "Traceback (most recent call last):"
  private static let groupHeader = "  + Exception Group Traceback (most recent call last):"
  /// What begins the traceback of something that does not end the program.
  private static let asides = [
    "Exception in thread", "Exception ignored", "Exception in callback", "Task exception",
    "Future exception", "future:", "task:", "handle:", "Unhandled exception",
  ]

  init?(in errors: String, of file: String?) {
    let lines = errors.split(separator: "\n", omittingEmptySubsequences: false)
    let start = lines.indices.last { index in
      (lines[index] == Self.header || lines[index] == Self.groupHeader)
        && !Self.isAside(lines[..<index])
    }
    let isGroup = start.map { lines[$0] == Self.groupHeader } ?? false
    let place = start ?? lines.firstIndex { $0.hasPrefix("  File \"") }
    guard let place else { return nil }
    isWithoutFrames = start == nil
    let rest = lines[(start == nil ? place : place + 1)...].map { line in
      isGroup ? line.dropFirst(line.hasPrefix("  | ") ? 4 : 0) : line
    }
    guard let end = rest.firstIndex(where: { !$0.isEmpty && !$0.hasPrefix(" ") }) else {
      return nil
    }
    let parts = rest[end].split(separator: ":", maxSplits: 1)
    guard let name = parts.first,
      name.allSatisfy({ $0.isLetter || $0.isNumber || "._".contains($0) })
    else { return nil }
    exception = String(name)
    let more = isGroup ? rest[(end + 1)...].prefix { !$0.hasPrefix("  +") } : rest[(end + 1)...]
    message =
      ([parts.count > 1 ? parts[1].drop { $0 == " " } : ""] + more)
      .joined(separator: "\n").trimmingBlanks
    line = file.flatMap { file in
      rest[..<end].lazy.reversed().compactMap { Self.line($0, of: file) }.first
    }
  }

  private static func isAside(_ before: ArraySlice<Substring>) -> Bool {
    guard let last = before.last(where: { !$0.isEmpty }) else { return false }
    return asides.contains { last.hasPrefix($0) }
  }

  /// `  File "/lesson/fetch.py", line 8, in main`
  private static func line(_ text: Substring, of file: String) -> Int? {
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0] == "  File ", parts[2].hasPrefix(", line "),
      Disk.lastComponent(String(parts[1])) == Disk.lastComponent(file)
    else { return nil }
    return Int(parts[2].dropFirst(7).prefix { $0.isNumber })
  }

  /// "ValueError: no milk", in one line.
  var inWords: String {
    let first = message.split(separator: "\n").first.map(String.init) ?? ""
    return first.isEmpty ? exception : "\(exception): \(first)"
  }
}
