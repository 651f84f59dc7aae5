import LessonFormat

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `interleave new lesson NAME`: a lesson to start from.
struct NewCommand {
  private let folder: String
  private let title: String
  private let id: String

  init(_ arguments: Arguments) throws(UsageError) {
    let name = arguments.command.name
    guard let what = arguments.operands.first else {
      throw UsageError(message: "say what to make: new lesson NAME", command: name)
    }
    guard what == "lesson" else {
      throw UsageError(
        message: "\"\(printable(what))\" cannot be made; there is: new lesson NAME", command: name)
    }
    guard arguments.operands.count == 2 else {
      throw UsageError(message: "the lesson has no name: new lesson NAME", command: name)
    }
    folder = arguments.operands[1]
    let base = Disk.lastComponent(folder)
    let words = base.drop { $0.isNumber }.drop { $0 == "-" || $0 == "_" || $0 == " " }
    id = ContentID.slug(of: String(words))
    guard !id.isEmpty, base != ".", base != ".." else {
      throw UsageError(
        message: "no id can be made of \"\(printable(base))\"; use a name like 05-processes",
        command: name)
    }
    title = arguments.value("title") ?? Self.title(from: id)
    guard LessonTemplate.isTitle(title) else {
      throw UsageError(message: "this title cannot be used; use words alone", command: name)
    }
  }

  private static func title(from id: String) -> String {
    let words = id.split(separator: "-").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  func run() throws(CommandFailure) {
    if mkdir(folder, 0o777) != 0, errno != EEXIST {
      throw CommandFailure(
        message: "cannot make the folder \(printable(folder)): \(reason(errno))")
    }
    let path = Disk.join(folder, LessonFolder.fileName)
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else {
      throw CommandFailure(
        message: errno == EEXIST
          ? "\(printable(path)) exists already; it was left as it is"
          : "cannot write \(printable(path)): \(reason(errno))")
    }
    defer { close(file) }
    let text = Array(LessonTemplate.text(id: id, title: title).utf8)
    let written = text.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    guard written == text.count else {
      let problem = reason(errno)
      unlink(path)
      throw CommandFailure(message: "cannot write \(printable(path)): \(problem)")
    }
    try Output.print(
      "Wrote \(printable(path)). Check it with: interleave check \(printable(folder))\n")
  }

  private func reason(_ code: Int32) -> String { String(cString: strerror(code)).lowercased() }
}
