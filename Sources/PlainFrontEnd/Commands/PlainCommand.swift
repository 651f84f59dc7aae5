/// What can be said to the course. The table in CommandTable.swift tells what each is for.
package enum PlainCommand: String, Hashable, Sendable, CaseIterable {
  // Reading
  case next, back, `repeat`, `where`, contents, go, home, leave, search, link, glossary
  case reference, choose
  // Questions
  case question, answer
  // Programs
  case run, stop, input, knob, edit, code, output, allow
  // What a run did
  case timeline, at, step, turn, events, lanes, lane, wake, loop, stack, figures
  case compare, part, order, fold, states, save
  // Exercises
  case exercise, check, hint, solution, reset
  // The course as a whole
  case progress, review
  // A room
  case reveal, tally, pause = "break", point, dark, open, notes, room, rejoin
  // How things are said
  case verbosity, indent, table, emphasis, prompts, bell, settings
  case help, quit
}

package struct CommandEntry: Sendable {
  package enum Group: String, CaseIterable, Sendable {
    case reading = "Reading"
    case questions = "Questions"
    case programs = "Programs"
    case runs = "What a run did"
    case course = "Exercises and the course"
    case room = "Presenting and following"
    case speech = "How things are said"
  }

  package var command: PlainCommand
  package var group: Group
  /// Other words for it.
  package var shorts: [String]
  /// In one-key mode; what it needs besides is asked for.
  package var key: Character?
  /// What one-key mode asks for, where the command needs more.
  package var asks: String?
  /// What stands behind the name.
  package var operands: String
  package var summary: String
  package var details: [String]

  package var name: String { command.rawValue }

  /// "at TIME"
  package var usage: String { operands.isEmpty ? name : "\(name) \(operands)" }
}
