/// What a key can be for. The names stand in key map files.
package enum Command: String, CaseIterable, Sendable {
  // Everywhere
  case back, quit, help, legend, contents, search, glossary, reference, chooser, review, redraw
  case suspend
  // Reading
  case next, nextStep = "next-step", previousStep = "previous-step"
  case nextLesson = "next-lesson", previousLesson = "previous-lesson"
  case up, down, left, right
  case pageUp = "page-up", pageDown = "page-down", top, bottom
  case nextItem = "next-item", previousItem = "previous-item"
  case activate, erase
  // Output
  case find, nextMatch = "next-match", previousMatch = "previous-match"
  // Demos
  case run, look, stop, input, allow, edit, dropEdit = "drop-edit", resetKnobs = "reset-knobs",
    output
  case save
  // Exercises
  case hint, solution
  // The player
  case play, slower, faster
  case nextEvent = "next-event", previousEvent = "previous-event"
  case nextTurn = "next-turn", previousTurn = "previous-turn"
  case zoomIn = "zoom-in", zoomOut = "zoom-out", zoomAll = "zoom-all"
  case panLeft = "pan-left", panRight = "pan-right"
  case start, end
  case fold, waker, parting, filter, order, panel, point
  // A room
  case blank, showAnswer = "show-answer", tally, pause, pointer, goToStep = "go-to-step"
  case openProgram = "open-program", stay, rejoin

  /// What it does, as the help says it.
  package var summary: String {
    switch self {
    case .back: "back, and from the first screen out"
    case .quit: "leave Interleave"
    case .help: "the keys of this screen"
    case .legend: "what the signs and colours mean"
    case .contents: "all lessons and steps"
    case .search: "search the whole course"
    case .glossary: "all terms of the glossary"
    case .reference: "the quick reference"
    case .chooser: "which way to take for which work, question by question"
    case .review: "questions that are due, to be answered again"
    case .redraw: "draw the screen anew"
    case .suspend: "back to the shell for a while; fg returns"
    case .next: "go on: scroll, show more, next step"
    case .nextStep: "next step"
    case .previousStep: "step before"
    case .nextLesson: "next lesson"
    case .previousLesson: "lesson before"
    case .up: "up"
    case .down: "down"
    case .left: "left"
    case .right: "right"
    case .pageUp: "a screen up"
    case .pageDown: "a screen down"
    case .top: "to the beginning"
    case .bottom: "to the end"
    case .nextItem: "next thing to do"
    case .previousItem: "thing to do before"
    case .activate: "choose, run, open, or go on"
    case .erase: "take back what was typed"
    case .find: "find words in the output"
    case .nextMatch: "the next place where they are"
    case .previousMatch: "the place before"
    case .run: "run the demo, or check the exercise"
    case .look: "look at the last run again"
    case .stop: "stop what runs"
    case .input: "type a line for the program that runs"
    case .allow: "yes, to what is asked"
    case .edit: "change the program, or do the exercise, in your editor"
    case .dropEdit: "back to the lesson's own program; of an exercise your version is kept"
    case .resetKnobs: "set the knobs back"
    case .output: "all that was printed"
    case .hint: "a hint for the exercise"
    case .solution: "the exercise's solution, and then to run it beside yours"
    case .save: "write this run to a file"
    case .play: "play or pause"
    case .slower: "play slower"
    case .faster: "play faster"
    case .nextEvent: "next event"
    case .previousEvent: "event before"
    case .nextTurn: "next turn of the loop"
    case .previousTurn: "turn of the loop before"
    case .zoomIn: "show less time, larger"
    case .zoomOut: "show more time"
    case .zoomAll: "show all the time"
    case .panLeft: "earlier"
    case .panRight: "later"
    case .start: "to the start"
    case .end: "to the end"
    case .fold: "fold lanes that are alike, or unfold them"
    case .waker: "to what woke this lane"
    case .parting: "to where the runs part"
    case .filter: "show only lanes of a name or state"
    case .order: "order the lanes otherwise"
    case .point: "mark the lane as your answer, or take the mark away"
    case .panel: "look at code, loop, output, stack"
    case .blank: "make the screen dark, or light again"
    case .showAnswer: "show the answer of the next question"
    case .tally: "show what the room has said, or hide it"
    case .pause: "begin a break, with its time on the screen"
    case .pointer: "point at a line of the program, moved by Up and Down; again to stop"
    case .goToStep: "go to a step by its number; a digit begins it, too"
    case .openProgram: "open a program of yours, or type one, and show it"
    case .stay: "nothing here, so that a clicker does not lead away from the step"
    case .rejoin: "back to where the room is"
    }
  }

  /// What it does in one word, for a last line that is short of room; nil where words of the screen
  /// say it better.
  var inAWord: String? {
    switch self {
    case .back: "back"
    case .nextItem: "item"
    case .previousStep: "before"
    case .run: "again"
    case .panel: "view"
    case .output: "output"
    case .find: "find"
    case .nextMatch: "next"
    case .right: "up"
    case .left: "down"
    case .erase: "as it was"
    case .allow: "allow"
    case .input: "input"
    default: nil
    }
  }
}
