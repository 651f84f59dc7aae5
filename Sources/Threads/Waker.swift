#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Wakes whoever waits by poll. From any thread, and as often as one likes: wakes that have not been
/// heard yet are one.
package final class Waker: Sendable {
  package let readEnd: Int32
  package let writeEnd: Int32

  package init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    (readEnd, writeEnd) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  package func wake() {
    // A full pipe will wake all the same. 0 is what a signal writes.
    _ = write(writeEnd, [1 as UInt8], 1)
  }

  /// Empties the pipe; true where `wake` was called.
  package func drain() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 512)
    var wasCalled = false
    while true {
      let count = read(readEnd, &bytes, bytes.count)
      guard count > 0 else { return wasCalled }
      wasCalled = wasCalled || bytes.prefix(count).contains(1)
    }
  }
}
