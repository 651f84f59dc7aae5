#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The Python that programs run under.
package struct PythonInterpreter: Hashable, Sendable {
  /// What led to it.
  package enum Origin: Hashable, Sendable {
    /// `--python`, or whatever else the caller has from a person.
    case named
    /// The variable `INTERLEAVE_PYTHON`.
    case variable
    /// `VIRTUAL_ENV`: an environment is active.
    case environment
    case path
    /// One of pyenv's; not used unless a newer Python is looked for.
    case pyenv
  }

  package var path: String
  package var origin = Origin.named

  package init(path: String, origin: Origin = .named) {
    self.path = path
    self.origin = origin
  }

  /// The one that was asked for; else that of `INTERLEAVE_PYTHON`, of an active virtual environment,
  /// or the first `python3` on PATH. What is asked for and not there is nil and not replaced.
  package static func find(named wanted: String? = nil) -> PythonInterpreter? {
    if let wanted { return find(wanted, .named) }
    if let variable = variable("INTERLEAVE_PYTHON") { return find(variable, .variable) }
    if let folder = variable("VIRTUAL_ENV"), let found = find("\(folder)/bin/python3", .environment)
    {
      return found
    }
    return find("python3", .path)
  }

  /// All that look like one: the one that would be used comes first. None of them is run.
  package static func findAll(named wanted: String? = nil) -> [PythonInterpreter] {
    var result = [find(named: wanted)].compactMap { $0 }
    if let folder = variable("VIRTUAL_ENV") {
      result += [find("\(folder)/bin/python3", .environment)].compactMap { $0 }
    }
    for name in ["python3"] + newerNames + ["pypy3"] {
      result += folders.compactMap { find("\($0)/\(name)", .path) }
    }
    if let home = variable("PYENV_ROOT") ?? variable("HOME").map({ "\($0)/.pyenv" }) {
      var versions: [String] = []
      forEachEntry(of: "\(home)/versions") { versions.append($0) }
      result += versions.sorted().compactMap { find("\(home)/versions/\($0)/bin/python3", .pyenv) }
    }
    var seen: Set<String> = []
    return result.filter { seen.insert($0.path).inserted }
  }

  /// Those that programs of a course may ask for.
  private static let newerNames = (9...20).reversed().flatMap { minor in
    minor < 13 ? ["python3.\(minor)"] : ["python3.\(minor)", "python3.\(minor)t"]
  }

  private static func find(_ name: String, _ origin: Origin) -> PythonInterpreter? {
    let candidates = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
    return candidates.first(where: isExecutable).map {
      PythonInterpreter(path: $0, origin: origin)
    }
  }

  private static var folders: [Substring] {
    (variable("PATH") ?? "/usr/bin:/bin").split(separator: ":")
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func isExecutable(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFREG
      && access(path, X_OK) == 0
  }
}
