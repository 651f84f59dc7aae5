import Foundation
import Testing

@testable import Room

@Suite("Where rooms are")
struct PlaceTests {
  @Test("Two rooms of one name are told apart")
  func twoOfOneName() throws {
    let scratch = try Scratch()
    let (first, second) = (try scratch.host(), try scratch.host())
    #expect([first.name, second.name] == ["demo", "demo-2"])
    #expect(RoomDirectory.places(scratch.folders).map(\.name) == ["demo", "demo-2"])
    first.publish("a", "first")
    second.publish("a", "second")
    for name in ["first", "second"] {
      let heard = Ear<GuestNews>()
      let guest = RoomGuest(
        try scratch.place(name == "first" ? "demo" : "demo-2"), asDriver: false, hear: heard.hear)
      try heard.wait(for: "a", name)
      guest.close()
    }
    first.close()
    #expect(try scratch.host().name == "demo")
  }

  @Test("A long name makes room for its number")
  func longNames() throws {
    let scratch = try Scratch()
    let name = String(repeating: "a", count: 40)
    let hosts = [try scratch.host(name), try scratch.host(name)]
    #expect(hosts.map(\.name) == [name, String(repeating: "a", count: 38) + "-2"])
  }

  @Test("Many that begin at once all get a name of their own")
  func atOnce() async throws {
    let scratch = try Scratch()
    let hosts = try await withThrowingTaskGroup(of: RoomHost.self) { group in
      for _ in 0..<12 { group.addTask { try scratch.host() } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(hosts.map(\.name)).count == 12)
    #expect(RoomDirectory.places(scratch.folders).count == 12)
  }

  @Test("A socket whose process was killed is not listed, and makes way")
  func stale() throws {
    let scratch = try Scratch()
    let probe = try Probe(["host", scratch.path, "demo", "x"])
    #expect(probe.line() == "demo")
    #expect(RoomDirectory.places(scratch.folders).map(\.name) == ["demo"])
    probe.kill()
    #expect(FileManager.default.fileExists(atPath: scratch.socket("demo.room")))
    #expect(RoomDirectory.places(scratch.folders).isEmpty)
    let host = try scratch.host()
    #expect(host.name == "demo")
    #expect(RoomDirectory.places(scratch.folders).map(\.name) == ["demo"])
  }

  @Test("A room without XDG_RUNTIME_DIR is found by who has it, and the other way round")
  func otherFolders() throws {
    let scratch = try Scratch()
    var without = scratch.folders
    without.runtime = nil
    let host = try RoomHost(name: "demo", isOpen: false, folders: without) { _ in }
    #expect(RoomDirectory.places(scratch.folders).map(\.name) == ["demo"])
    let second = try scratch.host()
    #expect(second.name == "demo-2")
    #expect(RoomDirectory.places(without).map(\.name) == ["demo"])
    // What the variable names elsewhere is where the system puts it.
    without.runtimes = "\(scratch.path)/user"
    try scratch.make(without.runtimes, 0o755)
    let ordinary = "\(without.runtimes)/\(without.user)"
    #expect(symlink("\(scratch.path)/run", ordinary) == 0)
    #expect(RoomDirectory.places(without).map(\.name) == ["demo-2", "demo"])
    host.close()
  }

  @Test("Only the owner can reach a room, unless it is open")
  func permissions() throws {
    let scratch = try Scratch()
    // What was too open is closed.
    try scratch.make(scratch.own, 0o777)
    let host = try scratch.host("demo", isOpen: true)
    let open = "\(scratch.path)/tmp/interleave-room-\(geteuid())"
    #expect(try mode(scratch.own) == 0o700)
    #expect(try mode(scratch.socket("demo.control")) == 0o600)
    #expect(try mode(scratch.socket("demo.room")) == 0o600)
    #expect(try mode(open) == 0o755)
    #expect(try mode("\(open)/demo.room") == 0o666)
    #expect(!FileManager.default.fileExists(atPath: "\(open)/demo.control"))
    host.close()
    #expect(try FileManager.default.contentsOfDirectory(atPath: open) == [".lock"])
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  @Test(
    "Somebody else follows an open room and no other",
    .enabled(if: geteuid() == 0, "only root can be somebody else"))
  func otherUser() throws {
    let scratch = try Scratch()
    let news = Ear<RoomNews>()
    let open = try scratch.host("open", isOpen: true, news.hear)
    let closed = try scratch.host("closed")
    open.publish("place", "here")
    let me = String(cString: getpwuid(geteuid()).pointee.pw_name)
    let probe = try Probe(["follow", scratch.path, "\(me)/open", "65534"])
    #expect([probe.line(), probe.line()] == ["connected", "place here"])
    #expect(open.counts.guests == 1)
    let other = try Probe(["follow", scratch.path, "closed", "65534"])
    #expect(other.line() == "no room")
    closed.close()
  }

  @Test("A folder that is a link or not ours is not used, and the message says so")
  func foreignFolders() throws {
    let scratch = try Scratch()
    try scratch.make("\(scratch.path)/elsewhere", 0o700)
    #expect(symlink("\(scratch.path)/elsewhere", scratch.own) == 0)
    try expectNotOurs(scratch, scratch.own)
    unlink(scratch.own)
    #expect(FileManager.default.createFile(atPath: scratch.own, contents: nil))
    try expectNotOurs(scratch, scratch.own)
    unlink(scratch.own)
    guard geteuid() == 0 else { return }
    try scratch.make(scratch.own, 0o777)
    #expect(chown(scratch.own, 65534, 65534) == 0)
    try expectNotOurs(scratch, scratch.own)
  }

  @Test("The same for the folder of open rooms, and nothing is left behind")
  func foreignOpenFolder() throws {
    let scratch = try Scratch()
    let open = "\(scratch.path)/tmp/interleave-room-\(geteuid())"
    try scratch.make("\(scratch.path)/elsewhere", 0o755)
    #expect(symlink("\(scratch.path)/elsewhere", open) == 0)
    try expectNotOurs(scratch, open, isOpen: true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.own).isEmpty)
  }

  private func expectNotOurs(_ scratch: Scratch, _ path: String, isOpen: Bool = false) throws {
    let failure = #expect(throws: RoomFailure.self) { try scratch.host("demo", isOpen: isOpen) }
    #expect(failure == .folderNotOurs(path))
    #expect(failure?.sentence.contains(path) ?? false)
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(scratch.path)/run").count <= 1)
    #expect(RoomDirectory.places(scratch.folders).isEmpty)
  }

  @Test("What XDG_RUNTIME_DIR names is used only if it is ours")
  func runtimeFolder() throws {
    let scratch = try Scratch()
    try scratch.make("\(scratch.path)/shared", 0o777)
    let temporary = "\(scratch.path)/tmp/interleave-\(geteuid())"
    for runtime in [nil, "", "run", "\(scratch.path)/none", "\(scratch.path)/shared", "/dev/null"] {
      var folders = scratch.folders
      folders.runtime = runtime
      #expect(try folders.makeOwn() == temporary)
    }
    #expect(try mode(temporary) == 0o700)
    #expect(try scratch.folders.makeOwn() == scratch.own)
  }

  @Test("A path that is too long for a socket is named, with its length")
  func longPath() throws {
    let scratch = try Scratch()
    var folders = scratch.folders
    let long = "\(scratch.path)/\(String(repeating: "l", count: 90))"
    try scratch.make(long, 0o700)
    folders.runtime = long
    let failure = #expect(throws: RoomFailure.self) {
      try RoomHost(name: "demo", isOpen: false, folders: folders) { _ in }
    }
    let sentence = try #require(failure?.sentence)
    #expect(sentence.contains("XDG_RUNTIME_DIR") && sentence.contains(long))
    #expect(sentence.contains("\((long + "/interleave/demo.control").utf8.count)"))
  }

