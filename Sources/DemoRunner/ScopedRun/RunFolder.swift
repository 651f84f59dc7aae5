#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folder of a run, which its supervisor makes and removes: what lies in it, and what the
/// program finds in its environment.
struct RunFolder {
  let path: String

  var work: String { "\(path)/work" }
  var home: String { "\(path)/home" }
  var temporary: String { "\(path)/tmp" }
  var trace: String { "\(path)/trace" }

  /// A name that nobody has guessed; whoever made it before makes the supervisor refuse.
  init() throws(RunFailure) {
    let named = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    let parent = named.isEmpty ? "/tmp" : named
    guard let resolved = realpath(parent, nil) else {
      throw .noFolder(parent, String(cString: strerror(errno)).lowercased())
    }
    defer { free(resolved) }
    let number = UInt64.random(in: 0...UInt64.max)
    let digits = String(number, radix: 36)
    let real = String(cString: resolved)
    path =
      (real == "/" ? "" : real) + "/interleave-run-"
      + String(repeating: "0", count: 13 - digits.count) + digits
  }

  func write(_ files: [RunSpecification.File]) throws(RunFailure) {
    for file in files {
      let parts = file.name.split(separator: "/", omittingEmptySubsequences: false)
      guard !parts.contains(where: { ["", ".", ".."].contains($0) || $0.utf8.contains(0) }) else {
        throw .badName(file.name)
      }
      var folder = work
      for part in parts.dropLast() {
        folder += "/\(part)"
        mkdir(folder, 0o700)
      }
      try write(file.bytes, to: "\(work)/\(file.name)")
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws(RunFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    var rest = bytes[...]
    var isWritten = descriptor >= 0
    while isWritten, !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { rest = rest.dropFirst(count) } else { isWritten = errno == EINTR }
    }
    let reason = String(cString: strerror(errno)).lowercased()
    if descriptor >= 0 { close(descriptor) }
    guard isWritten else { throw .noFolder(work, reason) }
  }

  // MARK: The environment

  /// What a program may know of the outside: where programs are, and the person's language.
  private static let passedOn: Set<String> = ["LANG", "LANGUAGE", "LD_LIBRARY_PATH", "TZ"]

  func environment(of run: RunSpecification, zero: UInt64) -> [String] {
    var result = inherited()
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    result += [
      "PATH=\(run.python.programs):\(path)", "HOME=\(home)", "TMPDIR=\(temporary)",
      "PYTHONPATH=\(run.tracerFolder)", "PYTHONDONTWRITEBYTECODE=1", "PYTHONIOENCODING=utf-8",
      // Into a pipe Python would write by blocks; a learner is to see lines, when they are written.
      "INTERLEAVE_OUTPUT=lines",
    ]
    guard run.isTraced else { return result }
    result += [
      "INTERLEAVE_TRACE=\(trace)", "INTERLEAVE_ZERO=\(zero)",
      "INTERLEAVE_MODE="
        + (["normal"] + run.details.map(\.rawValue).sorted()).joined(separator: ","),
    ]
    return run.isVirtual ? result + ["INTERLEAVE_VIRTUAL=1"] : result
  }

  private func inherited() -> [String] {
    var result: [String] = []
    var entry = environ
    while let variable = entry.pointee {
      let text = String(cString: variable)
      let name = text.prefix { $0 != "=" }
      if name.hasPrefix("LC_") || Self.passedOn.contains(String(name)) { result.append(text) }
      entry += 1
    }
    return result
  }
}

/// Inside the folder, `write` is its own.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
