/// What an interpreter says of itself: what it is, and which folders it cannot do without.
package struct PythonLayout: Sendable, Hashable {
  package enum Failure: Error, Sendable, Hashable {
    /// As part of a sentence: "cannot be started: no such file".
    case unusable(String)
  }

  /// The interpreter proper, where the one that was named is a script that finds it.
  package var executable: String
  package var major: Int
  package var minor: Int
  package var isFreeThreaded: Bool
  package var prefixes: [String]

  package var version: String { "\(major).\(minor)\(isFreeThreaded ? "t" : "")" }

  /// The folder with its programs.
  var binaries: String {
    executable.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
  }

  private static let seconds = 20.0

  /// Asks it, which takes as long as a start of Python.
  package static func ask(_ interpreter: PythonInterpreter) throws(Failure) -> PythonLayout {
    let outcome: BoundedProcess.Outcome
    do throws(BoundedProcess.Failure) {
      outcome = try BoundedProcess.run(
        interpreter.path, ["-I", "-c", script], input: [], seconds: seconds)
    } catch {
      switch error {
      case .cannotStart(let reason): throw .unusable("cannot be started: \(reason.lowercased())")
      case .timedOut: throw .unusable("does not answer")
      }
    }
    let fields = outcome.output.split(separator: 0, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard outcome.status == 0, fields.count > 6, fields[0] == "interleave", fields.last == "end",
      let major = Int(fields[1]), let minor = Int(fields[2]), fields[4].hasPrefix("/")
    else {
      let errors = String(decoding: outcome.errors, as: UTF8.self).split(separator: "\n")
      throw .unusable(
        errors.last.map { "does not work: \($0)" } ?? "is no Python, or an old one")
    }
    return PythonLayout(
      executable: fields[4], major: major, minor: minor, isFreeThreaded: fields[3] == "1",
      prefixes: fields[5..<(fields.count - 1)].filter { $0.hasPrefix("/") })
  }

  /// Also understood by those that are too old to be used.
  private static let script = """
    import os, sys
    lock = getattr(sys, "_is_gil_enabled", None)
    places = [sys.prefix, sys.exec_prefix]
    places += [getattr(sys, "base_prefix", ""), getattr(sys, "base_exec_prefix", "")]
    places += [os.path.dirname(os.path.realpath(sys.executable))]
    places += [os.path.realpath(place) for place in places if place]
    fields = ["interleave", "%d" % sys.version_info[0], "%d" % sys.version_info[1]]
    fields += ["0" if lock is None or lock() else "1", sys.executable]
    fields += sorted(set(place for place in places if place)) + ["end"]
    sys.stdout.write("\\0".join(fields))
    """
}
