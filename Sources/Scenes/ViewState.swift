import LessonFormat
import Tutor

/// What only somebody who looks at a screen has: how far things are scrolled.
package struct ViewState: Equatable, Sendable {
  enum Place: Hashable {
    case home
    case lesson(Int, step: Int)
    case overlay(Int)
    case lanes
    case panel
    case notes
  }

  struct Scroll: Equatable {
    /// The first row that is shown.
    var top = 0
    var rowCount = 0
    /// How many rows there is room for.
    var height = 0
    /// What had the focus, so that it is brought into sight only when it changes.
    var focus: Item?
    var blockCount = 0
    /// Predictions that a run has judged.
    var judged: Set<String> = []
    /// Runs whose results were there.
    var results: Set<RunID> = []
    /// What a search has found and was brought into sight.
    var shownHit: Search.Hit?
    /// What the chooser in a step had come to.
    var chooser = ChooserPath()
    /// The row that whoever presents points at.
    var pointedRow: Int?
    /// What of exercises has been revealed.
    var reveals: Set<String> = []

    var last: Int { max(rowCount - height, 0) }
    var hasMore: Bool { top < last }

    mutating func move(by rows: Int) {
      top = min(max(top.addingReportingOverflow(rows).partialValue, 0), last)
    }

    /// A row with some of what stands before it.
    mutating func bringIntoSight(_ row: Int, with above: Int) {
      if row < top || row >= top + height { top = max(row - above, 0) }
      move(by: 0)
    }

    /// With as little movement as it takes.
    mutating func bringIntoSight(_ rows: Range<Int>) {
      if rows.upperBound > top + height { top = rows.upperBound - height }
      if rows.lowerBound < top { top = rows.lowerBound }
      move(by: 0)
    }
  }

  var scrolls: [Place: Scroll] = [:]
  /// What letters are for in the player, where they are no keys.
  enum Typing: Equatable {
    case filter
    /// A line for the program that runs, so far.
    case input(String)
    /// The name of a file that the run is written to.
    case file(String)
    /// What somebody who presents types.
    case prompt(StagePrompt, String)
  }

  var typing: Typing?
  /// The output that was shown last, and what is looked for in it.
  var output: OutputText?
  var find: Find?
  /// The overlay that was drawn last.
  var overlay: String?
  /// The columns that show time, as they were drawn last.
  var timeColumns = 60
  /// What the learner can reach without scrolling.
  var itemsInSight: Set<Item> = []
  /// The player's panels that have something to show.
  var panels: [Player.Panel] = []

  /// The step whose notes were drawn last.
  var notesStep: String?

  package init() {}

  /// Notes are scrolled by whoever reads them, not by the room.
  package mutating func scrollNotes(by rows: Int) { scrolls[.notes]?.move(by: rows) }
}

extension State {
  /// What the uppermost screen scrolls.
  var scrollPlace: ViewState.Place {
    switch top {
    case .home: .home
    case .lesson(let view): .lesson(view.lesson, step: view.step)
    case .player: .lanes
    case .overlay: .overlay(stack.count)
    }
  }
}
