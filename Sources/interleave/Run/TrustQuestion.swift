import DemoRunner
import LessonFormat
import Narration

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Programs of lessons that are not the course's own run only when a person says so.
struct TrustQuestion {
  private let selection: DemoSelection

  init(_ selection: DemoSelection) {
    self.selection = selection
  }

  /// Those that nobody has allowed to run.
  static func unknown(
    among variants: [Demo.Variant], in folder: LessonFolder
  ) -> [Demo.Variant] {
    variants.filter { !isAllowed($0.program.text, in: folder) }
  }

  /// Whether a program came with Interleave, or somebody has allowed it to run.
  static func isAllowed(_ program: String, in folder: LessonFolder) -> Bool {
    if CourseLocation.isBundled(folder) { return true }
    let digest = TrustStore.digest(of: program)
    return TrustStore.standard?.entries().contains { $0.digest == digest } ?? false
  }

  /// Returns where they may run.
  func ask(about variants: [Demo.Variant], in options: CourseOptions) throws(CommandFailure) {
    let unknown = Self.unknown(among: variants, in: selection.folder)
    guard !unknown.isEmpty else { return }
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { throw refusal }
    for variant in unknown { show(variant, width: options.width) }
    let isOne = unknown.count == 1
    Output.printError(
      "This lesson is not part of the course that came with Interleave: "
        + printable(selection.folder.file))
    try? Output.write(Array("Run \(isOne ? "this" : "these")? y or n: ".utf8), to: STDERR_FILENO)
    guard ["y", "yes"].contains(answer().lowercased()) else {
      throw CommandFailure(message: "not run")
    }
    remember(unknown, in: TrustStore.standard)
  }

  private var refusal: CommandFailure {
    let folder = printable(selection.folder.path)
    return CommandFailure(
      message: "the programs of this lesson are not part of the course that came with Interleave, "
        + "and nobody has allowed them to run; look at them in \(printable(selection.folder.file)), "
        + "then allow them with \"interleave trust \(folder)\", or for once with --trust")
  }

  private func show(_ variant: Demo.Variant, width: Int?) {
    Output.printError("\(selection.demo.fileName(of: variant, in: selection.folder)):\n")
    for line in variant.program.text.split(separator: "\n", omittingEmptySubsequences: false) {
      Output.printError(line.isEmpty ? "" : "    " + printable(String(line)))
    }
  }

  /// A line of the terminal, and no byte more: the rest is the program's.
  private func answer() -> String {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while bytes.count < 100 {
      let count = read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1, byte != Byte.lineFeed else { break }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
  }

  private func remember(_ variants: [Demo.Variant], in store: TrustStore?) {
    let place = Disk.realPath(selection.folder.file) ?? selection.folder.file
    do throws(TrustStore.Failure) {
      try store?.allow(
        variants.map { ($0.program.text, "\(place)#\(selection.demo.programName(of: $0))") })
    } catch {
      Output.printError(
        "interleave: this cannot be remembered: \(printable(error.path)): \(error.reason)")
    }
  }
}
