@testable import LessonFormat

/// What holds for every text, whatever stands in it.
enum Property {
  /// Why the reading of `bytes` is not as it must be, or nil.
  static func broken(by bytes: [UInt8]) -> String? {
    let source = SourceText(path: "lesson.md", bytes: bytes)
    let reading = LessonReader.read(source, files: Fixtures.everything.programFiles)
    for diagnostic in reading.diagnostics where diagnostic.file == source.path {
      if let reason = broken(by: diagnostic, in: source) {
        return "\(reason): \(diagnostic.headline)"
      }
    }
    let places = reading.diagnostics.filter { $0.file == source.path }.map(\.range.start)
    if places != places.sorted() { return "the mistakes are not in the order of the file" }
    if reading.lesson == nil, !reading.diagnostics.contains(where: { $0.severity == .error }) {
      return "no lesson, and no word on why"
    }
    return disagreement(of: reading, with: source)
  }

  /// The same for the pages beside the lessons.
  static func brokenPage(by bytes: [UInt8]) -> String? {
    let source = SourceText(path: "page.md", bytes: bytes)
    let found =
      GlossaryReader.read(source).diagnostics + ReferenceReader.read(source).diagnostics
      + ChooserReader.read(source).diagnostics
    for diagnostic in found {
      if let reason = broken(by: diagnostic, in: source) {
        return "\(reason): \(diagnostic.headline)"
      }
    }
    return nil
  }

  static func broken(by diagnostic: Diagnostic, in source: SourceText) -> String? {
    let (start, end) = (diagnostic.range.start, diagnostic.range.end)
    let line = source.line(Int(start.line))
    guard (1...source.lineCount + 1).contains(Int(start.line)) else { return "no such line" }
    guard start.column >= 1, Int(start.column) <= line.count + 2 else { return "no such column" }
    guard end >= start else { return "it ends before it begins" }
    if diagnostic.message.isEmpty || diagnostic.fix.isEmpty { return "nothing is said" }
    if diagnostic.message.hasSuffix(".") || diagnostic.fix.hasSuffix(".") {
      return "a full stop too many"
    }
    return isPrintable(diagnostic, line: line) ? nil : "a control character is printed"
  }

  /// The outline reads no Markdown, and yet has to find the same steps.
  static func disagreement(of reading: LessonReading, with source: SourceText) -> String? {
    guard let steps = reading.lesson?.steps, let bounds = FrontMatterBounds(source),
      !reading.diagnostics.contains(where: { $0.rule == .tooComplex || $0.rule == .notUTF8 }),
      let outline = Outline(source, from: bounds.bodyLine)
    else { return nil }
    let full = steps.map { "\($0.id.value): \($0.title.plainText)" }
    let quick = outline.sections.enumerated().map { index, section in
      let id =
        section.id ?? ContentID.derived(fromStepTitle: section.title, number: index + 1)
      return "\(id): \(section.title)"
    }
    return full == quick ? nil : "the outline has \(quick) where the lesson has \(full)"
  }
}
