import Foundation
import Testing
import Trace

@testable import DemoRunner

@Suite("Reading a trace folder while it grows")
struct TraceFolderReaderTests {
  private let folder = ScratchFolder()

  /// A reader for which all that was written is long ago.
  private func reader() -> TraceFolderReader { TraceFolderReader(folder: folder.path, zero: 0) }

  private func head(_ time: Int, pid: Int) -> String {
    """
    {"t":\(time),"k":"proc","format":"interleave-trace","v":1,"pid":\(pid)}
    {"t":\(time),"k":"thr","l":1,"n":"MainThread","tid":\(pid),"main":1}

    """
  }

  private func said(_ lines: [TraceLine]) -> [String] {
    lines.compactMap { line in
      guard case .output(let output) = line.event else { return nil }
      return "\(line.process) \(output.text)"
    }
  }

  private func out(_ time: Int, _ text: String) -> String {
    "{\"t\":\(time),\"k\":\"out\",\"l\":1,\"n\":1,\"s\":\"\(text)\"}\n"
  }

  @Test("Lines are given once, as far as they are whole, and nothing behind the first NUL")
  func growing() {
    var reader = reader()
    #expect(reader.take().isEmpty)
    let file = GrowingFile(folder, "7-100.jsonl")
    #expect(reader.take().isEmpty)
    file.write(head(10, pid: 7) + out(20, "a") + out(30, "b").dropLast(5))
    #expect(said(reader.take()) == ["1 a"])
    #expect(said(reader.take()) == [])
    file.write(String(out(30, "b").suffix(5)) + "     \n" + out(40, "c"))
    #expect(said(reader.take()) == ["1 b", "1 c"])
    file.close(with: out(50, "d"))
    #expect(said(reader.take()) == ["1 d"])
    // An exec that failed goes on behind what was the end.
    file.write(out(60, "e"))
    #expect(said(reader.take()) == ["1 e"])
    #expect(reader.takeRest().isEmpty)
    #expect(reader.problems.isEmpty && !reader.hasMore)
  }

  @Test("Lines are held back for as long as another one could come in front of them")
  func patience() {
    let zero = MonotonicClock.nanoseconds - 1_000_000_000
    var reader = TraceFolderReader(folder: folder.path, zero: zero)
    let file = GrowingFile(folder, "7-100.jsonl")
    // A minute ahead of the clock, as a line of virtual time can be.
    file.write(head(10, pid: 7) + out(60_000_000, "late") + out(59_990_000, "early"))
    #expect(reader.take().count == 2)
    file.write(out(60_010_000, "last"))
    #expect(said(reader.take()) == ["1 early"])
    #expect(said(reader.takeRest()) == ["1 late", "1 last"])
  }

  @Test("Processes are numbered as they appear, and one that comes late disturbs nobody")
  func late() {
    var reader = reader()
    let second = GrowingFile(folder, "9-200.jsonl")
    let first = GrowingFile(folder, "7-100.jsonl")
    first.write(head(10, pid: 7) + out(20, "a"))
    second.write(head(15, pid: 9) + out(25, "b"))
    #expect(said(reader.take()) == ["1 a", "2 b"])
    // The same process, after an exec; and a child that began before that.
    let executed = GrowingFile(folder, "7-400.jsonl")
    executed.write(head(40, pid: 7) + out(50, "new"))
    let child = GrowingFile(folder, "8-300.jsonl")
    #expect(said(reader.take()) == ["3 new"])
    child.write(head(30, pid: 8) + out(60, "child"))
    #expect(said(reader.take()) == ["4 child"])
    let names = reader.traceFiles.map { $0.split(separator: "/").last ?? "" }
    #expect(names == ["7-100.jsonl", "9-200.jsonl", "7-400.jsonl", "8-300.jsonl"])
  }

  @Test("A file that was cut counts up to there")
  func cut() {
    var reader = reader()
    let file = GrowingFile(folder, "7-100.jsonl")
    file.write(head(10, pid: 7) + out(20, "a") + out(30, "b").dropLast(5))
    #expect(said(reader.takeRest()) == ["1 a"])
    #expect(reader.problems.count(.unfinishedLine) == 1)
    #expect(!reader.hasMore)
  }

