import CSQLite

/// An open file of SQLite. One thread at a time has it.
final class Database {
  private let handle: OpaquePointer

  /// `patience` is how long to wait for another program that writes, in milliseconds.
  init(_ path: String, isReadOnly: Bool, patience: Int32) throws(DatabaseFailure) {
    var handle: OpaquePointer?
    let access =
      isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    let code = sqlite3_open_v2(path, &handle, access | SQLITE_OPEN_NOMUTEX, nil)
    guard let handle else {
      throw DatabaseFailure(code: SQLITE_NOMEM, message: "there is no memory")
    }
    guard code == SQLITE_OK else {
      defer { sqlite3_close_v2(handle) }
      throw Self.failure(handle, code)
    }
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, patience)
    self.handle = handle
  }

  deinit { sqlite3_close_v2(handle) }

  /// It could only be opened for reading.
  var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

  func execute(_ sql: String) throws(DatabaseFailure) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw Self.failure(handle, code) }
  }

  /// One statement with its values; `row` is called for each row that it gives.
  func run(
    _ sql: String, _ values: [Value] = [], row: (Row) -> Void = { _ in }
  ) throws(DatabaseFailure) {
    let statement = try prepare(sql)
    defer { sqlite3_finalize(statement) }
    try bind(values, to: statement)
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: row(Row(statement: statement))
      case SQLITE_DONE: return
      case let code: throw Self.failure(handle, code)
      }
    }
  }

  /// The same statement for many values.
  func run(_ sql: String, forEach rows: [[Value]]) throws(DatabaseFailure) {
    guard !rows.isEmpty else { return }
    let statement = try prepare(sql)
    defer { sqlite3_finalize(statement) }
    for values in rows {
      try bind(values, to: statement)
      let code = sqlite3_step(statement)
      guard code == SQLITE_DONE else { throw Self.failure(handle, code) }
      sqlite3_reset(statement)
    }
  }

  func number(_ sql: String) throws(DatabaseFailure) -> Int64 {
    var result: Int64 = 0
    try run(sql) { result = $0.number(0) }
    return result
  }

  /// All of it or nothing, with nobody else writing meanwhile.
  func transaction(
    _ beginning: String = "BEGIN IMMEDIATE", _ body: () throws(DatabaseFailure) -> Void
  ) throws(DatabaseFailure) {
    try execute(beginning)
    do throws(DatabaseFailure) {
      try body()
      try execute("COMMIT")
    } catch {
      // After some failures SQLite has done so itself.
      if sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
      throw error
    }
  }

  private func prepare(_ sql: String) throws(DatabaseFailure) -> OpaquePointer {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
    guard code == SQLITE_OK, let statement else { throw Self.failure(handle, code) }
    return statement
  }

  private func bind(_ values: [Value], to statement: OpaquePointer) throws(DatabaseFailure) {
    for (index, value) in values.enumerated() {
      let place = Int32(index + 1)
      let code =
        switch value {
        case .number(let number): sqlite3_bind_int64(statement, place, number)
        case .text(let text):
          sqlite3_bind_text(
            statement, place, text, Int32(text.utf8.count), interleave_sqlite_transient())
        case .nothing: sqlite3_bind_null(statement, place)
        }
      guard code == SQLITE_OK else { throw Self.failure(handle, code) }
    }
  }

  private static func failure(_ handle: OpaquePointer, _ code: Int32) -> DatabaseFailure {
    let extended = sqlite3_extended_errcode(handle)
    return DatabaseFailure(
      code: extended & 0xFF == code & 0xFF ? extended : code,
      message: String(cString: sqlite3_errmsg(handle)))
  }
}

extension Database {
  enum Value {
    case number(Int64)
    case text(String)
    case nothing
  }

  /// A row of what was asked for; it holds until the next one.
  struct Row {
    fileprivate let statement: OpaquePointer

    func number(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    func text(_ column: Int32) -> String? {
      guard let bytes = sqlite3_column_text(statement, column) else { return nil }
      let count = Int(sqlite3_column_bytes(statement, column))
      return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }
  }
}
