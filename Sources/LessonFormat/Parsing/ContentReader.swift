/// Turns cmark's tree into blocks and inlines, and gathers what is wrong on the way.
///
/// What a step can hold beyond Markdown (demos, questions, exercises) is put together by
/// `StepReader`; this knows the Markdown that can stand anywhere.
struct ContentReader {
  /// Nesting beyond this is nobody's writing; it also bounds the recursion.
  static let maximumDepth = 24

  /// What `#NAME` leads to.
  enum OwnLinks {
    case steps, entries, chooserParts
  }

  let source: SourceText
  private let ownLinks: OwnLinks
  /// Added to a node's line to get the file's.
  var lineOffset: Int
  var log: DiagnosticLog
  /// Every link, for the checks that need the whole course.
  private(set) var links: [Link] = []
  private(set) var pictures: [Link] = []
  /// Mistakes in the files that the lesson names.
  var otherFiles: [Diagnostic] = []
  private var reportedDepth = false
  private var locator = InlineLocator()

  init(
    source: SourceText, lineOffset: Int, log: DiagnosticLog, ownLinks: OwnLinks = .steps
  ) {
    self.source = source
    self.ownLinks = ownLinks
    self.lineOffset = lineOffset
    self.log = log
  }

  func position(of node: MarkdownNode) -> SourcePosition {
    SourcePosition(line: node.startLine + lineOffset, column: max(node.startColumn, 1))
  }

  /// A block that cmark ends before it starts (it does so for comments) ends with its first line.
  func range(of node: MarkdownNode) -> SourceRange {
    let start = position(of: node)
    let end = SourcePosition(line: node.endLine + lineOffset, column: node.endColumn + 1)
    guard end > start else {
      return SourceRange(
        line: Int(start.line), column: Int(start.column),
        length: source.line(Int(start.line)).count - Int(start.column) + 1)
    }
    return SourceRange(start: start, end: end)
  }

  /// The part of a block that a message marks: what it has on its first line.
  func mark(_ node: MarkdownNode) -> SourceRange {
    let range = range(of: node)
    let length = source.line(Int(range.start.line)).count - Int(range.start.column) + 1
    return range.end.line == range.start.line
      ? range
      : SourceRange(line: Int(range.start.line), column: Int(range.start.column), length: length)
  }

  // MARK: Blocks

  mutating func blocks(in node: MarkdownNode, depth: Int) -> [Block] {
    guard depth <= Self.maximumDepth else {
      reportDepth(at: mark(node))
      return []
    }
    var result: [Block] = []
    result.reserveCapacity(node.children.underestimatedCount)
    for child in node.children {
      if let content = content(of: child, depth: depth) {
        result.append(Block(content: content, range: range(of: child)))
      }
    }
    return result
  }

  private mutating func reportDepth(at range: SourceRange) {
    guard !reportedDepth else { return }
    reportedDepth = true
    log.error(
      .tooComplex, at: range, "this is nested more than \(Self.maximumDepth) deep",
      fix: "Make it flatter; what is deeper was not read")
  }

  mutating func content(of node: MarkdownNode, depth: Int) -> Block.Content? {
    switch node.kind {
    case .paragraph:
      let inlines = inlines(in: node, depth: depth)
      reportHeadingWithoutBlank(inlines)
      return .paragraph(inlines)
    case .heading:
      return heading(node, depth: depth)
    case .list:
      return .list(list(node, depth: depth))
    case .table:
      return .table(table(node, depth: depth))
    case .quote:
      return quote(node, depth: depth)
    case .code:
      return .code(FenceReader.plainCode(node, reader: &self))
    case .html:
      refuse(html: node)
      return nil
    case .thematicBreak:
      log.error(
        .unsupportedMarkdown, at: mark(node), "a line across the page has no meaning in a lesson",
        fix: "Remove it, or write <!-- pause --> to reveal the rest by a key")
      return nil
    default:
      return nil
    }
  }

  private mutating func reportHeadingWithoutBlank(_ inlines: [Inline]) {
    guard let first = inlines.first, case .text(let text) = first.content, text.hasPrefix("##")
    else { return }
    log.error(
      .notAStep,
      at: SourceRange(
        line: Int(first.position.line), column: Int(first.position.column), length: 2),
      "a heading has a blank behind its marks", fix: "Write \"## \" in front of the title")
  }

  private mutating func heading(_ node: MarkdownNode, depth: Int) -> Block.Content? {
    if node.headingLevel <= 2 {
      log.error(
        .notAStep, at: mark(node),
        node.headingLevel == 1
          ? "a lesson has no headings of the first level" : "this heading does not begin a step",
        fix: node.headingLevel == 1
          ? "Write the title in the front matter, and steps with ##"
          : "Write \"## \" at the margin, outside of lists and quotes, to begin a step")
    }
    return .heading(level: max(node.headingLevel, 3), inlines(in: node, depth: depth))
  }

