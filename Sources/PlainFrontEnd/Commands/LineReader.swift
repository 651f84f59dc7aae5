import LessonFormat
import Narration

/// What a line means, before anybody looks at the state.
enum Reading: Equatable {
  case empty
  case command(PlainCommand, [String])
  /// Nothing but numbers, or a number with its unit.
  case answer([String])
  case unknown(String, meant: String?)
  /// The beginning of several commands.
  case ambiguous(String, [PlainCommand])
}

enum LineReader {
  /// More of a line is no command.
  private static let longestLine = 200

  static func read(_ line: String) -> Reading {
    let reading = understood(speakable(String(line.prefix(longestLine))))
    // What a program is given is its own affair.
    if case .command(.input, let words) = reading, !words.isEmpty, words != ["end"] {
      let text = line.drop(while: \.isWhitespace).drop { !$0.isWhitespace }
      return .command(.input, [String(text.dropFirst())])
    }
    return reading
  }

  private static func understood(_ line: String) -> Reading {
    var words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let first = words.first else { return .empty }
    words.removeFirst()
    if isNumber(first) { return .answer([first] + words) }
    let name = first.lowercased()
    // "/word" is a search, as in other readers.
    if name.hasPrefix("/"), name.count > 1 {
      return .command(.search, [String(first.dropFirst())] + words)
    }
    if name == "none", words.isEmpty { return .answer([name]) }
    if name == "," { return .command(.step, ["back"] + words) }
    if let command = command(named: name) { return .command(command, words) }
    let beginning = commands(beginningWith: name)
    if beginning.count > 1 { return .ambiguous(first, beginning) }
    let meant = closest(to: name, among: names.map(\.word))
    return .unknown(first, meant: meant)
  }

  /// By its name, one of its short forms, or a beginning that no other command has.
  static func command(named name: String) -> PlainCommand? {
    if let exact = names.first(where: { $0.word == name }) { return exact.command }
    let beginning = commands(beginningWith: name)
    return name.count > 1 && beginning.count == 1 ? beginning.first : nil
  }

  private static func commands(beginningWith name: String) -> [PlainCommand] {
    CommandTable.all.map(\.command).filter { $0.rawValue.hasPrefix(name) }
  }

  private static var names: [(word: String, command: PlainCommand)] {
    CommandTable.all.flatMap { entry in
      ([entry.name] + entry.shorts).map { ($0, entry.command) }
    }
  }

  static func isNumber(_ word: String) -> Bool { Quantity(word) != nil }
}

/// A number as people type it: 0.5 or 0,5, with or without its unit.
struct Quantity: Equatable {
  var value: Double
  var unit = ""

  init?(_ word: String) {
    let digits = word.prefix { $0.isASCII && ($0.isNumber || ".,-+".contains($0)) }
    guard let value = Double(digits.replacing(",", with: ".")), value.isFinite else { return nil }
    let unit = word.dropFirst(digits.count)
    guard unit.allSatisfy({ $0.isLetter || $0 == "%" }), unit.count <= 12 else { return nil }
    self.value = value
    self.unit = unit.lowercased()
  }

  /// A number and, as a word of its own, its unit.
  init?(_ words: [String]) {
    guard (1...2).contains(words.count), var quantity = Quantity(words[0]) else { return nil }
    if words.count == 2 {
      guard quantity.unit.isEmpty, words[1].allSatisfy({ $0.isLetter || $0 == "%" }) else {
        return nil
      }
      quantity.unit = words[1].lowercased()
    }
    self = quantity
  }

  /// In seconds; nil where the unit is none of time.
  var seconds: Double? {
    switch unit {
    case "", "s", "sec", "second", "seconds": value
    case "ms", "millisecond", "milliseconds": value / 1000
    case "us", "microsecond", "microseconds": value / 1_000_000
    case "min", "minute", "minutes": value * 60
    default: nil
    }
  }

  /// As microseconds, within what a run can last.
  var microseconds: Int64? {
    seconds.map { Int64(min(max($0 * 1_000_000, 0), 1e15).rounded()) }
  }
}
