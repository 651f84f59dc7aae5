import LessonFormat

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that is opened or typed before a room.
struct SpotProgram {
  var name: String
  var text: String

  /// Reads a file; the error says what is wrong with it.
  init(file: String) throws(CommandFailure) {
    let home = UserFolder.home
    let path =
      file.hasPrefix("~/") ? (home.map { Disk.join($0, String(file.dropFirst(2))) } ?? file) : file
    let bytes: [UInt8]
    do throws(DiskProblem) {
      bytes = try Disk.read(path, limit: Self.mostBytes)
    } catch {
      throw CommandFailure(message: "\(printable(file)): \(error.message). \(error.fix)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure(message: "\(printable(file)) is no text in UTF-8")
    }
    self.init(name: Disk.lastComponent(path), text: text)
  }

  init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// More is no program for a room.
  private static let mostBytes = 24 << 10

  /// A lesson of one step, so that all that can be done with a demo can be done with it.
  func markdown(id: String) -> String {
    let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: max(longest + 1, 3))
    let title = printable(name).filter { !"\"\\#`*_[]<>".contains($0) }.prefix(60)
    let body = text.hasSuffix("\n") ? text : text + "\n"
    return """
      ---
      format: 1
      id: \(id)
      title: "\(title.isEmpty ? "Program" : title)"
      minutes: 5
      ---
      ## \(title.isEmpty ? "Program" : title)
      <!-- id: program -->

      \(fence)python demo=program
      \(body)\(fence)

      """
  }
}

/// The programs that were opened, as lessons in a folder that goes with the session.
final class SpotPrograms {
  private var folder: String?
  private(set) var count = 0

  /// After a new start of the presentation, whoever follows has the lessons of the one before.
  func newID() -> String {
    "on-the-spot-\(count + 1)-" + String(UInt32.random(in: .min ... .max), radix: 36)
  }

  func write(_ markdown: [UInt8]) throws(CommandFailure) -> LessonFolder {
    let parent = if let folder { folder } else { try make() }
    folder = parent
    count += 1
    let lesson = LessonFolder(path: Disk.join(parent, "\(count)"))
    do {
      _ = mkdir(lesson.path, 0o700)
      try FileOutput.write(lesson.file) { try $0(markdown) }
    } catch {
      throw CommandFailure(message: "the program could not be written to \(printable(parent))")
    }
    return lesson
  }

  private func make() throws(CommandFailure) -> String {
    let parent = Environment["TMPDIR"] ?? "/tmp"
    var template = Array("\(parent)/interleave-spot-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw CommandFailure(message: "no folder could be made in \(printable(parent))")
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func remove() {
    guard let folder else { return }
    for number in 0...count {
      let lesson = LessonFolder(path: Disk.join(folder, "\(number)"))
      unlink(lesson.file)
      rmdir(lesson.path)
    }
    rmdir(folder)
    self.folder = nil
  }
}
