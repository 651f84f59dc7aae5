#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why there is no room.
package enum RoomFailure: Error, Hashable, Sendable {
  case badName(String)
  /// So many rooms of one name live already.
  case nameTaken(String)
  /// It is a link, no folder, or somebody else's.
  case folderNotOurs(String)
  case pathTooLong(String, limit: Int)
  case cannotMake(String, code: Int32)
  case cannotListen(String, code: Int32)
  /// Another process is about to open a room, and does not get on with it.
  case busy(String)
  case noResources

  /// A sentence for a person; what to do follows where something can be done.
  package var sentence: String {
    switch self {
    case .badName(let name):
      "\"\(Self.printable(name))\" can't be a room's name: use 1 to 40 of a-z, 0-9 and \"-\"."
    case .nameTaken(let name):
      "There are too many rooms named \"\(name)\" already; choose another name."
    case .folderNotOurs(let path):
      "\(Self.printable(path)) should be a folder of yours alone, and is a link, no folder, or "
        + "somebody else's; remove it, or set XDG_RUNTIME_DIR to a folder of yours."
    case .pathTooLong(let path, let limit):
      "A socket's path may have \(limit) bytes, and \(Self.printable(path)) has "
        + "\(path.utf8.count); set XDG_RUNTIME_DIR to a shorter one."
    case .cannotMake(let path, let code):
      "\(Self.printable(path)) can't be made: \(Self.words(code))."
    case .cannotListen(let path, let code):
      "\(Self.printable(path)) can't be listened to: \(Self.words(code))."
    case .busy(let path):
      "Another process holds \(Self.printable(path)) and does not get on; end it, and try again."
    case .noResources: "The system has no memory, descriptors or threads left for a room."
    }
  }

  private static func words(_ code: Int32) -> String { String(cString: strerror(code)) }

  /// Paths come from the environment.
  private static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? "\u{FFFD}" : $0 }))
  }
}
