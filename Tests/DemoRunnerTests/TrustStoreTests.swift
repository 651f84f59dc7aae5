import Foundation
import Testing

@testable import DemoRunner

@Suite("Which programs are allowed to run")
struct TrustStoreTests {
  private let store = TrustStore(
    folder: NSTemporaryDirectory() + "interleave-trust-\(UInt64.random(in: 0...UInt64.max))/a/b")

  private func clean() {
    let root = URL(filePath: store.folder).deletingLastPathComponent().deletingLastPathComponent()
    try? FileManager.default.removeItem(at: root)
  }

  private func isAllowed(_ text: String) -> Bool {
    store.entries().contains { $0.digest == TrustStore.digest(of: text) }
  }

  @Test("The digest is that of the standard")
  func digests() {
    #expect(
      SHA256.digest([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      SHA256.digest(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.digest([UInt8](repeating: 0x61, count: 1_000_00))
        == "6d1cf22d7cc09b085dfc25ee1a1f3ae0265804c607bc2074ad253bcc82fd81ee")
    let tool = "/usr/bin/sha256sum"
    guard FileManager.default.isExecutableFile(atPath: tool) else { return }
    for count in [1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 1000] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
      let said = try? BoundedProcess.run(tool, [], input: bytes, seconds: 60).output
      #expect(said.map { String(decoding: $0.prefix(64), as: UTF8.self) } == SHA256.digest(bytes))
    }
  }

  @Test("A program is allowed until it changes or is revoked")
  func remembering() throws {
    defer { clean() }
    #expect(store.entries().isEmpty)
    #expect(try store.revoke { _ in true } == 0)
    try store.allow([("print(1)", "/lessons/a b#one"), ("print(2)", "two\nlines")])
    try store.allow([("print(1)", "/elsewhere")])
    #expect(store.entries().map(\.place) == ["/lessons/a b#one", "two lines"])
    #expect(isAllowed("print(1)") && !isAllowed("print(1)\n"))
    #expect(try store.revoke { $0.place.hasPrefix("/lessons/") } == 1)
    #expect(!isAllowed("print(1)") && isAllowed("print(2)"))
    let rights = try FileManager.default.attributesOfItem(atPath: store.file)
    #expect(rights[.posixPermissions] as? Int == 0o600)
    let names = try FileManager.default.contentsOfDirectory(atPath: store.folder)
    #expect(Set(names) == ["trust", "trust.lock"])
  }

  @Test("A file that is not whole costs nothing but what is broken")
  func broken() throws {
    defer { clean() }
    try store.allow([("print(1)", "one")])
    let text = try String(contentsOfFile: store.file, encoding: .utf8)
    let odd = "program zz 12 x\n\u{1}\nprogram\n" + text + "a newer version's line\nprogram 12"
    try odd.write(toFile: store.file, atomically: true, encoding: .utf8)
    #expect(store.entries().map(\.place) == ["one"])
    try store.allow([("print(2)", "two")])
    #expect(store.entries().map(\.place) == ["one", "two"])
    #expect(try String(contentsOfFile: store.file, encoding: .utf8).contains("a newer version's"))
    try Data([0xFF, 0xFE, 0, 10, 13]).write(to: URL(filePath: store.file))
    #expect(store.entries().isEmpty)
  }

  @Test("Where nothing can be written, that is told")
  func unwritable() throws {
    defer { clean() }
    try store.allow([("print(1)", "one")])
    try FileManager.default.removeItem(atPath: store.file)
    try FileManager.default.createDirectory(
      atPath: store.file, withIntermediateDirectories: false)
    #expect(store.entries().isEmpty)
    #expect(throws: TrustStore.Failure.self) { try store.allow([("print(2)", "two")]) }
    #expect(throws: TrustStore.Failure.self) {
      try TrustStore(folder: "/proc/nowhere").allow([("print(2)", "two")])
    }
    #expect(throws: TrustStore.Failure.self) {
      try TrustStore(folder: "/etc/passwd/interleave").allow([("print(2)", "two")])
    }
  }

  @Test("Writers at the same time lose nothing of each other's")
  func together() async throws {
    defer { clean() }
    let store = store
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<40 {
        group.addTask { try? store.allow([("print(\(number))", "number \(number)")]) }
      }
    }
    #expect(store.entries().count == 40)
  }
}
