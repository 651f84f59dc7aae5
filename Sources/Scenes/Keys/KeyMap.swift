import Tutor

/// Where keys mean different things.
package enum KeyContext: String, CaseIterable, Sendable {
  case everywhere, home, lesson, player, overlay
  case presenting
  case presentingPlayer = "presenting-player"

  /// Where a key is looked for, the nearest first.
  var layers: [KeyContext] {
    switch self {
    case .everywhere: [.everywhere]
    case .home, .lesson, .player, .overlay: [self, .everywhere]
    case .presenting: [.presenting, .lesson, .everywhere]
    case .presentingPlayer: [.presentingPlayer, .player, .everywhere]
    }
  }

  package var title: String {
    switch self {
    case .everywhere: "Everywhere"
    case .home: "The course"
    case .lesson: "A lesson"
    case .player: "The player"
    case .overlay: "Lists and texts"
    case .presenting: "Presenting a lesson"
    case .presentingPlayer: "Presenting, in the player"
    }
  }
}

/// Which keys do what. The help, the manual and the keyboard all go by it.
package struct KeyMap: Equatable, Sendable {
  package struct Binding: Equatable, Sendable {
    package var command: Command
    /// By name: "Space", "Ctrl-L", "g". The first is the one that is shown.
    package var keys: [String]

    package init(command: Command, keys: [String]) {
      self.command = command
      self.keys = keys
    }
  }

  package var bindings: [KeyContext: [Binding]]

  /// The command of a key: what the screen says goes before what holds everywhere.
  package func command(for key: String, in context: KeyContext) -> Command? {
    for context in context.layers {
      if let binding = bindings[context]?.first(where: { $0.keys.contains(key) }) {
        return binding.command
      }
    }
    return nil
  }

  /// The key that is shown for a command. Where letters are typed, one that types none.
  package func key(
    for command: Command, in context: KeyContext, whileTyping: Bool = false
  ) -> String? {
    for context in context.layers {
      if let binding = bindings[context]?.first(where: { $0.command == command }) {
        return binding.keys.first { !whileTyping || $0.count > 1 }
      }
    }
    return nil
  }

  package static let ordinary = KeyMap(bindings: [
    .everywhere: [
      bind(.help, "?", "F1"), bind(.back, "q", "Esc"), bind(.quit, "Q"), bind(.legend, "l"),
      bind(.contents, "c"), bind(.search, "/"), bind(.glossary, "a"), bind(.reference, "R"),
      bind(.chooser, "W"), bind(.review, "m"), bind(.stop, "Ctrl-C"),
      bind(.rejoin, "F"), bind(.redraw, "Ctrl-L"),
      bind(.suspend, "Ctrl-Z"),
    ],
    .home: [
      bind(.activate, "Enter", "Space"), bind(.up, "Up", "k"), bind(.down, "Down", "j"),
      bind(.top, "Home", "g"), bind(.bottom, "End", "G"), bind(.pageUp, "PageUp"),
      bind(.pageDown, "PageDown"),
    ],
    .lesson: [
      bind(.next, "Space"), bind(.activate, "Enter"), bind(.nextItem, "Tab"),
      bind(.previousItem, "Shift-Tab"), bind(.run, "r"), bind(.nextStep, "n"),
      bind(.previousStep, "p"), bind(.down, "Down", "j"), bind(.up, "Up", "k"),
      bind(.right, "Right"), bind(.left, "Left"), bind(.pageDown, "PageDown"),
      bind(.pageUp, "PageUp", "b"), bind(.top, "Home", "g"), bind(.bottom, "End", "G"),
      bind(.look, "v"), bind(.edit, "e"), bind(.dropEdit, "E"), bind(.resetKnobs, "0"),
      bind(.output, "o"), bind(.hint, "h"), bind(.solution, "s"),
      bind(.nextLesson, "N", "]"), bind(.previousLesson, "P", "["), bind(.erase, "Backspace"),
    ],
    .player: [
      bind(.play, "Space", "Enter"), bind(.left, "Left", "h"), bind(.right, "Right"),
      bind(.previousEvent, "<", ","), bind(.nextEvent, ">", "."), bind(.nextTurn, "n", "t"),
      bind(.previousTurn, "p", "T"), bind(.up, "Up", "k"), bind(.down, "Down", "j"),
      bind(.nextItem, "Tab"), bind(.previousItem, "Shift-Tab"), bind(.waker, "w"),
      bind(.parting, "d"), bind(.zoomIn, "+", "="), bind(.zoomOut, "-"), bind(.zoomAll, "0"),
      bind(.panLeft, "H"), bind(.panRight, "L"), bind(.start, "Home", "g"), bind(.end, "End", "G"),
      bind(.slower, "["), bind(.faster, "]"), bind(.fold, "f"), bind(.filter, "/"),
      bind(.order, "s"), bind(.panel, "v"), bind(.point, "x"), bind(.run, "r"), bind(.edit, "e"),
      bind(.output, "o"), bind(.input, "i"), bind(.save, "X"), bind(.pageDown, "PageDown"),
      bind(.pageUp, "PageUp"), bind(.erase, "Backspace"),
    ],
    .overlay: [
      bind(.activate, "Enter"), bind(.allow, "y"), bind(.up, "Up", "k"), bind(.down, "Down", "j"),
      bind(.pageDown, "PageDown", "Space"), bind(.pageUp, "PageUp", "b"), bind(.top, "Home", "g"),
      bind(.bottom, "End", "G"), bind(.erase, "Backspace"), bind(.find, "/"),
      bind(.nextMatch, "n"), bind(.previousMatch, "N"), bind(.nextItem, "Tab"),
      bind(.previousItem, "Shift-Tab"),
    ],
    // Clickers send PageDown and PageUp, and one of "b" and "." to make the screen dark.
    // Many have a key that sends F5 and Esc by turns: Esc leads nowhere from a step.
    .presenting: [
      bind(.next, "Space", "PageDown"), bind(.pageUp, "PageUp", "Backspace"),
      bind(.showAnswer, "a"), bind(.tally, "t"), bind(.pointer, "x"), bind(.blank, "b", "."),
      bind(.pause, "B"), bind(.goToStep, "#"), bind(.openProgram, "O"), bind(.stay, "Esc"),
    ],
    .presentingPlayer: [
      bind(.next, "PageDown"), bind(.back, "PageUp", "q", "Esc"), bind(.pointer, "x"),
      bind(.blank, "b", "."), bind(.pause, "B"), bind(.goToStep, "#"), bind(.openProgram, "O"),
    ],
  ])

  private static func bind(_ command: Command, _ keys: String...) -> Binding {
    Binding(command: command, keys: keys)
  }
}

extension State {
  package var keyContext: KeyContext { keyContext(of: top) }

  func keyContext(of screen: Screen) -> KeyContext {
    switch screen {
    case .home: .home
    case .lesson: presentation == nil ? .lesson : .presenting
    case .player: presentation == nil ? .player : .presentingPlayer
    case .overlay: .overlay
    }
  }
}
