import CSocket
import Foundation
import TestSupport
import Testing

@testable import Room

/// Each leaves the host as it was for somebody honest.
@Suite("A hostile guest", .serialized)
struct HostileGuestTests {
  /// A host, somebody honest in it, and what both heard.
  private struct Honest {
    let scratch: Scratch
    let host: RoomHost
    let guest: RoomGuest
    let news = Ear<RoomNews>()
    let heard = Ear<GuestNews>()

    init(limits: RoomLimits = RoomLimits()) throws {
      scratch = try Scratch()
      host = try scratch.host("demo", limits: limits, news.hear)
      guest = RoomGuest(try scratch.place(), asDriver: false, hear: heard.hear)
      try heard.wait { $0 == [.connected] }
    }

    var path: String { scratch.socket("demo.room") }

    /// The host answers somebody who behaves.
    func expectResponsive(_ word: String = "still here") throws {
      host.publish("place", word)
      try heard.wait(for: "place", word)
      guest.send("answer", word)
      try news.wait(forRequest: "answer", Array(word.utf8))
    }
  }

  @Test("Random bytes are dropped and counted, and whoever goes on is sent away")
  func randomBytes() throws {
    var limits = RoomLimits()
    // None is to be sent away for being slow, on whatever machine.
    limits.greeting = .seconds(600)
    let honest = try Honest(limits: limits)
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<20 {
      let client = try RawClient(honest.path)
      while true {
        let bytes = (0..<4096).map { _ in UInt8.random(in: 0...255, using: &generator) }
        if !client.send(bytes) { break }
      }
    }
    try eventually { honest.host.counts.turnedAway == 20 }
    #expect(honest.host.counts.droppedMessages == 2000)
    #expect(honest.news.requests.isEmpty)
    try honest.expectResponsive()
  }

  @Test("Giant lengths and floods end a connection after a hundred dropped messages")
  func floods() throws {
    let honest = try Honest()
    let giant = try RawClient.greeted(honest.path)
    while giant.send([255, 255, 255, 255] + [UInt8](repeating: 0, count: 60_000)) {}
    try eventually { honest.host.counts.turnedAway == 1 }
    let flood = try RawClient.greeted(honest.path)
    var sequence: UInt64 = 0
    repeat {
      sequence += 1
    } while flood.send(Frame(sequence: sequence, topic: "x", body: [1]).bytes)
    try eventually { honest.host.counts.turnedAway == 2 }
    #expect((200...210).contains(honest.host.counts.droppedMessages))
    // The first forty, and what the seconds of a slow machine allow.
    #expect(honest.news.requests.count >= 40)
    #expect(honest.news.requests.allSatisfy { $0.topic == "x" })
    try honest.expectResponsive()
  }

  @Test("Control sequences in topics reach nobody")
  func controlSequences() throws {
    let honest = try Honest()
    let client = try RawClient.greeted(honest.path)
    for sequence in 1...5 {
      client.send(Frame(sequence: UInt64(sequence), topic: "\u{1B}[2J", body: [1]).bytes)
    }
    client.send(Frame(sequence: 6, topic: "fine", body: [27]).bytes)
    try honest.news.wait(forRequest: "fine")
    #expect(honest.host.counts.droppedMessages == 5)
    #expect(honest.news.requests.map(\.topic) == ["fine"])
    try honest.expectResponsive()
  }

  @Test("Half a message holds up nobody, and counts once its end comes")
  func halves() throws {
    let honest = try Honest()
    let client = try RawClient(honest.path)
    for byte in Greeting(identity: 3).frame.bytes { client.send([byte]) }
    #expect(client.next()?.topic == Topic.welcome)
    let bytes = Frame(sequence: 1, topic: "late", body: [1, 2]).bytes
    client.send(Array(bytes.dropLast()))
    try honest.expectResponsive()
    #expect(!honest.news.requests.contains { $0.topic == "late" })
    client.send(Array(bytes.suffix(1)))
    try honest.news.wait(forRequest: "late")
    #expect(honest.host.counts.droppedMessages == 0)
  }

  @Test("Who says nothing at first is sent away, and who speaks another version is told")
  func greetings() throws {
    var limits = RoomLimits()
    limits.greeting = .milliseconds(50)
    let honest = try Honest(limits: limits)
    let silent = try RawClient(honest.path)
    #expect(silent.isSentAway())
    #expect(honest.host.counts.turnedAway == 1)
    let other = try RawClient(honest.path)
    var greeting = Greeting(identity: 1).frame
    greeting.body[0] = 9
    other.send(greeting.bytes)
    let answer = try #require(other.next())
    #expect(answer.topic == Topic.refused)
    #expect(String(decoding: answer.body, as: UTF8.self).contains("version"))
    #expect(other.isSentAway())
    #expect(honest.host.counts.droppedMessages == 1)
    #expect(honest.host.counts.guests == 1)
    try honest.expectResponsive()
  }

