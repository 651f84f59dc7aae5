import DemoRunner
import LessonFormat
import Trace

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs several programs, each by `interleave trace` in a process of its own, so that they can run at
/// the same time and each gets its signals as when it runs alone.
struct TracedRuns {
  struct Run {
    /// Nil if there is no trace.
    var timeline: Timeline?
    /// "ended with status 3"; nil if all went well.
    var failure: String?
  }

  let python: String?
  let runsTogether: Bool

  func run(_ programs: [[String]]) throws -> [Run] {
    guard PythonInterpreter.find(named: python) != nil else {
      throw CommandFailure(
        message: python.map { "there is no program \"\($0)\" to run as Python" }
          ?? "no python3 was found; install Python 3.9 or later, or name one with --python=PATH")
    }
    let folder: TraceFolder
    do throws(TraceFolder.Failure) { folder = try TraceFolder() } catch {
      throw CommandFailure(message: "cannot make a folder for the traces in \(error.reason)")
    }
    defer { folder.remove() }
    let terminal = LentTerminal()
    if runsTogether {
      Output.printError(
        "Running \(inWords(programs.map(title), joinedBy: "and")) at the same time.")
      let signals = WatchedSignals()
      let started = try programs.indices.map { index in
        try start(programs[index], to: folder.file(index), signals)
      }
      let statuses = signals.wait(for: started)
      terminal?.takeBack(from: "one of them")
      return zip(statuses, programs.indices).map { status, index in
        run(status, folder.file(index))
      }
    }
    var result: [Run] = []
    for (index, program) in programs.enumerated() {
      Output.printError("Running \(title(program)).")
      let signals = WatchedSignals()
      let status = signals.wait(for: [try start(program, to: folder.file(index), signals)])[0]
      terminal?.takeBack(from: Disk.lastComponent(program[0]))
      if status == .signal(SIGINT) { throw CommandFailure(message: "stopped", status: 130) }
      result.append(run(status, folder.file(index)))
    }
    return result
  }

  private func title(_ program: [String]) -> String {
    printable(program.joined(separator: " "))
  }

  private func run(_ status: WatchedSignals.Status, _ file: String) -> Run {
    let timeline = try? TraceFile.read(file, isPlain: true).timeline
    let failure: String? =
      switch status {
      case .exit(0): timeline == nil ? "left no trace" : nil
      case .exit(let code): "ended with status \(code)"
      case .signal(let signal): "was ended by signal \(signal)"
      }
    return Run(timeline: timeline, failure: failure)
  }

  private func start(
    _ program: [String], to file: String, _ signals: borrowing WatchedSignals
  ) throws(CommandFailure) -> pid_t {
    guard let own = Environment.executable else {
      throw CommandFailure(message: "cannot find the file of this program")
    }
    let options =
      ["trace", "--quiet", "--save=\(file)"] + (python.map { ["--python=\($0)"] } ?? [])
    return try signals.start([own] + options + ["--"] + program)
  }
}

/// While programs run: signals of the terminal reach them by themselves, and those that are meant for
/// us alone are passed on.
private struct WatchedSignals: ~Copyable {
  enum Status: Hashable {
    case exit(Int32)
    case signal(Int32)
  }

  private var watched = sigset_t()
  private var before = sigset_t()

  init() {
    sigemptyset(&watched)
    for signal in [SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGCHLD] { sigaddset(&watched, signal) }
    pthread_sigmask(SIG_BLOCK, &watched, &before)
  }

  deinit {
    var mask = before
    pthread_sigmask(SIG_SETMASK, &mask, nil)
  }

  func start(_ words: [String]) throws(CommandFailure) -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var mask = before
    posix_spawnattr_setsigmask(&attributes, &mask)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, words[0], nil, &attributes, &arguments, environ)
    guard code == 0 else {
      throw CommandFailure(message: "cannot start \(words[0]): \(String(cString: strerror(code)))")
    }
    return pid
  }

  func wait(for pids: [pid_t]) -> [Status] {
    var found: [pid_t: Status] = [:]
    while true {
      for pid in pids where found[pid] == nil {
        var status: Int32 = 0
        guard waitpid(pid, &status, WNOHANG) == pid else { continue }
        let signal = status & 0x7F
        found[pid] = signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
      }
      if found.count == Set(pids).count { return pids.map { found[$0] ?? .exit(1) } }
      var signal: Int32 = 0
      var set = watched
      guard sigwait(&set, &signal) == 0, signal == SIGTERM || signal == SIGHUP else { continue }
      for pid in pids where found[pid] == nil { kill(pid, signal) }
    }
  }
}
