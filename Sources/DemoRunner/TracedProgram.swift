import CSpawn

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A person's own program, run where it stands: their folder, environment, terminal and input, and
/// no limit. Only the trace is ours.
package struct TracedProgram: Sendable {
  package enum Failure: Error, Hashable, Sendable {
    case noFolder(String)
    case cannotStart(String)
  }

  package struct Outcome: Sendable {
    package enum Ending: Hashable, Sendable {
      case exit(Int32)
      case signal(Int32)
    }

    package var ending: Ending
    /// What its processes wrote, in the order in which they began.
    package var traceFiles: [[UInt8]]
  }

  private let interpreter: PythonInterpreter
  private let tracerFolder: String
  private let arguments: [String]

  /// `arguments` as python3 takes them: a file or `-m module` or `-c code`, and the program's own.
  package init(
    _ arguments: [String], interpreter: PythonInterpreter, tracerFolder: String
  ) {
    self.arguments = arguments
    self.interpreter = interpreter
    self.tracerFolder = tracerFolder
  }

  package func run() throws(Failure) -> Outcome {
    let folder = try TraceFolder()
    let ending = try runToItsEnd(tracingInto: folder.path)
    return Outcome(ending: ending, traceFiles: folder.contents())
  }

  private func runToItsEnd(tracingInto folder: String) throws(Failure) -> Outcome.Ending {
    // Signals of the terminal reach the program as well, and it decides what they mean. Those that
    // are meant for us alone are passed on, so that the trace can still be read and removed.
    var watched = sigset_t()
    sigemptyset(&watched)
    for signal in [SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGCHLD] { sigaddset(&watched, signal) }
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &watched, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }

    let pid = try spawn(tracingInto: folder)
    while true {
      var status: Int32 = 0
      let ended = waitpid(pid, &status, WNOHANG)
      if ended == pid {
        let signal = status & 0x7F
        return signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
      }
      var signal: Int32 = 0
      guard sigwait(&watched, &signal) == 0 else { continue }
      if signal == SIGTERM || signal == SIGHUP { kill(pid, signal) }
    }
  }

  private func spawn(tracingInto folder: String) throws(Failure) -> pid_t {
    var words: [UnsafeMutablePointer<CChar>?] =
      ([interpreter.path] + arguments).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      environment(tracingInto: folder).map { strdup($0) } + [nil]
    defer { for string in words + variables { free(string) } }
    var pid: pid_t = 0
    let code = interleave_spawn_attached(&pid, interpreter.path, &words, &variables)
    guard code == 0 else { throw .cannotStart(String(cString: strerror(code)).lowercased()) }
    return pid
  }

  /// The person's own, with the tracer in front of what Python looks through.
  private func environment(tracingInto folder: String) -> [String] {
    var result: [String] = []
    var path = tracerFolder
    var entry = environ
    while let variable = entry.pointee {
      let text = String(cString: variable)
      if text.hasPrefix("PYTHONPATH=") {
        let own = text.dropFirst("PYTHONPATH=".count)
        if !own.isEmpty { path += ":" + own }
      } else if !text.hasPrefix("INTERLEAVE_TRACE=") && !text.hasPrefix("INTERLEAVE_PARENT=") {
        result.append(text)
      }
      entry += 1
    }
    return result + [
      "PYTHONPATH=\(path)", "INTERLEAVE_TRACE=\(folder)",
      "INTERLEAVE_ZERO=\(UInt64(BoundedProcess.now() * 1e9))",
    ]
  }
}

/// Where the processes of one run write, gone when it has been read.
private struct TraceFolder: ~Copyable {
  let path: String

  init() throws(TracedProgram.Failure) {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/interleave-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .noFolder("\(parent): \(String(cString: strerror(errno)).lowercased())")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in names { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  private var names: [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var result: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { result.append(name) }
    }
    return result.sorted()
  }

  func contents() -> [[UInt8]] {
    // A name is the pid, a dash and the clock when the file was begun.
    let started = names.filter { $0.hasSuffix(".jsonl") }.map { name in
      (start: UInt64(name.dropLast(6).split(separator: "-").last ?? "") ?? 0, name: name)
    }
    return started.sorted { $0 < $1 }.map { read("\(path)/\($0.name)") }
  }

  private func read(_ file: String) -> [UInt8] {
    guard let stream = fopen(file, "r") else { return [] }
    defer { fclose(stream) }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 {
      // What follows the first NUL was never written.
      if let end = buffer[..<count].firstIndex(of: 0) { return result + buffer[..<end] }
      result += buffer[..<count]
    }
    return result
  }
}
