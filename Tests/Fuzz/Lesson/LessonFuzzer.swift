import LessonFormat

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// libFuzzer on the lesson engine: one input is one lesson. A trap, a hang, a message that points
/// outside of the file or carries a control character is a finding.
@main
struct LessonFuzzer {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(
      runDriver(&count, &arguments) { start, count in
        Self.readOne(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
      })
  }

  private static func readOne(_ bytes: [UInt8]) {
    let source = SourceText(path: "lesson.md", bytes: bytes)
    let files = ProgramFiles { name in
      .success(ProgramFiles.File(path: name, text: "LIMIT = 3  # knob 1..5\nprint(LIMIT)\n"))
    }
    let reading = LessonReader.read(source, files: files)
    for diagnostic in reading.diagnostics where diagnostic.file == source.path {
      let line = Int(diagnostic.range.start.line)
      precondition(line >= 1 && line <= source.lineCount + 1, "a message outside of the file")
      let text = diagnostic.rendered(sourceLine: source.line(line))
      precondition(
        text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control },
        "a message with a control character")
    }
    _ = GlossaryReader.read(source)
    _ = ReferenceReader.read(source)
    _ = ChooserReader.read(source)
  }
}

/// The package manager names the main function, so libFuzzer's own is not used.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
