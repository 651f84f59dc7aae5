import CSpawn
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the thread of a run is told by others. A byte in a pipe wakes it.
final class RunCommands: Sendable {
  struct Content {
    var input: [UInt8] = []
    var closesInput = false
    /// How many further steps of stopping.
    var stops = 0
    var kills = false
    /// Nobody wants anything of the run any more.
    var leaves = false
  }

  private let content = Mutex(Content())
  let wakeUps: Int32
  private let wake: Int32

  init?() {
    var ends: [Int32] = [-1, -1]
    guard interleave_pipe(&ends) == 0 else { return nil }
    (wakeUps, wake) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
  }

  deinit {
    close(wakeUps)
    close(wake)
  }

  func tell<Result: Sendable>(_ change: @Sendable (inout Content) -> Result) -> Result {
    defer { _ = write(wake, "!", 1) }
    return content.withLock { change(&$0) }
  }

  /// What is new. Input counts as long as it was not fetched.
  func take() -> Content {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(wakeUps, &bytes, bytes.count) > 0 {}
    return content.withLock { content in
      defer { content = Content(leaves: content.leaves) }
      return content
    }
  }
}
