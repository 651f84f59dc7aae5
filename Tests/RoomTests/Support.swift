import CSocket
import Foundation
import TestSupport
import Testing

@testable import Room

/// Folders of their own for one test, with short paths, because those of sockets must be.
final class Scratch: Sendable {
  let path: String

  init() throws {
    path = "/tmp/ilr-\(String(UInt32.random(in: 0 ... .max), radix: 36))"
    for folder in ["", "/run", "/tmp"] { try make(path + folder, 0o755) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func make(_ folder: String, _ mode: mode_t) throws {
    guard mkdir(folder, mode) == 0, chmod(folder, mode) == 0 else { throw POSIXError(.EIO) }
  }

  var folders: RoomFolders {
    var folders = RoomFolders(user: geteuid(), runtime: "\(path)/run")
    folders.temporary = "\(path)/tmp"
    folders.runtimes = "\(path)/none"
    return folders
  }

  var own: String { "\(path)/run/interleave" }
  func socket(_ name: String) -> String { "\(own)/\(name)" }

  func host(
    _ name: String = "demo", isOpen: Bool = false, limits: RoomLimits = RoomLimits(),
    _ receive: @escaping @Sendable (RoomNews) -> Void = { _ in }
  ) throws -> RoomHost {
    try RoomHost(name: name, isOpen: isOpen, folders: folders, limits: limits, receive: receive)
  }

  func place(_ name: String = "demo") throws -> RoomPlace {
    try #require(RoomDirectory.places(named: name, folders).first)
  }
}

/// What was heard so far, and waiting for more of it.
final class Ear<News: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private var heard: [News] = []

  var hear: @Sendable (News) -> Void {
    { [self] news in
      condition.withLock {
        heard.append(news)
        condition.broadcast()
      }
    }
  }

  var all: [News] { condition.withLock { heard } }

  /// All that was heard, once it is enough.
  @discardableResult
  func wait(
    sourceLocation: SourceLocation = #_sourceLocation, until isEnough: ([News]) -> Bool
  ) throws -> [News] {
    let deadline = Date(timeIntervalSinceNow: 60)
    return try condition.withLock {
      while !isEnough(heard) {
        if !condition.wait(until: deadline) {
          Issue.record("it was not heard; \(heard.suffix(20))", sourceLocation: sourceLocation)
          throw CancellationError()
        }
      }
      return heard
    }
  }
}

extension Ear where News == GuestNews {
  /// The messages since the last connection.
  var messages: [RoomMessage] { Self.messages(all) }

  static func messages(_ news: [GuestNews]) -> [RoomMessage] {
    let last = news.lastIndex(of: .connected) ?? news.startIndex
    return news[last...].compactMap { if case .message(let message) = $0 { message } else { nil } }
  }

  @discardableResult
  func wait(
    for topic: String, _ body: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [RoomMessage] {
    Self.messages(
      try wait(sourceLocation: sourceLocation) { news in
        Self.messages(news).last { $0.topic == topic }?.body == Array(body.utf8)
      })
  }
}

extension Ear where News == RoomNews {
  var requests: [RoomRequest] { Self.requests(all) }

  static func requests(_ news: [RoomNews]) -> [RoomRequest] {
    news.compactMap { if case .request(let request) = $0 { request } else { nil } }
  }

  func wait(
    forRequest topic: String, _ body: [UInt8]? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try wait(sourceLocation: sourceLocation) { news in
      Self.requests(news).contains { $0.topic == topic && (body == nil || $0.body == body) }
    }
  }
}

extension RoomHosting {
  func publish(_ topic: String, _ body: String) { publish(topic, Array(body.utf8)) }
}

extension RoomJoining {
  func send(_ topic: String, _ body: String) { send(topic, Array(body.utf8)) }
}

/// Waits for what is no news, such as a count.
func eventually(
  _ condition: () -> Bool, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let deadline = Date(timeIntervalSinceNow: 60)
  while !condition() {
    guard Date() < deadline else {
      Issue.record("it did not come to be", sourceLocation: sourceLocation)
      throw CancellationError()
    }
    usleep(1000)
  }
}

/// A client that says what it likes, and reads when it likes.
final class RawClient {
  let descriptor: Int32
  private var reader = FrameReader(longestBody: RoomLimits().longestBody)
  private var frames: [Frame] = []

  init(_ path: String) throws {
    var found: Int32 = -1
    // The line before the door may be full for a moment.
    try eventually {
      found = interleave_socket_connect(path)
      return found != -EAGAIN
    }
    descriptor = found
    if descriptor < 0 { throw POSIXError(.init(rawValue: -descriptor) ?? .EIO) }
  }

  deinit { close(descriptor) }

  static func greeted(_ path: String, identity: UInt64 = 7) throws -> RawClient {
    let client = try RawClient(path)
    client.send(Greeting(identity: identity).frame.bytes)
    #expect(client.next()?.topic == Topic.welcome)
    return client
  }

  /// False once nobody listens.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        interleave_socket_send(descriptor, $0.baseAddress, $0.count)
      }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count == -Int(EAGAIN) {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, 60_000)
      } else {
        return false
      }
    }
    return true
  }

  /// The next frame; nil once the other end is closed, or after a minute.
  func next() -> Frame? {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while frames.isEmpty {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 60_000) == 1 else {
        Issue.record("nothing came")
        return nil
      }
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      for case .frame(let frame) in reader.read(buffer[0..<count]) { frames.append(frame) }
    }
    return frames.removeFirst()
  }

  /// Whether the other end is closed, whatever came before.
  func isSentAway() -> Bool {
    while next() != nil {}
    return true
  }
}

/// `room-probe`, started.
final class Probe {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var text = ""

  init(_ arguments: [String]) throws {
    process.executableURL = URL(filePath: builtProgram("room-probe"))
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  deinit { kill() }

  func kill() {
    guard process.isRunning else { return }
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// The next line; nil at the end.
  func line() -> String? {
    while true {
      if let end = text.firstIndex(of: "\n") {
        defer { text = String(text[text.index(after: end)...]) }
        return String(text[..<end])
      }
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { return nil }
      text += String(decoding: more, as: UTF8.self)
    }
  }
}
