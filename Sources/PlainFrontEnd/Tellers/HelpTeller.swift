import LessonFormat
import Narration
import Tutor

/// The commands, in short and one by one.
package enum HelpTeller {
  /// What can be said there: whoever learns alone is not told of rooms, and whoever follows only of the
  /// way back.
  private static func entries(
    _ group: CommandEntry.Group, for part: RoomPart?
  ) -> [CommandEntry] {
    CommandTable.all.filter { entry in
      guard entry.group == group else { return false }
      guard group == .room else { return true }
      return switch part {
      case nil: false
      case .presenting?: entry.command != .rejoin
      case .following?: entry.command == .rejoin
      }
    }
  }

  /// A line a group.
  package static func short(for part: RoomPart? = nil) -> Narration {
    var narration = Narration()
    narration.say(
      "Type a command and Enter. Enter alone goes on, and a number alone answers the question that "
        + "is open.")
    for group in CommandEntry.Group.allCases {
      let names = entries(group, for: part).map { entry in
        entry.name + (entry.shorts.first.map { " or \(spoken($0))" } ?? "")
      }
      guard !names.isEmpty else { continue }
      narration.say("\(group.rawValue): \(names.joined(separator: ", ")).")
    }
    narration.say(
      "help and a command tells all of it, such as help at. help keys lists the single keys.")
    return narration
  }

  /// The keys of one-key mode, a line a group.
  package static func keys(for part: RoomPart? = nil) -> Narration {
    var narration = Narration()
    narration.say(
      "Space or Enter goes on, a digit answers the question that is open, comma steps back, and "
        + "colon lets you type a command.")
    for group in CommandEntry.Group.allCases {
      let keys = entries(group, for: part).compactMap { entry in
        entry.key.map { "\(inWords($0)) is \(entry.name)" }
      }
      guard !keys.isEmpty else { continue }
      narration.say("\(group.rawValue): \(keys.joined(separator: ", ")).")
    }
    narration.say("To hear all of a command, type colon, then help and its name.")
    return narration
  }

  package static func whole(_ entry: CommandEntry) -> Narration {
    var narration = Narration()
    narration.say("\(entry.name): \(entry.summary).")
    if !entry.operands.isEmpty { narration.say("How to say it: \(entry.usageInWords).") }
    if !entry.shorts.isEmpty {
      narration.say("It is also called \(inWords(entry.shorts, joinedBy: "and")).")
    }
    for detail in entry.details { narration.say(detail) }
    if let key = entry.key { narration.say("In one-key mode, the key \(inWords(key)).") }
    return narration
  }

  /// What `interleave help plain` says, without a picture.
  package static func topic() -> Narration {
    var narration = Narration()
    for paragraph in about {
      narration.say(paragraph)
      narration.gap()
    }
    for group in CommandEntry.Group.allCases {
      narration.say("\(group.rawValue):")
      for entry in CommandTable.all where entry.group == group {
        let shorts = entry.shorts.isEmpty ? "" : " (or \(inWords(entry.shorts)))"
        narration.say("\(entry.usageInWords)\(shorts): \(entry.summary).")
      }
      narration.gap()
    }
    narration.say("In the course, help and a command tells all of it.")
    return narration
  }

  package static let about = [
    "Plain mode is the whole course in words, for a screen reader, a braille display, a terminal "
      + "without a screen, or a pipe. It prints lines one after another and never changes one: no "
      + "colours, no boxes, nothing that moves.",
    "It is on with --plain, where the variable ACCESSIBLE is set and neither 0 nor false, where TERM "
      + "is dumb, and where input or output is no terminal. --no-plain turns it off.",
    "You type commands, each on a line of its own. Most are one word, and the first letters are "
      + "enough where no other command begins so. Enter alone goes on with the course. A number "
      + "alone answers the question that is open. A slip is told with what was meant.",
    "With --keys a single key does what a command does, without Enter. A colon lets you type a "
      + "command there. --width=COLUMNS breaks lines; without it they are left to the terminal.",
    "A program that runs says a line when it starts, its output as it comes, a line every now and "
      + "then if it takes long, and what it came to when it has ended. Ctrl-C ends the program, and "
      + "not the course.",
    "Commands can come from a pipe as well: printf 'next\\nrun\\nquit\\n' followed by a pipe to "
      + "interleave --plain. Each waits until the program before it has ended.",
  ]

  private static func inWords(_ key: Character) -> String {
    switch key {
    case "?": "question mark"
    case "/": "slash"
    case ".": "dot"
    case ",": "comma"
    case ">": "greater than"
    case "@": "at sign"
    case "^": "caret"
    case "<": "less than"
    case "=": "equals sign"
    case "+": "plus"
    case "*": "star"
    case "%": "percent"
    case "&": "ampersand"
    case "!": "exclamation mark"
    default: key.isUppercase ? "capital \(key.uppercased())" : String(key)
    }
  }

  private static func inWords(_ words: [String], joinedBy last: String = "or") -> String {
    LessonFormat.inWords(words.map(spoken), joinedBy: last)
  }

  /// A sign alone has no sound.
  private static func spoken(_ word: String) -> String {
    word.count == 1 ? inWords(Character(word)) : word
  }
}

extension CommandEntry {
  /// "at and a time", so that brackets and bars need not be heard.
  package var usageInWords: String {
    guard !operands.isEmpty else { return name }
    var words: [String] = []
    for part in operands.split(separator: " ") {
      let isOptional = part.hasPrefix("[") || part.hasSuffix("]")
      let choices = part.filter { !"[]".contains($0) }.split(separator: "|").map { word in
        word.replacing("...", with: ", one or more").lowercased()
      }
      words.append(inWordsOf(choices) + (isOptional ? " if you like" : ""))
    }
    return "\(name), then \(words.joined(separator: ", then "))"
  }

  private func inWordsOf(_ choices: [String]) -> String { inWords(choices, joinedBy: "or") }
}
