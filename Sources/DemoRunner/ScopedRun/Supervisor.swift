import CSpawn

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// This side of a supervisor: CSpawn.h tells what that is.
struct Supervisor {
  enum Report {
    case made(errno: Int32)
    case started(pid: Int32)
    case notStarted(errno: Int32)
    case limit(Int32)
    case ended(status: Int32)
    case left(Int32)
    case done(hasFullFile: Bool)
  }

  #if canImport(Darwin)
    private static let withoutWaiting = MSG_DONTWAIT
  #else
    private static let withoutWaiting = Int32(MSG_DONTWAIT)
  #endif

  private static let patienceWithStops = 20

  let pid: pid_t
  let control: Int32
  private var unfinished: [UInt8] = []
  private var stops = 0

  /// The program's ends of the pipes are `descriptors`.
  init(
    _ arguments: [String], environment: [String], descriptors: [Int32]
  ) throws(RunFailure) {
    var words: [UnsafeMutablePointer<CChar>?] =
      ([INTERLEAVE_SUPERVISOR] + arguments).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { for string in words + variables { free(string) } }
    var pid: pid_t = 0
    var control: Int32 = -1
    let code = interleave_spawn_supervisor(&pid, &control, &words, &variables, descriptors)
    guard code == 0 else { throw .cannotStart(String(cString: strerror(code)).lowercased()) }
    self.pid = pid
    self.control = control
  }

  /// The next report; nil where there is none yet, or, at the end, none any more.
  mutating func read(waiting: Bool) -> (report: Report?, isOver: Bool) {
    let size = MemoryLayout<interleave_report>.size
    while unfinished.count < size {
      var bytes = [UInt8](repeating: 0, count: size - unfinished.count)
      let count = recv(control, &bytes, bytes.count, waiting ? 0 : Self.withoutWaiting)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN { return (nil, false) }
      guard count > 0 else { return (nil, true) }
      unfinished += bytes[..<count]
    }
    let message = unfinished.withUnsafeBytes { $0.loadUnaligned(as: interleave_report.self) }
    unfinished = []
    return (Report(message), false)
  }

  func tell(_ letter: Int) {
    #if canImport(Darwin)
      let flags: Int32 = 0
    #else
      let flags = Int32(MSG_NOSIGNAL)
    #endif
    var byte = UInt8(letter)
    while send(control, &byte, 1, flags) < 0, errno == EINTR {}
  }

  /// What is left of a run whose supervisor was killed: another one sees to it.
  static func cleanUp(_ folder: String) {
    let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(nothing) }
    var successor = try? Supervisor(
      [folder], environment: [], descriptors: [nothing, nothing, nothing])
    successor?.dismiss()
  }

  /// Ends everything, and returns when nothing is left.
  mutating func dismiss() {
    close(control)
    while wake(waiting: true) {}
  }

  var hasBeenStopped: Bool { stops > 0 }

  /// Lets a supervisor that was stopped go on, and says whether it was. A program that runs outside of
  /// a sandbox can do that, and would then have no limit and no end. After so many times the
  /// supervisor is killed, and the program with it.
  @discardableResult
  mutating func wake(waiting: Bool = false) -> Bool {
    var status: Int32 = 0
    var found: pid_t
    repeat {
      found = waitpid(pid, &status, waiting ? WUNTRACED : WUNTRACED | WNOHANG)
    } while found < 0 && errno == EINTR
    guard found == pid, status & 0xFF == 0x7F else { return false }
    stops += 1
    kill(pid, stops <= Self.patienceWithStops ? SIGCONT : SIGKILL)
    return true
  }
}

extension Supervisor.Report {
  fileprivate init?(_ message: interleave_report) {
    switch Int(message.kind) {
    case INTERLEAVE_MADE: self = .made(errno: message.value)
    case INTERLEAVE_STARTED: self = .started(pid: message.value)
    case INTERLEAVE_NOT_STARTED: self = .notStarted(errno: message.value)
    case INTERLEAVE_LIMIT: self = .limit(message.value)
    case INTERLEAVE_ENDED: self = .ended(status: message.value)
    case INTERLEAVE_LEFT: self = .left(message.value)
    case INTERLEAVE_DONE: self = .done(hasFullFile: message.value != 0)
    default: return nil
    }
  }
}
