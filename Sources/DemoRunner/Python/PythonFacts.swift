/// What an interpreter says about itself.
package struct PythonFacts: Hashable, Sendable {
  package struct Lack: Hashable, Sendable {
    /// A module of the standard library that can't be imported.
    package var module: String
    package var purpose: String
  }

  package enum Failure: Error, Hashable, Sendable {
    case cannotStart(String)
    case timedOut
    /// It ended without an answer; the text is what it last wrote as an error, or how it ended.
    case noAnswer(String)
  }

  /// "CPython"
  package var implementation = ""
  package var major = 0
  package var minor = 0
  /// "3.13.0rc1"
  package var version = ""
  /// A build that can do without the interpreter's lock, and whether it does.
  package var isFreeThreaded = false
  package var hasGIL = true
  package var executable = ""
  package var prefix = ""
  package var basePrefix = ""
  package var execPrefix = ""
  package var lacks: [Lack] = []
  package var hasUVLoop = false

  package var isVirtualEnvironment: Bool { prefix != basePrefix }

  /// The oldest and the newest that the tracer knows.
  package static let oldest = (major: 3, minor: 9)
  package static let newest = (major: 3, minor: 15)

  package var isTooOld: Bool { (major, minor) < Self.oldest }
  package var isNewerThanKnown: Bool { (major, minor) > Self.newest }

  private static let purposes: KeyValuePairs = [
    "asyncio": "asynchronous programs", "threading": "threads", "ssl": "HTTPS and TLS",
    "socket": "the network", "ctypes": "calls into C", "sqlite3": "databases",
    "multiprocessing.pool": "programs of several processes",
    "multiprocessing.synchronize": "locks between processes",
    "multiprocessing.shared_memory": "memory that processes share", "mmap": "traces",
    "concurrent.futures": "pools of threads and processes",
  ]

  /// Runs the interpreter and asks. A slow one gets its time, one that hangs is ended. What it lacks
  /// takes longest to find out.
  package static func ask(
    _ interpreter: PythonInterpreter, aboutModules: Bool = true, seconds: Double = 20
  ) throws(Failure) -> PythonFacts {
    let outcome: BoundedProcess.Outcome
    do throws(BoundedProcess.Failure) {
      outcome = try BoundedProcess.run(
        interpreter.path, ["-B", "-c", script] + (aboutModules ? purposes.map(\.key) : []),
        input: [], seconds: seconds)
    } catch {
      switch error {
      case .cannotStart(let reason): throw .cannotStart(reason.lowercased())
      case .timedOut: throw .timedOut
      }
    }
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
    guard let facts = PythonFacts(lines) else {
      let errors = String(decoding: outcome.errors, as: UTF8.self).split(separator: "\n")
      throw .noAnswer(
        errors.last { !$0.allSatisfy(\.isWhitespace) }.map(String.init)
          ?? (outcome.status == 0
            ? "it does not answer as Python does" : "it ended with status \(outcome.status)"))
    }
    return facts
  }

  /// Nil if the answer is not whole. A site's own start-up may print what it likes around it.
  init?(_ lines: [Substring]) {
    guard let start = lines.lastIndex(of: "interleave facts"),
      let end = lines[start...].firstIndex(of: "interleave end")
    else { return nil }
    for line in lines[(start + 1)..<end] {
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2 else { continue }
      take(String(parts[0]), String(parts[1]))
    }
    guard major > 0, !executable.isEmpty else { return nil }
  }

  private mutating func take(_ key: String, _ value: String) {
    switch key {
    case "implementation": implementation = value
    case "version": version = value
    case "major": major = Int(value) ?? 0
    case "minor": minor = Int(value) ?? 0
    case "free": isFreeThreaded = value == "1"
    case "gil": hasGIL = value == "1"
    case "executable": executable = Self.text(value)
    case "prefix": prefix = Self.text(value)
    case "base": basePrefix = Self.text(value)
    case "exec": execPrefix = Self.text(value)
    case "lacks":
      let purpose = Self.purposes.first { $0.key == value }?.value
      lacks.append(Lack(module: value, purpose: purpose ?? ""))
    case "uvloop": hasUVLoop = value == "1"
    default: break
    }
  }

  /// Paths come as hexadecimal bytes: they can have line ends in them.
  private static func text(_ value: String) -> String {
    let digits = Array(value.utf8.dropFirst())
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap { index in
      UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Runs on every Python from 2.6 on, so that an old one can still say what it is.
  private static let script = """
    import sys, os

    def path(value):
        if not isinstance(value, bytes):
            value = os.fsencode(value)
        return "x" + "".join("%02x" % byte for byte in bytearray(value))

    # What lies where we happen to be is no part of the interpreter.
    sys.path = [entry for entry in sys.path if entry]
    lines = ["major %d" % sys.version_info[0], "minor %d" % sys.version_info[1]]
    lines.append("version %s" % sys.version.split()[0].rstrip("+"))
    try:
        import platform
        lines.append("implementation %s" % platform.python_implementation())
    except Exception:
        lines.append("implementation Python")
    try:
        import sysconfig
        lines.append("free %d" % bool(sysconfig.get_config_var("Py_GIL_DISABLED")))
    except Exception:
        pass
    lines.append("gil %d" % getattr(sys, "_is_gil_enabled", lambda: True)())
    lines.append("executable " + path(sys.executable or ""))
    lines.append("prefix " + path(sys.prefix))
    base = getattr(sys, "real_prefix", getattr(sys, "base_prefix", sys.prefix))
    lines.append("base " + path(base))
    lines.append("exec " + path(sys.exec_prefix))
    for name in sys.argv[1:]:
        try:
            __import__(name)
        except Exception:
            lines.append("lacks " + name)
    try:
        import importlib.util
        lines.append("uvloop %d" % (importlib.util.find_spec("uvloop") is not None))
    except Exception:
        pass
    print("\\n".join(["", "interleave facts"] + lines + ["interleave end"]))
    """
}
