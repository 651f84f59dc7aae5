import Canvas
import LessonFormat
import TextWidth
import Tutor

/// Tables: as columns where they fit, with cells that wrap, or else as a list of rows.
extension BlockLayout {
  private static let gutter = 2

  mutating func add(_ table: Table) {
    let count = table.header.count
    guard count > 0 else { return }
    let rows = [table.header] + table.rows
    let natural = (0..<count).map { column in
      rows.map { InlineText($0[column]).runs.reduce(0) { $0 + columns($1.text) } }.max() ?? 0
    }
    let room = width - Self.gutter * (count - 1)
    guard let widths = Self.widths(natural, least: leastWidths(of: table), room: room) else {
      return addAsList(table)
    }
    add(row: table.header, widths, table.alignments, Style(.strong, .bold))
    add(
      TextLine(
        widths.map { String(repeating: options.sign(.rule), count: $0) }
          .joined(separator: String(repeating: " ", count: Self.gutter)), Style(.rule)))
    for row in table.rows { add(row: row, widths, table.alignments, .plain) }
  }

  /// With fewer columns it is shown as a list.
  func leastColumns(for table: Table) -> Int {
    leastWidths(of: table).reduce(0) { $0 + max($1, 1) }
      + Self.gutter * max(table.header.count - 1, 0)
  }

  private func leastWidths(of table: Table) -> [Int] {
    let rows = [table.header] + table.rows
    return table.header.indices.map { column in
      min(rows.map { longestWord($0[column]) }.max() ?? 0, 24)
    }
  }

  private func longestWord(_ inlines: [Inline]) -> Int {
    inlines.plainText.split(separator: " ").map { columns(String($0)) }.max() ?? 0
  }

  /// Nil where not even the longest words fit.
  private static func widths(_ natural: [Int], least: [Int], room: Int) -> [Int]? {
    if natural.reduce(0, +) <= room { return natural }
    var widths = least.map { max($0, 1) }
    var left = room - widths.reduce(0, +)
    guard left >= 0 else { return nil }
    // What is left goes to the column that lacks most.
    while left > 0 {
      let lacking = widths.indices.max { natural[$0] - widths[$0] < natural[$1] - widths[$1] }
      guard let lacking, natural[lacking] > widths[lacking] else { break }
      widths[lacking] += 1
      left -= 1
    }
    return widths
  }

  private mutating func add(
    row cells: [[Inline]], _ widths: [Int], _ alignments: [TableAlignment], _ style: Style
  ) {
    let texts = cells.map { InlineText($0, style, links: links, focus: focus) }
    let wrapped = zip(texts, widths).map { $0.lines(to: $1) }
    for index in 0..<(wrapped.map(\.count).max() ?? 0) {
      var line = TextLine()
      var items: [Tutor.Item] = []
      var column = 0
      for (number, cell) in wrapped.enumerated() {
        if index < cell.count {
          let slack = widths[number] - cell[index].line.columns
          let shift =
            switch alignments.indices.contains(number) ? alignments[number] : .left {
            case .left: 0
            case .center: slack / 2
            case .right: slack
            }
          line.pad(to: column + max(shift, 0))
          for run in cell[index].line.runs { line.append(run) }
          items += cell[index].items
        }
        column += widths[number] + Self.gutter
        if number + 1 < wrapped.count { line.pad(to: column) }
      }
      add(line, items: items)
    }
  }

  private mutating func addAsList(_ table: Table) {
    for (index, row) in table.rows.enumerated() {
      if index > 0 { page.gap() }
      for (name, cell) in zip(table.header, row) {
        let label = TextLine(printable(name.plainText) + ": ", Style(.strong, .bold))
        add(cell, first: label.columns < measure / 2 ? label : TextLine(), rest: TextLine("  "))
      }
    }
  }
}

extension TextLine {
  mutating func pad(to column: Int) {
    guard columns < column else { return }
    append(.init(String(repeating: " ", count: column - columns)))
  }
}
