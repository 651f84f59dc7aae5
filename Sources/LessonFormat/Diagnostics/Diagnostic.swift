/// One mistake in the content of a course: where it is, what is wrong, and what to do about it.
package struct Diagnostic: Hashable, Sendable {
  package enum Severity: String, Sendable, CaseIterable {
    case error, warning
  }

  package var rule: Rule
  package var severity: Severity
  package var file: String
  package var range: SourceRange
  /// What is wrong, without a full stop.
  package var message: String
  /// What to do, as a sentence that begins with a verb, without a full stop.
  package var fix: String
  /// What the author probably meant, as it should be written.
  package var didYouMean: String?

  /// The texts quote what stands in the file, so they are made safe to print here.
  package init(
    rule: Rule, severity: Severity, file: String, range: SourceRange, message: String, fix: String,
    didYouMean: String? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.file = file
    self.range = range
    self.message = printable(message)
    self.fix = printable(fix)
    self.didYouMean = didYouMean.map(printable)
  }
}

/// Gathers the diagnostics of one file while it is read.
package struct DiagnosticLog: Sendable {
  /// A file with more mistakes than this is not read by anybody to the end.
  package static let limit = 500

  package let file: String
  package private(set) var entries: [Diagnostic] = []
  private var dropped = 0

  package init(file: String) {
    self.file = file
  }

  /// The texts are made only where there is room for them.
  package mutating func error(
    _ rule: Rule, at range: SourceRange, _ message: @autoclosure () -> String,
    fix: @autoclosure () -> String, didYouMean: @autoclosure () -> String? = nil
  ) {
    guard hasRoom() else { return }
    add(rule, .error, range, message(), fix(), didYouMean())
  }

  package mutating func warning(
    _ rule: Rule, at range: SourceRange, _ message: @autoclosure () -> String,
    fix: @autoclosure () -> String, didYouMean: @autoclosure () -> String? = nil
  ) {
    guard hasRoom() else { return }
    add(rule, .warning, range, message(), fix(), didYouMean())
  }

  package mutating func append(contentsOf others: [Diagnostic]) {
    for other in others where hasRoom() { entries.append(other) }
  }

  package var hasErrors: Bool { entries.contains { $0.severity == .error } }

  private mutating func hasRoom() -> Bool {
    if entries.count < Self.limit { return true }
    dropped += 1
    return false
  }

  private mutating func add(
    _ rule: Rule, _ severity: Diagnostic.Severity, _ range: SourceRange, _ message: String,
    _ fix: String, _ didYouMean: String?
  ) {
    entries.append(
      Diagnostic(
        rule: rule, severity: severity, file: file, range: range, message: message, fix: fix,
        didYouMean: didYouMean))
  }

  /// Everything in the order of the file, with a word on what went over the limit.
  ///
  /// With `source`, no place lies behind the end of its line: what repairs broken text may be longer
  /// than the text.
  package func sorted(in source: SourceText? = nil) -> [Diagnostic] {
    var result = entries.map { source?.clamp($0) ?? $0 }.enumerated()
      .sorted { ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset) }
      .map(\.element)
    if dropped > 0, let last = result.last {
      result.append(
        Diagnostic(
          rule: .tooManyMistakes, severity: .error, file: file, range: last.range,
          message: "\(dropped) more mistakes in this file are not shown",
          fix: "Mend the first ones and check again"))
    }
    return result
  }
}

extension SourceText {
  fileprivate func clamp(_ diagnostic: Diagnostic) -> Diagnostic {
    var diagnostic = diagnostic
    func clamp(_ position: SourcePosition) -> SourcePosition {
      let line = min(Int(position.line), lineCount + 1)
      return SourcePosition(
        line: line, column: min(Int(position.column), self.line(line).count + 1))
    }
    diagnostic.range = SourceRange(
      start: clamp(diagnostic.range.start), end: clamp(diagnostic.range.end))
    return diagnostic
  }
}
