import Foundation
import Testing

/// What a machine's voice makes of the course: words, and not the names of signs.
@Suite("The course as a voice speaks it")
struct SpeechTests {
  private static let espeak: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
    return folders.map { "\($0)/espeak-ng" }.first(where: FileManager.default.isExecutableFile)
  }()

  /// Terms that have a sign in their name, which people say as well.
  private static let names: Set<String> = ["I/O"]

  /// A lesson from its first step to its last, with all that can be asked of its runs, and the
  /// glossary; without code and without what programs print, which are read as they are.
  private func spoken() throws -> [String] {
    let folder = try TemporaryFolder()
    let step = [
      "1", "run", "timeline lanes", "events", "at 0.5", "lanes", "loop", "stack", "compare",
      "next", "next",
    ]
    let steps = Array(repeating: step, count: 8).flatMap { $0 }
    let lines =
      ["help", "next"] + steps + [
        "glossary", "glossary 1", "states", "settings", "help run", "quit",
      ]
    try folder.write(lines.joined(separator: "\n") + "\n", to: "lines")
    let outcome = try Program.shell(
      "\"$@\" < lines", [Program.binary, "--plain", "--lessons=\(Program.lessons)"],
      in: folder.path)
    #expect(outcome.status == 0)
    var isCode = false
    return outcome.output.split(separator: "\n").map(String.init).filter { line in
      let begins = ["Code begins", "Output begins"].contains(where: line.hasPrefix)
      defer { isCode = begins || (isCode && !["Code ends.", "Output ends."].contains(line)) }
      return !isCode && !line.hasPrefix("Line ") && !line.hasPrefix("Output: ")
    }
  }

  /// What speaks keeps files of its own in the home folder.
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  /// The sounds of some words, without how they are stressed and joined.
  private func sounds(_ text: String) throws -> String {
    let outcome = try Program.shell(
      "\"$@\"", [Self.espeak ?? "", "-q", "-x", "-v", "en", text], in: home.path)
    return outcome.output.filter { $0.isLetter || $0.isNumber || "@3".contains($0) }
  }

  /// A hyphen changes a vowel; the name of a sign takes two sounds at least.
  private func hasMore(_ text: String, than silent: String) throws -> Bool {
    try sounds(text).count >= sounds(silent).count + 2
  }

  @Test(
    "No name of a sign turns up",
    .enabled(if: espeak != nil, "espeak-ng is not installed, so nothing is spoken"))
  func noSigns() throws {
    let lines = try spoken()
    #expect(lines.count > 100)
    let words = Set(
      lines.flatMap { $0.split(separator: " ") }.map { word in
        word.trimmingCharacters(in: CharacterSet(charactersIn: ".,:;?!'\"()"))
      })
    for word in words where word.contains(where: { !$0.isLetter && !$0.isNumber }) {
      guard !Self.names.contains(where: word.contains) else { continue }
      let signs = word.filter { !$0.isLetter && !$0.isNumber && !".,:;?!'\"()".contains($0) }
      guard !signs.isEmpty else { continue }
      let silent = String(word.map { signs.contains($0) ? " " : $0 })
      #expect(try !hasMore(word, than: silent), "\(word)")
    }
    // The measure itself: a sign that is spoken is heard.
    #expect(try hasMore("a # b", than: "a b") && hasMore("a/b", than: "a b"))
  }
}
