import Canvas
import Tutor

/// Lines that may be more than a screen has room for.
struct Page {
  struct Row {
    var line: TextLine
    /// What the learner can do in this row; the first row of an item is where it is.
    var items: [Item] = []
    /// The question that begins in this row.
    var question: String?
    /// The row of a list that it belongs to.
    var choice: Int?
    /// Whoever presents points at it.
    var isPointed = false
  }

  private(set) var rows: [Row] = []
  /// What was not there before the learner did something, by a name of its own.
  private(set) var reveals: [String: Range<Int>] = [:]
  /// Where what can be run, and what its last run showed, begins, by that run.
  private(set) var results: [RunID: Int] = [:]

  mutating func add(_ line: TextLine, items: [Item] = []) {
    rows.append(Row(line: line, items: items))
  }

  mutating func add(_ lines: [TextLine], items: [Item] = []) {
    for (index, line) in lines.enumerated() { add(line, items: index == 0 ? items : []) }
  }

  mutating func append(_ row: Row) { rows.append(row) }

  mutating func markLastAsPointed() {
    if !rows.isEmpty { rows[rows.count - 1].isPointed = true }
  }

  var pointedRow: Int? { rows.firstIndex { $0.isPointed } }

  mutating func mark(question: String, atRow row: Int) {
    if rows.indices.contains(row) { rows[row].question = question }
  }

  mutating func restyle(_ row: Int, _ change: (TextLine) -> TextLine) {
    rows[row].line = change(rows[row].line)
  }

  /// What has come from this row on is to be seen when it is new.
  mutating func reveal(_ name: String, from row: Int) {
    if row < rows.count { reveals[name] = row..<rows.count }
  }

  mutating func mark(result run: RunID, atRow row: Int) { results[run] = row }

  /// From the beginning of a question to where something else begins.
  func rows(ofQuestion id: String) -> Range<Int>? {
    guard let first = rows.firstIndex(where: { $0.question == id }) else { return nil }
    let next = rows[(first + 1)...].firstIndex { $0.question != nil || !$0.items.isEmpty }
    return first..<(next ?? rows.count)
  }

  /// One empty line, and never two.
  mutating func gap() {
    if let last = rows.last, !last.line.isEmpty { add(TextLine()) }
  }

  /// From a row on, all belong to a row of a list.
  mutating func mark(choice: Int, from row: Int) {
    for index in row..<rows.count { rows[index].choice = choice }
  }

  func row(of item: Item) -> Int? { rows.firstIndex { $0.items.contains(item) } }

  /// What clicks on a row are for: all rows of an answer are its own, but a link is only where it is.
  func clicks(atRow row: Int) -> [Intent] {
    if let choice = rows[row].choice { return [.select(choice)] }
    guard rows[row].items.isEmpty else { return rows[row].items.map { .focus($0) } }
    let above = rows[..<row].lastIndex { !$0.items.isEmpty || $0.line.isEmpty || $0.choice != nil }
    guard !rows[row].line.isEmpty, let above else { return [] }
    return rows[above].items.filter(\.isAnswer).map { .focus($0) }
  }

  /// How many rows an item takes: up to the next one, or to an empty line.
  func rows(of item: Item) -> Range<Int>? {
    guard let first = row(of: item) else { return nil }
    var end = first + 1
    while end < rows.count, rows[end].items.isEmpty, !rows[end].line.isEmpty { end += 1 }
    return first..<end
  }
}

extension Item {
  fileprivate var isAnswer: Bool {
    switch self {
    case .choice, .line, .lane, .chooser(.choose): true
    case .number, .submit, .demo, .knob, .practice, .chooser, .link: false
    }
  }
}

extension TextLine {
  /// The line with something before it.
  func prefixed(by prefix: TextLine) -> TextLine { TextLine(prefix.runs + runs) }

  func indented(by columns: Int) -> TextLine {
    columns > 0 && !isEmpty ? prefixed(by: TextLine(String(repeating: " ", count: columns))) : self
  }
}