  @Test("Nobody can pretend to lead somebody else's room")
  func pretenders() throws {
    let scratch = try Scratch()
    let host = try scratch.host("demo", isOpen: true)
    let temporary = "\(scratch.path)/tmp"
    let mine = "\(temporary)/interleave-room-\(geteuid())"
    // Another name for the same user, a link, and a folder under somebody else's name.
    #expect(symlink(mine, "\(temporary)/interleave-room-4242") == 0)
    #expect(rename(mine, "\(temporary)/interleave-room-000\(geteuid())") == 0)
    var other = scratch.folders
    other.user = 4243
    #expect(RoomDirectory.places(other).isEmpty)
    #expect(rename("\(temporary)/interleave-room-000\(geteuid())", mine) == 0)
    #expect(RoomDirectory.places(other).map(\.owner) == [geteuid()])
    // A link to whatever else listens.
    #expect(symlink("\(mine)/demo.room", "\(mine)/trap.room") == 0)
    #expect(RoomDirectory.places(other).map(\.name) == ["demo"])
    try FileManager.default.copyItem(
      atPath: mine + "/.lock", toPath: "\(temporary)/interleave-room-7")
    #expect(rename(mine, "\(temporary)/interleave-room-4244") == 0)
    #expect(RoomDirectory.places(other).isEmpty)
    host.close()
  }

  @Test("Who finds another user's socket behind a name does not stay")
  func otherHost() throws {
    let scratch = try Scratch()
    let host = try scratch.host()
    let place = RoomPlace(
      name: "demo", owner: geteuid() + 1, user: "x", isOwn: false, folder: scratch.own,
      hasControl: false)
    let heard = Ear<GuestNews>()
    let guest = RoomGuest(place, asDriver: false, hear: heard.hear)
    try heard.wait { !$0.isEmpty }
    #expect(heard.all == [.lost])
    #expect(host.counts.guests == 0)
    guest.close()
    let driver = RoomGuest(place, asDriver: true, hear: heard.hear)
    try heard.wait { $0.count == 2 }
    #expect(heard.all.last == .refused("only whoever leads a room can drive it"))
    driver.close()
  }

  @Test(
    "Names that could be mistaken are none",
    arguments: [
      "", "a b", "../x", "a/b", "A", "é", "a.b", ".lock", String(repeating: "a", count: 41),
    ])
  func badNames(_ name: String) throws {
    let scratch = try Scratch()
    let failure = #expect(throws: RoomFailure.self) { try scratch.host(name) }
    #expect(failure == .badName(name))
  }

  @Test("A room is found by its name, and by its owner's")
  func finding() throws {
    let scratch = try Scratch()
    let host = try scratch.host("demo", isOpen: true)
    let me = String(cString: getpwuid(geteuid()).pointee.pw_name)
    #expect(RoomDirectory.places(named: "demo", scratch.folders).map(\.isOwn) == [true])
    #expect(RoomDirectory.places(named: "\(me)/demo", scratch.folders).map(\.isOwn) == [true])
    for name in ["", "dem", "/demo", "demo/", "x/demo", "\(me)/demo/x"] {
      #expect(RoomDirectory.places(named: name, scratch.folders).isEmpty)
    }
    // As somebody else sees it.
    var other = scratch.folders
    other.user = 4243
    other.runtime = nil
    #expect(RoomDirectory.places(named: "demo", other).map(\.isOwn) == [false])
    #expect(RoomDirectory.places(named: "\(me)/demo", other).map(\.user) == [me])
    host.close()
  }
}
