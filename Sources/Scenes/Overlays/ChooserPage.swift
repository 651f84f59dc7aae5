import Canvas
import LessonFormat
import Tutor

/// The chooser over a screen.
extension Scene {
  func chooserPage(_ view: ChooserView, width: Int) -> (page: Page, focused: Range<Int>?) {
    var layout = BlockLayout(state: state, view: nil, width: width, options: options)
    let rows = layout.add(chooser: view.path, focus: .choose(view.selection), isOverlay: true)
    // The first choice is shown with its question.
    let focused = rows.map { (view.selection == 0 ? 0 : $0.lowerBound)..<$0.upperBound }
    return (layout.page, focused)
  }

  func chooserFoot(_ view: ChooserView) -> [(command: Command, words: String)] {
    let isQuestion = state.chooser.part(at: view.path)?.isQuestion ?? true
    let enter: (command: Command, words: String) =
      (.activate, isQuestion ? "choose" : "the step that shows it")
    let back: [(command: Command, words: String)] =
      view.path.choices.isEmpty ? [] : [(.erase, "one question back")]
    return [enter] + back + [(isQuestion ? .down : .pageDown, isQuestion ? "next" : "scroll")]
      + [(.back, "close")]
  }
}
