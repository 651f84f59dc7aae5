import CCmarkGFM
import CNcurses
import CSQLite
import CYAML
import Testing

/// Each system library is there with what the shims promise, so that a machine that lacks one is
/// told here and not by the part that needs it.
@Suite("System libraries")
struct SystemLibrariesTests {
  @Test("cmark-gfm has its table extension")
  func markdown() {
    cmark_gfm_core_extensions_ensure_registered()
    #expect(cmark_find_syntax_extension("table") != nil)
  }

  @Test("libyaml is 0.2 or newer")
  func yaml() {
    var major: Int32 = 0
    var minor: Int32 = 0
    var patch: Int32 = 0
    yaml_get_version(&major, &minor, &patch)
    #expect((major, minor) >= (0, 2))
  }

  @Test("SQLite keeps a text that it has to copy")
  func database() throws {
    var database: OpaquePointer?
    #expect(sqlite3_open(":memory:", &database) == SQLITE_OK)
    defer { sqlite3_close(database) }
    var statement: OpaquePointer?
    #expect(sqlite3_prepare_v2(database, "select ?", -1, &statement, nil) == SQLITE_OK)
    defer { sqlite3_finalize(statement) }
    var text = Array("kept".utf8CString)
    sqlite3_bind_text(statement, 1, &text, -1, interleave_sqlite_transient())
    text = Array("gone".utf8CString)
    #expect(sqlite3_step(statement) == SQLITE_ROW)
    let kept = try #require(sqlite3_column_text(statement, 0))
    #expect(String(cString: kept) == "kept")
  }

  @Test("ncurses is the one with wide characters")
  func screen() {
    #expect(String(cString: curses_version()).hasPrefix("ncurses"))
    // Only the wide library has this.
    #expect(key_name(0x41).map { String(cString: $0) } == "A")
  }
}
