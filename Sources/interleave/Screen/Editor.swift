import DemoRunner
import LessonFormat
import Tutor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The learner's own editor, on a file of their own or on a copy of a program.
enum Editor {
  /// Nil where it ended well; else why not. The terminal is the editor's meanwhile; where there is
  /// none, only an editor that somebody has named is opened, and what is typed is not for it.
  static func open(_ file: String, inTerminal: Bool = true) -> String? {
    let named = Environment["VISUAL"] ?? Environment["EDITOR"]
    guard let command = named ?? (inTerminal ? ordinaryEditor : nil) else {
      return inTerminal
        ? "No editor was found; name one in the environment variable EDITOR."
        : "There is no terminal for an editor."
    }
    let program = AttachedProgram(
      "/bin/sh",
      // The shell divides the command into words: `EDITOR="code --wait"` is common.
      ["-c", "\(command) \"$1\"\(inTerminal ? "" : " </dev/null")", "sh", file])
    return program.run() == 0
      ? nil : "The editor \"\(printable(command))\" did not end well."
  }

  /// What came of it. The terminal is the editor's meanwhile.
  static func edit(
    _ text: String, key: DemoKey, variant: String, inTerminal: Bool = true
  ) -> Action {
    func failed(_ reason: String) -> Action {
      .edited(key, variant: variant, text: nil, notice: reason)
    }
    let parent = Environment["TMPDIR"] ?? "/tmp"
    var template = Array("\(parent)/interleave-edit-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      return failed("No folder could be made in \(printable(parent)) for the program.")
    }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let file = Disk.join(folder, fileName(key, variant))
    defer {
      // Editors leave copies behind.
      for name in (try? Disk.names(in: folder)) ?? [] { unlink(Disk.join(folder, name)) }
      rmdir(folder)
    }
    guard write(text, to: file) else {
      return failed("The program could not be written for the editor.")
    }
    if let reason = open(file, inTerminal: inTerminal) {
      return failed("\(reason) The program is as it was.")
    }
    guard let bytes = try? Disk.read(file), let edited = String(validating: bytes, as: UTF8.self)
    else { return failed("What the editor saved is no text in UTF-8; the program is as it was.") }
    return .edited(key, variant: variant, text: edited, notice: nil)
  }

  private static var ordinaryEditor: String? {
    ["editor", "nano", "vi"].first { PythonInterpreter.find(named: $0) != nil }
  }

  private static func fileName(_ key: DemoKey, _ variant: String) -> String {
    let safe = "\(key.demo)-\(variant)".map { $0.isLetter || $0.isNumber ? $0 : "-" }
    return String(safe.prefix(60)) + ".py"
  }

  private static func write(_ text: String, to file: String) -> Bool {
    guard let stream = fopen(file, "w") else { return false }
    let bytes = Array(text.utf8)
    let isWritten = fwrite(bytes, 1, bytes.count, stream) == bytes.count
    return fclose(stream) == 0 && isWritten
  }
}
