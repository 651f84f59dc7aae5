import TestSupport
import Testing

@testable import Room

// `#expect` looks into calls, and does not follow those that change a value.

private func next(_ reader: inout FrameReader, _ bytes: ArraySlice<UInt8>) -> [FrameReader.Finding]
{
  reader.read(bytes)
}

private func take(
  _ intake: inout Intake, _ bytes: ArraySlice<UInt8>, now: SuspendingClock.Instant
) -> [Intake.Event] {
  intake.take(bytes, now: now)
}

private func publish(_ topics: inout RetainedTopics, _ topic: String, _ body: [UInt8]) -> Bool {
  topics.publish(topic, body)
}

@Suite("Frames")
struct FrameReaderTests {
  static func read(_ bytes: [UInt8], longestBody: Int = 65_536) -> [FrameReader.Finding] {
    var reader = FrameReader(longestBody: longestBody)
    return reader.read(bytes[...])
  }

  @Test("What is written is read, in whatever pieces it comes")
  func pieces() {
    let frames = [
      Frame(sequence: 1, topic: "a", body: []),
      Frame(sequence: .max, topic: "a/b-c.9", body: [0, 255, 10]),
      Frame(sequence: 3, topic: Topic.hello, body: [UInt8](repeating: 7, count: 300)),
    ]
    let bytes = frames.flatMap(\.bytes)
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<200 {
      var reader = FrameReader(longestBody: 300)
      var found: [FrameReader.Finding] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 1...40, using: &generator))
        found += reader.read(piece)
        rest = rest.dropFirst(piece.count)
      }
      #expect(found == frames.map { .frame($0) })
      #expect(reader.keptCount == 0)
    }
  }

  @Test("The example of the protocol's page is what it says")
  func example() throws {
    // 00000012 0000000000000007 05 "place" "step"
    let bytes: [UInt8] =
      [0, 0, 0, 18] + [0, 0, 0, 0, 0, 0, 0, 7] + [5] + Array("place".utf8) + Array("step".utf8)
    #expect(Frame(sequence: 7, topic: "place", body: Array("step".utf8)).bytes == bytes)
  }

  @Test("What is too long is passed over without being kept, and what follows it is read")
  func tooLong() {
    let good = Frame(sequence: 1, topic: "a", body: [1])
    var reader = FrameReader(longestBody: 2048)
    let long = Frame(sequence: 1, topic: "a", body: [UInt8](repeating: 0, count: 3000))
    #expect(next(&reader, long.bytes[...] + good.bytes) == [.malformed, .malformed, .frame(good)])
    // One byte more than allowed, under a short topic.
    let body = [UInt8](repeating: 0, count: 2049)
    let bytes = Frame(sequence: 1, topic: "a", body: body).bytes + good.bytes
    #expect(next(&reader, bytes[...]) == [.malformed, .frame(good)])
    #expect(reader.keptCount == 0)
  }

  @Test("A giant length costs whoever sends it, and keeps nothing")
  func giant() {
    var reader = FrameReader(longestBody: 2048)
    var found = reader.read([255, 255, 255, 255][...]).count
    #expect(found == 1)
    for _ in 0..<100 {
      found += reader.read([UInt8](repeating: 0, count: 16_384)[...]).count
      #expect(reader.keptCount == 0)
    }
    #expect(found > 700)
  }

  @Test("No bytes whatever keep more than one message")
  func randomBytes() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<300 {
      var reader = FrameReader(longestBody: 2048)
      for _ in 0..<20 {
        var bytes = (0..<Int.random(in: 0...500, using: &generator)).map { _ in
          UInt8.random(in: 0...255, using: &generator)
        }
        // Lengths that can be, now and then.
        if bytes.count > 4, Bool.random(using: &generator) { (bytes[0], bytes[1]) = (0, 0) }
        _ = reader.read(bytes[...])
        #expect(reader.keptCount <= 4 + 9 + 64 + 2048)
      }
    }
  }
}

@Suite("What a guest sends")
struct IntakeTests {
  private let start = SuspendingClock.now

