import Canvas
import LessonFormat
import Narration
import Tutor

/// The chooser: what was said so far, and the question or the advice that it has come to.
extension BlockLayout {
  /// The mark by which a page finds the chooser in a step again.
  static let chooserMark = "(chooser)"

  mutating func addChooser() {
    var move: ChooserMove?
    if case .chooser(let chosen)? = focus { move = chosen }
    add(chooser: view?.chooser ?? ChooserPath(), focus: move, isOverlay: false)
  }

  /// Gives the rows of the choice that has the focus.
  @discardableResult
  mutating func add(
    chooser path: ChooserPath, focus: ChooserMove?, isOverlay: Bool
  ) -> Range<Int>? {
    let first = page.rows.count
    defer { page.mark(question: Self.chooserMark, atRow: first) }
    for (question, choice) in state.chooser.said(along: path) {
      say("\(question.title) \(choice.name.asSentence)")
    }
    guard let part = state.chooser.part(at: path) else {
      say("This course has no chooser.")
      return nil
    }
    page.gap()
    let label = TextLine(part.isQuestion ? "Choose  " : "Advice  ", Style(.key, .bold))
    for line in wrap(
      [TextRun(printable(part.title), Style(.strong, .bold))], to: measure, first: label,
      rest: TextLine("  "))
    {
      add(line)
    }
    if !part.blocks.isEmpty { part.isQuestion ? add(tight: part.blocks) : add(part.blocks) }
    var focused: Range<Int>?
    for (index, choice) in part.choices.enumerated() {
      let start = page.rows.count
      let move = ChooserMove.choose(index)
      add(choice.text, number: index + 1, move, isFocused: focus == move, isItem: !isOverlay)
      if focus == move { focused = start..<page.rows.count }
    }
    if !isOverlay, !path.choices.isEmpty {
      page.gap()
      addButton("One question back", .back, isFocused: focus == .back, key: key(.erase))
      addButton("Begin again", .again, isFocused: focus == .again, key: nil)
    }
    return focused
  }

  private mutating func add(
    _ text: [Inline], number: Int, _ move: ChooserMove, isFocused: Bool, isItem: Bool
  ) {
    let ground: Ground = isFocused ? .selection : .screen
    let mark = TextLine([
      TextRun(isFocused ? "> " : "  ", Style(.mark, on: ground, .bold)),
      TextRun("\(number) ", Style(.key, on: ground)),
    ])
    let lines = wrap(
      InlineText(text, Style(.text, on: ground)).runs, to: measure, first: mark,
      rest: TextLine("    "))
    for (index, line) in lines.enumerated() {
      add(line, items: isItem && index == 0 ? [.chooser(move)] : [])
    }
  }

  private mutating func addButton(
    _ words: String, _ move: ChooserMove, isFocused: Bool, key: String?
  ) {
    let ground: Ground = isFocused ? .selection : .screen
    add(
      TextLine([
        TextRun(isFocused ? "> " : "  ", Style(.mark, on: ground, .bold)),
        TextRun(words, Style(.key, on: ground)),
        TextRun(key.map { "  \($0)" } ?? "", Style(.dim, on: ground)),
      ]), items: [.chooser(move)])
  }
}
