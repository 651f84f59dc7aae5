/// Where front matter stands in a file, found without reading the rest.
struct FrontMatterBounds {
  /// The lines between the marks.
  var content: Range<Int>
  /// The first line behind the closing mark.
  var bodyLine: Int
  var isClosed: Bool

  static let maximumLines = 400

  /// nil where the first line is no opening mark. Blank lines before it are let pass.
  init?(_ source: SourceText) {
    guard Self.isMark(source.line(1), opening: true) else { return nil }
    let last = min(source.lineCount, Self.maximumLines)
    var number = 2
    while number <= last {
      if Self.isMark(source.line(number), opening: false) {
        content = 2..<number
        bodyLine = number + 1
        isClosed = true
        return
      }
      number += 1
    }
    content = 2..<max(last + 1, 2)
    bodyLine = source.lineCount + 1
    isClosed = false
  }

  private static func isMark(_ line: ArraySlice<UInt8>, opening: Bool) -> Bool {
    var line = line
    if opening { line = line.dropFirst(SourceText.byteOrderMarkLength(of: line)) }
    while let last = line.last, Byte.isBlank(last) { line = line.dropLast() }
    return line.elementsEqual("---".utf8) || (!opening && line.elementsEqual("...".utf8))
  }
}

/// Reads the head of a lesson or of the glossary: which keys there are, and what they say.
struct FrontMatterReader {
  enum Key: String, CaseIterable {
    case format, id, title, minutes, summary, needs
  }

  static let format = 1

  private let source: SourceText
  private let bounds: FrontMatterBounds
  private var values: [Key: (key: YAMLNode, value: YAMLNode)] = [:]

  /// Where the front matter stands; nil where there is none that ends, and the log says so.
  static func bounds(
    _ source: SourceText, _ log: inout DiagnosticLog
  ) -> FrontMatterBounds? {
    guard let bounds = FrontMatterBounds(source) else {
      log.error(
        .frontMatterMissing, at: source.range(ofLine: 1),
        "the file does not begin with front matter",
        fix: "Begin with a line of three dashes, then lines like \"format: 1\", "
          + "and three dashes again")
      return nil
    }
    guard bounds.isClosed else {
      log.error(
        .frontMatterUnclosed, at: source.range(ofLine: 1), "the front matter never ends",
        fix: "Write a line of three dashes behind its last key")
      return nil
    }
    return bounds
  }

  /// nil where there is nothing to read; the log says why.
  private init?(
    _ source: SourceText, _ bounds: FrontMatterBounds, keys: [Key], log: inout DiagnosticLog
  ) {
    self.source = source
    self.bounds = bounds
    let bytes = source.bytes[
      source.offset(ofLine: 2)..<source.offset(ofLine: bounds.content.upperBound)]
    do throws(YAMLProblem) {
      guard let root = try YAMLReader.read(bytes) else { return }
      try read(root, keys: keys, log: &log)
    } catch {
      log.error(.yamlSyntax, at: place(error.range), error.message, fix: error.fix)
      return nil
    }
  }

  private mutating func read(
    _ root: YAMLNode, keys: [Key], log: inout DiagnosticLog
  ) throws(YAMLProblem) {
    guard case .mapping(let pairs) = root.content else {
      throw YAMLProblem(
        range: root.range, message: "the front matter is \(root.kind), not keys with values",
        fix: "Write \"key: value\" lines")
    }
    for (key, value) in pairs {
      guard case .scalar(let name, _) = key.content, let known = Key(rawValue: name),
        keys.contains(known)
      else {
        let name = if case .scalar(let name, _) = key.content { name } else { key.kind }
        let names = keys.map(\.rawValue)
        log.error(
          .unknownKey, at: place(key.range), "unknown key \"\(name)\" in the front matter",
          fix: "Remove it, or write one of \(inWords(names))",
          didYouMean: closest(to: name, among: names))
        continue
      }
      if values[known] != nil {
        log.error(
          .unknownKey, at: place(key.range), "the key \"\(name)\" is given twice",
          fix: "Keep one of them")
      } else {
        values[known] = (key, value)
      }
    }
  }

  /// The front matter's lines count from the file's second.
  private func place(_ range: SourceRange) -> SourceRange {
    // Where YAML misses something at its end, it points behind it: at the closing mark.
    let line = min(Int(range.start.line) + 1, bounds.content.upperBound)
    return SourceRange(
      line: line, column: Int(range.start.column),
      length: Int(range.end.column - range.start.column))
  }

  func range(of key: Key) -> SourceRange {
    values[key].map { place($0.value.range) } ?? source.range(ofLine: 1)
  }

  private func missing(_ key: Key, example: String, log: inout DiagnosticLog) {
    log.error(
      .missingKey, at: source.range(ofLine: 1), "the front matter has no \"\(key.rawValue)\"",
      fix: "Add a line like \"\(key.rawValue): \(example)\"")
  }

