import LessonFormat
import Narration
import PlainFrontEnd
import Room
import Synchronization
import Tutor

/// A presentation's part in its room: says how it stands, and takes what comes in.
final class StageLink: RoomLink {
  private let host: any RoomHosting
  private let door: StageDoor
  private var standing: Standing?
  private var desk: Desk?
  private var runs = ToldRuns()
  private var words: PlainSession?
  /// How many lines the driver in words has typed, and how many of them it knows to be done.
  private var lines = (read: 0, told: 0)
  private let place: LastPlace
  /// Nil where the room is told of the course.
  private let own: OwnCourse?

  init(
    _ host: any RoomHosting, _ door: StageDoor, about: RoomAbout, place: LastPlace,
    own: OwnCourse? = nil
  ) {
    self.host = host
    self.door = door
    self.place = place
    self.own = own
    host.publish(RoomTopic.about, RoomJSON.bytes(about))
  }

  func takeOrders() -> [RoomOrder] { door.takeOrders() }

  func end(isCutOff: Bool) {
    if !isCutOff {
      place.forget()
      // Whoever takes it at once hears it before the room is gone.
      host.publish(RoomTopic.over, RoomTopic.yes)
    }
    own?.forget()
    host.close()
  }

  // MARK: Out

  func tell(spot markdown: [UInt8], number: Int) { host.publish(RoomTopic.spot(number), markdown) }

  func observe(_ state: State, _ traces: (any TraceKeeping)?) {
    runs.tell(state, traces, to: host)
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
    if let desk = state.desk, door.takeIsDriverNew() || desk != self.desk {
      host.reply(RoomTopic.desk, RoomJSON.bytes(desk), to: driver)
      self.desk = desk
    }
    if words != nil, let narration = words?.told(state) { say(narration) }
    if words != nil, lines.read != lines.told {
      lines.told = lines.read
      host.reply(RoomTopic.done, RoomJSON.bytes(lines.read), to: driver)
    }
  }

  // MARK: A driver in words

  func beginWords(_ state: State) {
    var settings = PlainSettings()
    settings.readsNotes = true
    var session = PlainSession(state, settings: settings)
    say(session.begin(state))
    words = session
    lines = (0, 0)
  }

  func read(_ line: String, _ state: State) -> [Intent] {
    if words == nil { beginWords(state) }
    lines.read += 1
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
        host.reply(RoomTopic.said, RoomJSON.bytes(part), to: driver)
        (part, size) = ([], 0)
      }
      part.append(line)
      size += line.utf8.count
    }
    if !part.isEmpty { host.reply(RoomTopic.said, RoomJSON.bytes(part), to: driver) }
  }
}