  private func intake(isDriver: Bool = false) -> Intake {
    var intake = Intake(isDriver: isDriver, limits: RoomLimits(), now: start)
    #expect(
      take(&intake, Greeting(identity: 9).frame.bytes[...], now: start)
        == [.greeted(Greeting(identity: 9))])
    return intake
  }

  private func message(_ sequence: UInt64, _ topic: String = "a", _ count: Int = 1) -> [UInt8] {
    Frame(sequence: sequence, topic: topic, body: [UInt8](repeating: 1, count: count)).bytes
  }

  @Test(
    "Followers may send twenty a second and drivers two hundred, and twice as many at once",
    arguments: [(false, 40, 20), (true, 400, 200)])
  func rate(_ isDriver: Bool, _ burst: Int, _ perSecond: Int) {
    var intake = intake(isDriver: isDriver)
    var sequence: UInt64 = 0
    func sent(_ count: Int, at seconds: Double) -> Int {
      (0..<count).reduce(0) { sum, _ in
        sequence += 1
        let now = start.advanced(by: .seconds(seconds))
        return sum + intake.take(message(sequence)[...], now: now).count
      }
    }
    #expect(sent(burst + 10, at: 0) == burst)
    #expect(intake.dropped == 10)
    #expect(sent(perSecond + 10, at: 1) == perSecond)
    #expect(sent(burst + 10, at: 1000) == burst)
    #expect(intake.dropped == 30)
  }

  @Test("After a hundred that are dropped nothing counts any more")
  func spent() {
    var intake = intake()
    let bytes = (1...200).flatMap { message(UInt64($0)) }
    #expect(take(&intake, bytes[...], now: start).count == 40)
    #expect(intake.dropped == 100 && intake.isSpent)
  }

  @Test("What is repeated or older is dropped")
  func repeated() {
    var intake = intake()
    let bytes = message(2) + message(2) + message(1) + message(3)
    #expect(take(&intake, bytes[...], now: start).count == 2)
    #expect(intake.dropped == 2)
  }

  @Test("Control sequences, words of the connection and empty names are no topics")
  func topics() {
    var intake = intake()
    var bytes: [UInt8] = []
    for (number, topic) in ["\u{1B}[2J", "a\nb", "$hello", "$welcome", "", "é", "A", "$"]
      .enumerated()
    {
      bytes += message(UInt64(number + 1), topic)
    }
    #expect(take(&intake, bytes[...], now: start).isEmpty)
    #expect(intake.dropped == 8)
  }

  @Test(
    "A body may be as long as the sender's kind allows", arguments: [(false, 2048), (true, 8192)])
  func bodies(_ isDriver: Bool, _ longest: Int) {
    var intake = intake(isDriver: isDriver)
    let bytes = message(1, "a", longest) + message(2, "a", longest + 1)
    #expect(take(&intake, bytes[...], now: start).count == 1)
    #expect(intake.dropped == 1)
  }

  @Test("Nothing counts before a greeting, and one of another version is told")
  func greeting() {
    var intake = Intake(isDriver: false, limits: RoomLimits(), now: start)
    #expect(take(&intake, message(1)[...], now: start).isEmpty)
    var other = Greeting(identity: 1).frame
    other.body[0] = 2
    #expect(take(&intake, other.bytes[...], now: start) == [.otherVersion])
    let short = Frame(sequence: 0, topic: Topic.hello, body: [1, 2])
    #expect(take(&intake, short.bytes[...], now: start).isEmpty)
    #expect(intake.dropped == 3)
    #expect(!intake.isGreeted)
  }
}

@Suite("Topics that are kept")
struct RetainedTopicsTests {
  @Test("Bytes and topics are bounded, and replacing frees what was there")
  func bounds() {
    var topics = RetainedTopics(limits: RoomLimits())
    let body = [UInt8](repeating: 1, count: 65_536)
    var kept = 0
    while publish(&topics, "big/\(kept)", body) { kept += 1 }
    #expect(kept == 511)
    #expect(topics.bytes <= 32 << 20)
    for _ in 0..<5000 { #expect(publish(&topics, "big/0", body)) }
    for number in 1..<kept { #expect(publish(&topics, "big/\(number)", [])) }
    #expect(topics.count == 1)
    #expect(topics.bytes == "big/0".utf8.count + body.count)
    for number in 0..<4095 { #expect(publish(&topics, "small/\(number)", [1])) }
    #expect(!publish(&topics, "small/4095", [1]))
    #expect(publish(&topics, "small/0", []))
    #expect(publish(&topics, "small/4095", [1]))
    #expect(topics.count == 4096)
  }

  @Test("What is kept stays small, however often it changes")
  func compact() {
    var topics = RetainedTopics(limits: RoomLimits())
    for number in 0..<20_000 {
      #expect(publish(&topics, "topic/\(number % 7)", [UInt8(number % 250) + 1]))
      #expect(publish(&topics, "gone/\(number)", [1]))
      #expect(publish(&topics, "gone/\(number)", []))
    }
    #expect(topics.count == 7)
    #expect(topics.slotCount < 4000)
  }

  /// Whatever was published, and whenever a guest is given the next, it ends up knowing what there is.
  @Test("A guest that lags by any amount ends up with what there is")
  func followsModel() {
    var generator = SeededGenerator(seed: 8)
    var topics = RetainedTopics(limits: RoomLimits())
    var model: [String: [UInt8]] = [:]
    var known: [String: [UInt8]] = [:]
    var sequence: UInt64 = 0
    func take(_ most: Int) {
      for _ in 0..<most {
        guard let next = topics.next(after: sequence, withoutRemovalsUpTo: 0) else { return }
        #expect(next.sequence > sequence)
        sequence = next.sequence
        guard case .frame(let frame)? = FrameReaderTests.read(next.frame).first else { return }
        known[frame.topic] = frame.body.isEmpty ? nil : frame.body
      }
    }
    for _ in 0..<20_000 {
      let topic = "t/\(Int.random(in: 0..<30, using: &generator))"
      let body = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      #expect(publish(&topics, topic, body))
      model[topic] = body.isEmpty ? nil : body
      if Int.random(in: 0..<5, using: &generator) == 0 {
        take(Int.random(in: 0..<12, using: &generator))
      }
    }
    take(.max)
    #expect(known == model)
  }
}
