import Canvas
import LessonFormat
import Narration
import Tutor

/// What a learner may come back to, as a list.
extension Scene {
  func agendaPage(_ agenda: Agenda, width: Int) -> (Page, Range<Int>?) {
    var page = Page()
    var focused: Range<Int>?
    for (index, sentence) in state.sentences(of: agenda).enumerated() {
      let style = index == 0 ? Style(.heading, .bold) : Style(.text)
      page.add(wrap([TextRun(printable(sentence), style)], to: width))
    }
    for (index, row) in state.rows(of: agenda).enumerated() {
      page.gap()
      let first = page.rows.count
      add(row, number: index + 1, isSelected: index == agenda.selection, width: width, to: &page)
      if index == agenda.selection { focused = first..<page.rows.count }
    }
    return (page, focused)
  }

  private func add(
    _ row: Agenda.Row, number: Int, isSelected: Bool, width: Int, to page: inout Page
  ) {
    let ground: Ground = isSelected ? .selection : .screen
    var line = TextLine(isSelected ? "> " : "  ", Style(.mark, on: ground, .bold))
    guard row.matter != .goOn else {
      line.append(TextRun(printable(row.words), Style(.title, on: ground)))
      return page.add(line.fitted(to: width))
    }
    let entry = state.course.entries[row.lesson]
    line.append(TextRun("\(number)  ", Style(.dim, on: ground)))
    line.append(TextRun(printable(entry.title), Style(.title, on: ground)))
    line.append(TextRun(", step \(row.step + 1)", Style(.dim, on: ground)))
    line.append(
      TextRun(row.remark.isEmpty ? "" : ", \(row.remark)", Style(.warning, on: ground)))
    page.add(line.fitted(to: width))
    let margin = TextLine("     ")
    page.add(
      wrap([TextRun(printable(row.words), Style(.text))], to: width, first: margin, rest: margin))
  }
}

extension Agenda {
  var title: String {
    switch occasion {
    case .review: "Review"
    case .end: "The end of a lesson"
    }
  }
}