  @Test("Who takes nothing is let go")
  func neverReading() throws {
    var limits = RoomLimits()
    limits.patience = .milliseconds(200)
    let honest = try Honest(limits: limits)
    let client = try RawClient.greeted(honest.path)
    try honest.news.wait { $0.count == 2 }
    // More than the system keeps for one that does not read.
    for number in 0..<60 {
      honest.host.publish("big/\(number)", [UInt8](repeating: 1, count: 60_000))
    }
    try eventually { honest.host.counts.turnedAway == 1 }
    try honest.expectResponsive()
    #expect(honest.host.counts.guests == 1)
    _ = client
  }

  @Test("Six hundred connections fill the room, and the host goes on for those who are in it")
  func manyConnections() throws {
    try raiseDescriptorLimit(2000)
    let honest = try Honest()
    var clients: [RawClient] = []
    var (welcome, refused) = (0, 0)
    for number in 0..<600 {
      let client = try RawClient(honest.path)
      client.send(Greeting(identity: UInt64(number)).frame.bytes)
      switch client.next()?.topic {
      case Topic.welcome: welcome += 1
      case Topic.refused: refused += 1
      default: Issue.record("neither let in nor refused")
      }
      clients.append(client)
    }
    #expect(welcome == 511 && refused == 89)
    #expect(honest.host.counts.guests == 512)
    #expect(honest.host.counts.turnedAway == 89)
    try honest.expectResponsive()
    // The instructor is never kept out.
    let driver = try RawClient.greeted(honest.scratch.socket("demo.control"))
    #expect(driver.next()?.topic == "place")
    clients = []
    try eventually { honest.host.counts.guests == 1 }
    try honest.expectResponsive("again")
  }

  @Test("Hundreds that connect and say nothing keep nobody out")
  func strangers() throws {
    try raiseDescriptorLimit(2000)
    let honest = try Honest()
    var clients: [RawClient] = []
    for _ in 0..<600 {
      clients.append(try RawClient(honest.path))
    }
    let late = try RawClient.greeted(honest.path)
    try honest.expectResponsive()
    #expect(late.next()?.topic == "place")
    #expect(honest.host.counts.guests == 2)
    #expect(honest.host.counts.turnedAway >= 600 - RoomLimits().strangers)
  }

  @Test(
    "One person's many guests do not keep others out",
    .enabled(if: geteuid() == 0, "only root can be somebody else"))
  func fairness() throws {
    var limits = RoomLimits()
    limits.guests = 5
    let scratch = try Scratch()
    let host = try scratch.host("demo", isOpen: true, limits: limits)
    let clients = try (0..<5).map { _ in try RawClient.greeted(scratch.socket("demo.room")) }
    let me = String(cString: getpwuid(geteuid()).pointee.pw_name)
    let probe = try Probe(["follow", scratch.path, "\(me)/demo", "65534"])
    #expect(probe.line() == "connected")
    #expect(host.counts.guests == 5)
    #expect(clients.last?.next()?.topic == Topic.refused)
    // Yet nobody gets in where all have as many.
    let again = try RawClient(scratch.socket("demo.room"))
    again.send(Greeting(identity: 1).frame.bytes)
    #expect(again.next()?.topic == Topic.refused)
  }

  @Test("What hostile guests make the host keep is bounded")
  func memory() throws {
    try raiseDescriptorLimit(2000)
    let honest = try Honest()
    // Half a message each, the longest that can be, and nothing is read.
    var clients: [RawClient] = []
    let half = Frame(sequence: 1, topic: "x", body: [UInt8](repeating: 1, count: 2048)).bytes
    for number in 0..<500 {
      let client = try RawClient(honest.path)
      client.send(Greeting(identity: UInt64(number)).frame.bytes + half.dropLast())
      clients.append(client)
    }
    try eventually { honest.host.counts.guests == 501 }
    let before = try residentBytes()
    for round in 0..<40 {
      for topic in 0..<5 {
        honest.host.publish("big/\(topic)", [UInt8](repeating: UInt8(round + 1), count: 60_000))
      }
      honest.host.publish("place", "round \(round)")
      try honest.heard.wait(for: "place", "round \(round)")
    }
    // Each may hold one frame that has been replaced since, and no more.
    #expect(try residentBytes() - before < 60 << 20)
    #expect(honest.host.counts.guests == 501)
  }

  private func residentBytes() throws -> Int {
    #if os(Linux)
      let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
      return try #require(Int(text.split(separator: " ")[1])) * Int(getpagesize())
    #else
      return 0
    #endif
  }

  private func raiseDescriptorLimit(_ count: rlim_t) throws {
    #if canImport(Glibc)
      let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
      let resource = RLIMIT_NOFILE
    #endif
    var limit = rlimit()
    getrlimit(resource, &limit)
    guard limit.rlim_cur < count else { return }
    limit.rlim_cur = min(count, limit.rlim_max)
    let result = setrlimit(resource, &limit)
    try #require(result == 0)
  }
}
