import LessonFormat
import Settings

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// libFuzzer on YAML and on both that is written in it: one input is a settings file, and the head of
/// a lesson. A trap, a hang, a message that points outside of the file or carries a control character
/// is a finding.
@main
struct YAMLFuzzer {
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
    let settings = SourceText(path: "config.yaml", bytes: bytes)
    let reading = SettingsReader.read(settings, home: "/home/ada") { !$0.contains("nowhere") }
    look(at: reading.mistakes, settings)
    let lesson = SourceText(
      path: "lesson.md", bytes: Array("---\n".utf8) + bytes + Array("\n---\n## A step\n".utf8))
    let files = ProgramFiles { name in .success(ProgramFiles.File(path: name, text: "")) }
    look(at: LessonReader.read(lesson, files: files).diagnostics, lesson)
  }

  private static func look(at mistakes: [Diagnostic], _ source: SourceText) {
    for mistake in mistakes where mistake.file == source.path {
      let line = Int(mistake.range.start.line)
      precondition(line >= 1 && line <= source.lineCount + 1, "a message outside of the file")
      let text = mistake.rendered(sourceLine: source.line(line))
      precondition(
        text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control },
        "a message with a control character")
    }
  }
}

/// The package manager names the main function, so libFuzzer's own is not used.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
