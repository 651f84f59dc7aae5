#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A sign of life on the terminal while something takes long; nothing where nobody looks.
struct Progress {
  /// Shorter work needs no sign.
  private static let patience = 1.0
  private static let pause = 0.25

  private let what: String
  private let isShown: Bool
  private let isPlain: Bool
  private let start = Progress.now()
  private var last = 0.0
  private var isOnLine = false

  init(_ what: String, isPlain: Bool) {
    self.what = what
    self.isPlain = isPlain
    isShown = isatty(STDERR_FILENO) == 1
  }

  /// Between 0 and 1.
  mutating func has(_ share: Double) {
    guard isShown else { return }
    let now = Progress.now()
    guard now - start > Self.patience, now - last > Self.pause, !isPlain || last == 0 else {
      return
    }
    last = now
    if isPlain {
      Output.printError("\(what). This takes a while.")
    } else {
      isOnLine = true
      Output.writeError("\r\(what), \(Int(share * 100)) %")
    }
  }

  /// The line is free for something else.
  mutating func end() {
    guard isOnLine else { return }
    isOnLine = false
    Output.writeError("\r" + String(repeating: " ", count: what.count + 8) + "\r")
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
