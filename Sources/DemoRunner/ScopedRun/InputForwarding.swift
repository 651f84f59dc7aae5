import Threads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension ScopedRun {
  /// Gives the program everything that comes from a descriptor, until its end.
  package func forwardInput(from descriptor: Int32) {
    let run = WeakRun(run: self)
    Worker {
      var buffer = [UInt8](repeating: 0, count: 1 << 14)
      while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        // A program that does not read keeps us from reading on.
        while run.run?.send(Array(buffer[..<count])) == false { usleep(10_000) }
        if run.run == nil { return }
      }
      run.run?.closeInput()
    }?.detach()
  }
}

/// The thread may wait for input long after the run is over.
private struct WeakRun: Sendable {
  weak let run: ScopedRun?
}