  private mutating func list(_ node: MarkdownNode, depth: Int) -> List {
    var items: [List.Item] = []
    items.reserveCapacity(node.children.underestimatedCount)
    for child in node.children {
      var item = List.Item(
        isChecked: nil, blocks: blocks(in: child, depth: depth + 1), range: range(of: child))
      item.isChecked = item.blocks.takeCheckbox()
      items.append(item)
    }
    return List(start: node.isOrderedList ? node.listStart : nil, items: items)
  }

  private mutating func table(_ node: MarkdownNode, depth: Int) -> Table {
    var rows: [[[Inline]]] = []
    for row in node.children where row.kind == .tableRow {
      var cells: [[Inline]] = []
      cells.reserveCapacity(row.children.underestimatedCount)
      for cell in row.children { cells.append(inlines(in: cell, depth: depth)) }
      rows.append(cells)
    }
    return Table(
      alignments: node.tableAlignments, header: rows.first ?? [], rows: Array(rows.dropFirst()))
  }

  private mutating func quote(_ node: MarkdownNode, depth: Int) -> Block.Content? {
    guard let alert = AlertMarker(node, reader: &self) else {
      return .quote(blocks(in: node, depth: depth + 1))
    }
    guard let kind = Callout.Kind(rawValue: alert.name) else {
      if AlertMarker.questionKinds.contains(alert.name) {
        log.error(
          .misplacedDirective, at: alert.range,
          "[!\(alert.name.uppercased())] cannot stand inside of something else",
          fix: "Write it at the margin, directly in a step")
      } else {
        alert.reportUnknown(log: &log)
      }
      return nil
    }
    return callout(kind, alert, in: node, depth: depth)
  }

  mutating func callout(
    _ kind: Callout.Kind, _ alert: AlertMarker, in node: MarkdownNode, depth: Int
  ) -> Block.Content {
    var blocks = blocks(in: node, depth: depth + 1)
    if alert.hasTextBehind {
      log.error(
        .unknownAlert, at: alert.range,
        "text stands behind [!\(alert.name.uppercased())] on its line",
        fix: "Begin the text on the next line; code hosts show no call-out otherwise")
    }
    alert.attributes.refuse(
      except: [], of: "[!\(alert.name.uppercased())]", log: &log)
    blocks.dropAlertMarker()
    return .callout(Callout(kind: kind, blocks: blocks))
  }

  private mutating func refuse(html node: MarkdownNode) {
    let start = position(of: node)
    if node.isComment {
      if let directives = DirectiveReader.directives(in: node, reader: &self) {
        for directive in directives where directive.name != .comment {
          log.error(
            .misplacedDirective, at: directive.range,
            "\(directive.name.rawValue) cannot stand inside of something else",
            fix: "Write it at the margin, directly in a step")
        }
      }
      return
    }
    log.error(
      .unsupportedHTML,
      at: SourceRange(line: Int(start.line), column: Int(start.column), length: 1),
      "a terminal shows no HTML", fix: "Write it in Markdown")
  }

  // MARK: Inlines

  /// The words of a block.
  mutating func inlines(in node: MarkdownNode, depth: Int) -> [Inline] {
    let outer = locator
    locator = InlineLocator(block: range(of: node), in: source)
    defer { locator = outer }
    return inlines(inside: node, from: position(of: node), depth: depth)
  }

  private mutating func inlines(
    inside node: MarkdownNode, from start: SourcePosition, depth: Int
  ) -> [Inline] {
    guard depth <= Self.maximumDepth else {
      reportDepth(at: SourceRange(start: start, end: start))
      return []
    }
    var result: [Inline] = []
    result.reserveCapacity(node.children.underestimatedCount)
    var place = start
    for child in node.children {
      // cmark gives a break no position; it stands where the last text ended.
      if child.startLine > 0 { place = position(of: child) }
      if let content = inline(child, at: &place, depth: depth) {
        result.append(Inline(content: content, position: place))
      }
    }
    return result
  }

  private mutating func inline(
    _ node: MarkdownNode, at place: inout SourcePosition, depth: Int
  ) -> Inline.Content? {
    switch node.kind {
    case .text:
      let text = node.literal
      place = locator.locate(text, at: place, in: source)
      checkSpeech(of: text, at: place, asProse: true)
      return .text(text)
    case .inlineCode:
      let text = node.literal
      place = locator.locate(text, at: place, in: source)
      checkSpeech(of: text, at: place, asProse: false)
      return .code(text)
    case .softBreak: return .softBreak
    case .lineBreak: return .lineBreak
    case .emphasis: return .emphasis(inlines(inside: node, from: place, depth: depth + 1))
    case .strong: return .strong(inlines(inside: node, from: place, depth: depth + 1))
    case .strikethrough:
      return .strikethrough(inlines(inside: node, from: place, depth: depth + 1))
    case .link: return link(node, at: &place, depth: depth)
    case .image: return image(node, at: &place, depth: depth)
    case .inlineHTML:
      refuse(inlineHTML: node.literal, at: place)
      return nil
    default: return nil
    }
  }

  private mutating func checkSpeech(of text: String, at place: SourcePosition, asProse: Bool) {
    guard let problem = SpeakableText.problem(in: text, asProse: asProse) else { return }
    let range = SourceRange(
      line: Int(place.line), column: Int(place.column) + problem.offset, length: 1)
    if problem.losesMeaning {
      log.error(.unspeakableText, at: range, "this text \(problem.message)", fix: problem.fix)
    } else {
      log.warning(.unspeakableText, at: range, "this text \(problem.message)", fix: problem.fix)
    }
  }