  @Test("A folder that goes away takes nothing with it that was read")
  func vanishing() throws {
    var reader = reader()
    let file = GrowingFile(folder, "7-100.jsonl")
    file.write(head(10, pid: 7) + out(20, "a"))
    #expect(said(reader.take()) == ["1 a"])
    try FileManager.default.removeItem(atPath: folder.path)
    #expect(reader.take().isEmpty)
    #expect(reader.takeRest().isEmpty)
    #expect(!reader.hasMore)
  }

  @Test("What is no trace is passed over")
  func others() throws {
    try #require(mkfifo("\(folder.path)/1-1.jsonl", 0o600) == 0)
    try #require(mkdir("\(folder.path)/2-2.jsonl", 0o700) == 0)
    try #require(symlink("/dev/zero", "\(folder.path)/3-3.jsonl") == 0)
    GrowingFile(folder, "4-4.jsonl").write("This is no trace.\n" + head(1, pid: 4))
    GrowingFile(folder, "notes.jsonl").write(head(1, pid: 5))
    let file = GrowingFile(folder, "7-100.jsonl")
    file.write(head(10, pid: 7) + out(20, "a"))
    var reader = reader()
    #expect(said(reader.take()) == ["1 a"])
    #expect(said(reader.takeRest()) == [])
    #expect(reader.problems.count(.notATrace) == 1)
    #expect(reader.traceFiles == ["\(folder.path)/7-100.jsonl"])
  }

  @Test("A million lines come in pieces, in order across processes")
  func million() {
    for pid in 1...4 {
      var text = head(pid, pid: pid)
      for number in 0..<250_000 {
        text += "{\"t\":\(10 * number + pid),\"k\":\"r\",\"l\":1}\n"
      }
      GrowingFile(folder, "\(pid)-\(pid).jsonl").close(with: text)
    }
    var reader = reader()
    var count = 0
    var calls = 0
    var last: Int64 = 0
    var isInOrder = true
    repeat {
      let lines = calls < 5 ? reader.take() : reader.takeRest()
      calls += 1
      #expect(lines.count < 100_000)
      for line in lines {
        isInOrder = isInOrder && line.time >= last
        last = line.time
      }
      count += lines.count
    } while reader.hasMore
    #expect(count == 1_000_008)
    #expect(isInOrder)
    #expect(calls > 10)
    #expect(reader.problems.isEmpty)
  }

  @Test("Processes beyond number are counted and left out")
  func manyFiles() {
    for pid in 1...4100 {
      let path = "\(folder.path)/\(pid)-\(pid).jsonl"
      _ = FileManager.default.createFile(atPath: path, contents: Data(head(pid, pid: pid).utf8))
    }
    var reader = reader()
    var lines = reader.takeRest()
    while reader.hasMore { lines += reader.takeRest() }
    #expect(lines.count == 2 * 4096)
    #expect(reader.problems.count(.tooMuch) > 0)
  }
}

/// A file that grows as the tracer's do: its space is there before its text.
private struct GrowingFile {
  private let path: String

  init(_ folder: ScratchFolder, _ name: String) {
    path = "\(folder.path)/\(name)"
    _ = FileManager.default.createFile(atPath: path, contents: Data(count: 1 << 16))
  }

  private var text: Data {
    let all = FileManager.default.contents(atPath: path) ?? Data()
    return all.prefix { $0 != 0 }
  }

  func write(_ more: String) {
    let whole = text + Data(more.utf8)
    overwrite(whole + Data(count: (1 << 16) - whole.count % (1 << 16)))
  }

  func close(with more: String) { overwrite(text + Data(more.utf8)) }

  /// In place, as through a mapping.
  private func overwrite(_ bytes: Data) {
    guard let handle = FileHandle(forWritingAtPath: path) else { return }
    try? handle.write(contentsOf: bytes)
    try? handle.truncate(atOffset: UInt64(bytes.count))
  }
}

/// A folder that is gone when the test has ended.
final class ScratchFolder: Sendable {
  let path: String

  init() {
    var template = Array("/tmp/interleave-test-XXXXXX".utf8CString)
    precondition(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
