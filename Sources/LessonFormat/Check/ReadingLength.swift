/// Nobody reads long before there is something to do.
enum ReadingLength {
  static let maximumWords = 180

  static func check(_ blocks: [Block], log: inout DiagnosticLog) {
    var words = 0
    var start: SourceRange?
    func report(_ log: inout DiagnosticLog) {
      guard words > maximumWords, let start else { return }
      log.error(
        .stepTooLong, at: SourceRange(line: Int(start.start.line), column: 1, length: 1),
        "\(words) words stand here without something to do; \(maximumWords) are the most",
        fix: "Cut, or divide the text with a demo, a question or a step of its own")
    }
    for block in blocks {
      switch block.content {
      case .demo, .question, .exercise, .chooser:
        report(&log)
        words = 0
        start = nil
      default:
        let count = block.wordCount
        if count > 0, start == nil { start = block.range }
        words += count
      }
    }
    report(&log)
  }
}

extension Block {
  /// The words that a learner reads; notes are the instructor's, and code is looked at.
  fileprivate var wordCount: Int {
    switch content {
    case .paragraph(let inlines), .heading(_, let inlines): inlines.wordCount
    case .list(let list): list.items.reduce(0) { $0 + $1.blocks.wordCount }
    case .table(let table):
      (table.rows + [table.header]).reduce(0) { $0 + $1.reduce(0) { $0 + $1.wordCount } }
    case .quote(let blocks): blocks.wordCount
    case .callout(let callout): callout.blocks.wordCount
    case .code, .demo, .question, .exercise, .chooser, .pause, .notes: 0
    }
  }
}

extension [Block] {
  fileprivate var wordCount: Int { reduce(0) { $0 + $1.wordCount } }
}

extension [Inline] {
  fileprivate var wordCount: Int {
    var counter = WordCounter()
    counter.read(self)
    return counter.count
  }
}

/// Counts without putting the text together; a word may go on in the next inline.
private struct WordCounter {
  private(set) var count = 0
  private var isInWord = false

  mutating func read(_ inlines: [Inline]) {
    for inline in inlines {
      switch inline.content {
      case .text(let text), .code(let text): read(text)
      case .emphasis(let inlines), .strong(let inlines), .strikethrough(let inlines): read(inlines)
      case .link(let link): read(link.text)
      case .image(let image): read(image.description)
      case .softBreak, .lineBreak: isInWord = false
      }
    }
  }

  private mutating func read(_ text: String) {
    text.withBytes { bytes in
      for byte in bytes {
        let isBlank = Byte.isBlank(byte)
        if !isBlank, !isInWord { count += 1 }
        isInWord = !isBlank
      }
    }
  }
}
