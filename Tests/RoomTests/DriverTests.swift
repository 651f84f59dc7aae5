import CSocket
import Foundation
import Testing

@testable import Room

@Suite("Who drives a room")
struct DriverTests {
  @Test("A driver is one by the socket it came by, and hears what all hear")
  func socket() throws {
    let scratch = try Scratch()
    let (news, heard) = (Ear<RoomNews>(), Ear<GuestNews>())
    let host = try scratch.host("demo", news.hear)
    host.publish("place", "1")
    let driver = RoomGuest(try scratch.place(), asDriver: true, hear: heard.hear)
    try heard.wait(for: "place", "1")
    driver.send("go", "next")
    let follower = try RawClient.greeted(scratch.socket("demo.room"))
    follower.send(Frame(sequence: 1, topic: "go", body: Array("back".utf8)).bytes)
    try news.wait { $0.count == 4 }
    #expect(news.requests.map(\.isDriver).sorted { $0 && !$1 } == [true, false])
    #expect(news.requests.first { $0.isDriver }?.body == Array("next".utf8))
    #expect(host.counts.drivers == 1 && host.counts.guests == 1)
    driver.close()
  }

  @Test("A newer driver takes the place of an older one, which does not come back")
  func replaced() throws {
    let scratch = try Scratch()
    let news = Ear<RoomNews>()
    let host = try scratch.host("demo", news.hear)
    let (first, second) = (Ear<GuestNews>(), Ear<GuestNews>())
    let older = RoomGuest(try scratch.place(), asDriver: true, hear: first.hear)
    try first.wait { $0 == [.connected] }
    let newer = RoomGuest(try scratch.place(), asDriver: true, hear: second.hear)
    try second.wait { $0 == [.connected] }
    try first.wait { $0 == [.connected, .replaced] }
    older.send("go", "x")
    newer.send("go", "y")
    try news.wait { $0.contains { if case .request = $0 { true } else { false } } }
    #expect(news.requests.map(\.body) == [Array("y".utf8)])
    #expect(host.counts.drivers == 1)
    older.close()
    newer.close()
  }

  @Test("An older driver that missed the word does not take the place back")
  func noPingPong() throws {
    let scratch = try Scratch()
    let host = try scratch.host()
    let path = scratch.socket("demo.control")
    let older = try RawClient.greeted(path, identity: 1)
    let newer = try RawClient.greeted(path, identity: 2)
    #expect(older.next()?.topic == Topic.replaced)
    #expect(older.isSentAway())
    let again = try RawClient(path)
    again.send(Greeting(identity: 1).frame.bytes)
    #expect(again.next()?.topic == Topic.replaced)
    #expect(again.isSentAway())
    host.publish("a", "1")
    #expect(newer.next()?.topic == "a")
    // The same one that comes again is no other.
    let back = try RawClient.greeted(path, identity: 2)
    #expect(back.next()?.topic == "a")
    #expect(newer.isSentAway())
    let third = try RawClient.greeted(path, identity: 2)
    #expect(third.next()?.topic == "a")
    #expect(host.counts.drivers == 1)
  }

  @Test("A driver that takes nothing does not keep a newer one out")
  func stuck() throws {
    let scratch = try Scratch()
    let host = try scratch.host()
    let path = scratch.socket("demo.control")
    let stuck = try RawClient.greeted(path, identity: 1)
    let heard = Ear<GuestNews>()
    let follower = RoomGuest(try scratch.place(), asDriver: false, hear: heard.hear)
    for number in 1...100 {
      host.publish("big", [UInt8](repeating: 1, count: 60_000))
      host.publish("number", String(number))
      try heard.wait(for: "number", String(number))
    }
    let newer = try RawClient.greeted(path, identity: 2)
    #expect(newer.next()?.topic == "big")
    #expect(host.counts.drivers == 1)
    var last: Frame?
    while let frame = stuck.next() { last = frame }
    #expect(last?.topic == Topic.replaced)
    follower.close()
  }

  @Test(
    "Nobody else drives a room, whatever they can reach",
    .enabled(if: geteuid() == 0, "only root can be somebody else"))
  func otherUser() throws {
    let scratch = try Scratch()
    let news = Ear<RoomNews>()
    let host = try scratch.host("demo", isOpen: true, news.hear)
    // A folder and a socket that were opened by mistake.
    #expect(chmod(scratch.own, 0o755) == 0)
    for name in ["demo.control", "demo.room"] { #expect(chmod(scratch.socket(name), 0o666) == 0) }
    let probe = try Probe(["drive", scratch.path, "demo", "65534"])
    #expect(probe.line() == "lost")
    try eventually { host.counts.turnedAway > 0 }
    #expect(host.counts.drivers == 0)
    #expect(news.all.isEmpty)
  }
}