  private func wrong(
    _ key: Key, _ node: YAMLNode, _ message: String, fix: String, log: inout DiagnosticLog
  ) {
    log.error(.badValue, at: place(node.range), message, fix: fix)
  }

  func text(_ key: Key, example: String, isRequired: Bool, log: inout DiagnosticLog) -> String? {
    guard let node = values[key]?.value else {
      if isRequired { missing(key, example: example, log: &log) }
      return nil
    }
    guard case .scalar(let text, _) = node.content, text.contains(where: { !$0.isWhitespace })
    else {
      wrong(
        key, node, "\"\(key.rawValue)\" is \(node.kind == "a single value" ? "empty" : node.kind)",
        fix: "Write a line like \"\(key.rawValue): \(example)\"", log: &log)
      return nil
    }
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    if let problem = SpeakableText.problem(in: line, asProse: true) {
      log.error(
        .unspeakableText, at: place(node.range), "\"\(key.rawValue)\" \(problem.message)",
        fix: problem.fix)
    }
    return line
  }

  func wholeNumber(
    _ key: Key, in range: ClosedRange<Int>, example: String, log: inout DiagnosticLog
  ) -> Int? {
    guard let node = values[key]?.value else {
      missing(key, example: example, log: &log)
      return nil
    }
    if case .scalar(let text, isPlain: true) = node.content, let number = Int(text),
      range.contains(number)
    {
      return number
    }
    wrong(
      key, node,
      "\"\(key.rawValue)\" is no whole number from \(range.lowerBound) to "
        + "\(range.upperBound)",
      fix: "Write a line like \"\(key.rawValue): \(example)\"", log: &log)
    return nil
  }

  func id(log: inout DiagnosticLog) -> String? {
    guard let id = text(.id, example: "event-loop", isRequired: true, log: &log) else { return nil }
    if CourseFolder.pageNames.contains(id) {
      log.error(
        .badID, at: range(of: .id), "\"\(id)\" is the name of a page beside the lessons",
        fix: "Give the lesson another id")
    }
    guard let problem = ContentID.problem(in: id) else { return id }
    log.error(
      .badID, at: range(of: .id), problem.message, fix: problem.fix, didYouMean: problem.meant)
    return nil
  }

  /// True where the format is this version's; anything else is told.
  func checkFormat(log: inout DiagnosticLog) -> Bool {
    guard let number = wholeNumber(.format, in: 1...999, example: "1", log: &log) else {
      return values[.format] == nil
    }
    guard number == Self.format else {
      log.error(
        .unknownFormat, at: range(of: .format),
        "this is format \(number); this version of Interleave reads format \(Self.format)",
        fix: "Use a newer Interleave, or write the lesson in format \(Self.format)")
      return false
    }
    return true
  }

  func needs(log: inout DiagnosticLog) -> [FrontMatter.Need] {
    guard let node = values[.needs]?.value else { return [] }
    guard case .sequence(let items) = node.content else {
      wrong(
        .needs, node, "\"needs\" is \(node.kind), not a list of lesson ids",
        fix: "Write a line like \"needs: [sync-basics]\"", log: &log)
      return []
    }
    return items.compactMap { item in
      guard case .scalar(let id, _) = item.content else {
        wrong(
          .needs, item, "an entry of \"needs\" is \(item.kind)", fix: "Write the id of a lesson",
          log: &log)
        return nil
      }
      return FrontMatter.Need(lesson: id, range: place(item.range))
    }
  }

  /// The head of a lesson, or nil where it cannot be told which lesson this is.
  static func lesson(
    _ source: SourceText, _ bounds: FrontMatterBounds, log: inout DiagnosticLog
  ) -> FrontMatter? {
    guard let reader = FrontMatterReader(source, bounds, keys: Key.allCases, log: &log),
      reader.checkFormat(log: &log)
    else { return nil }
    let id = reader.id(log: &log)
    let title = reader.text(
      .title, example: "The event loop", isRequired: true, log: &log)
    let minutes = reader.wholeNumber(.minutes, in: 1...600, example: "20", log: &log)
    let summary = reader.text(
      .summary, example: "What the loop does, turn by turn", isRequired: false, log: &log)
    let needs = reader.needs(log: &log)
    guard let id, let title else { return nil }
    return FrontMatter(
      id: id, idRange: reader.range(of: .id), title: title, minutes: minutes ?? 0, summary: summary,
      needs: needs)
  }
}

extension FrontMatterReader {
  /// The head of a page beside the lessons says its format and its title.
  static func pageTitle(
    _ source: SourceText, _ bounds: FrontMatterBounds, example: String, log: inout DiagnosticLog
  ) -> String? {
    guard let reader = FrontMatterReader(source, bounds, keys: [.format, .title], log: &log),
      reader.checkFormat(log: &log)
    else { return nil }
    return reader.text(.title, example: example, isRequired: true, log: &log)
  }
}
