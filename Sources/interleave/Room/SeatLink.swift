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

    var bytes: Int { pieces.values.reduce(0) { $0 + $1.count } }
    var isWhole: Bool { run.map { $0.pieces == pieces.count } ?? false }
  }

  /// More come from nobody who means well.
  private static let mostPieces = 100
  private static let mostRuns = 100
  private static let mostBytes = 40 << 20

  private static let mostSpots = 100
  private let spots = Mutex<(known: Set<[UInt8]>, new: [[UInt8]])>(([], []))
  private let parts = Mutex<[Int: Parts]>([:])
  /// The newest that the session has not seen, as while it is away in an editor. Each has a place in the
  /// inbox, known by a number: what comes after a break, or after its run is gone, has a new one.
  private struct Waiting {
    var last = 0
    var standing: (number: Int, value: Standing)?
    var runs: [Int: (number: Int, run: SharedRun, lines: [TraceLine])] = [:]

    mutating func next() -> Int {
      last += 1
      return last
    }
  }

  private let waiting = Mutex(Waiting())
  private let inbox: Inbox

  init(_ inbox: Inbox) { self.inbox = inbox }

  func hear(_ news: GuestNews) {
    switch news {
    case .connected:
      parts.withLock { $0 = [:] }
      waiting.withLock { $0 = Waiting(last: $0.last) }
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
      put(standing)
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

  private func put(_ standing: Standing) {
    let number: Int? = waiting.withLock { waiting in
      let known = waiting.standing?.number
      waiting.standing = (known ?? waiting.next(), standing)
      return known == nil ? waiting.last : nil
    }
    guard let number else { return }
    inbox.put { [self] in
      waiting.withLock { waiting in
        guard let (known, standing) = waiting.standing, known == number else { return [] }
        waiting.standing = nil
        return [.room(.standing(standing))]
      }
    }
  }

  private func put(_ run: SharedRun, _ lines: [TraceLine], of id: Int) {
    let number: Int? = waiting.withLock { waiting in
      let known = waiting.runs[id]?.number
      waiting.runs[id] = (known ?? waiting.next(), run, lines)
      if waiting.runs.count > Self.mostRuns, let oldest = waiting.runs.keys.min() {
        waiting.runs[oldest] = nil
      }
      return known == nil ? waiting.last : nil
    }
    guard let number else { return }
    inbox.put { [self] in
      waiting.withLock { waiting in
        guard let (known, run, lines) = waiting.runs[id], known == number else { return [] }
        waiting.runs[id] = nil
        return [.room(.run(id, run, lines))]
      }
    }
  }

  private func hear(_ number: Int, _ piece: Int?, _ body: [UInt8]) {
    let whole: Parts? = parts.withLock { parts in
      guard !body.isEmpty else {
        // What is gone there goes here, too.
        parts[number] = nil
        if piece == nil {
          waiting.withLock { $0.runs[number] = nil }
          inbox.put(.room(.runGone(number)))
        }
        return nil
      }
      var run = parts[number] ?? Parts()
      if let piece {
        guard (0..<Self.mostPieces).contains(piece) else { return nil }
        run.pieces[piece] = body
      } else {
        run.run = RoomJSON.value(SharedRun.self, body)
      }
      parts[number] = run
      while parts.count > Self.mostRuns
        || parts.values.reduce(0, { $0 + $1.bytes }) > Self.mostBytes,
        let oldest = parts.keys.min()
      {
        parts[oldest] = nil
      }
      // A run is told after its pieces; one that comes then belongs to what is told next.
      return piece == nil && run.isWhole ? run : nil
    }
    guard let whole, let run = whole.run else { return }
    put(run, lines(of: whole.pieces), of: number)
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
