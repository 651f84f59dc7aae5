/// The command line that runs a program in a sandbox.
struct Bubblewrap {
  let path: String
  let seesEverything: Bool

  /// What belongs to the system, as far as it is there.
  private static let system = [
    "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/opt", "/nix", "/gnu",
    "/run/current-system", "/sys/devices/system/cpu",
  ]

  /// What stands in front of the program. Folders that may be written lie beneath /tmp or not.
  func words(
    for python: PythonLayout, reading: [String], writing: [String], in folder: String
  ) -> [String] {
    var words = [path, "--unshare-all", "--die-with-parent", "--new-session"]
    if seesEverything {
      words += ["--ro-bind", "/", "/"]
    } else {
      for place in Self.system { words += ["--ro-bind-try", place, place] }
    }
    words += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    for place in needed(python.prefixes + [python.binaries] + reading) {
      words += ["--ro-bind-try", place, place]
    }
    for place in writing { words += ["--bind", place, place] }
    return words + ["--chdir", folder, "--"]
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
