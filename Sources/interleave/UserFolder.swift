import LessonFormat

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where the learner's own files lie: the folders of the XDG specification.
enum UserFolder {
  case state, config, data

  /// The program's folder in it; nil where there is no home.
  var path: String? {
    let (variable, ordinary) =
      switch self {
      case .state: ("XDG_STATE_HOME", ".local/state")
      case .config: ("XDG_CONFIG_HOME", ".config")
      case .data: ("XDG_DATA_HOME", ".local/share")
      }
    // The specification has relative ones left aside.
    if let named = Environment[variable], named.hasPrefix("/") {
      return Disk.join(named, "interleave")
    }
    return Self.home.map { Disk.join(Disk.join($0, ordinary), "interleave") }
  }

  func file(_ name: String) -> String? { path.map { Disk.join($0, name) } }

  static var home: String? {
    if let home = Environment["HOME"], home.hasPrefix("/") { return home }
    return getpwuid(getuid()).flatMap { $0.pointee.pw_dir }.map { String(cString: $0) }
  }

  /// Makes a folder and those that it lies in; the error, where that can't be.
  static func make(_ path: String) -> Int32? {
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      if mkdir(made, 0o777) != 0, errno != EEXIST, Disk.kind(of: made) != .folder { return errno }
    }
    return nil
  }

  /// As a person writes it: ~/.config/interleave/config.yaml.
  static func short(_ path: String) -> String {
    guard let home, home != "/", path.hasPrefix(home + "/") else { return path }
    return "~" + path.dropFirst(home.count)
  }
}
