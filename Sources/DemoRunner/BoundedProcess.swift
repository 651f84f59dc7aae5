import CSpawn

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A helper program that is given some input, says something and ends; it is ended if it does not.
struct BoundedProcess {
  enum Failure: Error, Hashable {
    case cannotStart(String)
    case timedOut
  }

  struct Outcome {
    /// The exit status, or 128 and the signal's number.
    var status: Int32
    var output: [UInt8]
    var errors: [UInt8]
  }

  private static let maximumOutput = 16 << 20

  static func run(
    _ file: String, _ arguments: [String], input: [UInt8], seconds: Double
  ) throws(Failure) -> Outcome {
    var pipes: [(read: Int32, write: Int32)] = []
    defer {
      for pipe in pipes {
        if pipe.read >= 0 { close(pipe.read) }
        if pipe.write >= 0 { close(pipe.write) }
      }
    }
    for _ in 0..<3 {
      var ends: [Int32] = [-1, -1]
      let code = interleave_pipe(&ends)
      guard code == 0 else { throw .cannotStart(String(cString: strerror(code))) }
      pipes.append((ends[0], ends[1]))
    }
    let pid = try spawn(file, arguments, [pipes[0].read, pipes[1].write, pipes[2].write])
    for (index, isInput) in [(0, true), (1, false), (2, false)] {
      close(isInput ? pipes[index].read : pipes[index].write)
      if isInput { pipes[index].read = -1 } else { pipes[index].write = -1 }
    }
    var exchange = Exchange(
      input: input[...], inputEnd: pipes[0].write, ends: [pipes[1].read, pipes[2].read])
    pipes[0].write = -1
    let isComplete = exchange.run(until: now() + seconds, limit: maximumOutput)
    if !isComplete { kill(-pid, SIGKILL) }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    // Whatever it has left behind in its group ends with it.
    kill(-pid, SIGKILL)
    guard isComplete else { throw .timedOut }
    let signal = status & 0x7F
    return Outcome(
      status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: exchange.received[0],
      errors: exchange.received[1])
  }

  private static func spawn(
    _ file: String, _ arguments: [String], _ descriptors: [Int32]
  ) throws(Failure) -> pid_t {
    var pid: pid_t = 0
    var strings: [UnsafeMutablePointer<CChar>?] = ([file] + arguments).map { strdup($0) }
    strings.append(nil)
    defer { for string in strings { free(string) } }
    let code = interleave_spawn(&pid, file, strings, descriptors)
    guard code == 0 else { throw .cannotStart(String(cString: strerror(code))) }
    return pid
  }

  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// Feeds the input and drains the output at once, so that neither side waits for the other.
private struct Exchange {
  var input: ArraySlice<UInt8>
  var inputEnd: Int32
  var ends: [Int32]
  var received: [[UInt8]] = [[], []]

  init(input: ArraySlice<UInt8>, inputEnd: Int32, ends: [Int32]) {
    self.input = input
    self.inputEnd = inputEnd
    self.ends = ends
    _ = fcntl(inputEnd, F_SETFL, O_NONBLOCK)
  }

  /// True when both outputs have ended in time.
  mutating func run(until deadline: Double, limit: Int) -> Bool {
    // A program that ends without reading must not end this one.
    let previous = signal(SIGPIPE, SIG_IGN)
    defer {
      signal(SIGPIPE, previous)
      closeInput()
    }
    var isOpen = [true, true]
    while isOpen.contains(true) {
      if input.isEmpty { closeInput() }
      let left = deadline - BoundedProcess.now()
      guard left > 0, received[0].count + received[1].count < limit else { return false }
      var polled = [
        pollfd(fd: inputEnd, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: isOpen[0] ? ends[0] : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isOpen[1] ? ends[1] : -1, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&polled, 3, Int32(min(left, 3600) * 1000) + 1) >= 0 || errno == EINTR else {
        return false
      }
      if polled[0].revents != 0 { feed() }
      for index in 0...1 where polled[index + 1].revents != 0 {
        isOpen[index] = drain(index)
      }
    }
    return true
  }

  private mutating func feed() {
    let written = input.withUnsafeBytes { write(inputEnd, $0.baseAddress, $0.count) }
    if written > 0 {
      input = input.dropFirst(written)
    } else if errno != EINTR, errno != EAGAIN {
      closeInput()
    }
  }

  private mutating func closeInput() {
    guard inputEnd >= 0 else { return }
    close(inputEnd)
    inputEnd = -1
    input = []
  }

  private mutating func drain(_ index: Int) -> Bool {
    var count = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, initialized in
      count = read(ends[index], buffer.baseAddress, buffer.count)
      initialized = max(count, 0)
    }
    received[index] += chunk
    return count > 0 || (count < 0 && errno == EINTR)
  }
}
