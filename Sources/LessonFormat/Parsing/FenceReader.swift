/// Fenced code with the attributes behind its language.
struct FenceReader {
  /// What a fence is, told by its language and by which attribute names its owner.
  enum Role {
    case plain, demo, starter, solution, checks, claims
  }

  let node: MarkdownNode
  let attributes: AttributeList
  let role: Role
  /// In small letters; nil where the fence names none.
  let language: String?
  /// The fence's first line, as messages mark it.
  let range: SourceRange
  /// The content as the fence has it, with `\n` as its line end.
  let text: String
  /// Its end is missing, so that what it holds is not what was meant.
  private(set) var isBroken = false
  /// What stands before each of its lines in the file; empty where nothing does.
  private let indents: [Int]

  init(_ node: MarkdownNode, reader: inout ContentReader) {
    self.node = node
    range = reader.mark(node)
    let line = reader.source.line(Int(range.start.line)).dropFirst(Int(range.start.column) - 1)
    let marks = node.fence == nil ? 0 : line.prefix { $0 == line.first }.count
    attributes = AttributeList(
      node.fence == nil ? [] : line.dropFirst(marks),
      at: SourcePosition(line: Int(range.start.line), column: Int(range.start.column) + marks),
      log: &reader.log)
    language = attributes.word?.lowercased()
    role = Self.role(language, attributes)
    let literal = node.literal
    text =
      literal.withBytes { $0.firstIndex(of: Byte.carriageReturn, from: 0) } != nil
      ? literal.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        .joined(separator: "\n")
      : literal
    indents =
      range.start.column == 1
      ? [] : Self.indents(of: text, from: Int(range.start.line) + 1, in: reader.source)
    reportUnclosed(log: &reader.log, source: reader.source)
    if language != nil, role == .demo || role == .starter || role == .solution, !isPython {
      reader.log.error(
        .badAttribute, at: attributes.wordRange,
        "\"\(attributes.word ?? "")\" is not a language that runs",
        fix: "Begin the fence with \"python\"",
        didYouMean: closest(to: language ?? "", among: ["python"]))
    }
  }

  private static let pythonNames = ["python", "py", "python3"]

  private static func role(_ language: String?, _ attributes: AttributeList) -> Role {
    switch language {
    case "checks": return .checks
    case "claims": return .claims
    default: break
    }
    let owners: [(AttributeName, Role)] = [
      (.demo, .demo), (.exercise, .starter), (.solution, .solution),
    ]
    guard let owner = owners.first(where: { attributes.contains($0.0) }) else { return .plain }
    guard let language, !pythonNames.contains(language) else { return owner.1 }
    // A slip of the keyboard must not make another kind of it.
    switch closest(to: language, among: ["checks", "claims"]) {
    case "checks": return .checks
    case "claims": return .claims
    default: return owner.1
    }
  }

  /// Quotes, lists and the fence's own indentation take something off the front of each line.
  private static func indents(of text: String, from line: Int, in source: SourceText) -> [Int] {
    text.utf8.split(separator: Byte.lineFeed, omittingEmptySubsequences: false).enumerated().map {
      max(source.line(line + $0.offset).count - $0.element.count, 0)
    }
  }

  var isPython: Bool { language.map(Self.pythonNames.contains) ?? false }

  private mutating func reportUnclosed(log: inout DiagnosticLog, source: SourceText) {
    guard node.fence != nil else { return }
    let opening = source.line(Int(range.start.line)).dropFirst(Int(range.start.column) - 1)
    guard let fence = Fence(opening: opening) else { return }
    let (inner, count) = lines(upToFenceInside: fence)
    if inner {
      isBroken = true
      let line = Int(range.start.line) + 1 + count
      log.error(
        .unclosedFence, at: source.range(ofLine: line),
        "a fence begins here inside of the fence of line \(range.start.line)",
        fix: "Close the first one before it, or begin the outer one with a mark more")
      return
    }
    let closing = source.line(Int(range.start.line) + count + 1)
      .drop { $0 == Byte.greater || Byte.isBlank($0) }
    guard !fence.isClosed(by: closing) else { return }
    isBroken = true
    log.error(
      .unclosedFence, at: range, "this fence is never closed",
      fix:
        "Write \(String(repeating: Character(Unicode.Scalar(fence.character)), count: fence.length))"
        + " on a line of its own behind the code")
  }

