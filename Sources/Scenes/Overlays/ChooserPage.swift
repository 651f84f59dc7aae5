import Canvas
import LessonFormat
import Tutor

/// The chooser over a screen.
extension Scene {
  func chooserPage(_ view: ChooserView, width: Int) -> (page: Page, focused: Range<Int>?) {
    let part = state.chooser.part(at: view.path)
    var layout = BlockLayout(
      state: state, view: nil, width: width, options: options,
      links: state.links(in: part?.blocks ?? []), focus: view.link.map { .link($0) })
    let rows = layout.add(chooser: view.path, focus: .choose(view.selection), isOverlay: true)
    if let link = view.link { return (layout.page, layout.page.rows(of: .link(link))) }
    // The first choice is shown with its question.
    let focused = rows.map { (view.selection == 0 ? 0 : $0.lowerBound)..<$0.upperBound }
    return (layout.page, focused)
  }

  func chooserFoot(_ view: ChooserView) -> [(command: Command, words: String)] {
    let isQuestion = state.chooser.part(at: view.path)?.isQuestion ?? true
    let enter: (command: Command, words: String) =
      (
        .activate,
        view.link != nil ? "follow the link" : isQuestion ? "choose" : "the step that shows it"
      )
    let back: [(command: Command, words: String)] =
      view.path.choices.isEmpty ? [] : [(.erase, "one back")]
    let rest: [(command: Command, words: String)] =
      isQuestion ? [(.down, "next")] : [(.pageDown, "scroll"), (.nextItem, "next link")]
    return [enter] + back + [(.back, "close")] + rest
  }
}
