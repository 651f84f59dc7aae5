import CCmarkGFM
import LessonFormat

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The lesson engine against bare cmark-gfm on the same text, and the index of many lessons.
/// With "lesson" or "index" behind it, one of the two.
@main
struct ParseBenchmark {
  static func main() throws {
    let part = CommandLine.arguments.dropFirst().first
    if part != "index" { compareWithBareParser() }
    if part != "lesson" { try measureIndex() }
  }

  private static func compareWithBareParser() {
    let lesson = SampleLesson.text(bytes: 1_000_000)
    let source = SourceText(path: "lesson.md", bytes: Array(lesson.utf8))
    let reading = LessonReader.read(source, files: .none)
    precondition(reading.lesson?.steps.isEmpty == false, "the sample is no lesson")

    print("A lesson of \(lesson.utf8.count / 1000) kB, \(reading.lesson?.steps.count ?? 0) steps")
    // In turn, so that a change of the machine's speed meets both.
    var cmark: [Double] = []
    var engine: [Double] = []
    for _ in 0..<11 {
      cmark.append(seconds { parseBare(source.bytes) })
      engine.append(seconds { _ = LessonReader.read(source, files: .none) })
    }
    report("bare cmark-gfm", cmark)
    report("lesson engine", engine)
    print("  ratio of the medians          \(rounded(median(engine) / median(cmark)))")
  }

  private static func measureIndex() throws {
    let ordinary = SampleLesson.text(bytes: 16_000)
    let folder = try makeCourse(of: 1000, ordinary)
    defer { removeCourse(folder) }
    print("1000 lessons of \(ordinary.utf8.count / 1000) kB")
    let course = CourseFolder(path: folder)
    report("index with every step", measured { _ = try? Course(course, detail: .steps) })
    report("titles alone", measured { _ = try? Course(course, detail: .frontMatter) })
  }

  private static func parseBare(_ bytes: [UInt8]) {
    let parser = cmark_parser_new(CMARK_OPT_DEFAULT)
    for name in ["table", "strikethrough"] {
      cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
    }
    bytes.withUnsafeBytes { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
    cmark_node_free(cmark_parser_finish(parser))
    cmark_parser_free(parser)
  }

  // MARK: Measuring

  private static func measured(_ body: () -> Void) -> [Double] {
    (0..<7).map { _ in seconds(body) }
  }

  private static func seconds(_ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    return clock.measure(body) / .seconds(1)
  }

  private static func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
  }

  private static func report(_ name: String, _ values: [Double]) {
    let padded = name + String(repeating: " ", count: max(24 - name.count, 1))
    print(
      "  \(padded)  median \(rounded(median(values) * 1000)) ms, "
        + "from \(rounded((values.min() ?? 0) * 1000)) to \(rounded((values.max() ?? 0) * 1000))")
  }

  private static func rounded(_ value: Double) -> String {
    String((value * 100).rounded() / 100)
  }

  // MARK: A course on the disk

  private static func makeCourse(of count: Int, _ text: String) throws -> String {
    var template = Array("/tmp/interleave-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure.noFolder }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for number in 1...count {
      let path = "\(folder)/\(number)-lesson"
      guard mkdir(path, 0o700) == 0, let file = fopen("\(path)/lesson.md", "w") else {
        throw Failure.noFolder
      }
      fputs(text.replacing("id: sample", with: "id: sample-\(number)", maxReplacements: 1), file)
      fclose(file)
    }
    return folder
  }

  private static func removeCourse(_ folder: String) {
    for name in (try? Disk.names(in: folder)) ?? [] {
      unlink("\(folder)/\(name)/lesson.md")
      rmdir("\(folder)/\(name)")
    }
    rmdir(folder)
  }

  private enum Failure: Error {
    case noFolder
  }
}
