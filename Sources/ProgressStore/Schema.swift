/// How the file is laid out. A change of it is a step more in `steps`, and never one of those that
/// are there.
///
/// `file` tells a file from another one that takes its place; numbers of inodes are used again.
enum Schema {
  /// "Intl", in the file's head, so that nobody's other file is taken for one of ours.
  static let applicationID: Int64 = 0x496E_746C

  static let steps = [
    """
    CREATE TABLE file (birth TEXT NOT NULL);
    INSERT INTO file VALUES (hex(randomblob(8)));
    CREATE TABLE course (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
      lesson TEXT, step TEXT, at INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE step (
      course INTEGER NOT NULL REFERENCES course, lesson TEXT NOT NULL, step TEXT NOT NULL,
      pauses INTEGER NOT NULL, first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL,
      spent INTEGER NOT NULL, PRIMARY KEY (course, lesson, step)) WITHOUT ROWID;
    CREATE TABLE answer (
      course INTEGER NOT NULL REFERENCES course, lesson TEXT NOT NULL, question TEXT NOT NULL,
      at INTEGER NOT NULL, content TEXT NOT NULL, response TEXT NOT NULL, is_right INTEGER,
      PRIMARY KEY (course, lesson, question, at)) WITHOUT ROWID;
    """,
    """
    CREATE TABLE exercise (
      course INTEGER NOT NULL REFERENCES course, lesson TEXT NOT NULL, exercise TEXT NOT NULL,
      content TEXT NOT NULL, attempts INTEGER NOT NULL, hints INTEGER NOT NULL,
      begun INTEGER NOT NULL, tried INTEGER, solved INTEGER, solution_seen INTEGER,
      PRIMARY KEY (course, lesson, exercise, content)) WITHOUT ROWID;
    """,
  ]

  static var version: Int64 { Int64(steps.count) }

  /// Brings a file to this version; one of another program or a newer version is left alone.
  static func prepare(_ database: Database) throws(DatabaseFailure) -> Standing {
    let standing = try standingAtOneMoment(of: database)
    guard case .old = standing, !database.isReadOnly else { return standing }
    try database.transaction { () throws(DatabaseFailure) in
      // Another instance may have been quicker.
      guard case .old(let version) = try Self.standing(of: database) else { return }
      for step in steps.dropFirst(Int(version)) { try database.execute(step) }
      try database.execute("PRAGMA application_id = \(applicationID)")
      try database.execute("PRAGMA user_version = \(self.version)")
    }
    return try standingAtOneMoment(of: database)
  }

  enum Standing {
    case current, foreign, newer
    case old(Int64)
  }

  /// Another instance may be about to make its tables.
  private static func standingAtOneMoment(
    of database: Database
  ) throws(DatabaseFailure) -> Standing {
    var result = Standing.foreign
    try database.transaction("BEGIN") { () throws(DatabaseFailure) in
      result = try standing(of: database)
    }
    return result
  }

  private static func standing(of database: Database) throws(DatabaseFailure) -> Standing {
    let application = try database.number("PRAGMA application_id")
    let version = try database.number("PRAGMA user_version")
    if application == applicationID {
      if version == Self.version { return .current }
      return version > Self.version ? .newer : .old(max(version, 0))
    }
    let isBlank = try database.number("SELECT count(*) FROM sqlite_master") == 0
    return application == 0 && version == 0 && isBlank ? .old(0) : .foreign
  }
}
