import Narration
import Tutor

/// What somebody who drives a presentation from elsewhere wants done in it.
enum RoomOrder: Sendable {
  case key(RoomKey)
  case line(String)
  /// They want to hear the session.
  case listen
  /// Whoever presents has opened a program, which is a lesson now.
  case spot([UInt8])
}

/// A session's part in a room.
protocol RoomLink: AnyObject {
  /// The session has come to this.
  func observe(_ state: State, _ traces: (any TraceKeeping)?)
  /// What is to be done for a driver, and is not done yet.
  func takeOrders() -> [RoomOrder]
  /// A line of a driver, understood; what is said to it goes back.
  func read(_ line: String, _ state: State) -> [Intent]
  func beginWords(_ state: State)
  /// Whether a key goes to the presentation instead of the session.
  func sends(_ key: RoomKey) -> Bool
  func send(lesson: String, question: String, _ response: Response)
  /// A program that was opened, as a lesson.
  func tell(spot markdown: [UInt8], number: Int)
  /// It is cut off where it did not end by itself, as when its terminal went away.
  func end(isCutOff: Bool)
}

extension RoomLink {
  func observe(_ state: State, _ traces: (any TraceKeeping)?) {}
  func takeOrders() -> [RoomOrder] { [] }
  func read(_ line: String, _ state: State) -> [Intent] { [] }
  func beginWords(_ state: State) {}
  func sends(_ key: RoomKey) -> Bool { false }
  func send(lesson: String, question: String, _ response: Response) {}
  func tell(spot markdown: [UInt8], number: Int) {}
}
