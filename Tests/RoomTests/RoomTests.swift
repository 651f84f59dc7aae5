import Foundation
import Testing

@testable import Room

@Suite("A room")
struct RoomTests {
  @Test("What is published reaches a guest, and what it sends reaches the host")
  func bothWays() throws {
    let scratch = try Scratch()
    let (news, heard) = (Ear<RoomNews>(), Ear<GuestNews>())
    let host = try scratch.host("demo", news.hear)
    let guest = RoomGuest(try scratch.place(), asDriver: false, hear: heard.hear)
    try heard.wait { $0 == [.connected] }
    host.publish("place", "3")
    try heard.wait(for: "place", "3")
    guest.send("answer", "b")
    try news.wait { $0.count == 2 }
    let request = try #require(news.requests.first)
    #expect(news.all.first == .joined(request.guest, isDriver: false))
    #expect(
      request
        == RoomRequest(
          guest: request.guest, isDriver: false, topic: "answer", body: Array("b".utf8)))
    host.reply("thanks", Array("you".utf8), to: request.guest)
    host.reply("thanks", Array("again".utf8), to: request.guest)
    let messages = try heard.wait(for: "thanks", "again")
    #expect(messages.map { String(decoding: $0.body, as: UTF8.self) } == ["3", "you", "again"])
    #expect(host.counts.guests == 1 && host.counts.drivers == 0)
    guest.close()
    try news.wait { $0.last == .left(request.guest) }
    #expect(host.counts == RoomCounts())
  }

  @Test("A latecomer gets the newest of every topic first, in order, and then what changes")
  func latecomer() throws {
    let scratch = try Scratch()
    let host = try scratch.host()
    for (topic, body) in [("a", "1"), ("gone", "x"), ("b", "1"), ("a", "2"), ("gone", "")] {
      host.publish(topic, body)
    }
    let heard = Ear<GuestNews>()
    let guest = RoomGuest(try scratch.place(), asDriver: false, hear: heard.hear)
    let first = try heard.wait(for: "a", "2")
    #expect(first.map(\.topic) == ["b", "a"])
    host.publish("b", "2")
    let messages = try heard.wait(for: "b", "2")
    #expect(messages.map(\.topic) == ["b", "a", "b"])
    #expect(messages.map(\.sequence) == messages.map(\.sequence).sorted())
    guest.close()
  }

  @Test("A topic that is removed is heard as one without a body")
  func removal() throws {
    let scratch = try Scratch()
    let host = try scratch.host()
    let heard = Ear<GuestNews>()
    let guest = RoomGuest(try scratch.place(), asDriver: false, hear: heard.hear)
    host.publish("a", "1")
    try heard.wait(for: "a", "1")
    host.publish("never-there", "")
    host.publish("a", "")
    let messages = try heard.wait(for: "a", "")
    #expect(messages.map(\.topic) == ["a", "a"])
    guest.close()
  }

  @Test("Removals that are forgotten make those who lag begin anew")
  func forgottenRemovals() throws {
    var limits = RoomLimits()
    limits.removals = 2
    let state = try #require(HostState(limits: limits))
    for topic in ["a", "b", "c", "d"] { state.publish(topic, [1]) }
    let guest = GuestID(1)
    state.admit(guest, isDriver: false)
    var position = state.start()
    func next() -> String {
      switch state.next(for: guest, at: &position) {
      case .nothing: return "nothing"
      case .startAnew:
        position = state.start()
        return "anew"
      case .frame(let bytes):
        guard case .frame(let frame)? = FrameReaderTests.read(bytes).first else { return "?" }
        return frame.topic + (frame.body.isEmpty ? " gone" : "")
      }
    }
    #expect([next(), next()] == ["a", "b"])
    for topic in ["c", "b"] { state.publish(topic, []) }
    #expect([next(), next(), next(), next()] == ["d", "c gone", "b gone", "nothing"])
    for topic in ["a", "d"] { state.publish(topic, []) }
    // c and b are forgotten, and this one has heard of them.
    #expect([next(), next(), next()] == ["a gone", "d gone", "nothing"])
    for topic in ["e", "f", "g"] { state.publish(topic, [1]) }
    #expect(next() == "e")
    for topic in ["e", "f", "g"] { state.publish(topic, []) }
    #expect([next(), next()] == ["anew", "nothing"])
  }

  @Test("A guest that does not read lags, and then gets the newest, and holds up nobody")
  func lagging() throws {
    let scratch = try Scratch()
    let host = try scratch.host()
    let slow = try RawClient.greeted(scratch.socket("demo.room"))
    let heard = Ear<GuestNews>()
    let guest = RoomGuest(try scratch.place(), asDriver: false, hear: heard.hear)
    let body = [UInt8](repeating: 1, count: 16_000)
    for number in 1...500 {
      host.publish("big", body)
      host.publish("number", String(number))
      // So that the host had every reason to send each of them.
      try heard.wait(for: "number", String(number))
    }
    host.publish("big", "last")
    host.publish("end", "now")
    try heard.wait(for: "end", "now")
    #expect(host.counts.guests == 2)
    var frames: [Frame] = []
    while frames.last?.topic != "end", let frame = slow.next() { frames.append(frame) }
    #expect(frames.count < 250)
    #expect(frames.last { $0.topic == "big" }?.body == Array("last".utf8))
    #expect(frames.last { $0.topic == "number" }?.body == Array("500".utf8))
    #expect(frames.map(\.sequence) == frames.map(\.sequence).sorted())
    guest.close()
  }

  @Test("A guest whose process is killed has left")
  func dying() throws {
    let scratch = try Scratch()
    let news = Ear<RoomNews>()
    let host = try scratch.host("demo", news.hear)
    let probe = try Probe(["drive", scratch.path, "demo", String(geteuid())])
    try news.wait { $0.count == 1 }
    guard case .joined(let guest, isDriver: true)? = news.all.first else {
      Issue.record("nobody joined")
      return
    }
    probe.kill()
    try news.wait { $0.last == .left(guest) }
    #expect(host.counts.drivers == 0)
  }

  @Test("A host that was killed and starts again is found again, and says everything anew")
  func restart() throws {
    let scratch = try Scratch()
    let heard = Ear<GuestNews>()
    let probe = try Probe(["host", scratch.path, "demo", "before"])
    #expect(probe.line() == "demo")
    let guest = RoomGuest(try scratch.place(), asDriver: false, hear: heard.hear)
    #expect(try heard.wait(for: "place", "before").map(\.sequence) == [1, 2])
    probe.kill()
    try heard.wait { $0.last == .lost }
    #expect(RoomDirectory.places(scratch.folders).isEmpty)
    let host = try scratch.host()
    #expect(host.name == "demo")
    host.publish("place", "after")
    let messages = try heard.wait(for: "place", "after")
    #expect(messages.map(\.sequence) == [1])
    #expect(heard.all.filter { $0 == .lost }.count == 1)
    #expect(heard.all.filter { $0 == .connected }.count == 2)
    guest.close()
  }

  @Test("A guest that comes first waits for the room")
  func early() throws {
    let scratch = try Scratch()
    let first = try scratch.host()
    let place = try scratch.place()
    first.close()
    let heard = Ear<GuestNews>()
    let guest = RoomGuest(place, asDriver: false, hear: heard.hear)
    try heard.wait { $0 == [.lost] }
    guest.send("dropped", "x")
    let news = Ear<RoomNews>()
    let second = try scratch.host("demo", news.hear)
    try heard.wait { $0 == [.lost, .connected] }
    guest.send("kept", "x")
    try news.wait { $0.count == 2 }
    #expect(news.requests.map(\.topic) == ["kept"])
    #expect(second.counts.guests == 1)
    guest.close()
  }

  @Test("What was published just before the end is still heard")
  func lastWords() throws {
    let scratch = try Scratch()
    let host = try scratch.host()
    let heard = Ear<GuestNews>()
    let guest = RoomGuest(try scratch.place(), asDriver: false, hear: heard.hear)
    try heard.wait { $0 == [.connected] }
    host.publish("over", "yes")
    host.close()
    let news = try heard.wait { $0.last == .lost }
    #expect(Ear.messages(news).map(\.topic) == ["over"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.own) == [".lock"])
    guest.close()
  }

  @Test("A room can be closed from its own thread")
  func closingItself() throws {
    let scratch = try Scratch()
    let news = Ear<RoomNews>()
    let held = Held()
    let host = try scratch.host("demo") { [hear = news.hear] in
      held.host?.close()
      hear($0)
    }
    held.host = host
    let client = try RawClient(scratch.socket("demo.room"))
    client.send(Greeting(identity: 1).frame.bytes)
    try news.wait { $0.count == 2 }
    try eventually { !FileManager.default.fileExists(atPath: scratch.socket("demo.room")) }
    held.host = nil
  }

  private final class Held: @unchecked Sendable {
    private let lock = NSLock()
    private var value: RoomHost?
    var host: RoomHost? {
      get { lock.withLock { value } }
      set { lock.withLock { value = newValue } }
    }
  }

  @Test("What is beyond a limit of the host is refused and counted")
  func hostLimits() throws {
    let scratch = try Scratch()
    let host = try scratch.host()
    let news = Ear<GuestNews>()
    let guest = RoomGuest(try scratch.place(), asDriver: false, hear: news.hear)
    host.publish("big", [UInt8](repeating: 1, count: 65_537))
    host.publish("Capital", "x")
    host.publish("", "x")
    host.publish(String(repeating: "a", count: 65), "x")
    host.publish("$hello", "x")
    #expect(host.counts.refused == 5)
    host.publish("fits", [UInt8](repeating: 1, count: 65_536))
    host.publish("end", "x")
    #expect(try news.wait(for: "end", "x").map(\.topic) == ["fits", "end"])
    guest.close()
  }

  @Test("Replies that nobody takes are bounded")
  func replies() throws {
    let state = try #require(HostState(limits: RoomLimits()))
    state.admit(GuestID(1), isDriver: false)
    for _ in 0..<70 { state.reply("a", [1], to: GuestID(1)) }
    #expect(state.counts.refused == 6)
    state.reply("a", [1], to: GuestID(2))
    #expect(state.counts.refused == 6)
    state.admit(GuestID(3), isDriver: true)
    for _ in 0..<10 { state.reply("a", [UInt8](repeating: 1, count: 60_000), to: GuestID(3)) }
    #expect(state.counts.refused == 12)
  }
}
