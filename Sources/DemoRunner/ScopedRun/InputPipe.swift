#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The writing end of a program's input.
struct InputPipe {
  /// -1 once it is closed.
  private var descriptor: Int32
  private var pending: ArraySlice<UInt8> = []
  private var closesAfterwards = false

  init(descriptor: Int32) {
    self.descriptor = descriptor
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  }

  /// What is to be watched for room; -1 where nothing waits.
  var watched: Int32 { pending.isEmpty ? -1 : descriptor }

  mutating func add(_ bytes: [UInt8], closing: Bool) {
    pending += bytes
    closesAfterwards = closesAfterwards || closing
    feed()
  }

  /// Writes what the program has room for. Its end of the pipe may be gone: signals are blocked in
  /// the thread that calls this.
  mutating func feed() {
    while descriptor >= 0, !pending.isEmpty {
      let count = pending.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        pending = pending.dropFirst(count)
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        closesAfterwards = true
        pending = []
      }
    }
    if closesAfterwards { close() }
  }

  mutating func close() {
    guard descriptor >= 0 else { return }
    systemClose(descriptor)
    descriptor = -1
    pending = []
  }
}

private func systemClose(_ descriptor: Int32) {
  close(descriptor)
}