  /// Whether a line inside would begin a fence with a language, so that the end before it is
  /// missing, and how many lines stand before that one; all of them where none does.
  private func lines(upToFenceInside fence: Fence) -> (found: Bool, count: Int) {
    text.withBytes { bytes in
      var start = 0
      var count = 0
      while start < bytes.count {
        let end = bytes.firstIndex(of: Byte.lineFeed, from: start)
        if bytes[start] == fence.character {
          let line = Array(bytes[start..<(end ?? bytes.count)])[...]
          if let inner = Fence(opening: line), inner.length >= fence.length,
            !line.dropFirst(inner.length).allSatisfy(Byte.isBlank)
          {
            return (true, count)
          }
        }
        guard let end else { break }
        count += 1
        start = end + 1
      }
      return (false, count)
    }
  }

  /// How many lines the content has.
  static func lineCount(of text: String) -> Int {
    text.withBytes { bytes in
      var count = 1
      var start = 0
      while let end = bytes.firstIndex(of: Byte.lineFeed, from: start) {
        count += 1
        start = end + 1
      }
      return bytes.last == Byte.lineFeed ? count - 1 : count
    }
  }

  /// The conditions in the fence, one on a line, without remarks and empty lines.
  func conditionLines(log: inout DiagnosticLog) -> [(text: String, range: SourceRange)] {
    guard !isBroken else { return [] }
    var result: [(text: String, range: SourceRange)] = []
    var number = Int(range.start.line)
    var lineIndents = indents[...]
    for line in text.utf8.split(separator: Byte.lineFeed, omittingEmptySubsequences: false) {
      number += 1
      var words = line.drop(while: Byte.isBlank)
      let column = (lineIndents.popFirst() ?? 0) + line.count - words.count + 1
      while let last = words.last, Byte.isBlank(last) { words = words.dropLast() }
      guard let first = words.first, first != Byte.hash else { continue }
      guard result.count < ConditionReader.maximumCount else {
        log.error(
          .tooComplex, at: range, "there are more than \(result.count) conditions here",
          fix: "Keep those that matter; the others were not read")
        break
      }
      result.append(
        (
          String(Substring(words)),
          SourceRange(line: number, column: column, length: words.count)
        ))
    }
    return result
  }

  /// The program in the fence, or in the file that `file=` names. nil where it cannot be had; the
  /// log says why.
  func program(reader: inout ContentReader, files: ProgramFiles) -> Program? {
    var program = Program(
      text: text, path: reader.source.path, firstLine: Int(range.start.line) + 1,
      indents: indents, knobs: [])
    if let name = attributes.value(.file, log: &reader.log), let attribute = attributes[.file] {
      guard text.allSatisfy(\.isWhitespace) else {
        reader.log.error(
          .programFile, at: attribute.valueRange,
          "the program stands in \"\(name)\" and in the fence as well",
          fix: "Empty the fence, or remove file=")
        return nil
      }
      switch files.read(name) {
      case .success(let file):
        program = Program(
          text: file.text, path: file.path, firstLine: 1, indents: [], knobs: [])
      case .failure(let problem):
        reader.log.error(
          .programFile, at: attribute.valueRange, problem.message, fix: problem.fix)
        return nil
      }
    } else if text.allSatisfy(\.isWhitespace) {
      reader.log.error(
        .programFile, at: range, "there is no program here",
        fix: "Write it into the fence, or name its file with file=")
      return nil
    }
    checkSpeech(of: program, log: &reader.log)
    // Positions in a file beside the lesson belong to that file, not to this log's.
    var log = DiagnosticLog(file: program.path)
    program.knobs = KnobReader.knobs(in: program, log: &log)
    reader.otherFiles.append(contentsOf: program.path == reader.source.path ? [] : log.entries)
    if program.path == reader.source.path { reader.log.append(contentsOf: log.entries) }
    return program
  }

  private func checkSpeech(of program: Program, log: inout DiagnosticLog) {
    guard let problem = SpeakableText.problem(in: program.text, asProse: false),
      program.path == log.file
    else { return }
    let before = program.text.utf8.prefix(problem.offset)
    let line = before.count { $0 == Byte.lineFeed }
    let column = before.reversed().prefix { $0 != Byte.lineFeed }.count
    log.warning(
      .unspeakableText, at: program.range(line: line + 1, column: column + 1),
      "this program \(problem.message)", fix: problem.fix)
  }

  // MARK: Attributes that several kinds of fences have

  func timeout(default seconds: Double, log: inout DiagnosticLog) -> Double {
    attributes.number(.timeout, in: 0.1...600, log: &log) ?? seconds
  }

  func requires(log: inout DiagnosticLog) -> PythonVersion? {
    guard let value = attributes.value(.requires, log: &log), let attribute = attributes[.requires]
    else { return nil }
    if let version = PythonVersion(value) { return version }
    log.error(
      .badAttribute, at: attribute.valueRange, "\"\(value)\" is no version of Python",
      fix: "Write one like 3.11, or 3.13t for a build without the GIL")
    return nil
  }

