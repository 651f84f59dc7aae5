import Foundation
import LessonFormat
import Room
import Synchronization
import Testing
import Trace

@testable import Tutor
@testable import interleave

/// What a session puts between itself and its room, without a room.
@Suite("Between a session and its room")
struct RoomPartsTests {
  private final class Host: RoomHosting {
    private let content = Mutex<(topics: [String: [UInt8]], published: [String])>(([:], []))
    let counts = RoomCounts()

    func publish(_ topic: String, _ body: [UInt8]) {
      content.withLock { content in
        content.topics[topic] = body.isEmpty ? nil : body
        content.published.append(topic)
      }
    }
    func reply(_ topic: String, _ body: [UInt8], to guest: GuestID) {}
    func close() {}

    var topics: [String: [UInt8]] { content.withLock { $0.topics } }
    var published: Int { content.withLock { $0.published.count } }

    func run(_ number: Int) -> SharedRun? {
      topics[RoomTopic.run(number)].flatMap { RoomJSON.value(SharedRun.self, $0) }
    }
  }

  private struct Traces: TraceKeeping {
    var sizes: [Int: Int] = [:]

    func traceBytes(of id: RunID, _ program: ProgramRun) -> [UInt8]? {
      sizes[id.number].map { [UInt8](repeating: 120, count: $0) }
    }
  }

  private static func vote(_ guest: UInt64, _ voter: String, _ question: String, _ choice: Int)
    -> RoomNews
  {
    let answer = RoomAnswer(
      voter: voter, lesson: "talk", question: question, response: .choices([choice]))
    return .request(
      RoomRequest(
        guest: GuestID(guest), isDriver: false, topic: RoomTopic.answer,
        body: RoomJSON.bytes(answer)))
  }

  private static func event(_ voter: String, _ question: String, _ choice: Int) -> Action {
    .room(.vote(by: voter, lesson: "talk", question: question, .choices([choice])))
  }

  // MARK: Votes

