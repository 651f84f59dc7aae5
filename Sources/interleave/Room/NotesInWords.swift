import CTerminal
import CursesFrontEnd
import LessonFormat
import Narration
import Room
import Synchronization
import Threads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The instructor's notes in words: lines go to the presentation, and what it says comes back.
final class NotesInWords {
  private let place: RoomPlace
  private let width: Int?
  private let ear = Ear()
  private var input = PlainInput()
  private var isOver = false
  private var isConnected = false
  private var wasLost = false
  /// Lines on this connection: how many were sent, and how many of them are done.
  private var lines = (sent: 0, done: 0)
  /// What was sent ends the presentation, which says so.
  private var awaitsEnd = false
  /// How long what was sent last is waited for once nothing more is typed.
  private static let patience = Duration.seconds(2)

  init(_ place: RoomPlace, width: Int?) {
    self.place = place
    self.width = width
  }

  /// What the room's thread has heard, until the notes look.
  private final class Ear: Sendable {
    private let heard = Mutex<[GuestNews]>([])

    func hear(_ news: GuestNews) { heard.withLock { $0.append(news) } }

    func take() -> [GuestNews] {
      heard.withLock { heard in
        defer { heard = [] }
        return heard
      }
    }
  }

  func run() throws(CommandFailure) {
    guard let waker = Waker() else {
      throw CommandFailure(message: "the system has no descriptors left")
    }
    interleave_signals_begin(waker.writeEnd)
    let guest = RoomGuest(place, asDriver: true) { [ear] news in
      ear.hear(news)
      waker.wake()
    }
    defer {
      guest.close()
      interleave_signals_end()
    }
    try say(
      "Notes of the presentation \(place.name). Type commands as in plain mode; quit leaves the "
        + "notes, and quit presentation ends the presentation.")
    var end: ContinuousClock.Instant?
    while !isOver {
      for news in ear.take() where !isOver { try take(news, guest) }
      if isOver { break }
      try takeSignals()
      let line = input.waiting
      var left: Duration?
      // What was sent is heard before the notes close.
      if line.map(Self.closes) ?? input.isAtEnd,
        isConnected, awaitsEnd || lines.sent != lines.done
      {
        let now = ContinuousClock.now
        let deadline = end ?? now + Self.patience
        end = deadline
        left = now < deadline ? deadline - now : nil
      }
      // What is typed before there is a connection waits for it.
      if left == nil, isConnected || wasLost, let line {
        _ = input.takeLine()
        try take(line, guest)
        continue
      }
      if left == nil, line == nil, input.isAtEnd { break }
      wait(waker, for: left)
    }
  }

  private func wait(_ waker: Waker, for time: Duration?) {
    // One that is negative is passed over.
    let typed = input.isAtEnd ? -1 : STDIN_FILENO
    var descriptors = [
      pollfd(fd: waker.readEnd, events: Int16(POLLIN), revents: 0),
      pollfd(fd: typed, events: Int16(POLLIN), revents: 0),
    ]
    poll(&descriptors, 2, time.map { Int32($0 / .milliseconds(1)) + 1 } ?? -1)
    _ = waker.drain()
    if descriptors[1].revents != 0 { input.fill() }
  }

  private func takeSignals() throws(CommandFailure) {
    let signals = Int(interleave_signals_take())
    if signals & (INTERLEAVE_TERMINATED | INTERLEAVE_HUNG_UP | INTERLEAVE_INTERRUPTED) != 0 {
      isOver = true
    }
    if signals & INTERLEAVE_STOPPED != 0 { interleave_stop() }
  }

  private func take(_ news: GuestNews, _ guest: any RoomJoining) throws(CommandFailure) {
    switch news {
    case .connected:
      if wasLost { try say("The presentation is back.") }
      wasLost = false
      isConnected = true
      lines = (0, 0)
      guest.send(RoomTopic.words, RoomJSON.bytes(RoomLine(text: "")))
    case .lost where !wasLost:
      wasLost = true
      isConnected = false
      try say("The presentation does not answer. It is looked for.")
    case .lost: break
    case .replaced:
      isOver = true
      try say("Other notes drive the presentation now.")
    case .refused(let reason):
      throw CommandFailure(message: "the presentation does not let these notes in: \(reason)")
    case .message(let message) where message.topic == RoomTopic.over && !message.body.isEmpty:
      isOver = true
      try say("The presentation has ended.")
    case .message(let message) where message.topic == RoomTopic.done:
      lines.done = RoomJSON.value(Int.self, message.body) ?? lines.done
    case .message(let message):
      guard message.topic == RoomTopic.said,
        let lines = RoomJSON.value([String].self, message.body)
      else { return }
      var narration = Narration()
      for line in lines { line.isEmpty ? narration.gap() : narration.say(line) }
      try Output.print(narration.text(width: width))
    }
  }

  private static func closes(_ line: String) -> Bool {
    let words = line.lowercased().split(separator: " ")
    return words == ["quit"] || words == ["q"]
  }

  private func take(_ line: String, _ guest: any RoomJoining) throws(CommandFailure) {
    let words = line.lowercased().split(separator: " ")
    switch words.first {
    case _ where Self.closes(line):
      isOver = true
      try say("The notes are closed; the presentation goes on.")
    case "quit"? where words.dropFirst().first == "presentation" && isConnected:
      awaitsEnd = true
      send("quit", guest)
    case _ where !isConnected:
      try say("The presentation does not answer; that was not sent.")
    default: send(String(line.prefix(1000)), guest)
    }
  }

  private func send(_ line: String, _ guest: any RoomJoining) {
    lines.sent += 1
    guest.send(RoomTopic.line, RoomJSON.bytes(RoomLine(text: line)))
  }

  private func say(_ words: String) throws(CommandFailure) {
    var narration = Narration()
    narration.say(words)
    try Output.print(narration.text(width: width))
  }
}
