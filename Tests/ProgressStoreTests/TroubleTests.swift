import CSQLite
import Foundation
import ProgressStore
import Testing

@Suite("Files of progress that are not as they should be")
struct TroubleTests {
  /// Nobody has the file open then: as long as somebody has, it is not moved.
  private func fill(_ folder: Folder, steps: Int) throws {
    let file = try open(folder.file)
    for step in 0..<steps { try file.write(.step("step-\(step)"), to: "c", .adding) }
  }

  private func write(_ bytes: Data, to folder: Folder) throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/state", withIntermediateDirectories: true)
    try bytes.write(to: URL(filePath: folder.file))
  }

  @Test(
    "A damaged file is kept under another name, told once, and begun anew",
    arguments: ["no database", "torn", "cut"])
  func damaged(_ kind: String) throws {
    let folder = try Folder()
    try fill(folder, steps: 300)
    var bytes = try Data(contentsOf: URL(filePath: folder.file))
    switch kind {
    case "torn": bytes.replaceSubrange(4096..<9000, with: Data(repeating: 0xA5, count: 4904))
    case "cut": bytes = bytes.prefix(5000)
    default: bytes = Data("This is no database, but a text of some length.".utf8)
    }
    try write(bytes, to: folder)
    let opening = ProgressFile.open(folder.file)
    #expect(opening.trouble == .damaged(movedTo: "\(folder.file).damaged-1"))
    #expect(try Data(contentsOf: URL(filePath: "\(folder.file).damaged-1")) == bytes)
    try #require(opening.file).write(.step("a"), to: "c", .adding)
    #expect(try open(folder.file).progress(in: "c") == .step("a"))
    #expect(
      folder.names == [
        "progress.sqlite", "progress.sqlite.damaged-1", "progress.sqlite.lock",
      ])
  }

  @Test("Any file whatever is opened without a crash, and none is lost")
  func anyBytes() throws {
    let folder = try Folder()
    try fill(folder, steps: 50)
    let whole = try Data(contentsOf: URL(filePath: folder.file))
    var generator = SystemRandomNumberGenerator()
    for round in 0..<150 {
      var bytes = whole
      for _ in 0..<(round % 7 + 1) {
        bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      if round % 5 == 0 {
        bytes = bytes.prefix(Int.random(in: 0...bytes.count, using: &generator))
      }
      try write(bytes, to: folder)
      let opening = ProgressFile.open(folder.file)
      let opened = opening.file
      _ = try? opened?.progress(in: "c")
      do throws(ProgressTrouble) {
        try opened?.write(.step("new"), to: "c", .adding)
      } catch {
        #expect(!error.sentence.isEmpty)
      }
      if case .damaged(let place) = opening.trouble {
        #expect(try Data(contentsOf: URL(filePath: place)) == bytes)
        try FileManager.default.removeItem(atPath: place)
      }
    }
  }

  @Test("A file from a newer version is read and not changed")
  func newer() throws {
    let folder = try Folder()
    try open(folder.file).write(.step("a"), to: "c", .adding)
    execute("ALTER TABLE step ADD COLUMN mood TEXT; PRAGMA user_version = 99", on: folder.file)
    let before = try Data(contentsOf: URL(filePath: folder.file))
    let opening = ProgressFile.open(folder.file)
    #expect(opening.trouble == .newer)
    let file = try #require(opening.file)
    #expect(try file.progress(in: "c") == .step("a"))
    #expect(throws: ProgressTrouble.newer) { try file.write(.step("b"), to: "c", .adding) }
    #expect(throws: ProgressTrouble.newer) { try file.forget(course: "c") }
    #expect(try Data(contentsOf: URL(filePath: folder.file)) == before)
  }

  @Test("Somebody else's database is left alone")
  func foreign() throws {
    let folder = try Folder()
    try write(Data(), to: folder)
    execute("CREATE TABLE recipes (name)", on: folder.file)
    let opening = ProgressFile.open(folder.file)
    #expect(opening.trouble == .foreign(folder.file))
    #expect(throws: ProgressTrouble.foreign(folder.file)) {
      try opening.file?.write(.step("a"), to: "c", .adding)
    }
  }

  @Test("What is no file is told, and nothing waits for a pipe")
  func noFile() throws {
    let folder = try Folder()
    let pipe = "\(folder.path)/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    for path in [pipe, folder.path, "/dev/null"] {
      #expect(ProgressFile.open(path).trouble == .foreign(path))
    }
    #expect(ProgressFile.open("\(pipe)/below/progress.sqlite").file == nil)
  }

  @Test("A home that cannot be written is told, and what is there is read", .disabled(if: isRoot))
  func readOnly() throws {
    let folder = try Folder()
    try open(folder.file).write(.step("a"), to: "c", .adding)
    let state = "\(folder.path)/state"
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: state)
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: state)
    }
    let opening = ProgressFile.open(folder.file)
    #expect(opening.trouble == .readOnly(folder.file))
    #expect(try opening.file?.progress(in: "c") == .step("a"))
    #expect(ProgressFile.open("\(state)/new/progress.sqlite").file == nil)
  }

  /// A disk that is full is played by a limit on the size of files.
  @Test("Where there is no room what was kept stays whole, and one sentence tells")
  func full() throws {
    let folder = try Folder()
    let lines = try Writing(
      [folder.file, "one", "5000"], line: "ulimit -f 64; trap '' XFSZ; exec \"$@\""
    ).rest()
    let kept = try #require(lines.dropLast().last.flatMap { Int($0) })
    #expect(lines.last?.contains("is not kept") == true)
    let progress = try open(folder.file).progress(in: "course")
    #expect(progress.answers.count == kept)
    #expect(progress.steps[.init(lesson: "shared", step: "sum")]?.spent == Int64(kept))
  }
}

private var isRoot: Bool { geteuid() == 0 }
