import Trace

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
    /// A signal came for us when the program had ended already.
    case interrupted(Int32)
  }

  package struct Options: Sendable {
    package enum Mode: String, Sendable, CaseIterable {
      case normal
      /// Every line.
      case lines = "step"
      case calls
      /// Generators that are driven by hand become lanes.
      case generators
    }

    package var modes: [Mode] = []
    package var isVirtual = false
    /// The most that one process may write, in bytes.
    package var limit: Int?

    package init() {}
  }

  package enum Ending: Hashable, Sendable {
    case exit(Int32)
    case signal(Int32)
  }

  private let interpreter: PythonInterpreter
  private let tracerFolder: String
  private let arguments: [String]
  private let options: Options

  /// `arguments` as python3 takes them: a file or `-m module` or `-c code`, and the program's own.
  package init(
    _ arguments: [String], interpreter: PythonInterpreter, tracerFolder: String,
    options: Options = Options()
  ) {
    self.arguments = arguments
    self.interpreter = interpreter
    self.tracerFolder = tracerFolder
    self.options = options
  }

  /// Runs it to its end. `follow` gets the lines of the trace while it runs, in batches, roughly in
  /// the order of time. `finish` can read the trace as a whole; after that it is gone. Who was asked to
  /// end meanwhile has nothing more to show: the program may have ended for another reason.
  package func run(
    following follow: ([TraceLine]) -> Void,
    finish: (Ending, RecordedTrace) throws -> Void = { _, _ in }
  ) throws -> (ending: Ending, wasAskedToEnd: Bool) {
    let folder: TraceFolder
    do throws(TraceFolder.Failure) { folder = try TraceFolder() } catch {
      throw Failure.noFolder(error.reason)
    }
    var signals = ForwardedSignals()
    defer {
      folder.remove()
      signals.release()
    }
    let zero = MonotonicClock.nanoseconds
    let pid = try spawn(tracingInto: folder.path, zero: zero, signals)
    var trace = LiveTrace(folder: folder.path, zero: zero, isSampled: !options.isVirtual)
    let ending = wait(for: pid, &signals, &trace, follow)
    repeat {
      try signals.check()
      follow(trace.takeRest())
    } while trace.hasMore
    try finish(ending, RecordedTrace(trace, check: signals.check))
    return (ending, signals.wasAskedToEnd)
  }

  private func wait(
    for pid: pid_t, _ signals: inout ForwardedSignals, _ trace: inout LiveTrace,
    _ follow: ([TraceLine]) -> Void
  ) -> Ending {
    while true {
      if let ending = ProgramStatus.next(of: pid) {
        // What came before the end was meant for the program, or has ended it.
        signals.forget()
        return ending
      }
      let lines = trace.take()
      if !lines.isEmpty { follow(lines) }
      let now = MonotonicClock.nanoseconds
      signals.pass(to: pid, within: trace.nextLook > now ? trace.nextLook - now : 0)
    }
  }

  private func spawn(
    tracingInto folder: String, zero: UInt64, _ signals: ForwardedSignals
  ) throws(Failure) -> pid_t {
    var words: [UnsafeMutablePointer<CChar>?] =
      ([interpreter.path] + arguments).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      environment(tracingInto: folder, zero: zero).map { strdup($0) } + [nil]
    defer { for string in words + variables { free(string) } }
    do throws(ForwardedSignals.SpawnFailure) {
      return try signals.spawn(interpreter.path, &words, &variables)
    } catch {
      throw .cannotStart(String(cString: strerror(error.code)).lowercased())
    }
  }

  /// The person's own, with the tracer in front of what Python looks through.
  private func environment(tracingInto folder: String, zero: UInt64) -> [String] {
    var ours = [
      "PYTHONPATH": tracerFolder, "INTERLEAVE_TRACE": folder, "INTERLEAVE_ZERO": "\(zero)",
    ]
    let modes = options.modes.filter { $0 != .normal }
    if !options.modes.isEmpty {
      ours["INTERLEAVE_MODE"] =
        modes.isEmpty ? "normal" : modes.map(\.rawValue).joined(separator: ",")
    }
    if options.isVirtual { ours["INTERLEAVE_VIRTUAL"] = "1" }
    if let limit = options.limit { ours["INTERLEAVE_CAP"] = "\(limit)" }
    var result: [String] = []
    var entry = environ
    while let variable = entry.pointee {
      let text = String(cString: variable)
      let name = String(text.prefix { $0 != "=" })
      if name == "PYTHONPATH", text.utf8.count > name.utf8.count + 1 {
        ours[name] = tracerFolder + ":" + text.dropFirst(name.count + 1)
      } else if ours[name] == nil, name != "INTERLEAVE_PARENT" {
        result.append(text)
      }
      entry += 1
    }
    return result + ours.map { "\($0)=\($1)" }.sorted()
  }
}
