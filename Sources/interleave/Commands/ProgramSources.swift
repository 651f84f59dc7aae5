import LessonFormat
import Trace

/// The learner's own files, read when the trace first names them: as they are when the program runs.
struct ProgramSources {
  private static let most = 256
  private static let longest = 1 << 20
  private static let longestOfAll = 8 << 20

  private(set) var sources: [RunHeader.Source] = []
  private var known: Set<String> = []
  private var left = longestOfAll
  /// What `-c` was given; it has no file.
  private let code: String?
  /// The program's own file; nil where a module is named.
  private let file: String?

  init(ofProgram words: [String]) {
    code = words.count > 1 && words[0] == "-c" ? words[1] : nil
    file = code != nil ? "<string>" : words[0] == "-m" ? nil : words[0]
  }

  mutating func observe(_ lines: [TraceLine]) {
    for line in lines {
      if case .file(_, let path) = line.event, known.count < Self.most,
        known.insert(path).inserted
      {
        take(path)
      }
    }
  }

  /// Of a program in which nothing happened that has a line, the trace names no file.
  mutating func finish() {
    if sources.isEmpty, let file { take(file) }
  }

  private mutating func take(_ path: String) {
    let text: String
    if path == "<string>", let code {
      text = code
    } else if let bytes = try? Disk.read(path, limit: min(Self.longest, left)) {
      text = String(decoding: bytes, as: UTF8.self)
    } else {
      return
    }
    guard text.utf8.count <= left else { return }
    left -= text.utf8.count
    sources.append(.init(path: path, text: text))
  }
}