  @Test("While nobody looks, the newest vote to each question waits, and the inbox once")
  func votes() {
    let calls = Mutex(0)
    let inbox = Inbox { calls.withLock { $0 += 1 } }
    let door = StageDoor(inbox)
    door.take(.joined(GuestID(1), isDriver: false))
    for number in 0..<1000 { door.take(Self.vote(1, "ada", "q", number % 7)) }
    door.take(Self.vote(1, "ada", "other", 0))
    door.take(Self.vote(1, "eve", "q", 3))
    #expect(calls.withLock { $0 } == 1)
    #expect(
      inbox.take().map { "\($0)" }
        == [Self.event("ada", "q", 999 % 7), Self.event("ada", "other", 0), .room(.followers(1))]
        .map { "\($0)" })
    #expect(inbox.take().isEmpty)
    for number in 0..<200 { door.take(Self.vote(1, "ada", "q\(number)", 0)) }
    let kept = inbox.take()
    #expect(kept.count == 64)
    #expect("\(kept.last.map { [$0] } ?? [])" == "\([Self.event("ada", "q199", 0)])")
  }

  @Test("Who leaves takes their votes along, unless they are still there under the same name")
  func leaving() {
    let inbox = Inbox {}
    let door = StageDoor(inbox)
    for guest in [1, 2] as [UInt64] { door.take(.joined(GuestID(guest), isDriver: false)) }
    door.take(Self.vote(1, "ada", "q", 1))
    door.take(Self.vote(2, "ben", "q", 1))
    door.take(.left(GuestID(2)))
    // Nobody has heard of Ben.
    #expect(
      "\(inbox.take())" == "\([Self.event("ada", "q", 1), Action.room(.followers(1))])")
    door.take(.left(GuestID(1)))
    door.take(.joined(GuestID(3), isDriver: false))
    door.take(Self.vote(3, "ada", "q", 2))
    #expect(
      "\(inbox.take())" == "\([Action.room(.voterLeft("ada")), Self.event("ada", "q", 2)])")
    door.take(.joined(GuestID(4), isDriver: false))
    door.take(Self.vote(4, "ada", "q", 2))
    door.take(.left(GuestID(4)))
    #expect(inbox.take().isEmpty)
  }

  @Test("Who drives is new until it is taken")
  func drivers() {
    let door = StageDoor(Inbox {})
    #expect(door.driver == nil && !door.takeIsDriverNew())
    door.take(.joined(GuestID(1), isDriver: true))
    #expect(door.driver == GuestID(1) && door.driver == GuestID(1))
    #expect(door.takeIsDriverNew() && !door.takeIsDriverNew())
    door.take(.left(GuestID(1)))
    #expect(door.driver == nil)
  }

  // MARK: Whoever follows

  private static func standing(_ revealed: Int) -> GuestNews {
    let standing = Standing(
      place: .init(lesson: "talk", step: "a", revealed: revealed), watching: nil, answers: [:],
      tallies: [:], pointer: nil, isBlank: false, pause: nil)
    return .message(
      RoomMessage(topic: RoomTopic.stage, sequence: 1, body: RoomJSON.bytes(standing)))
  }

  @Test("Of what a presentation says of its place, the newest waits; after a break it comes again")
  func standings() {
    let inbox = Inbox {}
    let ear = SeatEar(inbox)
    ear.hear(.connected)
    for number in 0..<50 { ear.hear(Self.standing(number)) }
    ear.hear(.lost)
    ear.hear(.connected)
    for number in 50..<60 { ear.hear(Self.standing(number)) }
    let kinds = inbox.take().map { action in
      switch action {
      case .room(.standing(let standing)): "\(standing.place?.revealed ?? -1)"
      case .room(.connected): "connected"
      case .room(.lost): "lost"
      default: "\(action)"
      }
    }
    #expect(kinds == ["connected", "lost", "connected", "59"])
    ear.hear(Self.standing(60))
    #expect(inbox.take().count == 1)
  }

  @Test("A run that is told again and again waits once, with its newest pieces")
  func growingRun() throws {
    let inbox = Inbox {}
    let ear = SeatEar(inbox)
    func hear(_ topic: String, _ body: [UInt8]) {
      ear.hear(.message(RoomMessage(topic: topic, sequence: 1, body: body)))
    }
    func tell(_ pieces: Int, total: Int64) {
      var run = SharedRun(Self.run(), pieces: pieces)
      run.total = total
      for index in 0..<pieces { hear(RoomTopic.piece(index, ofRun: 7), [120, 10]) }
      hear(RoomTopic.run(7), RoomJSON.bytes(run))
    }
    func totals() -> [Int64] {
      inbox.take().map { if case .room(.run(7, let run, _)) = $0 { run.total } else { -1 } }
    }
    ear.hear(.connected)
    tell(2, total: 1)
    tell(2, total: 2)
    tell(3, total: 3)
    #expect(totals() == [-1, 3])
    // A piece of the next, and then all of it.
    hear(RoomTopic.piece(0, ofRun: 7), [120, 10])
    #expect(totals() == [])
    tell(4, total: 4)
    hear(RoomTopic.run(7), [])
    tell(1, total: 5)
    #expect(totals() == [-1, 5])
  }

  @Test("Whoever follows hears that a presentation has ended")
  func over() {
    let inbox = Inbox {}
    let ear = SeatEar(inbox)
    ear.hear(
      .message(RoomMessage(topic: RoomTopic.over, sequence: 1, body: RoomTopic.yes)))
    #expect("\(inbox.take())" == "\([Action.room(.closed("The presentation has ended."))])")
  }

  // MARK: Where it was

  @Test(
    "A place is found until it is old; one that is damaged is none",
    arguments: [
      (0, true), (-9 * 3_600_000, false), (60_000, false), (Int64.min, false), (.max, false),
    ])
  func lastPlace(age: Int64, isFound: Bool) throws {
    let folder = try TemporaryFolder()
    let time = Clock.now.addingReportingOverflow(age).partialValue
    let kept = age == .min || age == .max ? age : time
    try folder.write(
      #"{"lesson":"a","step":"b","revealed":2,"time":\#(kept),"presented":5}"#, to: "place.json")
    let found = LastPlace(file: "\(folder.path)/place.json").find()
    #expect((found?.place == .init(lesson: "a", step: "b", revealed: 2)) == isFound)
  }

  // MARK: Runs

  private static func run(source: [String] = ["import time"]) -> ProgramRun {
    var run = ProgramRun(stage: .running, source: source)
    run.timeline.append([TraceLine(time: 5, event: .full)])
    run.end(.exit(0))
    return run
  }

  private static func state(_ count: Int) -> State {
    var state = State(playing: (0..<count).map { ("run \($0)", run()) }, title: "runs")
    state.room = .presenting(Presentation(startingAt: 0))
    return state
  }

  @Test("However many runs are looked at, each is told once, with its trace")
  func manyRuns() throws {
    let state = Self.state(10)
    let host = Host()
    let numbers = try #require(state.player).tracks.map(\.run.number)
    let traces = Traces(sizes: Dictionary(uniqueKeysWithValues: numbers.map { ($0, 100_000) }))
    var told = ToldRuns()
    told.tell(state, traces, to: host)
    let published = host.published
    told.tell(state, traces, to: host)
    #expect(host.published == published)
    for number in numbers {
      let run = try #require(host.run(number))
      #expect(run.pieces == 3 && run.notes.isEmpty)
    }
  }

  @Test("A run that is gone and one that is too long are told apart")
  func missingTraces() throws {
    let state = Self.state(2)
    let numbers = try #require(state.player).tracks.map(\.run.number)
    let host = Host()
    var told = ToldRuns()
    told.tell(state, Traces(sizes: [numbers[0]: 5 << 20]), to: host)
    #expect(try #require(host.run(numbers[0])?.notes.last).contains("too long"))
    #expect(try #require(host.run(numbers[1])?.notes.last).contains("no longer at hand"))
  }

  @Test("A run that goes on is told as far as it has come, now and then, unless it is long")
  func growingRuns() throws {
    var run = ProgramRun(stage: .running, source: ["import time"])
    run.timeline.append([TraceLine(time: 5, event: .full)])
    var state = State(playing: [("run", run)], title: "runs")
    state.room = .presenting(Presentation(startingAt: 0))
    let number = try #require(state.player).tracks[0].run.number
    let host = Host()
    var told = ToldRuns()
    told.tell(state, Traces(sizes: [number: 1000]), to: host)
    #expect(host.run(number)?.pieces == 1 && host.run(number)?.ending == nil)
    state.runs[RunID(number)]?.timeline.advance(to: 400_000)
    let published = host.published
    told.tell(state, Traces(sizes: [number: 2000]), to: host)
    #expect(host.published == published)
    state.runs[RunID(number)]?.timeline.advance(to: 600_000)
    told.tell(state, Traces(sizes: [number: 60_000]), to: host)
    #expect(host.run(number)?.pieces == 2)
    state.runs[RunID(number)]?.timeline.advance(to: 1_200_000)
    told.tell(state, Traces(sizes: [number: 1 << 20]), to: host)
    #expect(host.run(number)?.pieces == 0)
    state.runs[RunID(number)]?.end(.exit(0))
    told.tell(state, Traces(sizes: [number: 1 << 20]), to: host)
    #expect(host.run(number)?.pieces == 22 && host.run(number)?.ending == .exit(0))
  }

  @Test("Runs that nobody looks at make way, those that are forgotten first")
  func makingWay() throws {
    var state = Self.state(3)
    let tracks = try #require(state.player).tracks
    let numbers = tracks.map(\.run.number)
    let host = Host()
    let traces = Traces(sizes: Dictionary(uniqueKeysWithValues: numbers.map { ($0, 100_000) }))
    var told = ToldRuns(mostBytes: 250_000)
    func show(_ shown: [Int]) {
      state.updatePlayer { $0.tracks = shown.map { tracks[$0] } }
      told.tell(state, traces, to: host)
    }
    show([0])
    show([1])
    #expect(host.run(numbers[0]) != nil && host.run(numbers[1]) != nil)
    show([2])
    #expect(host.run(numbers[0]) == nil && host.run(numbers[2])?.pieces == 3)
    #expect(!host.topics.keys.contains { $0.hasPrefix("run/\(numbers[0])/") })
    state.runs[RunID(numbers[1])] = nil
    show([2, 0])
    #expect(host.run(numbers[1]) == nil)
    #expect(host.run(numbers[0])?.pieces == 3 && host.run(numbers[2])?.pieces == 3)
    // All are looked at, and one is too much.
    state.runs[RunID(numbers[1])] = Self.run()
    show([0, 1, 2])
    #expect(host.run(numbers[1])?.pieces == 0)
    #expect(try #require(host.run(numbers[1])?.notes.last).contains("too long"))
  }

  @Test("A message of a run fits, whatever the program and its output are")
  func longRuns() throws {
    var run = ProgramRun(
      stage: .running,
      source: (0..<900).map { "x\($0) = '" + String(repeating: "\u{1}", count: 90) })
    run.write(OutputPiece(isError: false, text: String(repeating: "\u{2}", count: 7000)))
    run.end(.exit(0))
    let shared = SharedRun(run, pieces: 0)
    #expect(RoomJSON.bytes(shared).count > 65_536)
    let body = shared.fittingBody()
    #expect(body.count <= 61_440)
    let told = try #require(RoomJSON.value(SharedRun.self, body))
    #expect(told.source.count > 50 && told.source == Array(run.source.prefix(told.source.count)))
    #expect(told.output.isEmpty && told.notes.count == 2)
    let line = ProgramRun(
      stage: .ended(.exit(0)), source: [String(repeating: "x", count: 100_000)])
    #expect(SharedRun(line, pieces: 0).fittingBody().count <= 61_440)
  }

  // MARK: What is nobody's business

  @Test("Programs that are opened after a new start have other names")
  func spots() {
    #expect(SpotPrograms().newID() != SpotPrograms().newID())
  }

  @Test("A folder is for all if every folder above it lets all through")
  func folders() throws {
    let folder = try TemporaryFolder()
    let course = folder.path + "/home/course"
    try FileManager.default.createDirectory(atPath: course, withIntermediateDirectories: true)
    func allow(_ mode: Int, _ path: String) throws {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
    for path in [folder.path, folder.path + "/home", course] { try allow(0o755, path) }
    let parent = URL(fileURLWithPath: folder.path).deletingLastPathComponent().path
    guard OwnCourse.isForAll(parent) || parent == "/tmp" else { return }
    #expect(OwnCourse.isForAll(course))
    try allow(0o711, folder.path + "/home")
    #expect(OwnCourse.isForAll(course))
    try allow(0o700, folder.path + "/home")
    #expect(!OwnCourse.isForAll(course))
    try allow(0o755, folder.path + "/home")
    try allow(0o750, course)
    #expect(!OwnCourse.isForAll(course))
    #expect(!OwnCourse.isForAll(folder.path + "/nothing"))
  }
}
