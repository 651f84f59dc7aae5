import LessonFormat
import Narration

/// What a check found, in the forms that it is wanted in.
struct CheckReport {
  let diagnostics: [Diagnostic]
  let lessonCount: Int
  /// The folder, where nobody named it.
  let place: String?
  /// What could not be looked at, as a sentence.
  let remark: String?

  init(
    _ diagnostics: [Diagnostic], lessonCount: Int, place: String? = nil, remark: String? = nil
  ) {
    self.place = place
    self.remark = remark
    // By file in the order of first mention, and in each by place.
    var order: [String: Int] = [:]
    for diagnostic in diagnostics where order[diagnostic.file] == nil {
      order[diagnostic.file] = order.count
    }
    self.diagnostics = diagnostics.enumerated().sorted { a, b in
      (order[a.element.file] ?? 0, a.element.range.start, a.offset)
        < (order[b.element.file] ?? 0, b.element.range.start, b.offset)
    }.map(\.element)
    self.lessonCount = lessonCount
  }

  var errorCount: Int { diagnostics.count { $0.severity == .error } }
  var warningCount: Int { diagnostics.count - errorCount }

  func text(asSentences: Bool) -> String {
    var parts: [String] = []
    var source: SourceText?
    for diagnostic in diagnostics {
      if asSentences {
        parts.append(diagnostic.sentence)
        continue
      }
      if source?.path != diagnostic.file {
        source = (try? Disk.read(diagnostic.file)).map {
          SourceText(path: diagnostic.file, bytes: $0)
        }
      }
      let line = Int(diagnostic.range.start.line)
      let hasLine = source.map { $0.path == diagnostic.file && line <= $0.lineCount } ?? false
      parts.append(
        diagnostic.rendered(sourceLine: hasLine ? source?.line(line) : nil) + "\n")
    }
    if let remark { parts.append(remark) }
    parts.append(summary)
    return parts.joined(separator: "\n") + "\n"
  }

  private var summary: String {
    let checked =
      "\(count(lessonCount, "lesson")) checked" + (place.map { " in \(printable($0))" } ?? "")
    guard !diagnostics.isEmpty else { return "\(checked), no mistakes." }
    return "\(checked): \(count(errorCount, "error")), \(count(warningCount, "warning"))."
  }

  // MARK: For programs

  struct Record: Encodable {
    struct Mistake: Encodable {
      var rule: String
      var severity: String
      var file: String
      var line: Int
      var column: Int
      var endLine: Int
      var endColumn: Int
      var message: String
      var fix: String
      var didYouMean: String?
    }

    var format = 1
    var lessons: Int
    var errors: Int
    var warnings: Int
    /// What could not be looked at, if anything.
    var remark: String?
    var diagnostics: [Mistake]
  }

  /// Columns count bytes from 1; the end is the place behind the last byte.
  var record: Record {
    Record(
      lessons: lessonCount, errors: errorCount, warnings: warningCount, remark: remark,
      diagnostics: diagnostics.map {
        Record.Mistake(
          rule: $0.rule.rawValue, severity: $0.severity.rawValue, file: $0.file,
          line: Int($0.range.start.line), column: Int($0.range.start.column),
          endLine: Int($0.range.end.line), endColumn: Int($0.range.end.column),
          message: $0.message, fix: $0.fix, didYouMean: $0.didYouMean)
      })
  }
}
