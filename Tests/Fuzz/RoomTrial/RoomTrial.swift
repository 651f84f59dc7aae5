import CSocket
import Room

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What one guest may do to a room: its first byte says how it behaves, and the rest is all that it
/// sends. Made of any bytes whatever, by the fuzzer and by the tests.
package enum RoomTrial {
  /// What is wrong, if anything is.
  package static func broken(by bytes: [UInt8]) -> String? {
    guard let first = bytes.first else { return nil }
    let script = Script(first)
    do throws(Broken) {
      try read(bytes.dropFirst(), script)
      try serve(bytes.dropFirst(), script)
      return nil
    } catch {
      return error.what
    }
  }

  private struct Broken: Error {
    let what: String
  }

  private static func expect(_ isSo: Bool, _ otherwise: String) throws(Broken) {
    if !isSo { throw Broken(what: otherwise) }
  }

  /// What the first byte says about the rest.
  private struct Script {
    let isDriver: Bool
    let isGreeted: Bool
    let isReading: Bool
    let piece: Int

    init(_ byte: UInt8) {
      isDriver = byte & 1 != 0
      isGreeted = byte & 2 != 0
      isReading = byte & 4 != 0
      piece = [1, 7, 100, 2048, 5000, 16_384, 30_000, 60_000][Int(byte >> 5)]
    }
  }

  private static func pieces(_ bytes: ArraySlice<UInt8>, _ count: Int) -> [ArraySlice<UInt8>] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: count).map {
      bytes[$0..<min($0 + count, bytes.endIndex)]
    }
  }

  private static func read(_ bytes: ArraySlice<UInt8>, _ script: Script) throws(Broken) {
    var (whole, pieced) = (FrameReader(longestBody: 2048), FrameReader(longestBody: 2048))
    let atOnce = whole.read(bytes)
    var inPieces: [FrameReader.Finding] = []
    for piece in pieces(bytes, script.piece) {
      inPieces += pieced.read(piece)
      try expect(pieced.keptCount < 2200, "more is kept than one message")
    }
    try expect(atOnce == inPieces, "pieces are read differently")
    for case .frame(let frame) in atOnce {
      var again = FrameReader(longestBody: 2048)
      let findings = again.read(frame.bytes[...])
      try expect(findings == [.frame(frame)], "a frame is not written as it is read")
    }
  }

  // MARK: The host

  private final class News {
    var requests: [RoomRequest] = []
    var here: Set<GuestID> = []
    /// Whether each left once, and after it had joined.
    var isInOrder = true
  }

  private static func serve(_ bytes: ArraySlice<UInt8>, _ script: Script) throws(Broken) {
    let news = News()
    guard let state = HostState(limits: RoomLimits()) else { throw Broken(what: "no pipe") }
    var loop = HostLoop(state, [], user: geteuid()) { event in
      switch event {
      case .request(let request): news.requests.append(request)
      case .joined(let guest, _): if !news.here.insert(guest).inserted { news.isInOrder = false }
      case .left(let guest): if news.here.remove(guest) == nil { news.isInOrder = false }
      }
    }
    state.publish("place", [1])
    let honest = try Guest(&loop, .own)
    honest.send(greeting[...], &loop)
    let guest = try Guest(&loop, script.isDriver ? .control : .own)
    if script.isGreeted { guest.send(greeting[...], &loop) }
    // Each piece is a turn or two of the host, so that there are not too many.
    for piece in pieces(bytes, max(script.piece, bytes.count / 50)) {
      guest.send(piece, &loop)
      if script.isReading { _ = guest.received() }
    }
    try check(news, state, script)
    state.publish("place", [2])
    loop.turn(waits: false)
    try expect(honest.received().last == 2, "somebody honest is not served")
    loop.end()
    let isEmpty = news.here.isEmpty && state.counts.guests == 0 && state.counts.drivers == 0
    try expect(news.isInOrder && isEmpty, "who is here is counted wrongly")
  }

  private static func check(
    _ news: News, _ state: HostState, _ script: Script
  ) throws(Broken) {
    let limits = RoomLimits()
    let allowance = script.isDriver ? limits.driver : limits.follower
    // So many at once, and what the time that this took allows.
    try expect(news.requests.count < Int(allowance.burst) + 200, "a flood gets through")
    try expect(state.counts.droppedMessages <= limits.mostDropped, "dropped, and still read")
    for request in news.requests {
      try expect(request.isDriver == script.isDriver, "a follower drives")
      try expect(request.body.count <= allowance.longestBody, "a body is too long")
      let topic = request.topic.utf8
      let isTopic = (1...64).contains(topic.count) && topic.allSatisfy(allowed.contains)
      try expect(isTopic, "a topic is none")
    }
  }

  private static let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789/.-".utf8)

  /// As a guest of this version says it.
  private static let greeting =
    [0, 0, 0, 24] + [UInt8](repeating: 0, count: 8) + [6] + Array("$hello".utf8) + [1]
    + [UInt8](repeating: 7, count: 8)

  /// The other end of a connection to the loop.
  private final class Guest {
    private let descriptor: Int32

    init(_ loop: inout HostLoop, _ door: RoomListener.Door) throws(Broken) {
      var ends: [Int32] = [-1, -1]
      #if canImport(Glibc)
        let kind = Int32(SOCK_STREAM.rawValue)
      #else
        let kind = SOCK_STREAM
      #endif
      guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Broken(what: "no sockets") }
      for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
      descriptor = ends[0]
      loop.adopt(ends[1], door)
    }

    deinit { close(descriptor) }

    func send(_ bytes: ArraySlice<UInt8>, _ loop: inout HostLoop) {
      var rest = bytes
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes {
          interleave_socket_send(descriptor, $0.baseAddress, $0.count)
        }
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if count == -Int(EAGAIN) {
          loop.turn(waits: false)
        } else {
          return
        }
      }
      // It reads a part at each turn.
      for _ in 0...bytes.count / 16_384 { loop.turn(waits: false) }
    }

    func received() -> [UInt8] {
      var all: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return all }
        all += buffer[0..<count]
      }
    }
  }
}
