import Room
import Synchronization
import Tutor

/// Where what comes into a room waits for the session. While nobody looks, as when whoever presents is
/// in an editor, the newest of each who votes to each question is kept, and no more.
final class StageDoor: Sendable {
  private struct Ballot: Hashable {
    var lesson: String
    var question: String
  }

  private struct Vote {
    var turn: Int
    var voter: String
    var response: Response
  }

  private struct Inside {
    var followers: Set<GuestID> = []
    var toldFollowers = 0
    var voters: [GuestID: String] = [:]
    /// Those of whom the session has heard.
    var told: Set<String> = []
    var driver: GuestID?
    var isDriverNew = false
    var orders: [RoomOrder] = []
    var votes: [GuestID: [Ballot: Vote]] = [:]
    var gone: [(turn: Int, voter: String)] = []
    var turn = 0
    /// The inbox has been told that there is something.
    var isWaiting = false

    mutating func nextTurn() -> Int {
      turn += 1
      return turn
    }
  }

  private static let mostOrders = 1000
  /// A lesson has fewer questions.
  private static let mostBallots = 64

  private let inside = Mutex(Inside())
  private let inbox: Inbox

  init(_ inbox: Inbox) { self.inbox = inbox }

  /// Whoever drives.
  var driver: GuestID? { inside.withLock { $0.driver } }

  /// Whether somebody drives who has been told nothing yet; once.
  func takeIsDriverNew() -> Bool {
    inside.withLock { inside in
      defer { inside.isDriverNew = false }
      return inside.isDriverNew
    }
  }

  func takeOrders() -> [RoomOrder] {
    inside.withLock { inside in
      defer { inside.orders = [] }
      return inside.orders
    }
  }

  /// On the room's thread.
  func take(_ news: RoomNews) {
    switch news {
    case .joined(let guest, isDriver: true):
      change { inside in
        inside.driver = guest
        inside.isDriverNew = true
      }
    case .joined(let guest, isDriver: false): change { $0.followers.insert(guest) }
    case .left(let guest): change { Self.part(guest, &$0) }
    case .request(let request): request.isDriver ? take(order: request) : take(vote: request)
    }
  }

  /// However much changes, one word of it waits in the inbox.
  private func change(_ body: (inout Inside) -> Void) {
    let isFirst = inside.withLock { inside in
      body(&inside)
      defer { inside.isWaiting = true }
      return !inside.isWaiting
    }
    if isFirst { inbox.put { [self] in takeEvents().map(Action.room) } }
  }

  private func takeEvents() -> [RoomEvent] {
    inside.withLock { inside in
      inside.isWaiting = false
      var events: [(turn: Int, event: RoomEvent)] = []
      for (ballot, vote) in inside.votes.values.joined() {
        inside.told.insert(vote.voter)
        events.append(
          (
            vote.turn,
            .vote(
              by: vote.voter, lesson: ballot.lesson, question: ballot.question, vote.response)
          ))
      }
      for (turn, voter) in inside.gone { events.append((turn, .voterLeft(voter))) }
      inside.votes = [:]
      inside.gone = []
      events.sort { $0.turn < $1.turn }
      if inside.followers.count != inside.toldFollowers {
        inside.toldFollowers = inside.followers.count
        events.append((inside.turn, .followers(inside.toldFollowers)))
      }
      return events.map(\.event)
    }
  }

  private static func part(_ guest: GuestID, _ inside: inout Inside) {
    if inside.driver == guest { inside.driver = nil }
    inside.followers.remove(guest)
    inside.votes[guest] = nil
    // Who is here twice under one name is still here.
    guard let voter = inside.voters.removeValue(forKey: guest),
      !inside.voters.values.contains(voter), inside.told.remove(voter) != nil
    else { return }
    inside.gone.append((inside.nextTurn(), voter))
  }

  private func take(vote request: RoomRequest) {
    guard request.topic == RoomTopic.answer,
      let answer = RoomJSON.value(RoomAnswer.self, request.body), answer.isSound
    else { return }
    let ballot = Ballot(lesson: answer.lesson, question: answer.question)
    change { inside in
      let guest = request.guest
      // One voice for each who is there, whatever else they call themselves.
      guard inside.voters[guest, default: answer.voter] == answer.voter else { return }
      inside.voters[guest] = answer.voter
      var votes = inside.votes[guest] ?? [:]
      if votes[ballot] == nil, votes.count >= Self.mostBallots,
        let oldest = votes.min(by: { $0.value.turn < $1.value.turn })?.key
      {
        votes[oldest] = nil
      }
      votes[ballot] = Vote(
        turn: inside.nextTurn(), voter: answer.voter, response: answer.response)
      inside.votes[guest] = votes
    }
  }

  private func take(order request: RoomRequest) {
    let order: RoomOrder? =
      switch request.topic {
      case RoomTopic.key: RoomJSON.value(RoomKey.self, request.body).map(RoomOrder.key)
      case RoomTopic.line: RoomJSON.value(RoomLine.self, request.body).map { .line($0.text) }
      case RoomTopic.words: .listen
      default: nil
      }
    guard let order else { return }
    change { if $0.orders.count < Self.mostOrders { $0.orders.append(order) } }
  }
}
