#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The command line that runs a program in a sandbox.
struct Bubblewrap {
  let path: String
  let seesEverything: Bool

  /// What belongs to the system, as far as it is there.
  private static let system = [
    "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/opt", "/nix", "/gnu",
    "/run/current-system", "/sys/devices/system/cpu",
  ]

  /// What stands in front of the program. Without a folder, what is enough for a trial.
  func words(
    for python: PythonFacts, reading: [String] = [], in folder: RunFolder? = nil
  ) -> [String] {
    var words = [path, "--unshare-all", "--die-with-parent", "--new-session"]
    if seesEverything {
      words += ["--ro-bind", "/", "/"]
    } else {
      for place in Self.system { words += ["--ro-bind-try", place, place] }
    }
    words += ["--proc", "/proc", "--dev", "/dev"]
    // On the disk, where it counts: what lies in memory would be nobody's.
    words += folder.map { ["--bind", $0.temporary, "/tmp"] } ?? ["--tmpfs", "/tmp"]
    for place in needed(python.folders + reading) {
      words += ["--ro-bind-try", place, place]
    }
    if let folder { words += ["--bind", folder.path, folder.path] }
    return words + ["--chdir", folder?.work ?? "/", "--"]
  }

  /// Those that are not seen anyway, the outer before the inner.
  private func needed(_ places: [String]) -> [String] {
    var seen = seesEverything ? [] : Self.system
    var result: [String] = []
    for place in Set(places).sorted() where place != "/" {
      guard !seen.contains(where: { place == $0 || place.hasPrefix($0 + "/") }) else { continue }
      seen.append(place)
      result.append(place)
    }
    return result
  }
}

extension PythonFacts {
  /// The folder with its programs.
  var programs: String { parent(of: executable) }

  /// What it cannot do without: where it says that it is, and where that leads to.
  var folders: [String] {
    let named = [prefix, basePrefix, execPrefix, programs].filter { $0.hasPrefix("/") }
    return named
      + ([executable] + named).compactMap { place in
        guard let resolved = realpath(place, nil) else { return nil }
        defer { free(resolved) }
        let real = String(cString: resolved)
        return place == executable ? parent(of: real) : real
      }
  }

  private func parent(of file: String) -> String {
    file.lastIndex(of: "/").map { String(file[..<$0]) } ?? ""
  }
}
