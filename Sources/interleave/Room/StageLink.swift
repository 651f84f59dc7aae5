import LessonFormat
import Narration
import PlainFrontEnd
import Room
import Synchronization
import Tutor

/// A presentation's part in its room: says how it stands, and takes what comes in.
final class StageLink: RoomLink {
  private let host: RoomHost
  private let door: StageDoor
  private var standing: Standing?
  private var desk: Desk?
  private var told: [Int: RunMark] = [:]
  private var shared: [(number: Int, pieces: Int)] = []
  private var words: PlainSession?
  private let place: LastPlace

  /// So many runs can be looked at again by whoever comes late.
  private static let mostRuns = 6

  init(
    name: String, isOpen: Bool, about: RoomAbout, place: LastPlace, inbox: Inbox
  ) throws(RoomFailure) {
    let door = StageDoor(inbox)
    self.door = door
    self.place = place
    host = try RoomHost(name: name, isOpen: isOpen) { door.take($0) }
    host.publish(RoomTopic.about, RoomJSON.bytes(about))
  }

  var name: String { host.name }

  func takeOrders() -> [RoomOrder] { door.takeOrders() }

  func end(isCutOff: Bool) {
    if !isCutOff { place.forget() }
    host.close()
  }

  // MARK: Out

  func tell(spot markdown: [UInt8], number: Int) { host.publish(RoomTopic.spot(number), markdown) }

  func observe(_ state: State, _ runs: RunService?) {
    if let player = state.player { tell(runsOf: player, state, runs) }
    if let standing = state.standing, self.standing.map({ !standing.isSame(as: $0) }) ?? true {
      host.publish(RoomTopic.stage, RoomJSON.bytes(standing))
      if standing.place != self.standing?.place { place.keep(standing.place, state) }
      self.standing = standing
    }
    guard let driver = door.driver else {
      desk = nil
      words = nil
      return
    }
    if let desk = state.desk, desk != self.desk || driver.isNew {
      host.reply(RoomTopic.desk, RoomJSON.bytes(desk), to: driver.guest)
      self.desk = desk
    }
    if words != nil, let narration = words?.told(state) { say(narration) }
  }

  private struct RunMark: Equatable {
    var stage: ProgramRun.Stage
    var notes: Int
    var source: Int
  }

  private func tell(runsOf player: Player, _ state: State, _ runs: RunService?) {
    for track in player.tracks {
      guard let run = state.runs[track.run] else { continue }
      let number = track.run.number
      let mark = RunMark(stage: run.stage, notes: run.notes.count, source: run.source.count)
      guard told[number] != mark else { continue }
      told[number] = mark
      let pieces = run.hasEnded ? pieces(of: track.run, run, runs) : []
      var news = SharedRun(run, pieces: pieces.count)
      if run.hasEnded, pieces.isEmpty, run.timeline.lineCount > 0 {
        news.notes.append("What happened in this run is too long to be shared with the room.")
      }
      for (index, piece) in pieces.enumerated() {
        host.publish(RoomTopic.piece(index, ofRun: number), piece)
      }
      host.publish(RoomTopic.run(number), RoomJSON.bytes(news))
      shared.removeAll { $0.number == number }
      shared.append((number, pieces.count))
      while shared.count > Self.mostRuns { forget(shared.removeFirst()) }
    }
  }

  private static let pieceSize = 48 << 10
  private static let mostPieces = 80

  private func pieces(
    of id: RunID, _ run: ProgramRun, _ runs: RunService?
  ) -> [[UInt8]] {
    guard let bytes = runs?.traceBytes(of: id, run), !bytes.isEmpty,
      bytes.count <= Self.pieceSize * Self.mostPieces
    else { return [] }
    return stride(from: 0, to: bytes.count, by: Self.pieceSize).map {
      Array(bytes[$0..<min($0 + Self.pieceSize, bytes.count)])
    }
  }

  private func forget(_ run: (number: Int, pieces: Int)) {
    told[run.number] = nil
    host.publish(RoomTopic.run(run.number), [])
    for index in 0..<run.pieces { host.publish(RoomTopic.piece(index, ofRun: run.number), []) }
  }

  // MARK: A driver in words

  func beginWords(_ state: State) {
    var settings = PlainSettings()
    settings.readsNotes = true
    var session = PlainSession(state, settings: settings)
    say(session.begin(state))
    words = session
  }

  func read(_ line: String, _ state: State) -> [Intent] {
    if words == nil { beginWords(state) }
    guard let response = words?.read(line, state) else { return [] }
    say(response.said)
    return response.intents
  }

  private func say(_ narration: Narration) {
    guard let driver = door.driver, !narration.lines.isEmpty else { return }
    // A message is bounded; whole lines of it are sent on their own.
    var part: [String] = []
    var size = 0
    for line in narration.text().split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    {
      let line = String(line.prefix(4000))
      if size + line.utf8.count > 16_000 {
        host.reply(RoomTopic.said, RoomJSON.bytes(part), to: driver.guest)
        (part, size) = ([], 0)
      }
      part.append(line)
      size += line.utf8.count
    }
    if !part.isEmpty { host.reply(RoomTopic.said, RoomJSON.bytes(part), to: driver.guest) }
  }
}

/// Where what comes into a room waits for the session.
final class StageDoor: Sendable {
  struct Driver {
    var guest: GuestID
    var isNew: Bool
  }

  private struct Inside {
    var followers: Set<GuestID> = []
    var voters: [GuestID: String] = [:]
    var driver: Driver?
    var orders: [RoomOrder] = []
  }

  private let inside = Mutex(Inside())
  private let inbox: Inbox

  init(_ inbox: Inbox) { self.inbox = inbox }

  /// Of whoever drives; it is new once.
  var driver: Driver? {
    inside.withLock { inside in
      defer { inside.driver?.isNew = false }
      return inside.driver
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
      inside.withLock { $0.driver = Driver(guest: guest, isNew: true) }
      inbox.put { [] }
    case .joined(let guest, isDriver: false): changeFollowers { $0.insert(guest) }
    case .left(let guest):
      let wasDriver = inside.withLock { inside in
        inside.voters[guest] = nil
        guard inside.driver?.guest == guest else { return false }
        inside.driver = nil
        return true
      }
      if !wasDriver { changeFollowers { $0.remove(guest) } }
    case .request(let request): request.isDriver ? take(order: request) : take(vote: request)
    }
  }

  private func changeFollowers(_ change: (inout Set<GuestID>) -> Void) {
    let count = inside.withLock { inside in
      change(&inside.followers)
      return inside.followers.count
    }
    inbox.put(.room(.followers(count)))
  }

  private func take(vote request: RoomRequest) {
    guard request.topic == RoomTopic.answer,
      let answer = RoomJSON.value(RoomAnswer.self, request.body), answer.isSound
    else { return }
    // One voice for each who is there, whatever else they call themselves.
    let isTheirs = inside.withLock { inside in
      let known = inside.voters[request.guest]
      if known == nil { inside.voters[request.guest] = answer.voter }
      return known == nil || known == answer.voter
    }
    guard isTheirs else { return }
    inbox.put(
      .room(
        .vote(
          by: answer.voter, lesson: answer.lesson, question: answer.question, answer.response)))
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
    inside.withLock { if $0.orders.count < 1000 { $0.orders.append(order) } }
    inbox.put { [] }
  }
}
