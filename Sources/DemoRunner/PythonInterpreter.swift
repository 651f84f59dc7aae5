#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The Python that programs run under.
package struct PythonInterpreter: Hashable, Sendable {
  package var path: String

  /// The one that was asked for, or the first `python3` on PATH; an active virtual environment
  /// stands first there.
  package static func find(named wanted: String? = nil) -> PythonInterpreter? {
    let name =
      wanted ?? getenv("INTERLEAVE_PYTHON").map { String(cString: $0) }.flatMap {
        $0.isEmpty ? nil : $0
      } ?? "python3"
    if name.contains("/") {
      return isExecutable(name) ? PythonInterpreter(path: name) : nil
    }
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    for folder in path.split(separator: ":") {
      let candidate = "\(folder)/\(name)"
      if isExecutable(candidate) { return PythonInterpreter(path: candidate) }
    }
    return nil
  }

  private static func isExecutable(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFREG
      && access(path, X_OK) == 0
  }
}
