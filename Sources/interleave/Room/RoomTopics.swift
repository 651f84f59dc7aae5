import Tutor

/// What a room's messages are about, and what is in them.
enum RoomTopic {
  static let about = "about"
  static let stage = "stage"
  static let answer = "answer"
  /// It has ended as it should, and is not looked for.
  static let over = "over"
  // Between the presentation and the instructor's notes
  static let desk = "desk"
  static let key = "key"
  static let words = "words"
  static let line = "line"
  static let said = "said"
  /// So many lines have been read, and all is said to them.
  static let done = "done"

  /// Where there is nothing more to say than that it is so.
  static let yes = Array("true".utf8)

  private static let spots = "spot/"
  private static let runs = "run/"

  static func spot(_ number: Int) -> String { "\(spots)\(number)" }
  static func isSpot(_ topic: String) -> Bool { topic.hasPrefix(spots) }

  static func run(_ number: Int) -> String { "\(runs)\(number)" }
  static func piece(_ index: Int, ofRun number: Int) -> String { "\(runs)\(number)/\(index)" }

  /// The run that a topic is about, and which piece of its trace it is.
  static func run(_ topic: String) -> (number: Int, piece: Int?)? {
    guard topic.hasPrefix(runs) else { return nil }
    let parts = topic.dropFirst(runs.count).split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let number = Int(parts[0]) else { return nil }
    guard parts.count == 2 else { return (number, nil) }
    return Int(parts[1]).map { (number, $0) }
  }
}

/// The presentation, for whoever is about to follow it.
struct RoomAbout: Codable {
  /// Nil for the course that comes with Interleave, and where it is not told.
  var course: String?
  /// It has a course of its own, which others than whoever presents could not read.
  var hidesCourse = false
}

struct RoomAnswer: Codable {
  /// Made up for a session; nobody's name.
  var voter: String
  var lesson: String
  var question: String
  var response: Response

  var isSound: Bool {
    let names = [voter, lesson, question]
    return names.allSatisfy { name in
      (1...80).contains(name.utf8.count)
        && name.utf8.allSatisfy { $0 > 32 && $0 < 127 }
    }
  }
}

struct RoomKey: Codable {
  var key: String
  var text: String?
}

struct RoomLine: Codable {
  var text: String
}
