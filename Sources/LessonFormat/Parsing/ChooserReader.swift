package struct ChooserReading: Sendable {
  package var chooser = Chooser()
  package var diagnostics: [Diagnostic] = []
  /// Those that lead to other files.
  package var links: [Link] = []
}

/// Reads `chooser.md`: a `##` heading that ends with a question mark asks, any other is an advice.
package enum ChooserReader {
  package static func read(_ source: SourceText) -> ChooserReading {
    var log = DiagnosticLog(file: source.path)
    guard source.isReadableText(log: &log), let bounds = FrontMatterReader.bounds(source, &log)
    else { return ChooserReading(diagnostics: log.sorted(in: source)) }
    let title = FrontMatterReader.pageTitle(
      source, bounds, example: "How to choose", log: &log)
    var reader = ContentReader(
      source: source, lineOffset: bounds.bodyLine - 1, log: log, ownLinks: .chooserParts)
    let parts =
      SectionReader.sections(of: source, from: bounds.bodyLine, reader: &reader) {
        heading, _, reader in Draft(page: PageReader.Draft(heading: heading, reader: &reader))
      } ?? []
    PageReader.checkIDs(
      parts.map { ($0.id, $0.range) }, "a part", in: source, log: &reader.log)
    let links = PageReader.checkOwnLinks(
      reader.links, to: parts.map(\.id.value), "part", log: &reader.log
    ) { if case .chooser(let id) = $0 { id } else { nil } }
    let chooser = Chooser(title: title ?? "", parts: parts)
    if !reader.log.hasErrors { ChooserPaths.check(chooser, in: source, log: &reader.log) }
    return ChooserReading(
      chooser: chooser, diagnostics: reader.log.sorted(in: source), links: links)
  }

  private struct Draft: SectionDraft {
    var page: PageReader.Draft

    mutating func take(_ node: MarkdownNode, reader: inout ContentReader) {
      page.take(node, reader: &reader, of: "the chooser") { _, _ in false }
    }

    mutating func finish(end: SourcePosition, reader: inout ContentReader) -> Chooser.Part {
      page.checkID(log: &reader.log)
      let isQuestion = page.title.last { !$0.isWhitespace } == "?"
      var choices: [Chooser.Choice] = []
      if isQuestion {
        choices = takeChoices(log: &reader.log)
      } else {
        checkAdvice(log: &reader.log)
      }
      return Chooser.Part(
        id: page.id, title: page.title, blocks: page.blocks, choices: choices,
        range: SourceRange(start: page.headingRange.start, end: end))
    }

    /// The list at the end of a question.
    private mutating func takeChoices(log: inout DiagnosticLog) -> [Chooser.Choice] {
      guard case .list(let list)? = page.blocks.last?.content, list.items.count > 1 else {
        log.error(
          .badChooser, at: page.headingRange, "this question does not end with its choices",
          fix: "List at least two, each with a link to what it leads to: - [It waits](#how-many)")
        return []
      }
      page.blocks.removeLast()
      return list.items.compactMap { item in
        let place = SourceRange(
          line: Int(item.range.start.line), column: Int(item.range.start.column), length: 1)
        guard item.blocks.count == 1, case .paragraph(let inlines)? = item.blocks.first?.content,
          case .link(let link)? = inlines.first?.content,
          case .chooser(let target) = link.target, !target.isEmpty
        else {
          log.error(
            .badChooser, at: place, "this choice leads nowhere",
            fix: "Begin it with a link to a heading of this page: [It waits](#how-many)")
          return nil
        }
        return Chooser.Choice(
          text: link.text + inlines.dropFirst(), name: link.text.plainText, target: target,
          range: place)
      }
    }

    private func checkAdvice(log: inout DiagnosticLog) {
      let problem: (message: String, fix: String)? =
        if page.blocks.firstSentence.isEmpty {
          ("this advice does not begin with a sentence", "Say first what to do")
        } else if !page.blocks.contains(where: \.isProgram) {
          ("this advice shows no code", "Add a fence of Python with the pattern")
        } else if page.blocks.lessonLink == nil {
          (
            "no step is named that shows this advice at work",
            "Add a link like [Three threads](lesson:threads-and-async#three-threads)"
          )
        } else {
          nil
        }
      if let problem {
        log.error(.badChooser, at: page.headingRange, problem.message, fix: problem.fix)
      }
    }
  }
}

extension Block {
  fileprivate var isProgram: Bool {
    if case .code(let code) = content { code.language == "python" } else { false }
  }
}

/// What only shows along the paths of a chooser.
private struct ChooserPaths {
  /// Nobody answers so many questions in a row.
  private static let longest = 32

  private let parts: [String: Chooser.Part]
  private var reached: Set<String> = []
  private var isTooLong = false

  static func check(_ chooser: Chooser, in source: SourceText, log: inout DiagnosticLog) {
    guard let first = chooser.parts.first, first.isQuestion else {
      let line = Int(chooser.parts.first?.range.start.line ?? 1)
      log.error(
        .badChooser, at: source.range(ofLine: line), "the chooser does not begin with a question",
        fix: "Begin with a heading that asks, like \"## Does the work wait or compute?\"")
      return
    }
    var paths = ChooserPaths(chooser)
    paths.walk(from: first, way: [], log: &log)
    guard !paths.isTooLong else { return }
    for part in chooser.parts where !paths.reached.contains(part.id.value) {
      log.error(
        .chooserPath, at: source.range(ofLine: Int(part.range.start.line)),
        "no choice leads to this \(part.isQuestion ? "question" : "advice")",
        fix: "Add a choice with the link (#\(part.id.value)), or remove it")
    }
  }

  private init(_ chooser: Chooser) {
    parts = Dictionary(chooser.parts.map { ($0.id.value, $0) }) { first, _ in first }
  }

  /// Goes on from a part, each part once, and tells where a choice leads back.
  private mutating func walk(
    from part: Chooser.Part, way: [String], log: inout DiagnosticLog
  ) {
    reached.insert(part.id.value)
    let way = way + [part.id.value]
    for choice in part.choices {
      if let start = way.firstIndex(of: choice.target) {
        let circle = (way[start...] + [choice.target]).map { "\"\($0)\"" }
        log.error(
          .chooserPath, at: choice.range,
          "this choice leads back: " + circle.joined(separator: ", then "),
          fix: "Let it lead on, so that every path ends in an advice")
      } else if let next = parts[choice.target], !reached.contains(choice.target) {
        guard way.count < Self.longest else {
          isTooLong = true
          log.error(
            .tooComplex, at: choice.range,
            "this path asks more than \(Self.longest) questions", fix: "Ask fewer")
          return
        }
        walk(from: next, way: way, log: &log)
      }
    }
  }
}
