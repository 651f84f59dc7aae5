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

  package init(
    rule: Rule, severity: Severity, file: String, range: SourceRange, message: String, fix: String,
    didYouMean: String? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.file = file
    self.range = range
    self.message = message
    self.fix = fix
    self.didYouMean = didYouMean
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

  package mutating func error(
    _ rule: Rule, at range: SourceRange, _ message: String, fix: String, didYouMean: String? = nil
  ) {
    add(rule, .error, range, message, fix, didYouMean)
  }

  package mutating func warning(
    _ rule: Rule, at range: SourceRange, _ message: String, fix: String, didYouMean: String? = nil
  ) {
    add(rule, .warning, range, message, fix, didYouMean)
  }

  package mutating func append(contentsOf others: [Diagnostic]) {
    for other in others {
      add(other.rule, other.severity, other.range, other.message, other.fix, other.didYouMean)
    }
  }

  private mutating func add(
    _ rule: Rule, _ severity: Diagnostic.Severity, _ range: SourceRange, _ message: String,
    _ fix: String, _ didYouMean: String?
  ) {
    guard entries.count < Self.limit else {
      dropped += 1
      return
    }
    entries.append(
      Diagnostic(
        rule: rule, severity: severity, file: file, range: range, message: message, fix: fix,
        didYouMean: didYouMean))
  }

  /// Everything in the order of the file, with a word on what went over the limit.
  package func sorted() -> [Diagnostic] {
    var result = entries.enumerated()
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
