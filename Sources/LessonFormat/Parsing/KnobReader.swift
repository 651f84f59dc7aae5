/// Finds the numbers that a learner may turn: `CALLS = 3  # knob 1..20 step 1: how many calls`.
enum KnobReader {
  /// More knobs than this are no choice but a burden.
  static let maximumCount = 24

  static func knobs(in program: Program, log: inout DiagnosticLog) -> [Knob] {
    let bytes = Array(program.text.utf8)
    guard bytes[...].contains(sequence: "nob") else { return [] }
    var knobs: [Knob] = []
    for comment in PythonComments.find(in: bytes) {
      guard let specification = specification(of: comment.text) else {
        if looksLikeKnob(comment.text) {
          log.warning(
            .badKnob,
            at: program.range(
              line: comment.line, column: comment.column, length: comment.text.utf8.count),
            "this comment looks like a knob and is none", fix: "Write it as \"# knob 1..20\"")
        }
        continue
      }
      var reader = LineReader(program: program, comment: comment, specification: specification)
      guard let knob = reader.knob(log: &log) else { continue }
      guard knobs.count < maximumCount else {
        log.error(
          .badKnob, at: program.range(line: comment.line, column: comment.column),
          "a program has at most \(maximumCount) knobs", fix: "Keep those that make a point")
        break
      }
      if knobs.contains(where: { $0.name == knob.name }) {
        log.error(
          .badKnob, at: program.range(line: knob.line, column: 1, length: knob.name.utf8.count),
          "\"\(knob.name)\" is a knob twice", fix: "Keep one of them")
      } else {
        knobs.append(knob)
      }
    }
    return knobs
  }

  private static func looksLikeKnob(_ comment: String) -> Bool {
    let text = comment.utf8.drop { $0 == Byte.hash || Byte.isBlank($0) }
    return String(text.prefix(4))?.lowercased() == "knob"
      && Array(comment.utf8)[...].contains(sequence: "..")
  }

  /// What follows the word "knob" at the start of a comment.
  private static func specification(of comment: String) -> String? {
    let text = comment.utf8.drop { $0 == Byte.hash || Byte.isBlank($0) }
    guard text.starts(with: "knob".utf8) else { return nil }
    let rest = text.dropFirst(4)
    // "# knobs are turned below" is prose.
    guard let first = rest.first else { return "" }
    return Byte.isBlank(first) || first == Byte.colon ? String(rest) : nil
  }
}

private struct LineReader {
  let program: Program
  let comment: PythonComments.Comment
  let specification: String

  private var commentRange: SourceRange {
    program.range(
      line: comment.line, column: comment.column, length: comment.text.utf8.count)
  }

  mutating func knob(log: inout DiagnosticLog) -> Knob? {
    guard let assignment = Assignment(comment.codeBefore) else {
      log.error(
        .badKnob, at: commentRange, "a knob stands behind a plain assignment of a number",
        fix: "Write a line like \"CALLS = 3  # knob 1..20\" at the margin, or remove the knob")
      return nil
    }
    guard let limits = Limits(specification) else {
      log.error(
        .badKnob, at: commentRange, "the knob's range cannot be read",
        fix:
          "Write \"# knob 1..20\", \"# knob 0.1..2 step 0.1\" or \"# knob 1..20: how many calls\"")
      return nil
    }
    guard limits.lower < limits.upper, limits.step.map({ $0 > 0 && $0 <= limits.span }) ?? true
    else {
      log.error(
        .badKnob, at: commentRange, "this knob cannot be turned",
        fix: "Write a range with a lower and an upper end, and a step above 0 that fits into it")
      return nil
    }
    guard (limits.lower...limits.upper).contains(assignment.value) else {
      log.error(
        .badKnob,
        at: program.range(
          line: comment.line, column: assignment.columns.lowerBound + 1,
          length: assignment.columns.count),
        "\(inWords(assignment.value)) is outside of the knob's range, \(inWords(limits.lower)) to "
          + inWords(limits.upper),
        fix: "Change the value or the range")
      return nil
    }
    let isWhole = assignment.isWhole && limits.isWhole
    return Knob(
      name: assignment.name, value: assignment.value, range: limits.lower...limits.upper,
      step: limits.step ?? (isWhole ? 1 : limits.span / 20), isWhole: isWhole,
      label: limits.label, line: comment.line, valueColumns: assignment.columns)
  }
}

/// ` 0.1..2 step 0.1: how long one call takes`
private struct Limits {
  var lower: Double
  var upper: Double
  var step: Double?
  var label: String?

  var span: Double { upper - lower }
  var isWhole: Bool { [lower, upper, step ?? 1].allSatisfy { $0 == $0.rounded() } }

  init?(_ specification: String) {
    let head = specification.utf8.prefix { $0 != Byte.colon }
    guard var phrase = try? Phrase(Substring(head)), let lower = phrase.number(), phrase.dots(),
      let upper = phrase.number()
    else { return nil }
    self.lower = lower
    self.upper = upper
    if phrase.words("step") {
      guard let number = phrase.number() else { return nil }
      step = number
    }
    guard phrase.isAtEnd else { return nil }
    let words = specification.utf8[head.endIndex...].dropFirst().drop(while: Byte.isBlank)
    if !words.isEmpty { label = String(Substring(words)) }
  }
}

/// `NAME = 3`, `NAME: float = 0.5`, at the margin.
private struct Assignment {
  var name: String
  var value: Double
  var isWhole: Bool
  var columns: Range<Int>

  init?(_ code: ArraySlice<UInt8>) {
    let nameBytes = code.prefix { $0 == UInt8(ascii: "_") || Self.isLetterOrDigit($0) }
    guard let first = nameBytes.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    else { return nil }
    var rest = code.dropFirst(nameBytes.count).drop(while: Byte.isBlank)
    if rest.first == Byte.colon {
      rest = rest.dropFirst().drop(while: Byte.isBlank)
      let type = rest.prefix(while: Self.isLetterOrDigit)
      guard ["int", "float"].contains(String(decoding: type, as: UTF8.self)) else { return nil }
      rest = rest.dropFirst(type.count).drop(while: Byte.isBlank)
    }
    guard rest.first == Byte.equals else { return nil }
    rest = rest.dropFirst().drop(while: Byte.isBlank)
    while let last = rest.last, Byte.isBlank(last) { rest = rest.dropLast() }
    let digits = String(decoding: rest, as: UTF8.self)
    let ungrouped = rest.contains(UInt8(ascii: "_")) ? digits.filter { $0 != "_" } : digits
    guard Self.isNumber(digits), let value = Double(ungrouped), value.isFinite else { return nil }
    name = String(decoding: nameBytes, as: UTF8.self)
    self.value = value
    isWhole = !digits.contains(".")
    columns = (rest.startIndex - code.startIndex)..<(rest.endIndex - code.startIndex)
  }

  /// As Python writes it: 3, -0.5, 10_000; not 007, not 1e3.
  private static func isNumber(_ text: String) -> Bool {
    let unsigned = text.hasPrefix("-") ? text.utf8.dropFirst() : text.utf8[...]
    let parts = unsigned.split(separator: Byte.dot, omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2, unsigned.count > parts.count - 1 else {
      return false
    }
    let isDigit: (UInt8) -> Bool = { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let hasGroups = whole.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0.allSatisfy(isDigit) }
    let hasLeadingZero = whole.count > 1 && whole.first == UInt8(ascii: "0")
    return (whole.isEmpty || (hasGroups && !hasLeadingZero))
      && parts.dropFirst().joined().allSatisfy(isDigit)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
