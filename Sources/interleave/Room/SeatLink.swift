import LessonFormat
import Room
import Synchronization
import Trace
import Tutor

/// The part in a room of a session that follows a presentation, or drives it.
final class SeatLink: RoomLink {
  private let guest: any RoomJoining
  private let ear: SeatEar
  private let isDriving: Bool
  /// Made up for this session, so that an answer that is given anew replaces the one before.
  private let voter = String(UInt64.random(in: .min ... .max), radix: 36)

  init(_ place: RoomPlace, isDriving: Bool, inbox: Inbox) {
    self.isDriving = isDriving
    let ear = SeatEar(inbox)
    self.ear = ear
    guest = RoomGuest(place, asDriver: isDriving) { ear.hear($0) }
  }

  func sends(_ key: RoomKey) -> Bool {
    guard isDriving else { return false }
    guest.send(RoomTopic.key, RoomJSON.bytes(key))
    return true
  }

  func send(lesson: String, question: String, _ response: Response) {
    guard !isDriving else { return }
    let answer = RoomAnswer(voter: voter, lesson: lesson, question: question, response: response)
    guest.send(RoomTopic.answer, RoomJSON.bytes(answer))
  }

  func takeOrders() -> [RoomOrder] { ear.takeSpots().map(RoomOrder.spot) }

  func end(isCutOff: Bool) { guest.close() }
}

/// Puts together what comes from a room, on the room's thread.
final class SeatEar: Sendable {
  private struct Parts {
    var run: SharedRun?
    var pieces: [Int: [UInt8]] = [:]

    var isWhole: Bool { run.map { $0.pieces == pieces.count } ?? false }
  }

  /// More come from nobody who means well; runs are those of which something is missing.
  private static let mostPieces = 100
  private static let mostRuns = 12

  private static let mostSpots = 100
  private let spots = Mutex<(known: Set<[UInt8]>, new: [[UInt8]])>(([], []))
  private let parts = Mutex<[Int: Parts]>([:])
  /// The newest that the session has not seen; each time it looks, and with each connection, a new
  /// turn begins.
  private let newest = Mutex<(turn: Int, standing: Standing?)>((0, nil))
  private let inbox: Inbox

  init(_ inbox: Inbox) { self.inbox = inbox }

  func hear(_ news: GuestNews) {
    switch news {
    case .connected:
      parts.withLock { $0 = [:] }
      newest.withLock { $0 = ($0.turn + 1, nil) }
      inbox.put(.room(.connected))
    case .lost: inbox.put(.room(.lost))
    case .replaced: inbox.put(.room(.closed("Other notes drive the presentation now.")))
    case .refused(let reason): inbox.put(.room(.closed("The room says: \(printable(reason)).")))
    case .message(let message): hear(message)
    }
  }

  func takeSpots() -> [[UInt8]] {
    spots.withLock { spots in
      defer { spots.new = [] }
      return spots.new
    }
  }

  private func hear(_ message: RoomMessage) {
    switch message.topic {
    case RoomTopic.stage:
      guard let standing = RoomJSON.value(Standing.self, message.body) else { return }
      hear(standing)
    case RoomTopic.over where !message.body.isEmpty:
      inbox.put(.room(.closed("The presentation has ended.")))
    case RoomTopic.desk:
      guard let desk = RoomJSON.value(Desk.self, message.body) else { return }
      inbox.put(.room(.desk(desk)))
    case let topic where RoomTopic.isSpot(topic):
      // After a new start of the presentation its programs are told anew.
      let isNew = spots.withLock { spots in
        guard !message.body.isEmpty, spots.known.count < Self.mostSpots else { return false }
        guard spots.known.insert(message.body).inserted else { return false }
        spots.new.append(message.body)
        return true
      }
      if isNew { inbox.put { [] } }
    default:
      if let (number, piece) = RoomTopic.run(message.topic) { hear(number, piece, message.body) }
    }
  }

  /// Of those that come while the session is away, as in an editor, one waits.
  private func hear(_ standing: Standing) {
    let (turn, isFirst) = newest.withLock { newest in
      defer { newest.standing = standing }
      return (newest.turn, newest.standing == nil)
    }
    guard isFirst else { return }
    inbox.put { [self] in
      newest.withLock { newest in
        guard newest.turn == turn, let standing = newest.standing else { return [] }
        newest = (turn + 1, nil)
        return [.room(.standing(standing))]
      }
    }
  }

  private func hear(_ number: Int, _ piece: Int?, _ body: [UInt8]) {
    let whole: Parts? = parts.withLock { parts in
      guard !body.isEmpty else {
        // What is gone there goes here, too.
        parts[number] = nil
        if piece == nil { inbox.put(.room(.runGone(number))) }
        return nil
      }
      var run = parts[number] ?? Parts()
      if let piece {
        guard (0..<Self.mostPieces).contains(piece) else { return nil }
        run.pieces[piece] = body
      } else {
        run.run = RoomJSON.value(SharedRun.self, body)
      }
      parts[number] = run.isWhole ? nil : run
      while parts.count > Self.mostRuns, let oldest = parts.keys.min() { parts[oldest] = nil }
      return run.isWhole ? run : nil
    }
    guard let whole, let run = whole.run else { return }
    // The newest may be told more often, and counts alone.
    inbox.put(.room(.run(number, run, lines(of: whole.pieces))))
  }

  private func lines(of pieces: [Int: [UInt8]]) -> [TraceLine] {
    guard !pieces.isEmpty else { return [] }
    var reader = TraceReader()
    let source = reader.addSource()
    for (_, piece) in pieces.sorted(by: { $0.key < $1.key }) { _ = reader.feed(piece, to: source) }
    reader.finish(source: source)
    return reader.take(.all)
  }
}
