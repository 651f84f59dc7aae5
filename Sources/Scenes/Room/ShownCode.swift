import Canvas
import LessonFormat
import Narration
import TextWidth

/// Code as a step shows it, and where its lines stand in their file.
struct ShownCode {
  /// A line that needs more columns than it has.
  struct Line {
    var file: String
    /// Of the part that is too much.
    var range: SourceRange
    var columns: Int
    var room: Int
  }

  private enum Kind {
    case demo, exercise, reading
  }

  private let kind: Kind
  private let text: String
  private let lines: [TextLine]
  private let shown: ClosedRange<Int>?
  private let program: Program?
  /// The file of its lines, and where all of it stands in the lesson's.
  let file: String
  let place: SourceRange

  init(_ variant: Demo.Variant) {
    self.init(.demo, variant.program, variant.range, shown: variant.shownLines)
  }

  init(_ exercise: Exercise, _ block: Block) {
    self.init(.exercise, exercise.starter, block.range)
  }

  private init(
    _ kind: Kind, _ program: Program, _ place: SourceRange, shown: ClosedRange<Int>? = nil
  ) {
    self.kind = kind
    self.program = program
    self.place = place
    self.shown = shown
    text = program.text
    file = program.path
    lines = CodeText(text).lines
  }

  init(_ code: CodeBlock, _ block: Block, in file: String) {
    kind = .reading
    program = code.program
    place = block.range
    shown = nil
    text = code.text
    self.file = file
    lines = CodeText(text, language: code.language).lines
  }

  var name: String { kind == .reading ? "this code" : "this program" }

  var waysToShorten: String {
    switch kind {
    case .demo where shown == nil: "Show a part of it with lines=, or divide it"
    case .demo: "Show a smaller part with lines=, or divide it"
    case .exercise: "Shorten it, or leave it to the learners' own screens"
    case .reading: "Divide it"
    }
  }

  // MARK: Rows

  func rowCount(in layout: BlockLayout, width: Int) -> Int {
    layout.nested(width: width) { layout in
      for (index, line) in lines.enumerated() where isShown(index + 1) {
        for row in layout.codeRows(line, number: number(of: index + 1)) { layout.add(row) }
      }
    }.rows.count
  }

  private func isShown(_ line: Int) -> Bool { shown?.contains(line) ?? true }

  private func number(of line: Int) -> Int? { kind == .reading ? nil : line }

  // MARK: Columns

  enum Place {
    case step
    /// It shows all of a program. What a comment behind a line says was read in the step.
    case player
  }

  /// The lines that need more than `width` columns, their numbers included.
  func excess(beyond width: Int, in view: Place) -> [Line] {
    let source = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.compactMap { index in
      let line = index + 1
      let columns = view == .step ? lines[index].columns : lines[index].withoutComment.columns
      let gutter = CodeText.gutter("  ", .plain, number: number(of: line)).columns
      guard view == .player || isShown(line), gutter + columns > width,
        source.indices.contains(index)
      else { return nil }
      let room = max(width - gutter, 0)
      let kept = source[index].bytes(inColumns: room)
      return Line(
        file: file,
        range: range(line: line, column: kept + 1, length: source[index].utf8.count - kept),
        columns: columns, room: room)
    }
  }

  private func range(line: Int, column: Int, length: Int) -> SourceRange {
    program?.range(line: line, column: column, length: length)
      ?? SourceRange(
        line: Int(place.start.line) + line, column: Int(place.start.column) - 1 + column,
        length: length)
  }
}

/// The line that is too long by most, and words on the others.
struct CodeExcess {
  let widest: ShownCode.Line
  private let others: [ShownCode.Line]

  /// Nil where all lines fit.
  init?(_ lines: [ShownCode.Line]) {
    let excess = lines.map { $0.columns - $0.room }
    guard let index = excess.indices.max(by: { (excess[$0], -$0) < (excess[$1], -$1) }) else {
      return nil
    }
    widest = lines[index]
    others = Array(lines[..<index] + lines[(index + 1)...])
  }

  /// Named by their numbers while they are few, and of the same file.
  var wordsOnOthers: String {
    guard !others.isEmpty else { return "" }
    guard others.count <= 4, others.allSatisfy({ $0.file == widest.file }) else {
      return ", as \(others.count == 1 ? "is" : "are") \(count(others.count, "other line"))"
    }
    let numbers = inWords(others.map { "\($0.range.start.line)" }, joinedBy: "and")
    return others.count == 1 ? ", as is line \(numbers)" : ", as are lines \(numbers)"
  }
}

extension TextLine {
  /// What the line does, without what is said about it.
  var withoutComment: TextLine {
    let code = TextLine(runs.filter { $0.style.role != .codeComment })
    guard code.columns < columns else { return self }
    var text = code.text[...]
    while text.last == " " { text.removeLast() }
    return TextLine(String(text))
  }
}

extension Substring {
  /// The bytes of as many characters as have room.
  fileprivate func bytes(inColumns room: Int) -> Int {
    var used = 0
    var bytes = 0
    for glyph in Glyphs(self) {
      used += glyph.width
      if used > room { break }
      bytes += UTF8.width(glyph.base) + glyph.marks.reduce(0) { $0 + UTF8.width($1) }
    }
    return Swift.min(bytes, utf8.count)
  }
}
