import CSQLite

/// What SQLite says when it cannot do something.
struct DatabaseFailure: Error, Hashable, Sendable {
  /// The extended code; its lowest byte is the kind.
  var code: Int32
  var message: String

  var kind: Int32 { code & 0xFF }

  /// The file is not what SQLite has written.
  var isDamage: Bool { kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB }
}

extension DatabaseFailure {
  static func damage(_ message: String) -> DatabaseFailure {
    DatabaseFailure(code: SQLITE_CORRUPT, message: message)
  }
}
