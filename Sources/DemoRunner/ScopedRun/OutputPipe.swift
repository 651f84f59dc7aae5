#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The reading end of one of a program's streams. Always drained, whatever becomes of the bytes.
struct OutputPipe {
  /// What is kept of the end of a stream that was cut.
  private static let tailLength = 4096

  let stream: RunStream
  /// -1 once it is closed.
  private(set) var descriptor: Int32
  private var left: Int
  private var dropped = 0
  private var tail: [UInt8] = []

  init(_ stream: RunStream, descriptor: Int32, limit: Int) {
    self.stream = stream
    self.descriptor = descriptor
    left = limit
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  }

  /// What is there now, at most once around a bounded buffer; none where nothing is.
  mutating func read() -> [UInt8] {
    guard descriptor >= 0 else { return [] }
    var count = 0
    var bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, initialized in
      count = systemRead(descriptor, buffer.baseAddress, buffer.count)
      initialized = max(count, 0)
    }
    if count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN) { close() }
    if bytes.count > left {
      keepTail(of: bytes[left...])
      bytes.removeSubrange(left...)
    }
    left -= bytes.count
    return bytes
  }

  mutating func close() {
    guard descriptor >= 0 else { return }
    systemClose(descriptor)
    descriptor = -1
  }

  private mutating func keepTail(of bytes: ArraySlice<UInt8>) {
    dropped += bytes.count
    tail += bytes.suffix(Self.tailLength)
    if tail.count > Self.tailLength { tail.removeFirst(tail.count - Self.tailLength) }
  }

  /// How much is missing, and the last lines behind the gap.
  func gap() -> (bytes: Int, tail: [UInt8])? {
    guard dropped > 0 else { return nil }
    guard dropped > tail.count else { return (0, tail) }
    let lines = tail.firstIndex(of: 0x0A).map { tail[($0 + 1)...] } ?? tail[...]
    return (dropped - lines.count, Array(lines))
  }
}

/// Inside the pipe, `read` and `close` are its own.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int)
  -> Int
{
  read(descriptor, buffer, count)
}

private func systemClose(_ descriptor: Int32) {
  close(descriptor)
}