  private mutating func link(
    _ node: MarkdownNode, at place: inout SourcePosition, depth: Int
  ) -> Inline.Content {
    let length = max(node.endColumn - node.startColumn + 1, 1)
    let range =
      locator.locateLink(to: node.url, mark: "[", in: source)
      ?? SourceRange(line: Int(place.line), column: Int(place.column), length: length)
    place = range.start
    let text = inlines(inside: node, from: place, depth: depth + 1)
    locator.pass(range, in: source)
    if text.plainText.allSatisfy(\.isWhitespace) {
      log.error(
        .deadLink, at: range, "this link has no text", fix: "Say in words where it leads")
    }
    let link = Link(text: text, target: target(node.url), range: range)
    links.append(link)
    return .link(link)
  }

  private func target(_ url: String) -> Link.Target {
    let target = Link.Target(url)
    guard case .lesson(id: nil, let name?) = target else { return target }
    return switch ownLinks {
    case .steps: target
    case .entries: .entry(name)
    case .chooserParts: .chooser(name)
    }
  }

  private mutating func image(
    _ node: MarkdownNode, at place: inout SourcePosition, depth: Int
  ) -> Inline.Content {
    let range =
      locator.locateLink(to: node.url, mark: "![", in: source)
      ?? SourceRange(line: Int(place.line), column: Int(place.column), length: 1)
    place = range.start
    let description = inlines(inside: node, from: place, depth: depth + 1).plainText
    locator.pass(range, in: source)
    if description.allSatisfy(\.isWhitespace) {
      log.error(
        .missingDescription, at: range,
        "this picture has no description, and a terminal shows nothing else of it",
        fix: "Say between the brackets what the picture shows")
    }
    // Nobody sees it in a terminal, but a code host shows the lesson as well.
    pictures.append(Link(text: [], target: Link.Target(node.url), range: range))
    return .image(Image(description: description, source: node.url))
  }

  private mutating func refuse(inlineHTML literal: String, at place: SourcePosition) {
    let range = SourceRange(
      line: Int(place.line), column: Int(place.column), length: literal.utf8.count)
    if literal.utf8.starts(with: "<!--".utf8) {
      log.error(
        .misplacedDirective, at: range, "a directive cannot stand in the middle of text",
        fix: "Write it on a line of its own")
    } else {
      log.error(
        .unsupportedHTML, at: range, "a terminal shows no HTML",
        fix: "Write it in Markdown, or put it in backticks to show it")
    }
  }
}

extension Link.Target {
  init(_ url: String) {
    if url.hasPrefix("lesson:") {
      let parts = url.dropFirst("lesson:".count)
        .split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let lesson = parts.first.map(String.init) ?? ""
      self = .lesson(
        id: lesson.isEmpty ? nil : lesson, step: parts.count > 1 ? String(parts[1]) : nil)
    } else if url.hasPrefix("glossary:") {
      self = .term(String(url.dropFirst("glossary:".count)))
    } else if url.hasPrefix("reference:") {
      self = .entry(String(url.dropFirst("reference:".count)))
    } else if url.hasPrefix("chooser:") {
      self = .chooser(String(url.dropFirst("chooser:".count)))
    } else if url.hasPrefix("#") {
      self = .lesson(id: nil, step: String(url.dropFirst()))
    } else if url.contains(":") {
      self = .web(url)
    } else {
      self = .file(url)
    }
  }
}

extension [Block] {
  /// Takes `[ ]` or `[x]` off the front of a list item.
  fileprivate mutating func takeCheckbox() -> Bool? {
    guard let first, case .paragraph(var inlines) = first.content, let lead = inlines.first,
      case .text(let text) = lead.content
    else { return nil }
    let isChecked: Bool
    if text.hasPrefix("[ ] ") {
      isChecked = false
    } else if text.hasPrefix("[x] ") || text.hasPrefix("[X] ") {
      isChecked = true
    } else {
      return nil
    }
    inlines[0].content = .text(String(text.dropFirst(4)))
    inlines[0].position.column += 4
    self[0].content = .paragraph(inlines)
    return isChecked
  }

  /// Takes `[!KIND …]` off the front of a quote.
  mutating func dropAlertMarker() {
    guard let first, case .paragraph(var inlines) = first.content, let lead = inlines.first,
      case .text(let text) = lead.content, let end = text.utf8.firstIndex(of: Byte.closeBracket)
    else { return }
    let rest = text[text.utf8.index(after: end)...].drop { $0 == " " }
    inlines[0].content = .text(String(rest))
    inlines[0].position.column += Int32(text.utf8.count - rest.utf8.count)
    if rest.isEmpty {
      inlines.removeFirst()
      if inlines.first?.content == .softBreak || inlines.first?.content == .lineBreak {
        inlines.removeFirst()
      }
    }
    if inlines.isEmpty { removeFirst() } else { self[0].content = .paragraph(inlines) }
  }
}