  /// `focus=3,5-7`
  func focus(lineCount: Int, log: inout DiagnosticLog) -> [ClosedRange<Int>] {
    guard let value = attributes.value(.focus, log: &log), let attribute = attributes[.focus] else {
      return []
    }
    var result: [ClosedRange<Int>] = []
    for part in value.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
        first >= 1, first <= last, last <= lineCount
      else {
        log.error(
          .badAttribute, at: attribute.valueRange,
          "\"\(part)\" names no lines of this program, which has \(lineCount)",
          fix: "Write line numbers like focus=3,5-7")
        return []
      }
      result.append(first...last)
    }
    return result
  }

  /// `lines=3,10` or `lines=/from/,/to/`: the first line that has the one text, and the first from
  /// there on that has the other.
  func shownLines(of text: String, log: inout DiagnosticLog) -> ClosedRange<Int>? {
    guard let value = attributes.value(.lines, log: &log), let attribute = attributes[.lines] else {
      return nil
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let ends = LineAddress.pair(value) else {
      log.error(
        .badAttribute, at: attribute.valueRange, "\"\(value)\" names no lines",
        fix: "Write lines=3,10 or lines=/from/,/to/")
      return nil
    }
    guard let first = ends.0.find(in: lines, from: 1),
      let last = ends.1.find(in: lines, from: first)
    else {
      log.error(
        .badAttribute, at: attribute.valueRange, "the program has no such lines",
        fix: "Write texts that stand in it, the second not above the first")
      return nil
    }
    return first...last
  }

  // MARK: Code to read

  static let plainAttributes: Set<AttributeName> = [.alt, .focus, .norun, .requires, .title]

  static func plainCode(_ node: MarkdownNode, reader: inout ContentReader) -> CodeBlock {
    let fence = FenceReader(node, reader: &reader)
    if fence.role != .plain {
      reader.log.error(
        .misplacedDirective, at: fence.range, "this fence cannot stand inside of something else",
        fix: "Write it at the margin, directly in a step")
    }
    return fence.plainCode(reader: &reader)
  }

  func plainCode(reader: inout ContentReader) -> CodeBlock {
    if role == .plain {
      attributes.refuse(
        except: Self.plainAttributes, of: "a fence of code to read",
        others: isPython ? [.demo, .exercise, .solution] : [], log: &reader.log)
    }
    let description = attributes.value(.alt, log: &reader.log)
    reportUndescribed(hasDescription: description != nil, log: &reader.log)
    let lineCount = Self.lineCount(of: text)
    var code = CodeBlock(
      language: isPython ? "python" : language,
      title: attributes.value(.title, log: &reader.log), requires: requires(log: &reader.log),
      text: text, description: description, focus: focus(lineCount: lineCount, log: &reader.log),
      program: nil)
    if isPython, !isBroken, !attributes.contains(.norun) {
      code.program = Program(
        text: text, path: reader.source.path, firstLine: Int(range.start.line) + 1,
        indents: indents, knobs: [])
    }
    return code
  }

  private func reportUndescribed(hasDescription: Bool, log: inout DiagnosticLog) {
    let isText = ["text", "txt", "plain", "plaintext", nil].contains(language)
    guard !hasDescription, SpeakableText.looksDrawn(text, isPlainText: isText) else { return }
    if isPython {
      log.warning(
        .unspeakableText, at: range, "this code has characters that draw or cannot be read out",
        fix: "Use letters and ordinary signs")
    } else {
      log.error(
        .missingDescription, at: range,
        "this is a picture drawn in characters, which a voice cannot read out",
        fix: "Add alt=\"what it shows\" behind the language")
    }
  }
}

/// One end of `lines=`.
private enum LineAddress {
  case number(Int)
  case text(String)

  static func pair(_ value: String) -> (LineAddress, LineAddress)? {
    var rest = Substring(value)
    guard let first = one(&rest), rest.popFirst() == ",", let second = one(&rest), rest.isEmpty
    else { return nil }
    return (first, second)
  }

  private static func one(_ rest: inout Substring) -> LineAddress? {
    if rest.first == "/" {
      rest.removeFirst()
      guard let end = rest.firstIndex(of: "/"), end > rest.startIndex else { return nil }
      defer { rest = rest[rest.index(after: end)...] }
      return .text(String(rest[..<end]))
    }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest.removeFirst(digits.count)
    return Int(digits).map { .number($0) }
  }

  func find(in lines: [Substring], from start: Int) -> Int? {
    switch self {
    case .number(let number): number >= start && number <= lines.count ? number : nil
    case .text(let text):
      lines.indices.dropFirst(start - 1).first {
        Array(lines[$0].utf8)[...].contains(sequence: text)
      }.map { $0 + 1 }
    }
  }
}
